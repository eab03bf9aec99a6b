"""The way in: a command goes to the command line, anything else to the window."""

from __future__ import annotations

import sys


def main() -> int:
    """Runs a command, or the window where the first word is none."""
    from silomap.cli import COMMANDS
    from silomap.cli import main as run_command

    words = sys.argv[1:]
    if any(word in COMMANDS for word in words[:3]) or {"-h", "--help", "--version"} & set(words[:1]):
        return run_command(words)
    from silomap.ui.app import main as run_window

    return run_window(words)


if __name__ == "__main__":
    sys.exit(main())
