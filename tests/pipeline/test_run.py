"""A run over a folder: what is read, what is not read again, and what becomes of doubles and bad files."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from mentions import extracted, source

from pipeline import summary
from pipeline.check import check
from pipeline.errors import (
    FolderNotReadable,
    NoDocuments,
    NoSuchPath,
    OutputInUse,
    OutputNotWritable,
    ReaderCrashed,
    ReaderFailed,
)
from pipeline.events import DocumentRead, DocumentUnread, RunStarted, VersionChanged
from pipeline.finished import Finished, Outcome, decode, encode
from pipeline.folder import distinct_files
from pipeline.ocr import installed_engine
from pipeline.records import Finding, Unread
from pipeline.resolve import resolve
from pipeline.run import extract_folder, process, read_alone
from pipeline.run import folder as run_over_folder
from pipeline.schema import TABLES
from pipeline.settings import Settings
from pipeline.storage import Storage
from pipeline.storage.lock import only_run
from pipeline.version import pipeline_version, records_version

PLAN = """UBND XÃ VĨNH SƠN
TRƯỜNG TIỂU HỌC SAO BIỂN
Số: {number}/KH-THSB
Vĩnh Sơn, ngày 20 tháng 01 năm 2031
KẾ HOẠCH
Cải cách hành chính năm 2031
Căn cứ Kế hoạch số 9/KH-UBND ngày 03/01/2031 của UBND xã Vĩnh Sơn về cải cách hành chính năm 2031;
I. MỤC TIÊU
- 100% hồ sơ được giải quyết đúng hạn.
II. TỔ CHỨC THỰC HIỆN
1. Tổ Văn phòng
Công khai thủ tục trước ngày 15/6/2031.
"""
ONE = Settings(workers=1)


def rows(out, table):
    return pq.read_table(out / f"{table}.parquet").to_pylist()


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    (folder / "năm 2031").mkdir(parents=True)
    for number in (1, 2):
        (folder / "năm 2031" / f"kế hoạch {number}.txt").write_text(PLAN.format(number=number), encoding="utf-8")
    return folder


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def read_now(raw, out, **more):
    return extract_folder(raw, out, ONE, **more).read_now


def test_process_is_the_whole_way_for_one_document(raw):
    document = process(raw / "năm 2031" / "kế hoạch 1.txt", "kế hoạch 1.txt")
    assert document.header.doc_number == "1/KH-THSB"
    assert [b.cited_number for b in document.legal_bases] == ["9/KH-UBND"]
    assert [t.value for t in document.targets] == [100.0]


def test_a_folder_becomes_tables(raw, out):
    done = extract_folder(raw, out, ONE)
    assert {path.stem for path in out.glob("*.parquet")} == set(TABLES)
    assert [row["source_path"] for row in rows(out, "documents")] == [
        "năm 2031/kế hoạch 1.txt",
        "năm 2031/kế hoạch 2.txt",
    ]
    assert [(told.path, told.legal_bases) for told in done.files] == [
        ("năm 2031/kế hoạch 1.txt", 1),
        ("năm 2031/kế hoạch 2.txt", 1),
    ]
    (citation,) = rows(out, "citations")
    assert (citation["mentions"], citation["documents"]) == (2, 2)


COMMUNE = """ỦY BAN NHÂN DÂN
XÃ VĨNH SƠN
Số: 9/KH-UBND
Vĩnh Sơn, ngày 03 tháng 01 năm 2031
KẾ HOẠCH
Cải cách hành chính năm 2031
I. MỤC TIÊU
- Tỷ lệ hồ sơ nộp trực tuyến đạt từ 90% trở lên.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng
Tổng hợp, báo cáo trước ngày 15/6/2031.
"""


def test_documents_of_a_folder_are_seen_together(raw, out):
    """A plan that carries out another one of the folder: the edge to it, its units, and what falls short of it."""
    (raw / "xã.txt").write_text(COMMUNE, encoding="utf-8")
    school = PLAN.replace("100% hồ sơ được giải quyết đúng hạn.", "Tỷ lệ hồ sơ nộp trực tuyến đạt từ 80% trở lên.")
    (raw / "năm 2031" / "kế hoạch 2.txt").write_text(school.format(number=2), encoding="utf-8")
    extract_folder(raw, out, ONE)
    documents = {row["doc_id"]: row for row in rows(out, "documents")}
    edges = rows(out, "edges")
    assert [documents[row["cited_doc_id"]]["source_path"] for row in edges] == ["xã.txt", "xã.txt"]
    assert [documents[row["doc_id"]]["text"][row["char_start"] : row["char_end"]] for row in edges] == [
        row["quote"] for row in edges
    ]
    (citation,) = rows(out, "citations")
    assert citation["akn_id"] == "/akn/vn/doc/ke-hoach/uy-ban-nhan-dan-xa-vinh-son/2031-01-03/9-kh-ubnd"
    units = {row["unit_id"]: row for row in rows(out, "units")}
    assert {(u["unit_name"], u["belongs_to"], u["documents"]) for u in units.values()} == {
        ("Tổ Văn phòng", "Trường Tiểu học Sao Biển", 2),
        ("Văn phòng", "Ủy ban nhân dân xã Vĩnh Sơn", 1),
    }
    assert {row["unit_id"] for row in rows(out, "responsibilities")} == set(units)
    (lower,) = [row for row in rows(out, "findings") if row["code"] == "target-below-plan"]
    assert lower["source_path"] == "năm 2031/kế hoạch 2.txt"
    assert lower["message_en"].endswith("is below that of the plan it carries out: >= 90% (xã.txt).")


def test_one_file_is_a_run_too(raw, out):
    extract_folder(raw / "năm 2031" / "kế hoạch 2.txt", out, ONE)
    assert [row["source_path"] for row in rows(out, "documents")] == ["kế hoạch 2.txt"]


def test_two_runs_write_the_same_rows(raw, tmp_path):
    for name in ("a", "b"):
        extract_folder(raw, tmp_path / name, Settings(workers=2))
    for table in TABLES.keys() - {"runs"}:
        assert rows(tmp_path / "a", table) == rows(tmp_path / "b", table)


def test_what_was_read_is_not_read_again(raw, out):
    assert read_now(raw, out) == 2
    again = extract_folder(raw, out, ONE)
    assert (again.read_now, again.unchanged, len(again.files)) == (0, True, 2)
    (raw / "moi.txt").write_text(PLAN.format(number=3), encoding="utf-8")
    assert read_now(raw, out) == 1
    assert len(rows(out, "documents")) == 3
    assert read_now(raw, out, fresh=True) == 3


def test_a_removed_and_a_renamed_file_are_seen(raw, out):
    read_now(raw, out)
    (raw / "năm 2031" / "kế hoạch 1.txt").unlink()
    (raw / "năm 2031" / "kế hoạch 2.txt").rename(raw / "hai.txt")
    assert read_now(raw, out) == 0
    assert [row["source_path"] for row in rows(out, "documents")] == ["hai.txt"]


def test_tables_that_were_removed_are_written_again(raw, out):
    read_now(raw, out)
    (out / "targets.parquet").unlink()
    done = extract_folder(raw, out, ONE)
    assert (done.read_now, done.unchanged) == (0, False)
    assert rows(out, "targets")


@pytest.mark.parametrize("damage", [b"", b"no zstd at all", None], ids=["empty", "garbage", "cut short"])
def test_a_damaged_record_of_earlier_work_is_made_anew(raw, out, damage):
    read_now(raw, out)
    kept = sorted((out / ".work" / records_version(installed_engine())).glob("*.json.zst"))
    kept[0].write_bytes(kept[0].read_bytes()[:-20] if damage is None else damage)
    (out / "targets.parquet").unlink()
    assert read_now(raw, out) == 1
    assert len(rows(out, "documents")) == 2


def test_an_interrupted_run_goes_on(raw, out):
    class StoppedError(Exception):
        pass

    def stop(event):
        if isinstance(event, DocumentRead):
            raise StoppedError

    with pytest.raises(StoppedError):
        extract_folder(raw, out, ONE, tell=stop)
    assert not (out / "documents.parquet").exists()
    assert read_now(raw, out) == 1
    assert len(rows(out, "documents")) == 2


def test_another_version_takes_nothing_over_says_so_and_clears_up(raw, out, monkeypatch):
    read_now(raw, out)
    (raw / "mới.txt").write_text(PLAN.format(number=3), encoding="utf-8")
    monkeypatch.setattr(run_over_folder, "records_here", lambda: "9.9.9+other")
    told = []
    assert read_now(raw, out, tell=told.append) == 3
    (changed,) = [event for event in told if isinstance(event, VersionChanged)]
    assert (changed.old, changed.new, changed.documents) == (records_version(installed_engine()), "9.9.9+other", 2)
    assert [p.name for p in (out / ".work").iterdir() if "+" in p.name] == ["9.9.9+other"]


def test_a_version_that_differs_after_the_records_writes_and_does_not_read(raw, out, monkeypatch):
    read_now(raw, out)
    monkeypatch.setattr(run_over_folder, "version_here", lambda: "9.9.9+other")
    told = []
    assert read_now(raw, out, tell=told.append) == 0
    assert [event.name for event in told] == ["run-started", "joined", "part-written", "tables-written"]
    assert [row["version"] for row in rows(out, "runs")] == [pipeline_version(installed_engine()), "9.9.9+other"]


def test_the_same_bytes_twice_are_one_document(raw, out):
    shutil.copy(raw / "năm 2031" / "kế hoạch 1.txt", raw / "bản sao.txt")
    done = extract_folder(raw, out, ONE)
    assert done.read_now == 2
    assert [(row["source_path"], row["also_at"]) for row in rows(out, "documents")] == [
        ("bản sao.txt", ["năm 2031/kế hoạch 1.txt"]),
        ("năm 2031/kế hoạch 2.txt", []),
    ]


def test_a_file_that_cannot_be_read_is_a_finding_and_stays_one(raw, out):
    (raw / "hỏng.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    for expected in (3, 0):
        done = extract_folder(raw, out, ONE)
        assert done.read_now == expected
        assert [told.path for told in done.unread] == ["hỏng.pdf"]
        (row,) = [row for row in rows(out, "findings") if row["code"] == "file-unreadable"]
        assert row["source_path"] == "hỏng.pdf"
        assert row["message_en"].startswith("hỏng.pdf: damaged PDF file (")
        assert len(row["doc_id"]) == 16
        assert len(rows(out, "documents")) == 2


def test_a_document_without_any_text_counts_as_not_read():
    scan = check_of(findings=[Finding("file-unreadable", "error", "Bản chụp.", "A scan.")])
    told = summary.tell(scan, None)
    assert told.unread == Unread("no-text", "Bản chụp.", "A scan.")
    assert summary.tell(check_of(), None).unread is None


def test_the_summary_says_how_long_each_file_took_and_what_is_gone(raw, out):
    first = extract_folder(raw, out, ONE)
    assert all(
        set(told.seconds) == {"ingest", "triage", "ocr", "restore", "read", "segment", "extract"}
        for told in first.files
    )
    assert first.removed == 0
    (raw / "năm 2031" / "kế hoạch 1.txt").unlink()
    assert extract_folder(raw, out, ONE).removed == 1


def check_of(**document):
    return check(source(), extracted(**document), resolve([]), ONE)


class Here:
    """An executor that does everything in the test's own process, or loses every document to a crash."""

    name = "here"

    def __init__(self, crashing=False):
        self.crashing = crashing

    def read(self, work, files, job, page_done):
        return work(files, job, page_done, self.do_all)

    def each(self, work, tasks, job):
        for place, task in enumerate(tasks):
            try:
                yield place, work(*task)
            except AssertionError as error:
                yield place, ReaderFailed(work.__name__, str(error))

    def do_all(self, tasks, settings):
        while tasks:
            task = tasks.popleft()
            yield task, ReaderCrashed(task.name, "exit code -9") if self.crashing else task.work(*task.args)


class Losing(Here):
    """Loses what has been read before it is written."""

    def each(self, work, tasks, job):
        job.work.remove(job.read_by)
        yield from super().each(work, tasks, job)


def test_what_was_lost_before_it_was_written_is_read_again(raw, out):
    done = extract_folder(raw, out, ONE, executor=Losing())
    assert {told.unread.reason for told in done.unread} == {"lost"}
    assert rows(out, "documents") == []
    assert extract_folder(raw, out, ONE).unread == ()
    assert len(rows(out, "documents")) == 2


def test_what_may_have_been_bad_luck_is_tried_again(raw, out):
    assert len(extract_folder(raw, out, ONE, executor=Here(crashing=True)).unread) == 2
    done = extract_folder(raw, out, ONE)
    assert (done.read_now, done.unread) == (2, ())


def test_hidden_files_lock_files_and_the_output_are_passed_over(raw):
    for name in (".ẩn.txt", "~$kế hoạch 1.docx", ".git/config", "out/targets.parquet"):
        (raw / name).parent.mkdir(exist_ok=True)
        (raw / name).write_text("x")
    assert [f.source.path for f in distinct_files(raw, raw / "out")] == [
        "năm 2031/kế hoạch 1.txt",
        "năm 2031/kế hoạch 2.txt",
    ]


def test_a_name_that_is_no_utf8(tmp_path, out):
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / os.fsdecode(b"k\xea ho\xe1ch.txt")).write_text(PLAN.format(number=1), encoding="utf-8")
    extract_folder(raw, out, ONE)
    assert [row["source_path"] for row in rows(out, "documents")] == ["k\ufffd ho\ufffdch.txt"]


@pytest.mark.parametrize(
    ("path", "error", "message"),
    [
        ("khong co", NoSuchPath, "There is no file or folder “khong co”. Check the name; one with blanks"),
        ("trong", NoDocuments, "The folder “trong” holds no file to read"),
    ],
)
def test_nothing_to_begin_with(tmp_path, monkeypatch, path, error, message):
    monkeypatch.chdir(tmp_path)
    Path("trong").mkdir()
    with pytest.raises(error) as caught:
        extract_folder(Path(path), Path("out"), ONE)
    assert str(caught.value).startswith(message)
    assert not Path("out").exists()


def test_two_runs_do_not_write_to_one_folder(raw, out):
    with only_run(Storage(out)), pytest.raises(OutputInUse, match=r"Another run is writing to .*out.*\. Wait for it"):
        extract_folder(raw, out, ONE)
    assert read_now(raw, out) == 2


def test_an_output_that_is_a_file(raw, tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputNotWritable, match=r"Cannot write to “.*out”: Not a directory\."):
        extract_folder(raw, tmp_path / "out", ONE)


def test_a_folder_without_permission(raw, monkeypatch):
    monkeypatch.setattr("pipeline.folder.os.access", lambda *_: False)
    with pytest.raises(FolderNotReadable, match="No permission to open the folder"):
        distinct_files(raw)


def test_a_file_without_permission_is_a_finding(raw, out, monkeypatch):
    opened = Path.open

    def refuse(self, *args, **more):
        if self.name == "kế hoạch 1.txt":
            raise PermissionError(13, "Permission denied")
        return opened(self, *args, **more)

    monkeypatch.setattr(Path, "open", refuse)
    told_of = []
    done = extract_folder(raw, out, ONE, tell=told_of.append)
    (told,) = done.unread
    assert told.path == "năm 2031/kế hoạch 1.txt"
    assert told.unread.message_en == "no permission to read the file. Grant it, or copy the file to another folder."
    assert [(event.path, event.reason) for event in told_of if isinstance(event, DocumentUnread)] == [
        ("năm 2031/kế hoạch 1.txt", "permission")
    ]
    (row,) = [row for row in rows(out, "findings") if row["code"] == "file-unreadable"]
    assert row["doc_id"] is None


def test_read_alone_writes_nothing(raw):
    before = sorted(raw.rglob("*"))
    checked = read_alone(raw / "năm 2031" / "kế hoạch 1.txt", ONE)
    assert checked.extracted.header.doc_number == "1/KH-THSB"
    assert len(checked.citation_ids) == 1
    assert sorted(raw.rglob("*")) == before


def test_an_outcome_comes_back_as_it_was(raw, tmp_path):
    outcome = Outcome(extracted=process(raw / "năm 2031" / "kế hoạch 1.txt", "kế hoạch 1.txt"))
    assert decode(encode(outcome)) == outcome
    finished = Finished(Storage(tmp_path), "1")
    finished.keep("a" * 64, encode(outcome))
    assert finished.outcome("a" * 64) == outcome
    (stated,), (basis,) = finished.glance("a" * 64).extracted.legal_bases, outcome.extracted.legal_bases
    assert (stated.cited_number, stated.cited_date, stated.issuer) == (
        basis.cited_number,
        basis.cited_date,
        basis.issuer,
    )
    assert finished.outcome("b" * 64) is None


def test_what_happens_is_told_in_order(raw, out):
    (raw / "rỗng.txt").write_bytes(b"")
    told = []
    extract_folder(raw, out, ONE, tell=told.append)
    names = [event.name for event in told]
    assert names[0] == "run-started" and names[-3:] == ["joined", "part-written", "tables-written"]
    assert sorted(names[1:-3]) == ["document-read", "document-read", "document-unread"]
    (unread,) = [event for event in told if isinstance(event, DocumentUnread)]
    assert (unread.path, unread.reason) == ("rỗng.txt", "empty")
    (started,) = [event for event in told if isinstance(event, RunStarted)]
    assert (started.files, started.to_read, started.suffixes) == (3, 3, {"txt": 3})


def test_runs_are_remembered(raw, out):
    for number in (3, 4):
        (raw / f"{number}.txt").write_text(PLAN.format(number=number), encoding="utf-8")
        extract_folder(raw, out, ONE)
    extract_folder(raw, out, ONE)  # finds nothing new
    first, second = rows(out, "runs")
    assert [(row["files"], row["documents"], row["pages"], row["read_now"]) for row in (first, second)] == [
        (3, 3, 3, 3),
        (4, 4, 4, 1),
    ]
    assert first["started"] < first["finished"] <= second["started"]
    assert {"ingest", "triage", "ocr", "restore", "read", "segment", "extract", "resolve", "check"} == {
        stage for stage, _ in second["seconds_by_stage"]
    }
    findings = [row["code"] for row in rows(out, "findings")]
    assert dict(second["findings"]) == {code: findings.count(code) for code in findings}


def test_only_parts_of_changed_files_are_written_again(tmp_path, out):
    raw = tmp_path / "many"
    raw.mkdir()
    for number in range(150):
        (raw / f"{number:03}.txt").write_text(PLAN.format(number=number), encoding="utf-8")

    def parts_written():
        told = []
        extract_folder(raw, out, Settings(workers=2), tell=told.append)
        return sum(event.name == "part-written" for event in told)

    assert parts_written() > 2
    # A plan that cites what no other does: what the others cite and who acts in them stays as it was.
    (raw / "070.txt").write_text(PLAN.format(number=999).replace("9/KH-UBND", "77/KH-UBND"), encoding="utf-8")
    assert parts_written() == 1
    assert len(rows(out, "documents")) == 150
    (raw / "070.txt").unlink()
    assert parts_written() == 1
    assert [row["source_path"] for row in rows(out, "documents")] == sorted(path.name for path in raw.iterdir())


def test_a_dataset_has_the_same_rows_in_parts(tmp_path, out, monkeypatch):
    monkeypatch.setattr("pipeline.run.joining.DOCUMENTS_PER_FILE", 10)
    raw = tmp_path / "many"
    raw.mkdir()
    for number in range(25):
        (raw / f"{number}.txt").write_text(PLAN.format(number=number), encoding="utf-8")
    extract_folder(raw, out, ONE)
    extract_folder(raw, tmp_path / "dataset", ONE, layout="dataset")
    for table in TABLES.keys() - {"runs"}:
        one, parts = (
            pq.read_table(place / name) for place, name in ((out, f"{table}.parquet"), (tmp_path / "dataset", table))
        )
        assert sorted(map(repr, parts.to_pylist())) == sorted(map(repr, one.to_pylist()))
    files = sorted((tmp_path / "dataset" / "documents").iterdir())
    assert [file.name for file in files] == [f"part-{n:05}-of-00004.parquet" for n in range(4)]
    ids = [pq.read_table(file, columns=["doc_id"])["doc_id"].to_pylist() for file in files]
    assert [sorted(some) for some in ids] == ids
    assert [{int(doc_id, 16) >> 62 for doc_id in some} for some in ids] == [{n} for n in range(4) if ids[n]]


def test_another_layout_leaves_nothing_of_the_last(raw, out):
    extract_folder(raw, out, ONE, layout="dataset")
    (out / "targets" / "mine.txt").write_text("not ours")
    extract_folder(raw, out, ONE)
    assert sorted(path.name for path in out.iterdir()) == sorted(
        [".work", "targets", *(f"{t}.parquet" for t in TABLES)]
    )
    assert [path.name for path in (out / "targets").iterdir()] == ["mine.txt"]
    assert len(rows(out, "runs")) == 2


def test_a_document_whose_rows_cannot_be_written_costs_itself(raw, out, monkeypatch):
    """A fault of ours that only shows when rows are made."""
    from pipeline.run import parts

    made = parts.rows_of

    def rows_or_fault(checked):
        assert checked.extracted is None or checked.extracted.header.doc_number != "2/KH-THSB", "claims characters"
        return made(checked)

    monkeypatch.setattr(parts, "rows_of", rows_or_fault)
    done = extract_folder(raw, out, ONE, executor=Here())
    assert [(told.path, told.unread.reason) for told in done.unread] == [("năm 2031/kế hoạch 2.txt", "fault")]
    assert [row["doc_number"] for row in rows(out, "documents")] == ["1/KH-THSB"]
    assert [row["source_path"] for row in rows(out, "findings") if row["code"] == "file-unreadable"] == [
        "năm 2031/kế hoạch 2.txt"
    ]
    monkeypatch.undo()
    assert extract_folder(raw, out, ONE).unread == ()
