"""Commands on the states of a map: scenarios, versions, history; two maps compared or joined."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from silomap.cli.talk import give, read, tell, tell_remarks
from silomap.errors import UserError
from silomap.i18n import N_, _, ngettext
from silomap.model.system_map import SystemMap

if TYPE_CHECKING:
    from silomap.model.document import Document


def run_compare(args: argparse.Namespace) -> None:
    from silomap.analysis.analyse import analyse
    from silomap.analysis.compare import compare
    from silomap.report.changes import SIGNS, sentences, to_data
    from silomap.report.comparison import comparison_data, lines

    if args.b is None and not args.scenario and not args.version:
        raise UserError(N_("Say what to compare with: another file, --scenario NAME or --version NAME."))
    before = read(args.a, version=args.version)
    after = read(args.b or args.a, args.scenario)
    a, b = analyse(before), analyse(after)
    found = compare(a, b)
    if args.json:
        data = {**comparison_data(found, a, b, before, after), "changes": to_data(before, after)}
        give(json.dumps(data, ensure_ascii=False, indent=1))
        return
    changed = sentences(before, after)
    give("\n".join(f"{SIGNS[kind]} {text}" for kind, text in changed) or _("Nothing has changed on the map."))
    told = list(lines(found, before, after))
    if told:
        give("\n" + "\n".join(told))


def _opened(path: Path, to_write: bool) -> Document:
    """A map file with its history; a UserError where it cannot be written and has to be."""
    from silomap.exchange.map_file import recognises
    from silomap.model.lock import user_name
    from silomap.model.opening import open_document

    if not path.exists():
        raise UserError(N_("There is no file {path}."), path=str(path))
    if not recognises(path):
        raise UserError(N_("{path} is not a SiloMap map, so it has no history."), path=str(path))
    document = open_document(path, read_only=not to_write, author=user_name())
    if to_write and document.read_only is not None:
        raise document.read_only
    return document


def _on(path: Path, act: Callable[[Document], None]) -> None:
    """Does something with an open map and closes it, whatever happens."""
    document = _opened(path, to_write=True)
    try:
        act(document)
        if document.saving.problem is not None:
            raise document.saving.problem
    finally:
        document.close()


def run_scenarios(args: argparse.Namespace) -> None:
    from silomap.model import scenarios

    if args.add:
        if args.source is None:
            raise UserError(N_("Say where the scenario comes from: --from FILE."))
        _on(args.file, lambda document: _add_scenario(document, args.add, args.source))
    if args.adopt:
        _on(args.file, lambda document: _adopt(document, args.adopt))
    if args.delete:
        _on(args.file, lambda document: _delete_scenario(document, args.delete))
    system_map = read(args.file)
    rows = [
        {
            "id": scenario.id,
            "name": scenario.label,
            "description": scenario.description,
            "changes": len(scenarios.changes_of(system_map, scenario.id)),
            "conflicts": len(scenarios.conflicts_of(system_map, scenario.id)),
        }
        for scenario in system_map.scenarios
    ]
    if args.json:
        give(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        give("\t".join(str(row[name]) for name in ("name", "changes", "conflicts", "description")))
    if not rows:
        tell(_("This map has no scenarios."))


def _add_scenario(document: Document, name: str, source: Path) -> None:
    from silomap.exchange.additions import scenario_changes
    from silomap.model import scenarios
    from silomap.model.edits import clean

    changes, remarks = scenario_changes(source, document.map)
    tell_remarks(remarks)
    with document.edit(N_("Begin the scenario “{name}”"), {"name": name}) as draft:
        scenarios.begin(draft, clean(name), "", changes)


def _adopt(document: Document, name: str) -> None:
    from silomap.model import scenarios
    from silomap.report.changes import conflict_sentences

    scenario = scenarios.find(document.map, name)
    today, there = document.map, scenarios.shown_with(document.map, scenario.id)
    with document.edit(N_("Make “{name}” the map"), {"name": scenario.label}) as draft:
        conflicts = scenarios.adopt(draft, scenario.id)
    for line in conflict_sentences(conflicts, today, there):
        tell(line)


def _delete_scenario(document: Document, name: str) -> None:
    from silomap.model import scenarios

    scenario = scenarios.find(document.map, name)
    with document.edit(N_("Delete the scenario “{name}”"), {"name": scenario.label}) as draft:
        scenarios.delete(draft, scenario.id)


def run_versions(args: argparse.Namespace) -> None:
    from silomap.report.steps import moment, version_data, version_name

    if args.keep:
        _on(args.file, lambda document: _keep(document, args.keep, args.note))
    if args.restore:
        _on(args.file, lambda document: _restore(document, args.restore))
    document = _opened(args.file, to_write=False)
    found = [v for v in document.versions if v.is_named or args.all]
    document.close()
    if args.json:
        give(json.dumps([version_data(version) for version in found], ensure_ascii=False, indent=1))
        return
    for version in found:
        give("\t".join((version_name(version), moment(version.time), version.author, version.note)))
    if not found:
        tell(_("This map has no named versions."))


def _keep(document: Document, name: str, note: str) -> None:
    document.keep_version(name, note)


def _restore(document: Document, name: str) -> None:
    from silomap.model import past, versions

    version = versions.find(document.versions, name)
    state = past.state_of(document, version)
    with document.edit(N_("Bring back the version “{name}”"), {"name": version.label}) as draft:
        past.restore(draft, state)


def run_history(args: argparse.Namespace) -> None:
    from silomap.model.past import commits_of, touching
    from silomap.report.steps import moment, step_data, step_words

    document = _opened(args.file, to_write=False)
    commits = commits_of(document)
    if args.element:
        touched = touching(document, _element(document.map, args.element))
        commits = [commit for commit in commits if commit.seq in touched]
    if args.by:
        commits = [commit for commit in commits if args.by.casefold() in commit.author.casefold()]
    document.close()
    if args.json:
        give(json.dumps([step_data(commit) for commit in commits], ensure_ascii=False, indent=1))
        return
    for commit in commits:
        give("\t".join((str(commit.seq), moment(commit.time), commit.author, step_words(commit))))
    if not commits:
        tell(_("No step like this."))


def _element(system_map: SystemMap, name: str) -> str:
    """The id of what is asked for: an id, also of something that is gone, or a name."""
    wanted = name.casefold()
    labels = [e.id for e in system_map.elements if e.label.casefold() == wanted]
    return name if name in system_map or not labels else labels[0]


def run_merge(args: argparse.Namespace) -> None:
    from silomap.model.three_way import disagreements, foreign_changes, joined, origin_of
    from silomap.report.changes import SIGNS, sentences
    from silomap.report.conflicts import conflict_line

    if args.out.exists():
        raise UserError(N_("{path} exists already; nothing was changed."), path=str(args.out))
    if args.base is not None:
        mine, theirs, base = read(args.a), read(args.b), read(args.base)
    else:
        one, other = _opened(args.a, to_write=False), _opened(args.b, to_write=False)
        mine, theirs, base = one.map, other.map, origin_of(one, other)
    changes = foreign_changes(base, theirs)
    conflicts = disagreements(mine, changes)
    for conflict in conflicts:
        tell(conflict_line(conflict, mine, theirs))
    if conflicts and not args.prefer:
        raise UserError(
            N_("Both sides changed the same in {n} places. Say whose holds there: --prefer a or --prefer b."),
            n=len(conflicts),
        )
    together = joined(mine, changes, lambda _conflict: args.prefer == "b")
    outcome = mine.after((change.id, change.after) for change in together)
    _write_joined(args.a, args.out, together, outcome)
    for kind, text in sentences(mine, outcome):
        give(f"{SIGNS[kind]} {text}")
    tell(_("{path} was written.", path=args.out))


def _write_joined(source: Path, out: Path, changes: Any, outcome: SystemMap) -> None:
    """A map file keeps the history of the first one, with the joining as its last step."""
    from silomap.exchange.formats import write_map
    from silomap.exchange.map_file import recognises
    from silomap.model.history import IMPORT

    if out.suffix != ".silomap" or not recognises(source):
        write_map(outcome, out)
        return
    document = _opened(source, to_write=False)
    document.save_copy(out)
    document.close()
    _on(out, lambda copy: copy.commit(changes, N_("Take in what others did"), origin=IMPORT))


def run_compact(args: argparse.Namespace) -> None:
    from silomap.model.compaction import compact, compaction, exhausted

    def act(document: Document) -> None:
        found = exhausted(compaction(document, args.keep))
        if found is None:
            tell(_("Nothing to put together: the history is short enough."))
            return
        compact(document, found)
        tell(
            ngettext(
                "{n} step was put together; named versions can still be looked at.",
                "{n} steps were put together; named versions can still be looked at.",
                found.replaced,
            )
        )

    _on(args.file, act)


def add_parsers(commands: Any) -> None:
    """The grammar of these commands."""
    in_any_format, map_file = _("a map in any readable format"), _("a map file (.silomap)")
    compare = commands.add_parser("compare", help=_("what changed between two maps, and what it did to the measures"))
    compare.add_argument("a", type=Path, metavar="A", help=in_any_format)
    compare.add_argument(
        "b", type=Path, metavar="B", nargs="?", help=_("the other one; A itself with --scenario or --version")
    )
    compare.add_argument("--scenario", metavar="NAME", help=_("compare with this scenario (of B, or of A without B)"))
    compare.add_argument("--version", metavar="NAME", help=_("compare this version of A, instead of A as it is now"))
    compare.add_argument("--json", action="store_true", help=_("one JSON object (silomap-compare/1)"))
    compare.set_defaults(run=run_compare)

    listed = commands.add_parser("scenarios", help=_("list the scenarios of a map: name, changes, conflicts, words"))
    listed.add_argument("file", type=Path, metavar="FILE", help=in_any_format)
    listed.add_argument("--add", metavar="NAME", help=_("make a scenario of what --from would change"))
    listed.add_argument(
        "--from", dest="source", type=Path, metavar="FILE", help=_("tables that add to the map, or a map")
    )
    listed.add_argument("--adopt", metavar="NAME", help=_("make this scenario the map"))
    listed.add_argument("--delete", metavar="NAME", help=_("take this scenario away"))
    listed.add_argument("--json", action="store_true", help=_("a JSON list"))
    listed.set_defaults(run=run_scenarios)

    kept = commands.add_parser("versions", help=_("list the versions of a map: name, time, author, note"))
    kept.add_argument("file", type=Path, metavar="FILE", help=map_file)
    kept.add_argument("--keep", metavar="NAME", help=_("keep the map as it is now under this name"))
    kept.add_argument("--note", default="", metavar="TEXT", help=_("what to say of the version that is kept"))
    kept.add_argument("--restore", metavar="NAME", help=_("make the map as this version has it, as a new step"))
    kept.add_argument("--all", action="store_true", help=_("also those that were kept by themselves"))
    kept.add_argument("--json", action="store_true", help=_("a JSON list"))
    kept.set_defaults(run=run_versions)

    history = commands.add_parser("history", help=_("list the steps of a map, the newest first"))
    history.add_argument("file", type=Path, metavar="FILE", help=map_file)
    history.add_argument("--element", metavar="NAME", help=_("only steps that touched this element (name or id)"))
    history.add_argument("--by", metavar="PERSON", help=_("only steps of this person"))
    history.add_argument("--json", action="store_true", help=_("a JSON list"))
    history.set_defaults(run=run_history)

    merge = commands.add_parser("merge", help=_("join two maps that grew apart from one origin"))
    merge.add_argument("a", type=Path, metavar="A")
    merge.add_argument("b", type=Path, metavar="B")
    merge.add_argument("out", type=Path, metavar="OUT", help=_("the joined map; it must not exist"))
    merge.add_argument(
        "--base", type=Path, metavar="FILE", help=_("what both began from, if not found in the history")
    )
    merge.add_argument("--prefer", choices=["a", "b"], help=_("whose holds where both changed the same"))
    merge.set_defaults(run=run_merge)

    compact = commands.add_parser("compact", help=_("put the older steps of the history together; the file shrinks"))
    compact.add_argument("file", type=Path, metavar="FILE", help=map_file)
    compact.add_argument(
        "--keep", type=_steps, default=500, metavar="N", help=_("so many steps stay as they are (500)")
    )
    compact.set_defaults(run=run_compact)


def _steps(word: str) -> int:
    if not word.isascii() or not word.isdigit() or len(word) > 9:
        raise argparse.ArgumentTypeError(_("a number is needed, not “{word}”", word=word))
    return int(word)
