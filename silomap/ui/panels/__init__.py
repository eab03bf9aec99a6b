"""The panels at the right; one class a file."""
