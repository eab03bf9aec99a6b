"""The map and every change to it. Standard library and sqlite-utils only."""
