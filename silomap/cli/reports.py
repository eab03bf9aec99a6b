"""Commands for those who decide: a report of a map, its actions, and a folder of maps at a glance."""

from __future__ import annotations

import argparse
from pathlib import Path

from silomap.cli.talk import SCENARIO, STATES, TODAY, VERSION, give, read, state_named, tell, with_places
from silomap.errors import UserError
from silomap.i18n import LANGUAGES, N_, _
from silomap.model.system_map import SystemMap
from silomap.report.document.wish import PAPERS, PARTS, ReportWish

State = tuple[str, SystemMap]


def add_parsers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The grammar of these commands."""
    report = commands.add_parser("report", help=_("write a report: PDF, Word, HTML, Excel or slides"))
    report.add_argument("file", type=Path, metavar="FILE", help=_("a map in any readable format"))
    report.add_argument("out", type=Path, metavar="OUT", help=_("ends in .pdf, .docx, .html, .xlsx or .pptx"))
    report.add_argument("--parts", metavar="NAMES", help=_("only these parts: {names}", names=",".join(PARTS)))
    report.add_argument("--scenario", metavar="NAME", help=_("report the map as this scenario has it"))
    report.add_argument("--version", metavar="NAME", help=_("the map as this version has it"))
    report.add_argument("--compare", metavar="NAME", help=_("compare with this scenario or version, or “today”"))
    report.add_argument("--paper", choices=list(PAPERS), default="A4", help=_("paper of PDF and Word (A4)"))
    report.add_argument("--title", default="", metavar="TEXT", help=_("another title than that of the map"))
    report.add_argument("--story", action="store_true", help=_("slides of the story instead of the overview"))
    report.add_argument("--logo", type=Path, metavar="PICTURE", help=_("a PNG or JPEG for the first page"))
    report.add_argument(
        "--language", choices=sorted(LANGUAGES), default=argparse.SUPPRESS, help=_("language of the report")
    )
    report.set_defaults(run=run_report)

    actions = commands.add_parser("actions", help=_("what was agreed, as a list, CSV or calendar"))
    actions.add_argument("file", type=Path, metavar="FILE", help=_("a map in any readable format"))
    actions.add_argument("out", type=Path, metavar="OUT", nargs="?", help=_("ends in .csv or .ics"))
    actions.add_argument("--json", action="store_true", help=_("a JSON list"))
    actions.set_defaults(run=run_actions)


def run_report(args: argparse.Namespace) -> None:
    """Writes a report."""
    from silomap.report.document.write import read_logo, write_report

    shown = with_places(read(args.file, args.scenario, args.version))
    wish = ReportWish(
        parts=_parts(args.parts),
        title=args.title.strip(),
        state=args.scenario or "",
        version=args.version or "",
        compared=_compared(args, (args.scenario or args.version or _("Today"), shown)),
        is_story=args.story,
        paper=args.paper,
        logo=read_logo(args.logo) if args.logo else b"",
    )
    write_report(shown, args.out, wish)
    tell(_("{path} was written.", path=args.out))


def _parts(text: str | None) -> tuple[str, ...]:
    if text is None:
        return tuple(PARTS)
    names = tuple(name for name in (part.strip() for part in text.split(",")) if name)
    if not names:
        raise UserError(N_("Say which parts: {names}"), names=", ".join(PARTS))
    return names


def _compared(args: argparse.Namespace, shown: State) -> tuple[State, State] | None:
    """The state before and the one after: versions come before today, scenarios after."""
    now = SCENARIO if args.scenario else VERSION if args.version else TODAY
    if args.compare:
        kind, there = state_named(args.file, args.compare)
        other = (_("Today") if kind == TODAY else args.compare, there)
        return (other, shown) if STATES.index(kind) < STATES.index(now) else (shown, other)
    if now == SCENARIO:
        return (_("Today"), read(args.file, version=args.version)), shown
    scenarios = shown[1].scenarios
    if now == TODAY and scenarios:
        name = scenarios[0].label or scenarios[0].id
        return shown, (name, read(args.file, scenarios[0].id))
    return None


def run_actions(args: argparse.Namespace) -> None:
    """Prints or writes the actions of a map."""
    import json

    from silomap.report import actions

    system_map = read(args.file)
    if args.out is not None:
        actions.write_actions(system_map, args.out)
        tell(_("{path} was written.", path=args.out))
    elif args.json:
        give(json.dumps(actions.to_data(system_map), ensure_ascii=False, indent=1))
    else:
        give("\n".join(actions.lines(system_map)) or _("No action has been noted yet."))
