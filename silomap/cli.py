"""The command line: one function a command, thin over the layers below.

Data goes to stdout, everything a person reads to stderr. Exit status 0 done, 1 the input is at fault, 2 usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from silomap import __version__
from silomap.errors import UserError
from silomap.i18n import LANGUAGES, N_, _, explain, language, ngettext, preferred_language, set_language
from silomap.model.elements import Mark
from silomap.model.system_map import SystemMap

if TYPE_CHECKING:
    from silomap.analysis.analyse import Analysis
    from silomap.analysis.finding import Facts, Finding

COMMANDS = ("new", "templates", "analyse", "suggest", "compare", "convert", "arrange", "notes", "check", "picture")
VIEW_NAMES = ("map", "lanes", "silo", "system", "matrix", "journey", "charts")
PAPERS = ("fit", "A4", "A3", "letter")
LAYOUT_NAMES = ("tidy", "by_sector", "force", "layered", "radial")
MOST_SUGGESTIONS = 1_000
MOST_COUNTED = 100_000


def tell(text: str) -> None:
    """A line for the person."""
    sys.stderr.write(text + "\n")


def give(text: str) -> None:
    """A line of data."""
    sys.stdout.write(text + "\n")


def read(path: Path, scenario: str | None = None) -> SystemMap:
    """Any readable map; what was not understood is told row by row."""
    from silomap.exchange.formats import read_map
    from silomap.model.scenarios import with_scenario

    reading = read_map(path)
    for remark in reading.remarks[:50]:
        where = _("{file}, row {row}", file=remark.file, row=remark.row)
        tell(f"{where}: {_(remark.message, **remark.params)}")
    if len(reading.remarks) > 50:
        tell(ngettext("… and {n} more remark", "… and {n} more remarks", len(reading.remarks) - 50))
    return with_scenario(reading.system_map, scenario) if scenario else reading.system_map


def run_new(args: argparse.Namespace) -> None:
    from silomap.exchange.templates import from_template
    from silomap.model.opening import create_document

    system_map = from_template(args.template, language())
    create_document(args.file, system_map).close()
    tell(
        _(
            "{path}: “{title}”, {elements} elements, {links} links.",
            path=args.file,
            title=system_map.info.title,
            elements=len(system_map.mapped),
            links=len(system_map.links),
        )
    )


def run_templates(args: argparse.Namespace) -> None:
    from silomap.exchange.templates import templates

    for name, title in templates(language()):
        give(f"{name}\t{title}")


def run_analyse(args: argparse.Namespace) -> None:
    from silomap.analysis.analyse import facts_of, result_of
    from silomap.analysis.output import to_data
    from silomap.report.sentences import sentence

    system_map = read(args.file, args.scenario)
    facts = facts_of(system_map)
    result = result_of(system_map, facts)
    if args.explain:
        _explain(system_map, facts, result, args.explain)
    elif args.json:
        data = to_data(result, lambda finding: sentence(system_map, finding), lambda f: _mark(system_map, f))
        give(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        _tell_findings(system_map, result, args.file.name)


def _tell_findings(system_map: SystemMap, result: Analysis, name: str) -> None:
    from silomap.model.vocabulary import CHOICE_TITLES
    from silomap.report.sentences import headline, words

    measures = result.measures
    number, text = headline(result.score, int(measures["joined_need_pairs"] or 0), int(measures["need_pairs"] or 0))
    give(f"{result.title or name}")
    give(_("How joined-up: {number}. {text}", number=number, text=text))
    discussed = []
    for finding in result.findings:
        said, mark = words(system_map, finding), _mark(system_map, finding)
        if mark is None:
            give(f"\n{said.kind}\n  {said.say}\n  {said.detail}")
        else:
            title = CHOICE_TITLES[mark["state"]]
            decided = f"{_(title)}: {mark['note']}" if mark["note"] else _(title)
            discussed.append(f"  {said.say} ({decided})")
    if discussed:
        heading = ngettext("Discussed: {n}", "Discussed: {n}", len(discussed))
        give("\n".join((f"\n{heading}", *discussed)))


def _mark(system_map: SystemMap, finding: Finding) -> dict[str, str] | None:
    from silomap.model.edits import mark_id

    mark = system_map.get(mark_id(finding.rule, finding.about))
    return {"state": mark.state, "note": mark.note} if isinstance(mark, Mark) else None


def _explain(system_map: SystemMap, facts: Facts, result: Analysis, code: str) -> None:
    """How one measure comes about, with everything it counts."""
    from silomap.analysis.measures import MEASURES, evidence, value_of
    from silomap.report.explanations import DEFINITIONS, TITLES, counted_words, shown

    if code not in MEASURES:
        raise UserError(N_("There is no measure “{code}”. There is: {names}"), code=code, names=", ".join(MEASURES))
    row, found = MEASURES[code], evidence(facts, code, MOST_COUNTED)
    give(f"{_(TITLES[code])}: {shown(code, value_of(result, code))}")
    give(_(DEFINITIONS[code]))
    give(row.formula)
    give(_("Source: {source}", source=row.source))
    for counted in found.rows:
        give(f"  {counted_words(system_map, counted)}")


def run_suggest(args: argparse.Namespace) -> None:
    from silomap.analysis.analyse import facts_of
    from silomap.analysis.output import suggestions_data
    from silomap.analysis.suggest import suggest
    from silomap.report.advice import joint_service_words, suggestion_words

    system_map = read(args.file, args.scenario)
    facts = facts_of(system_map, args.k)
    found = suggest(facts.layers, facts.missing, args.k, args.level)
    if args.json:
        give(json.dumps(suggestions_data(found), ensure_ascii=False, indent=1))
        return
    if not found:
        give(_("Nothing to suggest: no new link would join anything on this map."))
    for number, suggestion in enumerate(found, 1):
        give("\n  ".join((f"{number}. {(said := suggestion_words(system_map, suggestion))[0]}", *said[1:])))
    for joint in facts.joint_services[:1]:
        give("\n" + "\n  ".join(joint_service_words(system_map, joint)))


def run_compare(args: argparse.Namespace) -> None:
    from silomap.analysis.analyse import analyse
    from silomap.analysis.compare import compare
    from silomap.report.changes import SIGNS, sentences, to_data
    from silomap.report.comparison import comparison_data, lines

    if args.b is None and not args.scenario:
        raise UserError(N_("Say what to compare with: another file, or --scenario NAME."))
    before, after = read(args.a), read(args.b or args.a, args.scenario)
    a, b = analyse(before), analyse(after)
    found = compare(a, b)
    if args.json:
        data = {**comparison_data(found, a, b, before, after), "changes": to_data(before, after)}
        give(json.dumps(data, ensure_ascii=False, indent=1))
        return
    changed = sentences(before, after)
    give("\n".join(f"{SIGNS[kind]} {text}" for kind, text in changed) or _("Nothing has changed on the map."))
    give("\n" + "\n".join(lines(found, before, after)))


def run_convert(args: argparse.Namespace) -> None:
    from silomap.exchange.formats import write_map
    from silomap.model.draft import Draft
    from silomap.model.placing import place_missing

    draft = Draft(read(args.input))
    if args.output.suffix == ".silomap":
        place_missing(draft)
    system_map = draft.result()
    write_map(system_map, args.output)
    tell(
        _(
            "{path}: {elements} elements, {links} links.",
            path=args.output,
            elements=len(system_map.mapped),
            links=len(system_map.links),
        )
    )


def run_arrange(args: argparse.Namespace) -> None:
    from silomap.analysis.layouts import LAYOUTS, silently
    from silomap.exchange.formats import write_map
    from silomap.model.draft import Draft
    from silomap.model.placing import place_missing
    from silomap.model.tidying import apply

    draft = Draft(read(args.input))
    place_missing(draft)
    placed = Draft(draft.result())
    focus = tuple(args.around or ())
    unknown = [key for key in focus if key not in placed.base]
    if unknown:
        raise UserError(N_("There is no element “{id}” on this map."), id=unknown[0])
    apply(placed, LAYOUTS[args.layout](placed.base, focus, silently))
    write_map(placed.result(), args.output)
    tell(_("{path} was written.", path=args.output))


def run_notes(args: argparse.Namespace) -> None:
    from silomap.report import discussion

    system_map = read(args.file)
    if args.json:
        give(json.dumps(discussion.to_data(system_map), ensure_ascii=False, indent=1))
        return
    for line in discussion.lines(system_map) or [_("Nothing has been said on this map yet.")]:
        give(line)


def run_check(args: argparse.Namespace) -> None:
    from silomap.model.opening import check_file

    if args.recover is not None:
        return _recover(args.file, args.recover)
    found = check_file(args.file)
    if not found:
        return tell(_("{path} is sound.", path=args.file))
    for line in found[:20]:
        tell(f"  {line}")
    raise UserError(
        N_("{path} is damaged: {n} faults found. --recover NEW saves what can be read."),
        path=args.file,
        n=len(found),
    )


def _recover(path: Path, out: Path) -> None:
    from silomap.model.opening import recover_file

    system_map, missing = recover_file(path, out)
    tell(
        _(
            "{path}: {elements} elements and {links} links saved.",
            path=out,
            elements=len(system_map.mapped),
            links=len(system_map.links),
        )
    )
    for line in missing:
        tell(_("missing: {what}", what=line))


def run_picture(args: argparse.Namespace) -> None:
    from silomap.model.draft import Draft
    from silomap.model.placing import place_missing
    from silomap.report.picture.export import save_picture
    from silomap.report.picture.leaves import Wish

    def placed(scenario: str | None) -> SystemMap:
        draft = Draft(read(args.file, scenario))
        place_missing(draft)
        return draft.result()

    wish = Wish(
        view=args.view,
        theme=args.theme,
        paper=args.paper,
        state=args.scenario or "",
        group=args.group,
        compared=(args.compare, placed(args.compare)) if args.compare else None,
        missing=args.missing,
        has_findings=not args.no_findings,
        is_compact=args.compact,
        has_frame=not args.plain,
    )
    save_picture(placed(args.scenario), args.out, wish)
    tell(_("{path} was written.", path=args.out))


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
    suggest.add_argument("--json", action="store_true", help=_("a JSON list"))
    suggest.set_defaults(run=run_suggest)

    compare = commands.add_parser("compare", help=_("what changed between two maps, and what it did to the measures"))
    compare.add_argument("a", type=Path, metavar="A", help=_("a map in any readable format"))
    compare.add_argument("b", type=Path, metavar="B", nargs="?", help=_("the other one; A itself with --scenario"))
    compare.add_argument("--scenario", metavar="NAME", help=_("compare with this scenario (of B, or of A without B)"))
    compare.add_argument("--json", action="store_true", help=_("one JSON object (silomap-compare/1)"))
    compare.set_defaults(run=run_compare)

    convert = commands.add_parser("convert", help=_("convert between .silomap, .json and CSV (folder or .zip)"))
    convert.add_argument("input", type=Path, metavar="IN")
    convert.add_argument("output", type=Path, metavar="OUT")
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
    picture.set_defaults(run=run_picture)
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
