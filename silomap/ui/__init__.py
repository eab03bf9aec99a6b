"""The window. It mirrors the document through the bridge and holds no truth."""
