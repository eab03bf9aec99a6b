"""The canvas: the drawing of the map, and the tools that edit it."""
