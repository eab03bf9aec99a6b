"""The capture bar: drawing as fast as people talk."""
