"""Shared ground of all tests: nothing of the person's own folders, no screen, the same random data every time."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["SILOMAP_LANG"] = "en"
settings.register_profile(
    "project",
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("project")

WITHOUT_QT = os.environ.get("SILOMAP_TEST_WITHOUT_QT") == "1"
SHARED = Path(__file__).parents[2] / "shared"
collect_ignore = ["ui", "report/test_picture.py", "report/test_views.py"] if WITHOUT_QT else []


class _NoQt(MetaPathFinder):
    """Makes Qt impossible to import, as on a server without it."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: object = None) -> ModuleSpec | None:
        if name.split(".", maxsplit=1)[0] in {"PySide6", "shiboken6", "pyqtgraph"}:
            raise ImportError(f"{name} may not be imported here")
        return None


if WITHOUT_QT:
    sys.meta_path.insert(0, _NoQt())


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SILOMAP_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("SILOMAP_MAPS", str(tmp_path / "maps"))


@pytest.fixture(autouse=True)
def _english() -> None:
    from silomap.i18n import set_language

    set_language("en")


@pytest.fixture
def shared() -> Path:
    """The folder with cases of others; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no shared folder here")
    return SHARED
