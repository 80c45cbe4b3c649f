"""How long a run over a large folder should take, told from what each stage takes for a sample of it."""

from __future__ import annotations

import csv
import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from large_run.watching import Watched

LEAST = 4  # files of a kind in a sample, where there are as many


@dataclass(frozen=True, slots=True)
class Listed:
    """A file as the manifest names it: `kind` is the kind of file, or how it is faulty."""

    path: str
    kind: str

    @property
    def file(self) -> str:
        """What lies in the folder: the archive, for a file that is in one."""
        return self.path[: end + 4] if (end := self.path.find(".zip/")) >= 0 else self.path


def listed(manifest: Path) -> list[Listed]:
    """Return the distinct files of a folder, without those that lie in archives."""
    with manifest.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if not row["double_of"]]
    return [Listed(row["path"], row["kind"] or row["fault"]) for row in rows]


def sample(files: Iterable[Listed], share: float) -> list[Listed]:
    """Return a share of the files of each kind, drawn anew in the same way each time; those in archives are passed."""
    kinds: dict[str, list[Listed]] = defaultdict(list)
    for one in files:
        if one.file == one.path:
            kinds[one.kind].append(one)
    chance = Random(1)
    return [one for of in kinds.values() for one in chance.sample(of, min(len(of), max(LEAST, round(share * len(of)))))]


def link(files: Iterable[Listed], raw: Path, folder: Path) -> None:
    """Put files of `raw` into another folder, under the same paths."""
    for one in files:
        there = folder / one.path
        there.parent.mkdir(parents=True, exist_ok=True)
        os.link(raw / one.path, there)


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds of a worker for a document of each kind; the others are by the clock, for the folder as a whole."""

    by_kind: dict[str, float]
    stages: dict[str, float]  # of a worker, for one document of the mixture of the sample
    joined: float  # for one document: citations joined, rows checked and written, tables put together
    start: float  # until the first document is handed out
    busy: float  # share of their time in which workers read
    cpu: float  # seconds of a processor for one second of a worker: less where others use the machine

    def predicted(self, files: Iterable[Listed], workers: int) -> float:
        """Return the seconds by the clock for these files, on a machine as busy as it was for the sample."""
        counts = Counter(one.kind for one in files)
        return self.start + self._reading(counts) / workers / self.busy + self.joined * counts.total()

    def predicted_cpu(self, files: Iterable[Listed]) -> float:
        """Return the seconds of a processor for these files."""
        counts = Counter(one.kind for one in files)
        return self.cpu * (self._reading(counts) + self.joined * counts.total())

    def _reading(self, counts: Counter[str]) -> float:
        usual = sum(self.by_kind.values()) / len(self.by_kind)
        return sum(number * self.by_kind.get(kind, usual) for kind, number in counts.items())


def measured(files: Iterable[Listed], run: Watched) -> Costs:
    """Return what a run over a sample took."""
    kinds = {one.path: one.kind for one in files}
    seconds: dict[str, list[float]] = defaultdict(list)
    stages: Counter[str] = Counter()
    for event in (*run.of("document-read"), *run.of("document-unread")):
        seconds[kinds[event["path"]]].append(event["seconds"])
        stages.update(event.get("seconds_by_stage", {}))
    (began,), (joined,), (ended,) = run.of("run-started"), run.of("joined"), run.of("run-finished")
    start = run.seconds - _between(began, ended)
    after = _between(joined, ended) + joined["seconds"]
    reading = _between(began, ended) - after
    of_workers = sum(map(sum, seconds.values()))
    return Costs(
        {kind: sum(of) / len(of) for kind, of in seconds.items()},
        {stage: took / len(kinds) for stage, took in stages.items()},
        after / len(kinds),
        start,
        min(1.0, of_workers / began["workers"] / reading),
        run.cpu_seconds / (of_workers + after),
    )


def _between(one: dict[str, str], other: dict[str, str]) -> float:
    return (datetime.fromisoformat(other["time"]) - datetime.fromisoformat(one["time"])).total_seconds()
