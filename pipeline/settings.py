"""Limits and thresholds of a run, each with its unit and the reason for its value.

What the documents mean is not set here: spellings stand in normalizers/data, patterns in extractors.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace

MIB = 1024 * 1024

LEAST_SECONDS, SECONDS_PER_MIB, MOST_SECONDS = 28.0, 2.0, 180.0
"""Computing time that a document is given: up to 1 MiB, for each MiB more, and at most."""


def _workers() -> int:
    ours = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(ours or 1, 8))


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be changed from the command line, or by whoever calls `pipeline.run`."""

    workers: int = field(default_factory=_workers)
    """Processes reading documents. One a core: reading is all computation; eight hold 3 GiB, and at most 4."""

    seconds_per_document: float | None = None
    """Computing time for a document; where none is set, it grows with the file (seconds_for)."""

    seconds_per_page: float = 28.0
    """Computing time for reading a page image. A full page takes 1 s, the worst of real ones 2; noise has no end."""

    memory_per_worker: int = 512 * MIB
    """Bytes resident, with the libraries and the programs that it runs. 140 MiB are taken at the start, 390 by what
    real documents leave and need, 410 by a page of A2; a deflate bomb asks for all there is."""

    file_per_task: int = 512 * MIB
    """Bytes of one file that a worker writes: page images for Tesseract, which take 16 at most, and what is kept."""

    most_output: int = 64 * MIB
    """Bytes of what is kept of one document. A plan of 200 pages gives 5 MB; what gives more than ten is none."""

    documents_per_worker: int = 500
    """A worker is replaced after so many, since PDF libraries keep memory; starting one costs less than a second."""

    low_ocr_confidence: float = 0.75
    """Mean word confidence (0..1) below which every fourth word of a page is doubtful and a person should look."""

    def seconds_for(self, size: int) -> float:
        """Return the time that a document of so many bytes is given.

        A plan of 60 pages takes a second, a volume of 1,000 pages, of 10 MiB, 20 on a busy core.  What is small and
        takes 28 hangs, or was made to.
        """
        if self.seconds_per_document is not None:
            return self.seconds_per_document
        return min(LEAST_SECONDS + SECONDS_PER_MIB * max(0.0, size / MIB - 1), MOST_SECONDS)

    def trusted(self) -> Settings:
        """Return the limits for work that opens what we wrote ourselves: wide, as the tables of a large folder are."""
        return replace(self, memory_per_worker=8 * self.memory_per_worker, file_per_task=1024 * 1024 * MIB)
