"""Where things lie: packaged resources, the person's maps, settings and logs."""

from __future__ import annotations

import os
import re
import sys
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

RESERVED = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


def resource(*parts: str) -> Traversable:
    """A file or folder of the packaged resources."""
    return resources.files("silomap.resources").joinpath(*parts)


def maps_folder() -> Path:
    """Where new maps are kept unless the person says otherwise."""
    chosen = os.environ.get("SILOMAP_MAPS")
    if chosen:
        return Path(chosen)
    documents = Path.home() / "Documents"
    return (documents if documents.is_dir() else Path.home()) / "SiloMap"


def state_folder() -> Path:
    """Where settings, logs and thumbnails live, by the custom of the platform."""
    chosen = os.environ.get("SILOMAP_STATE")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "SiloMap"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "SiloMap"
    return Path(os.environ.get("XDG_STATE_HOME", str(Path.home() / ".local" / "state"))) / "silomap"


def free_path(folder: Path, title: str, suffix: str = ".silomap") -> Path:
    """A path in `folder` for a file called `title` that does not exist yet."""
    stem = RESERVED.sub(" ", title).strip(" .")[:80] or "Map"
    stem = " ".join(stem.split())
    path = folder / f"{stem}{suffix}"
    number = 2
    while path.exists():
        path = folder / f"{stem} {number}{suffix}"
        number += 1
    return path
