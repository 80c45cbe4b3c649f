"""Files made to hurt: each ends with a reason, with its words or with word of the loss, and the run goes on.

What once was read in silence stands here by name; of all the others (hostile_files) a part is read by one run, with good
files in between.  benchmarks/hostile.py reads all of them, each alone and all in one folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zlib import crc32

import psutil
import pyarrow.parquet as pq
import pytest
from hostile_files import hand_made, mutations
from hostile_files.cases import ENOUGH, OURS, PLAN, TELLING, Case, ending, expected, is_heavy, kept

from pipeline.archives import is_archive
from pipeline.errors import UnreadableFile
from pipeline.ingest import ingest
from pipeline.triage import triage

SAMPLES = Path(__file__).parents[2] / "data" / "raw"
SHARE = 6  # of the files one in so many is read here


@cache
def made() -> dict[str, Case]:
    return {case.name: case for case in hand_made()}


def read(path: Path) -> tuple[str, str]:
    """Return the reason or the codes of the findings of the file and of the states of its pages, and the text."""
    try:
        found = ingest(path, path.name)
    except UnreadableFile as error:
        return error.reason, error.message_en
    states = [page.text_state for page in triage(found).pages if page.text_state != "clean"]
    text = "\n".join(line.text for page in found.pages for line in page.lines)
    return " ".join([*(finding.code for finding in found.findings), *states]), text


ONCE_SILENT = {  # what of the file is lost, and what tells it
    "pdf luồng cắt ở 50%.pdf": "page-unreadable",
    "pdf luồng hỏng ở 50%.pdf": "page-unreadable",
    "pdf luồng hỏng ở 90%.pdf": "page-unreadable",
    "pdf trang hai hỏng.pdf": "page-unreadable",
    "pdf trang hai mất nội dung.pdf": "page-unreadable",
    "pdf ascii85 hỏng.pdf": "page-unreadable",
    "pdf đếm thiếu trang.pdf": "file-cut-off",
    "pdf mọi chữ thành số không.pdf": "broken_font_map",
    "pdf mọi chữ thành dấu trắng.pdf": "broken_font_map",
    "pdf mọi chữ thành đảo chiều.pdf": "broken_font_map",
    "pdf mọi chữ thành chữ riêng.pdf": "broken_font_map",
    "docx thực thể thường.docx": "damaged",
    "docx altChunk trong tệp.docx": "part-unreadable",
    "word cũ cắt ở 50%.rtf": "file-cut-off",
    "word cũ ảnh nuốt hết.rtf": "file-cut-off",
    "web lồng b 300.html": "part-unreadable",
    "web lồng table 1000.html": "part-unreadable",
    "web không đóng div 100000.html": "part-unreadable",
}
ONCE_OURS = {  # what killed its worker, took its memory or its time, or met a fault of ours
    "pdf biểu mẫu mười mũ tám.pdf": "too-large",
    "pdf biểu mẫu nhân đôi 30 tầng.pdf": "too-large",
    "pdf bom ascii85.pdf": "too-large",
    "pdf bom 32 lần 64 MB.pdf": "too-large",
    "pdf bom nén hai lần.pdf": "too-large",
    "pdf bom nén ba lần.pdf": "too-large",
    "pdf bom tên mã hóa.pdf": "too-large",
    "pdf bom tên viết tắt.pdf": "too-large",
    "pdf bom phông chữ.pdf": "too-large",
    "pdf một luồng 5000 lần.pdf": "too-large",
    "pdf một đường triệu đoạn.pdf": "too-large",
    "pdf triệu lệnh q.pdf": "too-large",
    "pdf triệu lệnh chữ.pdf": "too-large",
    "pdf triệu đường kẻ.pdf": "too-large",
    "docx bom thân.docx": "too-large",
    "docx bom kiểu.docx": "too-large",
    "zip tên không phải utf-8.zip": "damaged",
    "chữ một dòng 50 MB.txt": "too-large",
    "chữ dài dòng một chữ.txt": "too-large",
}
WHOLE_NOW = {  # what was swallowed, and need not be
    "docx hai thân.docx": PLAN + PLAN,
    "docx chú thích gọi mình.docx": PLAN,
    "word cũ bin tỷ.rtf": PLAN + PLAN,
    "word cũ uc tỷ.rtf": PLAN + PLAN,
    "web danh sách 60000.html": PLAN,
}


@pytest.mark.parametrize(("name", "told"), (ONCE_SILENT | ONCE_OURS).items())
def test_loss_and_refusal_are_told(tmp_path: Path, name: str, told: str) -> None:
    path = tmp_path / name
    path.write_bytes(made()[name].make())
    assert told in read(path)[0].split()


@pytest.mark.parametrize(("name", "words"), WHOLE_NOW.items())
def test_what_need_not_be_lost_is_read(tmp_path: Path, name: str, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(made()[name].make())
    codes, text = read(path)
    assert kept(words, text) >= ENOUGH
    assert TELLING.isdisjoint(codes.split())


# ---------------------------------------------------------------- one run over many


@dataclass(frozen=True)
class Run:
    """What one run of the command over hostile and good files left."""

    cases: list[Case]
    folder: Path
    code: int
    shown: str
    texts: dict[str, str]
    reasons: dict[str, str]
    codes: dict[str, set[str]]
    left: list[int]  # processes that outlived it


def chosen() -> list[Case]:
    """Return the files of this test: always the same ones, of every kind."""
    damaged = [case for case in mutations.cases(SAMPLES, rounds=1) if mutations.is_quick(case)]
    cases = [case for case in (*hand_made(), *damaged) if crc32(case.name.encode()) % SHARE == 0]
    return [case for case in cases if not is_heavy(case)]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    base = tmp_path_factory.mktemp("hostile")
    raw, out = base / "raw", base / "out"
    raw.mkdir()
    cases = chosen()
    for number, case in enumerate(cases):
        (raw / case.name).write_bytes(case.make())
        if number % 10 == 0:
            (raw / f"tốt {number}.txt").write_text(PLAN.replace("2031", str(1000 + number)), encoding="utf-8")
    os.mkfifo(raw / "ống.pdf")
    (raw / "vòng.txt").symlink_to(raw / "vòng.txt")
    (raw / "ra ngoài.txt").symlink_to("/etc/passwd")
    (raw / "xuống\ndòng \x1b[31mđỏ.txt").write_text(PLAN.replace("2031", "2032"), encoding="utf-8")
    mark = f"hostile-{os.getpid()}"
    # Time enough where the tests share the machine with others; what hangs is ended all the same.
    command = [sys.executable, "-m", "pipeline", "extract", str(raw), "--out", str(out), "--seconds", "240"]
    done = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "KEHOACH_MARK": mark}, check=False
    )
    documents = pq.read_table(out / "documents.parquet", columns=["source_path", "also_at", "text"]).to_pylist()
    findings = pq.read_table(out / "findings.parquet", columns=["source_path", "code", "message_en"]).to_pylist()
    texts = {path: row["text"] for row in documents for path in (row["source_path"], *row["also_at"])}
    first = {path: row["source_path"] for row in documents for path in (row["source_path"], *row["also_at"])}
    codes: dict[str, set[str]] = {}
    for row in findings:
        codes.setdefault(row["source_path"], set()).add(row["code"])
    return Run(
        cases,
        raw,
        done.returncode,
        done.stdout + done.stderr,
        texts,
        {row["source_path"]: row["message_en"] for row in findings if row["code"] == "file-unreadable"},
        {path: codes.get(source, set()) for path, source in first.items()},
        [process.pid for process in psutil.process_iter() if _is_marked(process, mark)],
    )


def _is_marked(process: psutil.Process, mark: str) -> bool:
    try:
        return process.environ().get("KEHOACH_MARK") == mark
    except psutil.Error:
        return False


def test_run_says_that_not_all_was_read(run: Run) -> None:
    assert (run.code, "Traceback" in run.shown) == (3, False)


def test_no_process_outlives_the_run(run: Run) -> None:
    assert run.left == []


def test_nothing_unprintable_reaches_the_terminal(run: Run) -> None:
    assert {sign for sign in run.shown if not sign.isprintable()} - set("\n\u200b\ufeff") == set()


def test_good_files_are_whole(run: Run) -> None:
    good = [text for path, text in run.texts.items() if path.startswith("tốt ")]
    assert len(good) == -(-len(run.cases) // 10)
    assert [text for text in good if kept(PLAN.replace("2031", ""), text) < 1] == []
    assert run.texts["xuống\ndòng \x1b[31mđỏ.txt"]


def test_what_is_no_file_is_told(run: Run) -> None:
    assert "pipe" in run.reasons["ống.pdf"]
    assert "no ordinary file" in run.reasons["vòng.txt"]
    assert "leads out of the folder" in run.reasons["ra ngoài.txt"]


def test_every_file_ends_well(run: Run, sound: dict[str, str]) -> None:
    badly = {}
    for case in run.cases:
        path = run.folder / case.name
        if is_archive(path):
            assert any(known.startswith(case.name) for known in (*run.texts, *run.reasons)), case.name
            continue
        reason = _reason(run.reasons[case.name]) if case.name in run.reasons else None
        keeps = expected(case, path.read_bytes(), sound.get(case.of, ""))
        end = ending(case, keeps, run.texts.get(case.name), reason, run.codes.get(case.name, ()))
        if end in ("silent", "ours") or (case.readable and end == "unread"):
            badly[case.name] = (end, run.reasons.get(case.name), run.codes.get(case.name))
    assert badly == {}


@pytest.fixture(scope="module")
def sound(run: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is read of the samples that were damaged."""
    folder = tmp_path_factory.mktemp("sound")
    texts = {}
    for sample in mutations.samples(SAMPLES):
        if sample.name in {case.of for case in run.cases}:
            (folder / sample.name).write_bytes(sample.data)
            texts[sample.name] = read(folder / sample.name)[1]
    return texts


def _reason(message: str) -> str:
    """Return which of our own failures a message tells of, or that it is the file's."""
    said = {
        "this program failed on the file": "fault",
        "the process reading it died": "crashed",
        "seconds and given up": "too-slow",
        "of memory": "memory",
    }
    return next((reason for words, reason in said.items() if words in message and reason in OURS), "unread")
