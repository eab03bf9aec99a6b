"""The picture back end: how a map is drawn, on screen and in files. The only part of `report` that needs Qt."""

from silomap.report.picture import overrides

overrides.install()  # before the first class that is made from one of Qt's
