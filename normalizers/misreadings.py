"""Which letters OCR engines read for which, and how often, as measured on pages whose text is known.

What is printed where a word was read, its neighbours considered, is told in pipeline/ocr/syllable_choices.py.
"""

from __future__ import annotations

from functools import cache

from normalizers.tables import rows


@cache
def printed_for() -> dict[str, dict[str, float]]:
    """Return for a letter as read the letters that may be printed, with the share of these that are read so.

    >>> printed_for()["ố"]["ổ"]
    0.3
    """
    return {row["seen"]: dict(_rates(row["value"])) for row in rows("misread_letters")}


def _rates(value: str) -> list[tuple[str, float]]:
    pairs = (part.split("=") for part in value.split())
    return [(letter, float(rate)) for letter, rate in pairs]
