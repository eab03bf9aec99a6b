"""NetworkX and rustworkx, loaded when they are first used.

The window takes results apart, for which it needs the classes in these modules but no graph: 0.15 s of its start.
"""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
    import rustworkx as rx

__all__ = ["nx", "rx"]


def _on_first_use(name: str) -> ModuleType:
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(name)
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


if not TYPE_CHECKING:
    nx = _on_first_use("networkx")
    rx = _on_first_use("rustworkx")
