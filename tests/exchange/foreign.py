"""Files of other tools, as small as they can be."""

from __future__ import annotations


def kumu(**more: object) -> dict[str, object]:
    return {
        "elements": [
            {"_id": "elem-aaaaaaaa", "attributes": {"label": "Job loss", "element type": "Problem", "cost": 3}},
            {"_id": "elem-bbbbbbbb",
             "attributes": {"label": "Eviction", "element type": "Problem", "tags": ["a", "b"]}},
            {"_id": "elem-cccccccc", "attributes": {"label": "Help desk", "element type": "Programme"}},
        ],
        "connections": [
            {"_id": "c1", "from": "elem-aaaaaaaa", "to": "elem-bbbbbbbb", "direction": "directed", "delayed": True,
             "reversed": True, "attributes": {}},
            {"_id": "c2", "from": "elem-cccccccc", "to": "elem-bbbbbbbb", "direction": "directed", "attributes": {}},
        ],
        **more,
    }  # fmt: skip
