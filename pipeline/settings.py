"""Limits and thresholds of a run, each with its unit and the reason for its value.

What the documents mean is not set here: spellings stand in normalizers/data, patterns in extractors.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from os import cpu_count

MIB = 1024 * 1024


def _workers() -> int:
    return max(1, min(cpu_count() or 1, 8))


@dataclass(frozen=True, slots=True)
class Settings:
    """What may be changed from the command line, or by whoever calls `pipeline.run`."""

    workers: int = field(default_factory=_workers)
    """Processes reading documents. One a core: reading is all computation; eight hold 16 GiB of address space."""

    seconds_per_document: float = 120.0
    """A plan of 200 pages with ruled tables takes 10 s on a busy core; what takes twelve times as long hangs."""

    seconds_per_page: float = 60.0
    """For reading a page image. A full page takes 1 s, and twice that on a busy core; a page of noise takes 20 s."""

    memory_per_worker: int = 2048 * MIB
    """Bytes of address space. A plan takes 300 MiB with all libraries loaded; a deflate bomb asks for all there is."""

    documents_per_worker: int = 500
    """A worker is replaced after so many, since PDF libraries keep memory; starting one costs less than a second."""

    low_ocr_confidence: float = 0.75
    """Mean word confidence (0..1) below which every fourth word of a page is doubtful and a person should look."""
