"""Data of the program: icons, fonts, words, samples. Read with importlib.resources, never by path."""
