"""The locked libraries: every one that SiloMap asks for, in a version it allows, each file with its hash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


RUN, CHECK = "requirements.lock", "requirements-dev.lock"


def locked(file: str) -> dict[str, tuple[set[str], int]]:
    """Name → versions (one, or one for each Python) and how many hashes they have."""
    found: dict[str, tuple[set[str], int]] = {}
    name = ""
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        if begun := re.match(r"([A-Za-z0-9._-]+)==([^ ;\\]+)", line):
            name = canonicalize_name(begun[1])
            versions, hashes = found.get(name, (set(), 0))
            found[name] = (versions | {begun[2]}, hashes)
        elif "--hash=sha256:" in line:
            versions, hashes = found[name]
            found[name] = (versions, hashes + 1)
    return found


def wanted(file: str) -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    tools: list[str] = project["optional-dependencies"]["dev"] if file == CHECK else []
    return [*project["dependencies"], *tools]


@pytest.mark.parametrize("file", [RUN, CHECK])
def test_every_library_is_locked_in_an_allowed_version_with_hashes(file: str) -> None:
    known = locked(file)
    for text in wanted(file):
        requirement = Requirement(text)
        versions, _hashes = known[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), text
    assert all(hashes >= len(versions) for versions, hashes in known.values())
    assert len(known) > len(wanted(file))


def test_the_checks_run_with_the_libraries_that_people_run_with() -> None:
    checked = locked(CHECK)
    for name, (versions, _hashes) in locked(RUN).items():
        assert checked[name][0] == versions, name
