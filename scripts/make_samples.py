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
from typing import Any

from sample_writers.archive import archive
from sample_writers.english import behind_picture, text_only
from sample_writers.paper import paper
from sample_writers.plain import markdown, worn_text
from sample_writers.plan import read_plan
from sample_writers.rtf import rich_text
from sample_writers.scan import photograph, scan, worn_scan
from sample_writers.word import word

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "scripts" / "samples"


def written(source: str, write: Callable[..., bytes], **options: Any) -> bytes:
    """Return the plan of `source`, written out by `write`."""
    return write(read_plan(SOURCES / f"{source}.plan"), **options)


def heard(source: str, write: Callable[..., bytes]) -> bytes:
    """Return the plan of `source` with the text layer that an English OCR engine gave it."""
    return written(source, write, record=SOURCES / f"{source}.eng.tsv")


def sent_together() -> bytes:
    """Return in one archive, two of them in a folder with a Vietnamese name, the plans that are also there as pictures.

    So what is read from a picture can be held against what the plan says.
    """
    return archive(
        {
            "kh doc sach 2026.docx": written("truong-thpt-ho-sen-2026", word, automatic_numbers=True),
            "bản gõ lại/vinh-suong-2026.md": written("ubnd-phuong-vinh-suong-2026", markdown),
            "bản gõ lại/vuon-he-2025.docx": written("truong-mam-non-vuon-he-2025-2026", word),
        }
    )


# file in data/raw: what makes its bytes
SAMPLES: dict[str, Callable[[], bytes]] = {
    "truong-tieu-hoc-song-trang-2026.docx": partial(
        written, "truong-tieu-hoc-song-trang-2026", word, automatic_numbers=True
    ),
    "truong-thcs-doi-che-2024-2025.pdf": partial(written, "truong-thcs-doi-che-2024-2025", paper),
    "phong-gddt-van-tra-2025.pdf": partial(written, "phong-gddt-van-tra-2025", paper, running_foot="KH-PGDĐT 2025"),
    "ubnd-xa-ha-lieu-2026.md": partial(written, "ubnd-xa-ha-lieu-2026", markdown),
    "bo-ha-tang-so-2025-2030.docx": partial(written, "bo-ha-tang-so-2025-2030", word),
    "ke hoach cchc 2025 (ban cuoi).txt": partial(written, "truong-mam-non-nang-mai-2025", worn_text),
    "ubnd-phuong-vinh-suong-2026 (scan).pdf": partial(written, "ubnd-phuong-vinh-suong-2026", scan),
    "SCAN_0042.pdf": partial(written, "truong-mam-non-vuon-he-2025-2026", worn_scan),
    "IMG_20260403.jpg": partial(written, "truong-thpt-ho-sen-2026", photograph),
    "ubnd-xa-ha-lieu-2026 (da OCR).pdf": partial(heard, "ubnd-xa-ha-lieu-2026", behind_picture),
    "truong-thcs-doi-che (mat dau).pdf": partial(heard, "truong-thcs-doi-che-2024-2025", text_only),
    "kh-tin-hoc-hoa-phu-may-2003.rtf": partial(written, "ubnd-huyen-phu-may-2003", rich_text),
    "gui kem cong van 112.zip": sent_together,
}


def main(folder: Path) -> None:
    """Write every sample into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in SAMPLES.items():
        (folder / name).write_bytes(make())
        print(folder / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "raw")
