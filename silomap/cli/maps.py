"""Commands on one map: made, analysed, converted, arranged, checked, drawn."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from silomap.analysis.rounding import whole
from silomap.cli.talk import give, read, state_named, tell, with_places
from silomap.errors import UserError
from silomap.i18n import N_, _, language, ngettext
from silomap.model.system_map import SystemMap

if TYPE_CHECKING:
    from silomap.analysis.analyse import Analysis
    from silomap.analysis.finding import Facts, Finding

MOST_COUNTED = 100_000


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

    if args.file.is_dir() and not (args.file / "nodes.csv").exists():
        _analyse_folder(args.file, args.json)
        return
    system_map = read(args.file, args.scenario, args.version)
    facts = facts_of(system_map)
    result = result_of(system_map, facts)
    if args.explain:
        _explain(system_map, facts, result, args.explain)
    elif args.json:
        data = to_data(result, lambda finding: sentence(system_map, finding), lambda f: _mark(system_map, f))
        give(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        _tell_findings(system_map, result, args.file.name)


def _analyse_folder(folder: Path, as_json: bool) -> None:
    """Every map of a folder, and which gaps come back."""
    from silomap.report import portfolio

    entries = portfolio.index(folder)
    data = portfolio.to_data(folder, entries)
    if as_json:
        give(json.dumps(data, ensure_ascii=False, indent=1))
        return
    for row in data["maps"]:
        score = "–" if row["score"] is None else whole(row["score"])
        pairs = _("{part} of {whole}", part=row["joined_need_pairs"], whole=row["need_pairs"])
        give(f"{score}\t{pairs}\t{row['findings']}\t{row['title']}\t{row['problem'] or row['path']}")
    for gap in data["recurring"]:
        give(f"{len(gap['maps'])} × {' – '.join(gap['names'])}")


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
    from silomap.report.overview import mark_of

    mark = mark_of(system_map, finding)
    return {"state": mark.state, "note": mark.note} if mark is not None else None


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

    system_map = read(args.file, args.scenario, args.version)
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


def run_convert(args: argparse.Namespace) -> None:
    from silomap.exchange.formats import write_map
    from silomap.exchange.sharing import anonymised, as_template, without_authors
    from silomap.model.draft import Draft
    from silomap.model.placing import place_missing

    taken = read(args.input, args.scenario, args.version, args.map)
    if args.anonymise:
        taken = anonymised(taken)
    elif args.no_authors:
        taken = without_authors(taken)
    elif args.template:
        taken = as_template(taken)
    draft = Draft(taken)
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
    from silomap.model.recovery import check_file

    if args.recover is not None:
        return _recover(args.file, args.recover)
    found = check_file(args.file)
    if not found:
        return tell(_("{path} is sound.", path=args.file))
    for line in found[:20]:
        tell(f"  {line}")
    raise UserError(
        N_("{path} is damaged (faults found: {n}). --recover NEW saves what can be read."),
        path=args.file,
        n=len(found),
    )


def _recover(path: Path, out: Path) -> None:
    from silomap.model.recovery import recover_file
    from silomap.report.recovery import recovery_words

    saved = recover_file(path, out)
    tell(f"{out}: {recovery_words(saved)}")
    for line in saved.missing:
        tell(_("missing: {what}", what=line))


def run_picture(args: argparse.Namespace) -> None:
    from silomap.report.picture.export import save_picture
    from silomap.report.picture.leaves import Wish

    wish = Wish(
        view=args.view,
        theme=args.theme,
        paper=args.paper,
        state=args.scenario or args.version or "",
        group=args.group,
        compared=(args.compare, with_places(state_named(args.file, args.compare)[1])) if args.compare else None,
        missing=args.missing,
        has_findings=not args.no_findings,
        is_compact=args.compact,
        has_frame=not args.plain,
    )
    save_picture(with_places(read(args.file, args.scenario, args.version)), args.out, wish)
    tell(_("{path} was written.", path=args.out))
