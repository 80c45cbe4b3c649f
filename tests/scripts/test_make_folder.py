"""The large folder: always the same, of many kinds, with plans that cite each other, some of them faulty."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from folder_makers.faults import FAULTS
from folder_makers.issuers import Issued, all_issued
from folder_makers.kinds import KINDS
from folder_makers.wording import plan_of
from make_folder import Options, Row, entries, kind_of, make_folder, manifest
from sample_writers.plan import Paragraph

from pipeline.folder import distinct_files
from pipeline.run import process

OPTIONS = Options(documents=60, seed=7, faulty=0.1, scans=0.0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Row]]:
    raw = tmp_path_factory.mktemp("large") / "raw"
    return raw, make_folder(raw, OPTIONS, processes=1)


def test_same_arguments_give_the_same_bytes(made: tuple[Path, list[Row]], tmp_path: Path) -> None:
    make_folder(tmp_path / "raw", OPTIONS, processes=2)
    one, other = (
        {path.relative_to(raw): path.read_bytes() for path in raw.rglob("*") if path.is_file()}
        for raw in (made[0], tmp_path / "raw")
    )
    assert one == other


def test_another_seed_gives_another_folder(made: tuple[Path, list[Row]]) -> None:
    other = [entry.path for entry, _ in entries(Options(60, seed=8, faulty=0.1, scans=0.0))]
    assert other != [row.path.rsplit(".zip/", 1)[-1] for row in made[1]]


def test_manifest_lies_beside_the_folder_and_names_every_file(made: tuple[Path, list[Row]], tmp_path: Path) -> None:
    raw, rows = made
    assert manifest(raw).parent == raw.parent
    with manifest(raw).open(encoding="utf-8", newline="") as stream:
        written = list(csv.DictReader(stream))
    found = distinct_files(raw, None, tmp_path)
    paths = {path for one in found for path in (one.source.path, *one.source.also_at)}
    assert len(written) == len(rows) == OPTIONS.documents
    assert {row["path"] for row in written} == paths


def test_doubles_have_the_same_bytes_and_no_others(made: tuple[Path, list[Row]], tmp_path: Path) -> None:
    raw, rows = made
    same = {(one.source.path, *one.source.also_at) for one in distinct_files(raw, None, tmp_path)}
    doubles = {row.path: row.double_of for row in rows if row.double_of}
    empty = {row.path for row in rows if row.fault == "empty"}
    assert doubles
    assert all(any({path, of} <= set(group) for group in same) for path, of in doubles.items())
    assert sum(len(set(group) - empty) > 1 for group in same) == len(set(doubles.values()) - empty)


def test_a_large_folder_has_every_kind_and_fault() -> None:
    rows = Counter(kind for kind, _ in _kinds(Options(10_000, seed=1, faulty=0.01, scans=0.02)))
    assert set(rows) == {*(kind.name for kind in KINDS), "scan", *FAULTS}
    assert 60 <= sum(rows[fault] for fault in FAULTS) <= 140
    assert rows["docx"] > rows["pdf"] > rows["rtf"] > rows["scan"] > 100


def test_plans_come_after_those_that_they_carry_out_and_are_told_apart() -> None:
    plans = list(islice(all_issued(), 10_000))
    seen: set[Issued] = set()
    for plan in plans:
        assert set(plan.carries_out) <= seen
        assert all(above.day < plan.day for above in plan.carries_out)
        seen.add(plan)
    assert len(seen) == len(plans)


def test_a_plan_cites_what_it_carries_out(tmp_path: Path) -> None:
    school = next(plan for plan in all_issued() if plan.issuer.level == "school")
    said = [block.text for block in plan_of(school, Random(2), pages=3).parts[0] if isinstance(block, Paragraph)]
    for above in school.carries_out:
        assert any(f"số {above.code} ngày" in text for text in said)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_is_read_with_its_records(kind: object, tmp_path: Path) -> None:
    one = next(plan for plan in all_issued() if plan.issuer.level == "school")
    file = tmp_path / f"plan{kind.suffixes[0]}"  # type: ignore[attr-defined]
    file.write_bytes(kind.write(plan_of(one, Random(3), pages=3), Random(3)))  # type: ignore[attr-defined]
    read = process(file, file.name)
    assert read.header.issued_date == one.day
    assert any(above.code in {basis.cited_number for basis in read.legal_bases} for above in one.carries_out)
    assert len(read.targets) > 2
    assert len(read.responsibilities) > 4


def _kinds(options: Options) -> list[tuple[str, str]]:
    kinds = [kind_of(entry.number, options) for entry, _ in entries(options)]
    return [(kind.name if kind else fault, fault) for kind, fault in kinds]
