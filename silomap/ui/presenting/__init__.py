"""Presenting a story: the words at the side, what lies over the map, the presenter's window, and who leads them."""
