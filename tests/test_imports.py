"""Imports point one way: pipeline uses extractors, which use normalizers; and a stage knows no other stage."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.version import AFTERWARDS

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "normalizers": {"normalizers"},
    "extractors": {"extractors", "normalizers"},
    "pipeline": {"pipeline", "extractors", "normalizers"},
}
OURS = {*MAY_IMPORT, "tests", "scripts", "benchmarks", "notebooks"}
STAGES = {"ingest", "triage", "ocr", "restore", "read", "segment", "extract", "resolve", "check", "store"}
# The one package that sets the stages one after another.
CONDUCTOR = "run"

MODULES = [path for package in MAY_IMPORT for path in sorted((ROOT / package).rglob("*.py"))]


def _imported(path: Path) -> Iterator[str]:
    """Yield the dotted names of the modules that a file imports, also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_packages_import_downwards_only(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    used = {name.split(".")[0] for name in _imported(path)} & OURS
    assert used <= MAY_IMPORT[package]


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.is_relative_to(ROOT / "pipeline")], ids=lambda path: str(path.relative_to(ROOT))
)
def test_only_the_run_knows_the_stages(path: Path) -> None:
    own = path.relative_to(ROOT / "pipeline").parts[0].removesuffix(".py")
    names = [name.split(".") for name in _imported(path)]
    used = {name[1] for name in names if name[0] == "pipeline" and len(name) > 1} & STAGES
    assert own == CONDUCTOR or used <= {own}


def test_every_stage_is_run() -> None:
    """The list above is the list of the pipeline: a stage renamed there is renamed here."""
    modules = (ROOT / "pipeline" / CONDUCTOR).glob("*.py")
    names = [name.split(".") for path in modules for name in _imported(path)]
    assert {name[1] for name in names if name[0] == "pipeline" and len(name) > 1} >= STAGES


def test_what_decides_records_imports_nothing_that_is_left_out_of_their_version() -> None:
    """Else records of an older program would be taken for those of this one."""
    left_out = [ROOT / "pipeline" / name for name in AFTERWARDS]
    assert [path for path in left_out if not path.exists()] == []
    to_see, seen = [ROOT / "pipeline" / CONDUCTOR / "document.py"], set()
    while to_see:
        path = to_see.pop()
        seen.add(path)
        assert not any(path.is_relative_to(one) for one in left_out), path
        for name in _imported(path):
            module = ROOT.joinpath(*name.split("."))
            to_see += {module.with_suffix(".py"), module / "__init__.py"} & set(MODULES) - seen
    assert len(seen) > 100
