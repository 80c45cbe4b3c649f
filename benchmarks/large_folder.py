"""A run over a large folder: how long against what its stages cost, how much memory, and what a second run takes.

    python benchmarks/large_folder.py [--documents 1000] [--raw FOLDER] [--work FOLDER] [--kills 0] [--scans 0.005]

The folder is made by scripts/make_folder.py where it is not there.  The time is predicted from a sample of each kind of
file; then all is read, the run is started again, one file is changed, one is taken away.  With `--kills` the run is
made once more in another output, killed so many times at moments drawn by chance, and its tables are held against the
first ones.  It asserts nothing.  For the figures of docs/scale.md: `--documents 10000 --kills 10`, half an
hour on two cores.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

from large_run import costs  # noqa: E402
from large_run.killing import Moment, after, killed, parts_written, putting_in_place, staging  # noqa: E402
from large_run.outputs import differences, state  # noqa: E402
from large_run.watching import Watched, command, watch  # noqa: E402
from make_folder import Options, make_folder, manifest  # noqa: E402

SAMPLE = 0.03  # of the folder, for the costs of its stages
MARKED = "\n\nPhần bổ sung: hoàn thành trước ngày 30/11/2026.\n"


def main() -> None:
    """Print what each run took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--raw", type=Path, help="the folder to be read (build/large/raw-N)")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "large", help="for outputs and logs")
    parser.add_argument("--scans", type=float, default=0.005, help="share of scans, where the folder is made")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1, help="of the moments of kills")
    arguments = parser.parse_args()
    raw: Path = arguments.raw or arguments.work / f"raw-{arguments.documents}"
    if not manifest(raw).exists():
        start = time.perf_counter()
        make_folder(raw, Options(arguments.documents, seed=1, faulty=0.01, scans=arguments.scans))
        print(f"made {raw} in {time.perf_counter() - start:.0f} s")
    work = arguments.work / f"runs-{raw.name}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    predicted, cpu = _predicted(raw, work)
    _undisturbed(raw, work, predicted, cpu)
    if arguments.kills:
        _disturbed(raw, work, arguments.kills, predicted, Random(arguments.seed))


def _predicted(raw: Path, work: Path) -> tuple[float, float]:
    """Read a sample; print what its stages cost, and return how long the folder should take, by clock and by CPU."""
    files = costs.listed(manifest(raw))
    drawn = costs.sample(files, SAMPLE)
    costs.link(drawn, raw, work / "sample")
    run = watch(work / "sample", work / "sample-out", work / "sample.jsonl")
    cost = costs.measured(drawn, run)
    (began,) = run.of("run-started")
    predicted, cpu = cost.predicted(files, began["workers"]), cost.predicted_cpu(files)
    print(f"\nsample: {len(drawn)} of {len(files)} distinct files in {run.seconds:.0f} s, {began['workers']} workers")
    print("worker seconds a document, by kind:")
    for kind, seconds in sorted(cost.by_kind.items()):
        print(f"  {kind:15} {seconds:7.3f}   {sum(one.kind == kind for one in files):6,} files")
    print("by stage:", ", ".join(f"{stage} {took * 1000:.0f} ms" for stage, took in sorted(cost.stages.items())))
    print(f"join, check and store {cost.joined * 1000:.1f} ms a document; start {cost.start:.1f} s; "
          f"workers busy {cost.busy:.0%}")  # fmt: skip
    print(f"predicted: {predicted:.0f} s with the machine as busy as now, {cpu:.0f} s of CPU\n", flush=True)
    return predicted, cpu


def _undisturbed(raw: Path, work: Path, predicted: float, cpu: float) -> None:
    out = work / "out"
    print(f"{'run':15} {'code':>4} {'wall s':>8} {'CPU s':>8} {'read':>6} {'parts':>6} {'driver MB':>9} "
          f"{'workers MB':>10} {'largest':>8}")  # fmt: skip
    first = _shown("first", watch(raw, out, work / "first.jsonl"))
    _shown("second", watch(raw, out, work / "second.jsonl"))
    changed = next(file for file in sorted(raw.rglob("*.md")))
    before = changed.read_bytes()
    changed.write_bytes(before + MARKED.encode())
    _shown("one changed", watch(raw, out, work / "changed.jsonl"))
    changed.rename(work / "taken away")
    _shown("one removed", watch(raw, out, work / "removed.jsonl"))
    changed.write_bytes(before)
    _shown("as at first", watch(raw, out, work / "again.jsonl"))
    quarters = [_driver_at(first, share) for share in (0.1, 0.25, 0.5, 0.75, 0.9, 1.0)]
    print("driver MB after 10, 25, 50, 75, 90, 100 % of the first run:", *(f"{held:.0f}" for held in quarters))
    (finished,) = first.of("run-finished")
    hours = first.cpu_seconds / 3600 * 10_000 / finished["files"]
    print(f"predicted {predicted:.0f} s, took {first.seconds:.0f} s ({first.seconds / predicted:.2f} of it); "
          f"{cpu:.0f} s of CPU, took {first.cpu_seconds:.0f} ({first.cpu_seconds / cpu:.2f}); "
          f"{finished['files']:,} files, {finished['unread']} unread, {finished['pages']:,} pages, "
          f"{finished['pages'] / first.seconds:.1f} pages a second; "
          f"{hours:.2f} core-hours for 10,000 documents")  # fmt: skip
    print("rows:", ", ".join(f"{name} {rows:,}" for name, rows in state(out).rows.items()), flush=True)


def _driver_at(run: Watched, share: float) -> float:
    """Return what the driver held when so much of the run was over."""
    return [look.driver for look in run.looks if look.seconds <= share * run.seconds][-1]


def _shown(name: str, run: Watched) -> Watched:
    read, parts = sum(event["read_now"] for event in run.of("run-finished")), len(run.of("part-written"))
    print(f"{name:15} {run.code:4} {run.seconds:8.1f} {run.cpu_seconds:8.0f} {read:6,} {parts:6,} "
          f"{run.most('driver'):9.0f} {run.most('workers'):10.0f} {run.most('largest'):8.0f}", flush=True)  # fmt: skip
    return run


def _disturbed(raw: Path, work: Path, kills: int, predicted: float, chance: Random) -> None:
    """Kill a run again and again, let it end, and say whether its tables are those of the undisturbed one."""
    out = work / "out-killed"
    late: list[Moment] = [parts_written(chance.randint(2, 40)), staging(chance.randint(1, 9)), putting_in_place]
    early = [after(chance.uniform(2, 1.2 * predicted / kills)) for _ in range(max(0, kills - len(late)))]
    print(f"\n{'kill':>4} {'after s':>8} {'whom':>7} {'documents kept':>15} {'output':>30}")
    for number, moment in enumerate([*early, *late][:kills], start=1):
        start, whom = time.perf_counter(), chance.choice(("all", "driver"))
        hit = killed(command(raw, out), out, moment, "all" if whom == "all" else "driver")
        left, kept = state(out), sum(1 for _ in (out / ".work").glob("*+*/*.zst"))
        said = f"{'whole' if left.whole else 'NOT WHOLE'}, {left.rows.get('documents', 0):,} documents"
        print(f"{number:4} {time.perf_counter() - start:8.1f} {whom if hit else 'ended':>7} {kept:15,} {said:>30}")
        sys.stdout.flush()
    last = watch(raw, out, work / "killed.jsonl")
    different = differences(work / "out", out)
    print(f"last run: code {last.code}, {last.seconds:.0f} s; tables equal to those of the undisturbed run: "
          f"{'yes, row for row' if not different else '; '.join(different)}")  # fmt: skip


if __name__ == "__main__":
    main()
