"""Reading what people have and writing what they use; one format a file, one protocol (formats.py)."""
