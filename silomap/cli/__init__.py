"""The command line (see main.py)."""

from silomap.cli.main import COMMANDS, LAYOUT_NAMES, main, parser

__all__ = ["COMMANDS", "LAYOUT_NAMES", "main", "parser"]
