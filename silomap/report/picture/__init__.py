"""The picture back end: how a map is drawn, on screen and in files. The only part of `report` that needs Qt."""
