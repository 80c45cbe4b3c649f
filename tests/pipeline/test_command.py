"""The command as its users start it: on a terminal, from cron, in a pipe, stopped, killed, and with its log for programs."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PLAN = """TRƯỜNG TIỂU HỌC SAO BIỂN
Số: {}/KH-THSB
Vĩnh Sơn, ngày 20 tháng 01 năm 2031
KẾ HOẠCH
Cải cách hành chính năm 2031
I. MỤC TIÊU
- 100% hồ sơ được giải quyết đúng hạn.
"""
PATIENCE = 120  # seconds after which a command hangs
HOSTILE = (
    "\x1b[2J\x1b]0;chiếm\x07.txt",
    "xuống\ndòng\r.txt",
    "[bold red]đỏ[bold].txt",
    "[",
    ":warning:[link=x]a\\.txt",
    "\u202efdp.txt",
    "\x9b31m.txt",
    "-rf",
    "rất dài " * 20 + ".txt",
)


def command(raw, out, *options):
    return [sys.executable, "-m", "pipeline", "extract", str(raw), "--out", str(out), "--workers", "1", *options]


def write_plans(folder: Path, count: int, times: int = 1) -> Path:
    folder.mkdir(exist_ok=True)
    for n in range(count):
        (folder / f"kế hoạch {n:03}.txt").write_text(PLAN.format(n) * times, encoding="utf-8")
    return folder


def run(*args, **how):
    return subprocess.run(command(*args), capture_output=True, timeout=PATIENCE, check=False, **how)


@pytest.fixture
def raw(tmp_path):
    return write_plans(tmp_path / "raw", 3)


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


class Terminal:
    """A command on a terminal of its own, and what it has printed there."""

    def __init__(self, args: list[str]) -> None:
        self.pid, self._end = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLUMNS="100", LINES="30")
            os.execv(args[0], args)
        self.printed = b""

    def read(self, until: str = "") -> None:
        """Read until it has printed this, or to its end."""
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up and not (until and until.encode() in self.printed):
            if select.select([self._end], [], [], 1)[0]:
                try:
                    data = os.read(self._end, 65536)
                except OSError:  # what Linux says when the last process has left the terminal
                    return
                if not data:
                    return
                self.printed += data

    def press_ctrl_c(self) -> None:
        os.write(self._end, b"\x03")

    def ended(self) -> tuple[int, str]:
        self.read()
        os.close(self._end)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]), self.printed.decode()


def lines_of(log: bytes) -> list[dict[str, object]]:
    assert log.endswith(b"\n")
    return [json.loads(line) for line in log.decode("utf-8").split("\n")[:-1]]


def test_the_log_is_json_and_nothing_else(raw, out):
    (raw / "trống.pdf").write_bytes(b"")
    done = run(raw, out, "--log-json")
    assert done.returncode == 3
    log = lines_of(done.stderr)
    names = [line["event"] for line in log]
    assert (names[0], names[-2:]) == ("run-started", ["tables-written", "run-finished"])
    assert names.index("joined") < names.index("part-written")
    assert sorted(line["path"] for line in log if line["event"] == "document-read") == [
        f"kế hoạch {n:03}.txt" for n in range(3)
    ]
    (unread,) = [line for line in log if line["event"] == "document-unread"]
    assert (unread["path"], unread["reason"]) == ("trống.pdf", "empty")
    assert (log[0]["files"], log[0]["to_read"], log[0]["suffixes"]) == (4, 4, {"txt": 3, "pdf": 1})
    assert {key: log[-1][key] for key in ("exit_code", "files", "read_now", "unread")} == {
        "exit_code": 3,
        "files": 4,
        "read_now": 4,
        "unread": 1,
    }
    assert all(re.fullmatch(r"[-\d]{10}T[\d:.]{12}[+-]\d\d:\d\d", line["time"]) for line in log)
    assert "kế hoạch 001.txt".encode() in done.stderr
    assert "Các bảng ở / tables in" in done.stdout.decode()


def test_the_log_tells_of_a_run_that_cannot_begin(tmp_path, out):
    done = run(tmp_path / "không có", out, "--log-json")
    (line,) = lines_of(done.stderr)
    assert (done.returncode, line["event"], line["exit_code"]) == (2, "run-failed", 2)
    assert "There is no file or folder" in line["message_en"]


def test_the_folder_where_it_runs_may_be_gone(tmp_path):
    (tmp_path / "gone").mkdir()
    script = 'cd "$1" && rmdir "$1" && shift && exec "$@"'
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(
        ["sh", "-c", script, "sh", str(tmp_path / "gone"), *command(".", "out")],
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        env=env,
    )
    assert done.returncode == 2
    assert b"The system does not let us go on" in done.stderr


def test_a_killed_run_leaves_whole_lines(tmp_path, out):
    raw = write_plans(tmp_path / "raw", 300, times=40)
    with (tmp_path / "log").open("wb") as log:
        running = subprocess.Popen(command(raw, out, "--log-json"), stderr=log, stdout=subprocess.DEVNULL)
    _wait_for(lambda: (tmp_path / "log").read_bytes().count(b"document-read") >= 5)
    running.kill()
    running.wait(timeout=PATIENCE)
    assert "run-finished" not in [line["event"] for line in lines_of((tmp_path / "log").read_bytes())]


def test_a_reader_of_the_log_that_goes_away_stops_nothing(raw, out):
    running = subprocess.Popen(command(raw, out, "--log-json"), stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    assert running.stderr
    assert running.stderr.readline()
    running.stderr.close()
    said, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0
    assert "Các bảng ở / tables in" in said.decode()
    assert (out / "documents.parquet").exists()


@pytest.mark.parametrize("to", ["/dev/full", "a reader that is gone", "closed"])
def test_a_summary_that_nobody_reads_changes_nothing(raw, out, to):
    if to == "/dev/full":
        with Path(to).open("wb") as full:
            done = subprocess.run(command(raw, out), stdout=full, stderr=subprocess.PIPE, timeout=PATIENCE, check=False)
    elif to == "closed":
        closed = ["sh", "-c", '"$@" >&- 2>&- <&-', "sh", *command(raw, out)]
        done = subprocess.run(closed, capture_output=True, timeout=PATIENCE, check=False)
    else:
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run(command(raw, out), stdout=write, stderr=subprocess.PIPE, timeout=PATIENCE, check=False)
        os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (out / "documents.parquet").exists()


def test_a_short_run_in_a_pipe_shows_no_progress(raw, out):
    done = run(raw, out)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"\x1b" not in done.stdout


def test_a_locale_without_vietnamese_letters(raw, out):
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run(raw, out, env=plain)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"files" in done.stdout
    wrong = run(raw / "không có", out, env=plain)
    assert wrong.returncode == 2
    assert b"There is no file or folder" in wrong.stderr


def test_progress_on_a_terminal(raw, out):
    code, printed = Terminal(command(raw, out)).ended()
    assert code == 0
    assert "Đang đọc / reading" in printed
    assert re.search(r"[0-3]/3", printed)
    assert "trang/pages" in printed
    assert "Các bảng ở / tables in" in printed
    assert printed.count("\x1b[?25l") == printed.count("\x1b[?25h") == 1  # the cursor is hidden, and is there again


def test_no_name_reaches_the_terminal_raw(tmp_path, out):
    raw = write_plans(tmp_path / "raw", 0)
    for n, name in enumerate(HOSTILE):
        (raw / name).write_text(PLAN.format(n), encoding="utf-8")
    (raw / "rỗng \x1b[5m[").mkdir()
    (raw / "rỗng \x1b[5m[" / "].pdf").write_bytes(b"")
    (raw / "hỏng \x1b[5m.pdf").write_bytes(b"%PDF-1.4 no more")
    code, printed = Terminal(command(raw, out)).ended()
    assert code == 3
    # Colours, cursor and line of the bar are ours; nothing else is.
    ours = r"\x1b\[(?:\?25[lh]|2K|\d*A|[\d;]*m)"
    assert re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]", re.sub(ours, "", printed)) is None
    plain = re.sub(ours, "", printed)
    for shown in (r"\x1b[2J\x1b]0;chiếm\x07.txt", r"xuống\ndòng\r.txt", "[bold red]đỏ[bold].txt", r"\u202efdp.txt"):
        assert shown in plain
    assert ":warning:[link=x]a\\.txt" in plain
    assert "rất dài " * 20 not in plain
    assert "\x1b[5m" not in printed
    shown = subprocess.run(
        [sys.executable, "-m", "pipeline", "show", str(raw / HOSTILE[0])],
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert b"\x1b" not in shown.stdout + shown.stderr


def test_ctrl_c_on_a_terminal(tmp_path, out):
    """A second and a third, as impatient people press it, print no traceback."""
    terminal = Terminal(command(write_plans(tmp_path / "raw", 300, times=40), out))
    terminal.read(until="kế hoạch")
    for _ in range(3):
        terminal.press_ctrl_c()
        time.sleep(0.05)
    code, printed = terminal.ended()
    assert code == 130
    assert "Stopped. The next run goes on from here." in printed
    assert "Traceback" not in printed
    assert printed.count("\x1b[?25l") <= printed.count("\x1b[?25h")


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_says_so_and_the_next_one_goes_on(tmp_path, out, sent, code):
    raw = write_plans(tmp_path / "raw", 300, times=40)
    running = subprocess.Popen(
        command(raw, out, "--log-json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    _wait_for(lambda: len(list((out / ".work").rglob("*.json.zst"))) >= 3)
    os.killpg(running.pid, sent)  # as a terminal and a service manager do: to the workers as well
    said, log = running.communicate(timeout=PATIENCE)
    assert (running.returncode, said) == (code, b"")
    last = lines_of(log)[-1]
    assert (last["event"], last["exit_code"]) == ("run-failed", code)
    assert not (out / "documents.parquet").exists()
    kept = len(list((out / ".work").rglob("*.json.zst")))
    assert 3 <= kept < 300
    for n in range(3, 300):
        (raw / f"kế hoạch {n:03}.txt").unlink()
    again = {line["event"]: line for line in lines_of(run(raw, out, "--log-json").stderr)}
    assert "version-changed" not in again
    assert again["run-started"]["to_read"] == 0
    assert again["run-finished"]["exit_code"] == 0


def _wait_for(happened) -> None:
    give_up = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < give_up
        time.sleep(0.05)
