"""The analysis process: it follows the map, answers the newest request, and lets a costly part come later."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import Any

import pytest

from silomap.analysis.analyse import Analysis, analyse
from silomap.analysis.measures import Evidence
from silomap.analysis.worker import MOST_GAPS, Worker, frame, unframe
from silomap.exchange.templates import from_template
from silomap.model.changes import diff
from silomap.model.elements import Actor, Group, Link
from silomap.model.scenarios import shown_with
from silomap.model.system_map import SystemMap


@pytest.fixture
def answers() -> list[tuple[Any, ...]]:
    return []


@pytest.fixture
def worker(answers: list[tuple[Any, ...]]) -> Worker:
    return Worker(answers.append)


def results(answers: list[tuple[Any, ...]]) -> list[Analysis]:
    return [pickle.loads(pickle.dumps(message[2])) for message in answers if message[0] == "result"]


def finish(worker: Worker) -> None:
    while worker.wanted is not None:
        worker.run()


def told_of(worker: Worker, name: str) -> SystemMap:
    """A sample map that the worker has been told of and has answered for."""
    system_map = from_template(name, "en")
    worker.take(("put", list(system_map.items())))
    worker.take(("analyse", 1))
    finish(worker)
    return system_map


def test_it_answers_as_the_analysis_does(worker: Worker, answers: list[tuple[Any, ...]]) -> None:
    system_map = from_template("turin", "en")
    worker.take(("put", list(system_map.items())))
    worker.take(("analyse", 1))
    worker.take(("analyse", 2))
    finish(worker)
    assert [message[:2] for message in answers] == [("result", 2)]
    assert results(answers) == [analyse(system_map, MOST_GAPS)]
    worker.take(("ask", "measure", ("score",)))
    worker.run()
    kind, name, asked, found = answers[-1]
    assert (kind, name, asked) == ("answer", "measure", ("score",))
    assert isinstance(found, Evidence)
    assert (found.code, found.total) == ("score", 8)
    worker.take(("clear",))
    worker.take(("analyse", 3))
    finish(worker)
    assert results(answers)[-1] == analyse(SystemMap())


def test_what_is_asked_too_early_is_answered_after_the_first_result(
    worker: Worker, answers: list[tuple[Any, ...]]
) -> None:
    worker.take(("ask", "measure", ("score",)))
    assert worker.is_idle
    told_of(worker, "turin")
    assert [message[0] for message in answers] == ["result", "answer"]
    assert worker.is_idle


def test_the_network_of_many_actors_comes_in_a_second_answer(
    worker: Worker, answers: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("silomap.analysis.analyse.MOST_AT_ONCE", 3)
    system_map = told_of(worker, "turin")
    (before,) = results(answers)
    assert before.is_complete
    a, b = [actor.id for actor in system_map.all(Actor)][:2]
    link = Link(id="new", kind="coordinates_with", source=a, target=b)
    after = system_map.after([(link.id, link)])
    worker.take(("put", [(link.id, link)]))
    worker.take(("analyse", 2))
    finish(worker)
    _, first, second = results(answers)
    whole = analyse(after, MOST_GAPS)
    assert (first.is_complete, first.brokerage) == (False, before.brokerage)
    assert first.findings == whole.findings
    assert second == whole
    assert whole.brokerage != before.brokerage


def test_an_edit_between_the_two_answers_is_not_lost(
    worker: Worker, answers: list[tuple[Any, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("silomap.analysis.analyse.MOST_AT_ONCE", 3)
    system_map = told_of(worker, "turin")
    actors = [actor.id for actor in system_map.all(Actor)]
    for number in (1, 2):
        link = Link(id=f"new{number}", kind="coordinates_with", source=actors[0], target=actors[number])
        system_map = system_map.after([(link.id, link)])
        worker.take(("put", [(link.id, link)]))
        worker.take(("analyse", 1 + number))
        worker.run()
    finish(worker)
    assert [message[1] for message in answers] == [1, 2, 3, 3]
    assert results(answers)[-1] == analyse(system_map, MOST_GAPS)


def test_frames_come_in_parts() -> None:
    data = frame(("a", 1)) + frame(("b", 2))
    assert unframe(data[:3]) == (None, data[:3])
    first, rest = unframe(data)
    assert first == ("a", 1)
    assert unframe(rest) == (("b", 2), b"")


def test_a_result_is_taken_apart_without_the_graph_libraries() -> None:
    """The window unpickles results; loading NetworkX for that would stop it for a moment at the first one."""
    data = frame(("result", 1, analyse(from_template("turin", "en"))))
    script = (
        "import sys; from silomap.analysis.worker import unframe; "
        "(_, _, result), _ = unframe(sys.stdin.buffer.read()); "
        "assert result.brokerage.brokers and result.findings; "
        "assert not {'networkx.algorithms', 'numpy'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], input=data, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_a_question_is_answered_on_the_map_it_was_asked_of(worker: Worker, answers: list[tuple[Any, ...]]) -> None:
    """What another state has in the place of this one was worked out on this one. (Found by the soak run: a service
    that went between the question and the answer ended the process.)"""
    system_map = told_of(worker, "turin")
    other = shown_with(system_map, system_map.scenarios[0].id)
    there = tuple((change.id, change.after) for change in diff(system_map, other))
    expected = analyse(other).score
    worker.take(("ask", "score", (there, "tag")))
    gone = "svc-work"
    worker.take(("put", [(key, None) for key in (*system_map.links_of(gone), gone)]))
    worker.take(("analyse", 2))
    finish(worker)
    worker.run()
    found = [message for message in answers if message[0] == "answer"]
    assert [(message[1], message[3]) for message in found] == [("score", expected)]


def test_a_question_that_an_edit_has_overtaken_is_not_answered(
    worker: Worker, answers: list[tuple[Any, ...]]
) -> None:
    """The other state was found before a service of it came to this map's links. (Found by half an hour of soak.)"""
    told_of(worker, "turin")
    worker.take(("ask", "score", ((("svc-work", None),), "tag")))  # the service goes, its links stay
    worker.take(("ask", "analysis", ((("sec-labour", None),), "tag")))
    group = Group(id="svc-work", label="It was a service")  # its links are those of a service
    worker.take(("ask", "analysis", ((("svc-work", group),), "tag")))
    worker.take(("ask", "measure", ("score",)))
    worker.run()
    assert [message[1] for message in answers if message[0] == "answer"] == ["measure"]
