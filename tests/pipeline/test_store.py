"""The tables as they lie on disk: types, offsets, ids, and never half a run."""

from __future__ import annotations

import dataclasses
import datetime as dt

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from mentions import TEXT, basis, citing, deadline, extracted, responsibility, source, target

from extractors.mention import Header
from pipeline.check import check, unreadable
from pipeline.errors import OutputNotWritable
from pipeline.records import Finding, Guess, Unread
from pipeline.resolve import resolve
from pipeline.rows import MisplacedQuote, citation_row, rows_of, unit_row
from pipeline.schema import SCHEMA_VERSION, TABLES
from pipeline.settings import Settings
from pipeline.storage import Storage
from pipeline.store import PartWriter, files_of, forget_parts, kept_part, write_table_file

RECORDS = ("legal_bases", "targets", "deadlines", "responsibilities")


def checked(document, path="ke-hoach.txt", also_at=()):
    here = source(path, also_at)
    return check(here, document, resolve([stated(here, document)]), Settings())


def stated(here, document):
    return citing(here.doc_id, *document.legal_bases, responsibilities=document.responsibilities)


def full():
    """Return a document with a row in every table."""
    return extracted(
        header=Header(doc_type="Kế hoạch", issued_date=dt.date(2031, 1, 20), recipients=("Các tổ", "Lưu: VT")),
        legal_bases=[basis("9/KH-UBND", dt.date(2031, 1, 3), "Ủy ban nhân dân xã Vĩnh Sơn", end=69)],
        targets=[target()],
        deadlines=[deadline(dt.date(2031, 6, 15))],
        responsibilities=[responsibility()],
        guesses=[Guess(3, 8, "hoach", 0.75, ("hoách",))],
    )


def run_row():
    now = dt.datetime(2031, 1, 20, tzinfo=dt.UTC)
    counts = dict.fromkeys(("workers", "files", "documents", "pages", "read_now", "unread"), 1)
    words = {"run": "a1", "version": "0.1.0", "executor": "local", "layout": "single"}
    maps = {"seconds_by_stage": [("ingest", 0.5)], "findings": [("own-number-blank", 1)]}
    return words | counts | maps | {"started": now, "finished": now, "seconds": 2.5}


def write(out, *documents, of_folder=True):
    """Write documents a part each, and the tables from the parts."""
    resolution = resolve([stated(c.source, c.extracted) for c in documents if c.extracted])
    parts = Storage(out) / ".work/parts"
    written = []
    for number, document in enumerate(documents):
        writer = PartWriter(parts, f"part-{number}")
        writer.add(rows_of(document))
        written.append((0, writer.close()))
    if of_folder:
        writer = PartWriter(parts, "folder")
        writer.add({"citations": [citation_row(one) for one in resolution.citations]})
        writer.add({"units": [unit_row(one) for one in resolution.units], "runs": [run_row()]})
        written.append((0, writer.close()))
    for file in files_of(TABLES, written, None):
        write_table_file(file, parts, Storage(out), {"pipeline_version": "0.1.0+test"})
    return [part for _, part in written]


@pytest.fixture
def tables(tmp_path):
    write(tmp_path, checked(full(), also_at=["ban sao.txt"]))
    return tmp_path


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_its_schema_and_versions(tables, name):
    stored = pq.read_table(tables / f"{name}.parquet")
    assert stored.schema.equals(TABLES[name])
    assert stored.num_rows >= 1
    assert stored.schema.metadata[b"schema_version"].decode() == SCHEMA_VERSION
    assert stored.schema.metadata[b"pipeline_version"] == b"0.1.0+test"


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_run_keeps_the_types(tmp_path, name):
    write(tmp_path, of_folder=False)
    stored = pq.read_table(tmp_path / f"{name}.parquet")
    assert (stored.num_rows, stored.schema.equals(TABLES[name])) == (0, True)


def test_pandas_reads_the_types(tables):
    deadlines = pd.read_parquet(tables / "deadlines.parquet")
    assert deadlines.loc[0, "due_date"] == dt.date(2031, 6, 15)
    assert deadlines.loc[0, "char_start"] == 71
    assert pd.api.types.is_float_dtype(deadlines["confidence"])
    documents = pd.read_parquet(tables / "documents.parquet")
    assert list(documents.loc[0, "recipients"]) == ["Các tổ", "Lưu: VT"]
    assert list(documents.loc[0, "also_at"]) == ["ban sao.txt"]
    assert pd.api.types.is_bool_dtype(documents["restored"])


def test_duckdb_reads_the_types(tables):
    rows = duckdb.sql(
        f"""select typeof(b.cited_date), typeof(b.bboxes[1].x0), typeof(d.recipients), c.mentions
            from '{tables}/legal_bases.parquet' b
            join '{tables}/documents.parquet' d using (doc_id)
            join '{tables}/citations.parquet' c using (citation_id)"""
    ).fetchall()
    assert rows == [("DATE", "DOUBLE", "VARCHAR[]", 1)]


def test_pyarrow_reads_them_as_one_dataset(tables):
    joined = pq.read_table(tables / "targets.parquet", filters=[("value", ">=", 95.0)])
    assert joined.column("unit").to_pylist() == ["%"]
    assert joined.schema.field("due_date").type == pa.date32()


@pytest.mark.parametrize("name", RECORDS)
def test_a_quote_is_the_text_at_its_offsets(tables, name):
    text = pq.read_table(tables / "documents.parquet").column("text")[0].as_py()
    for row in pq.read_table(tables / f"{name}.parquet").to_pylist():
        assert row["quote"] == text[row["char_start"] : row["char_end"]] != ""
        assert row["section_id"] in pq.read_table(tables / "sections.parquet").column("section_id").to_pylist()


def test_what_was_restored_is_the_text_at_its_offsets(tables):
    (row,) = pq.read_table(tables / "restorations.parquet").to_pylist()
    (document,) = pq.read_table(tables / "documents.parquet", columns=["doc_id", "text", "restored"]).to_pylist()
    assert (row["doc_id"], True) == (document["doc_id"], document["restored"])
    assert row["restored"] == document["text"][row["char_start"] : row["char_end"]] == "hoạch"
    assert (row["raw"], row["alternatives"], row["confidence"], row["page"]) == ("hoach", ["hoách"], 0.75, 1)


def test_a_quote_has_the_boxes_of_its_lines(tables):
    (row,) = pq.read_table(tables / "targets.parquet").to_pylist()
    (box,) = row["bboxes"]
    assert (box["page"], box["y0"], box["y1"]) == (1, 20.0, 35.0)
    assert 50 <= box["x0"] < box["x1"] <= 550  # its part of the line; test_places.py says which


@pytest.mark.parametrize("span", [(5, 5), (-1, 4), (0, len(TEXT) + 1)])
def test_a_quote_outside_the_text_is_refused(span):
    with pytest.raises(MisplacedQuote, match=r"ke-hoach\.txt: a row of targets claims characters .* please report it"):
        rows_of(checked(extracted(targets=[target(*span)])))


def test_ids_are_stable_and_unique():
    twice = extracted(targets=[target(), target(), dataclasses.replace(target(), value=90.0)])
    ids = [row["record_id"] for row in rows_of(checked(twice))["targets"]]
    assert len(set(ids)) == 3
    assert [row["record_id"] for row in rows_of(checked(twice, path="ke-hoach.txt"))["targets"]] == ids
    other = rows_of(checked(twice, path="khac.txt"))["targets"]
    assert not {row["record_id"] for row in other} & set(ids)


def test_paths_and_names_are_nfc(tmp_path):
    write(tmp_path, checked(full(), path="ke\u0302\u0301 hoa\u0323ch.txt"))
    assert pq.read_table(tmp_path / "documents.parquet").column("source_path").to_pylist() == ["kế hoạch.txt"]


def test_a_file_that_could_not_be_read_is_a_finding_alone(tmp_path):
    write(tmp_path, unreadable(source("hong.pdf"), Unread("damaged", "tệp hỏng.", "damaged.")))
    assert pq.read_table(tmp_path / "documents.parquet").num_rows == 0
    (row,) = pq.read_table(tmp_path / "findings.parquet").to_pylist()
    assert (row["source_path"], row["code"], row["quote"], row["char_start"]) == (
        "hong.pdf",
        "file-unreadable",
        None,
        None,
    )


def test_a_finding_about_words_quotes_them(tmp_path):
    write(tmp_path, checked(extracted(findings=[Finding("odd", "info", "…", "…", 0, 8)])))
    (row,) = pq.read_table(tmp_path / "findings.parquet").to_pylist()
    assert (row["quote"], row["page"]) == ("Kế hoạch", 1)


def test_a_part_is_known_by_its_manifest(tmp_path):
    (part,) = write(tmp_path, checked(full()), of_folder=False)
    parts = Storage(tmp_path) / ".work/parts"
    assert part.rows["targets"] == 1
    assert kept_part(parts, "part-0") == part
    assert kept_part(parts, "part-1") is None
    parts.write("part-0/part.json", b'{"key": "part-0", "ro')
    assert kept_part(parts, "part-0") is None


def test_parts_out_of_use_are_removed(tmp_path):
    write(tmp_path, checked(full()), checked(full(), path="khac.txt"))
    parts = Storage(tmp_path) / ".work/parts"
    forget_parts(parts, ["part-1"])
    assert parts.names() == ["part-1"]


def test_a_misspelt_column_is_refused(tmp_path):
    with pytest.raises(KeyError, match=r"columns and schema differ: \['cited_dat', 'cited_date'\]"):
        PartWriter(Storage(tmp_path), "a").add(
            {"legal_bases": [{("cited_dat" if n == "cited_date" else n): None for n in TABLES["legal_bases"].names}]}
        )


def test_tables_of_many_parts_have_few_row_groups(tmp_path, monkeypatch):
    write(tmp_path, *(checked(full(), path=f"{n}.txt") for n in range(9)))
    assert pq.ParquetFile(tmp_path / "targets.parquet").num_row_groups == 1
    monkeypatch.setattr("pipeline.store.ROWS_PER_GROUP", 4)
    write(tmp_path, *(checked(full(), path=f"{n}.txt") for n in range(9)))
    file = pq.ParquetFile(tmp_path / "targets.parquet")
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [4, 4, 1]


def test_an_output_that_cannot_be_written(tmp_path):
    (tmp_path / ".work").write_text("a file where a folder is due")
    with pytest.raises(OutputNotWritable, match=r"[Cc]annot write to "):
        write(tmp_path)
