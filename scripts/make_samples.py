"""Write the sample plans of data/raw from their sources in scripts/samples.

    python scripts/make_samples.py [FOLDER]

People, schools, communes, districts and provinces in them are invented; the laws and decrees they cite are not.  The
same sources give the same bytes.  A new sample is a source file and a line in SAMPLES.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from sample_writers.paper import paper
from sample_writers.plain import markdown, worn_text
from sample_writers.plan import Plan, read_plan
from sample_writers.word import word

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "scripts" / "samples"

# file in data/raw: (source, how it is written out)
SAMPLES: dict[str, tuple[str, Callable[[Plan], bytes]]] = {
    "truong-tieu-hoc-song-trang-2026.docx": ("truong-tieu-hoc-song-trang-2026", partial(word, automatic_numbers=True)),
    "truong-thcs-doi-che-2024-2025.pdf": ("truong-thcs-doi-che-2024-2025", paper),
    "phong-gddt-van-tra-2025.pdf": ("phong-gddt-van-tra-2025", partial(paper, running_foot="KH-PGDĐT 2025")),
    "ubnd-xa-ha-lieu-2026.md": ("ubnd-xa-ha-lieu-2026", markdown),
    "bo-ha-tang-so-2025-2030.docx": ("bo-ha-tang-so-2025-2030", word),
    "ke hoach cchc 2025 (ban cuoi).txt": ("truong-mam-non-nang-mai-2025", worn_text),
}


def main(folder: Path) -> None:
    """Write every sample into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (source, write) in SAMPLES.items():
        (folder / name).write_bytes(write(read_plan(SOURCES / f"{source}.plan")))
        print(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "raw")
