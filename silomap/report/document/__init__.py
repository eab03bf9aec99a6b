"""Reports: one page model, and a writer for each kind of file."""
