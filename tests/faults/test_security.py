"""Files are data from strangers: nothing in them runs, nothing outside them is touched, sizes are bounded."""

from __future__ import annotations

import ast
import re
import sqlite3
from pathlib import Path

import pytest

from silomap.errors import UserError
from silomap.exchange.templates import from_template
from silomap.model.opening import create_document, open_document, read_file
from silomap.model.store import connect

ROOT = Path(__file__).parents[2]
PROGRAMS = {
    "trigger": "CREATE TRIGGER t AFTER INSERT ON changes BEGIN DELETE FROM elements; END",
    "view": "CREATE VIEW v AS SELECT * FROM elements",
    "virtual table": "CREATE VIRTUAL TABLE v USING fts5(x)",
    "computed column": "CREATE TABLE g (a TEXT, b BLOB GENERATED ALWAYS AS (zeroblob(100000000)) VIRTUAL)",
    "short computed column": "CREATE TABLE g (a TEXT, b AS (length(a)))",
    "check": "CREATE TABLE g (a TEXT CHECK (length(a) > 0))",
    "index of an expression": "CREATE INDEX g ON elements (id) WHERE length(id) > 0",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_map_with_a_program_in_it_is_refused(name: str, tmp_path: Path) -> None:
    path = tmp_path / "m.silomap"
    create_document(path, from_template("two-desks")).close()
    connection = sqlite3.connect(path)
    try:
        connection.execute(PROGRAMS[name])
    except sqlite3.OperationalError as error:
        pytest.skip(f"this SQLite has none: {error}")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    for act in (open_document, read_file):
        with pytest.raises(UserError, match="database program"):
            act(path)
    assert path.read_bytes() == before


def test_connections_trust_nothing(tmp_path: Path) -> None:
    path = tmp_path / "m.silomap"
    create_document(path, from_template("two-desks")).close()
    database = connect(path)
    for pragma, value in (("trusted_schema", 0), ("foreign_keys", 1), ("cell_size_check", 1), ("synchronous", 3)):
        assert database.execute(f"PRAGMA {pragma}").fetchone()[0] == value
    connection = database.conn
    assert connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) <= 256 * 1024 * 1024
    with pytest.raises(sqlite3.Error):
        database.execute("SELECT zeroblob(300000000)")
    if hasattr(connection, "getconfig"):
        assert connection.getconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)
    with pytest.raises(sqlite3.Error):
        database.execute("SELECT load_extension('x')")
    connection.close()


FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_MODULES = {"marshal", "shelve", "dill", "telnetlib", "ftplib", "smtplib", "socketserver", "urllib.request"}
PICKLES = {"silomap/analysis/worker.py", "silomap/report/portfolio.py"}
"""between two processes of this program; no file is read so"""


def modules() -> list[tuple[str, ast.Module]]:
    found = sorted((ROOT / "silomap").rglob("*.py"))
    return [(str(p.relative_to(ROOT)).replace("\\", "/"), ast.parse(p.read_text(encoding="utf-8"))) for p in found]


def test_no_code_runs_what_it_was_given() -> None:
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in FORBIDDEN_CALLS, (name, node.lineno)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                call = ast.unparse(node.func)
                is_safe = call not in {"yaml.load", "os.system", "os.popen"} or name.endswith("exercises.py")
                assert is_safe, (name, call)
                assert not any(k.arg == "shell" for k in node.keywords), (name, node.lineno)
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""]
                assert not FORBIDDEN_MODULES.intersection(names), (name, names)
                assert "pickle" not in names or name in PICKLES, name


def test_exercises_are_read_by_a_loader_that_makes_only_data() -> None:
    from silomap.exchange.exercises import parse

    for evil in ("!!python/object/apply:os.system ['true']", "!!python/name:os.system", "!!python/module:os"):
        with pytest.raises(UserError):
            parse(f"format: silomap-exercise/1\nmap: {evil}\n", "evil.yaml")


def test_statements_take_values_only_as_parameters() -> None:
    """Whatever stands in an SQL text between braces is a name of ours or a row of question marks, never a value."""
    allowed = {
        "pragma", "table", "columns", "name", "n", "number + 1", "direction", "schema.table_of(change.before)",
        "_STEPS_OF_5", "', '.join(names)", "', '.join('?' * len(names))", "', '.join('?' * len(_COMMIT_COLUMNS))",
        "updates", "', '.join(_COMMIT_COLUMNS[:-1])", "', '.join(_COMMIT_COLUMNS)", "', '.join(lines)", "column",
        "', '.join(schema.VERSION_COLUMNS)", "APPLICATION_ID", "VERSION",
    }  # fmt: skip
    sql = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|PRAGMA)\b")
    seen = 0
    for name, tree in modules():
        if not name.startswith("silomap/model/"):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                text = "".join(part.value for part in node.values if isinstance(part, ast.Constant))
                if sql.search(text):
                    seen += 1
                    inside = [ast.unparse(p.value) for p in node.values if isinstance(p, ast.FormattedValue)]
                    assert set(inside) <= allowed, (name, node.lineno, inside)
    assert seen > 8
