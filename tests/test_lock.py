"""The locked libraries: every one that SiloMap asks for, in a version it allows, each file with its hash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


def locked() -> dict[str, tuple[str, int]]:
    """Name → version and how many hashes it has."""
    found: dict[str, tuple[str, int]] = {}
    name = ""
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if begun := re.match(r"([A-Za-z0-9._-]+)==([^ ;\\]+)", line):
            name = canonicalize_name(begun[1])
            found[name] = (begun[2], 0)
        elif "--hash=sha256:" in line:
            version, count = found[name]
            found[name] = (version, count + 1)
    return found


def test_every_library_is_locked_in_an_allowed_version_with_hashes() -> None:
    known = locked()
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    for text in wanted:
        requirement = Requirement(text)
        version, _hashes = known[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), text
    assert all(hashes > 0 for _version, hashes in known.values())
    assert len(known) > len(wanted)
