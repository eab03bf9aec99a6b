"""The command line: one function a command, thin over the layers below.

Data goes to stdout, everything a person reads to stderr. Exit status 0 done, 1 the input is at fault, 2 usage.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from silomap import __version__
from silomap.cli import reports, states
from silomap.cli.maps import (
    run_analyse,
    run_arrange,
    run_check,
    run_convert,
    run_new,
    run_notes,
    run_picture,
    run_suggest,
    run_templates,
)
from silomap.cli.talk import tell
from silomap.errors import UserError
from silomap.i18n import LANGUAGES, _, explain, preferred_language, set_language

COMMANDS = (
    "new",
    "templates",
    "analyse",
    "suggest",
    "compare",
    "scenarios",
    "versions",
    "history",
    "merge",
    "compact",
    "convert",
    "arrange",
    "notes",
    "check",
    "picture",
    "report",
    "actions",
)
VIEW_NAMES = ("map", "lanes", "silo", "system", "matrix", "journey", "charts", "compare", "overview")
PAPERS = ("fit", "A4", "A3", "letter")
LAYOUT_NAMES = ("tidy", "by_sector", "force", "layered", "radial")
MOST_SUGGESTIONS = 1_000


def parser() -> argparse.ArgumentParser:
    """The grammar of the command line with its help."""
    top = argparse.ArgumentParser(
        prog="silomap",
        description=_(
            "Draw who does what for whom; see where help falls apart and which links are missing. "
            "Without a command, “silomap [FILE]” opens the window."
        ),
        epilog=_("Exit status: 0 done, 1 the input is at fault (one sentence says how), 2 usage."),
    )
    top.add_argument("--version", action="version", version=f"silomap {__version__}")
    top.add_argument("--language", choices=sorted(LANGUAGES), help=_("language of what is written"))
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    new = commands.add_parser("new", help=_("make a map from a template"))
    new.add_argument("file", type=Path, metavar="FILE", help=_("the new map; it must not exist"))
    new.add_argument("--template", default="blank", metavar="NAME", help=_("see “silomap templates”"))
    new.set_defaults(run=run_new)

    known = commands.add_parser("templates", help=_("list the templates: name, tab, title"))
    known.set_defaults(run=run_templates)

    analyse = commands.add_parser("analyse", help=_("findings and measures of a map"))
    analyse.add_argument("file", type=Path, metavar="FILE", help=_("a map in any readable format"))
    analyse.add_argument("--scenario", metavar="NAME", help=_("analyse the map as this scenario has it"))
    analyse.add_argument("--version", metavar="NAME", help=_("the map as this version has it"))
    analyse.add_argument("--json", action="store_true", help=_("one JSON object (silomap-analysis/1)"))
    analyse.add_argument("--explain", metavar="MEASURE", help=_("how one measure is counted, with all it counts"))
    analyse.set_defaults(run=run_analyse)

    suggest = commands.add_parser("suggest", help=_("the best new links to build next, and what each gains"))
    suggest.add_argument("file", type=Path, metavar="FILE", help=_("a map in any readable format"))
    suggest.add_argument("-k", type=_number, default=10, metavar="N", help=_("how many links (10)"))
    suggest.add_argument(
        "--level",
        choices=["services", "actors"],
        default="services",
        help=_("links of services, or agreements of actors"),
    )
    suggest.add_argument("--scenario", metavar="NAME", help=_("start from the map as this scenario has it"))
    suggest.add_argument("--version", metavar="NAME", help=_("the map as this version has it"))
    suggest.add_argument("--json", action="store_true", help=_("a JSON list"))
    suggest.set_defaults(run=run_suggest)

    states.add_parsers(commands)

    convert = commands.add_parser(
        "convert", help=_("convert between map, JSON, CSV, Excel, GraphML, GEXF, Kumu, Pajek")
    )
    convert.add_argument("input", type=Path, metavar="IN")
    convert.add_argument("output", type=Path, metavar="OUT")
    convert.add_argument("--scenario", metavar="NAME", help=_("the map as this scenario has it"))
    convert.add_argument("--version", metavar="NAME", help=_("the map as this version has it"))
    convert.add_argument("--map", default="", metavar="NAME", help=_("one of several maps in a file; * for all"))
    handed = convert.add_mutually_exclusive_group()
    handed.add_argument(
        "--no-authors", action="store_true", help=_("what people said, without who said it and without the history")
    )
    handed.add_argument("--anonymise", action="store_true", help=_("an example: without names and what people said"))
    handed.add_argument("--template", action="store_true", help=_("only the sectors and the agenda"))
    convert.set_defaults(run=run_convert)

    arrange = commands.add_parser("arrange", help=_("give every element a place, and write the map anew"))
    arrange.add_argument("input", type=Path, metavar="IN")
    arrange.add_argument("output", type=Path, metavar="OUT")
    arrange.add_argument("--layout", choices=LAYOUT_NAMES, default="by_sector")
    arrange.add_argument("--around", action="append", metavar="ID", help=_("the middle of a radial layout"))
    arrange.set_defaults(run=run_arrange)

    notes = commands.add_parser("notes", help=_("what was said, voted and agreed"))
    notes.add_argument("file", type=Path, metavar="FILE", help=_("a map in any readable format"))
    notes.add_argument("--json", action="store_true", help=_("one JSON object"))
    notes.set_defaults(run=run_notes)

    check = commands.add_parser("check", help=_("is a map file sound?"))
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--recover", type=Path, metavar="OUT", help=_("save what can be read into a new map"))
    check.set_defaults(run=run_check)

    picture = commands.add_parser("picture", help=_("draw a map as PNG, SVG or PDF"))
    picture.add_argument("file", type=Path, metavar="FILE", help=_("a map in any readable format"))
    picture.add_argument("out", type=Path, metavar="OUT", help=_("ends in .png, .svg or .pdf"))
    picture.add_argument("--view", choices=VIEW_NAMES, default="map", help=_("what is drawn (the map)"))
    picture.add_argument("--theme", choices=["light", "dark", "contrast"], default="light")
    picture.add_argument("--paper", choices=PAPERS, default="fit", help=_("paper of a PDF (as large as the picture)"))
    picture.add_argument("--group", default="", metavar="NAME", help=_("the journey of this group only"))
    picture.add_argument("--compare", metavar="NAME", help=_("what this scenario changes in a journey"))
    picture.add_argument(
        "--missing", type=_count, default=5, metavar="N", help=_("how many missing links are drawn (5)")
    )
    picture.add_argument("--no-findings", action="store_true", help=_("draw no findings over the map"))
    picture.add_argument("--compact", action="store_true", help=_("lanes with short names"))
    picture.add_argument("--plain", action="store_true", help=_("without title, date and key"))
    picture.add_argument("--scenario", metavar="NAME", help=_("draw the map as this scenario has it"))
    picture.add_argument("--version", metavar="NAME", help=_("the map as this version has it"))
    picture.set_defaults(run=run_picture)

    reports.add_parsers(commands)
    return top


def _count(word: str) -> int:
    """A number of missing links, or none."""
    return 0 if word == "0" else _number(word)


def _number(word: str) -> int:
    """A number of links."""
    if not word.isascii() or not word.isdigit() or not 1 <= int(word) <= MOST_SUGGESTIONS:
        raise argparse.ArgumentTypeError(
            _("a number from 1 to {most} is needed, not “{word}”", most=MOST_SUGGESTIONS, word=word)
        )
    return int(word)


def main(arguments: Sequence[str]) -> int:
    """Runs one command and returns the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    set_language(_asked_language(arguments) or preferred_language())
    args = parser().parse_args(arguments)
    try:
        args.run(args)
    except UserError as error:
        tell(f"silomap: {explain(error)}")
        return 1
    except BrokenPipeError:
        return 0
    except OSError as error:
        tell(f"silomap: {error.strerror or error}: {error.filename or ''}")
        return 1
    return 0


def _asked_language(arguments: Sequence[str]) -> str | None:
    for position, word in enumerate(arguments):
        if word == "--language" and position + 1 < len(arguments):
            return arguments[position + 1]
        if word.startswith("--language="):
            return word.partition("=")[2]
    return None
