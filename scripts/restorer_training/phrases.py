"""Phrases of office papers that a corpus of laws and articles has too seldom: places, forms, posts, titles of laws.

'UBND quận', 'Nơi nhận: - Như trên;', 'KT. HIỆU TRƯỞNG': every plan has them, and hardly any law.  They are made from
the lists of normalizers/data, from places.csv and from paper_formulas.csv, and counted with the corpus.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from normalizers.tables import rows

HERE = Path(__file__).resolve().parent

# How often a phrase is counted: so that it is known, and no more than that.
FORMULA = 30
LISTED = 10
PLACE = 2

# A place is named after the bodies that sit there, and schools after the place.
_OF_PLACE = (
    "UBND {whole}",
    "Ủy ban nhân dân {whole}",
    "HĐND {whole}",
    "trên địa bàn {whole}",
    "nhân dân {whole}",
    "Giáo dục và Đào tạo {whole}",
    "Công an {whole}",
)
_OF_NAME = ("Trường Mầm non {name}", "Trường Tiểu học {name}", "Trường THCS {name}", "{name}")
_TABLES = (
    "document_types",
    "title_types",
    "signing_posts",
    "unit_heads",
    "people_groups",
    "section_roles",
    "column_labels",
)
_LEVELS = ("thành phố", "thị trấn", "thị xã", "tỉnh", "huyện", "quận", "xã", "phường", "đặc khu")


def phrases() -> Iterator[str]:
    """Yield the phrases, each as often as it is to be counted."""
    for row in _rows("paper_formulas"):
        yield from [row["seen"]] * FORMULA
    for phrase in _listed():
        yield from [phrase] * LISTED
    for row in _rows("places"):
        whole = row["seen"]
        level = next(level for level in _LEVELS if whole.startswith(level))
        name = whole[len(level) + 1 :]
        for shape in (*_OF_PLACE, *(_OF_NAME if not name.isdigit() else ())):
            yield from [shape.format(whole=whole, name=name)] * (PLACE * int(row["value"]))


def _listed() -> Iterator[str]:
    for table in _TABLES:
        yield from (row["seen"] for row in rows(table))
    yield from (row["value"] for row in rows("fixed_bodies"))
    yield from (row["value"] for row in rows("abbreviations"))
    for row in rows("government_fields"):
        yield from (f"{head} {row['value']}" for head in ("Bộ", "Sở", "Phòng", "ngành"))
    for row in rows("laws"):
        yield from (f"{kind} {row['seen']}" for kind in row["types"].split("|"))
    for row in rows("surnames"):
        yield from (f"{post} {row['seen']}" for post in ("ông", "bà", "đồng chí", "đ/c"))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
