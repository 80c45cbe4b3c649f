"""What a run asks of an object store: requests a document, counted at an S3 server of moto's on this machine.

    python benchmarks/store_requests.py [--documents 200] [--server PROGRAM]

For a first run, one over the unchanged folder, and one after a file was changed.  Needs `moto_server` (pip install
'moto[s3]' flask flask-cors, here or in an environment of its own, then --server PATH).
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

MAKE = Path(__file__).parent.parent / "scripts" / "make_folder.py"
_COLOUR = re.compile(r"\x1b\[\d+m")
_REQUEST = re.compile(r'"([A-Z]+) /plans/?(\S*) HTTP')
_WHAT = (  # of a request, by what is in its path
    ("list-type", "names in a folder"),
    ("/parts/", "parts of tables"),
    (".json.zst", "outcomes of documents"),
    (".parquet", "tables"),
    ("", "the run itself"),
)


@contextmanager
def server(program: str, log: Path) -> Iterator[str]:
    """Run the server for as long as the block takes and give its address; what it is asked stands in `log`."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    command = [program, "-H", "127.0.0.1", "-p", str(port)]
    with log.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out) as process:
        try:
            for _ in range(300):
                time.sleep(0.1)
                try:
                    put = urllib.request.Request(f"http://127.0.0.1:{port}/plans", method="PUT")
                    urllib.request.urlopen(put, timeout=5).close()
                    break
                except (urllib.error.URLError, OSError):
                    continue
            yield f"127.0.0.1:{port}"
        finally:
            process.kill()


def requests(lines: list[str]) -> Counter[tuple[str, str]]:
    """Return how many requests there were, by what they were for and whether they wrote or read."""
    found: Counter[tuple[str, str]] = Counter()
    for method, path in _REQUEST.findall(_COLOUR.sub("", "\n".join(lines))):
        what = next(name for sign, name in _WHAT if sign in path)
        found[what, "read" if method in ("GET", "HEAD") else "write"] += 1
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    beside = Path(sys.executable).with_name("moto_server")
    parser.add_argument("--server", default=str(beside) if beside.exists() else shutil.which("moto_server"))
    options = parser.parse_args()
    if options.server is None:
        print("not run: no moto_server; pip install 'moto[s3]' flask flask-cors")
        return
    keys = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_DEFAULT_REGION": "us-east-1"}
    with tempfile.TemporaryDirectory() as place:
        raw, log = Path(place, "raw"), Path(place, "requests.log")
        made = [sys.executable, str(MAKE), str(raw), "--scans", "0", "--faulty", "0"]
        subprocess.run([*made, "--documents", str(options.documents)], check=True, stdout=subprocess.DEVNULL)
        text = next(raw.rglob("*.txt"))
        steps: dict[str, Callable[[], object]] = {
            "first run": lambda: None,
            "nothing changed": lambda: None,
            "one file changed": lambda: text.write_bytes(text.read_bytes() + b"\n- T\xe1\xbb\x95 ch\xe1\xbb\xa9c."),
        }
        with server(options.server, log) as address:
            out = f"s3://plans/out?endpoint_override={address}&scheme=http"
            before = 0
            for step, prepare in steps.items():
                prepare()
                command = [sys.executable, "-m", "pipeline", "extract", str(raw), "--out", out]
                subprocess.run(command, check=True, capture_output=True, env={**os.environ, **keys})
                lines = log.read_text(errors="replace").split("\n")
                show(step, requests(lines[before:]), options.documents)
                before = len(lines)


def show(step: str, found: Counter[tuple[str, str]], documents: int) -> None:
    """Print the requests of one run."""
    for way in ("write", "read"):
        parts = {what: count for (what, done), count in found.items() if done == way}
        each = sum(parts.values()) / documents
        named = ", ".join(f"{what} {parts[what]}" for _, what in _WHAT if what in parts)
        print(f"{step:17} {way:5} {each:6.2f} a document: {named}", flush=True)


if __name__ == "__main__":
    main()
