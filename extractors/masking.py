"""A text with everything blanked whose figures and dates are part of a name: cited documents, standards, web addresses.

Only for those who look for figures and times; cited documents themselves are the work of legal_bases.py.  Digits that
were read as letters are put right.  The masked text is as long as the text, so offsets stay.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.family import Family
from normalizers.misread_digits import with_digits

MASK = "¤"

# Between a document type and the date that belongs to it there may be its name: 'Luật Giáo dục nghề nghiệp ngày …'.
_TYPE = (
    r"(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Lệnh|Nghị quyết|Nghị định|Nghị|Thông tư(?: liên tịch)?|Quyết định|Chỉ thị"
    r"|Công văn|Công điện|Kết luận|Thông báo|Hướng dẫn|Kế hoạch|Chương trình|Đề án|Tờ trình|Quy chế)"
)
_DATE = r"ngày\s+\d{1,2}\s?(?:[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|\s*tháng\s+\d{1,2}\s*,?\s*năm\s+\d{4})"
# A time word before the date makes it a time of its own: 'Thực hiện Kế hoạch trước ngày 15/12/2025'.
_NO_TIME_WORD = r"(?:(?!trước|chậm nhất|hoàn thành|đến|từ\b|sau|[;.\n¤])[^;\n]){0,120}?"

FAMILIES = (
    Family(
        name="document number",
        regex=re.compile(
            rf"""(?:\bsố\s*:?\s*)?(?<![\w/])
                 (?:\d{{1,5}}[a-zđ]?|[.…_ ]{{3,12}})\s?
                 (?:/\s?(?:19|20)\d\d)?\s?[/-]\s?
                 [A-ZĐ][\wĐđƯ&]+(?:\s?[-/]\s?[A-ZĐƯ][\w&ĐƯ]*)*
                 (?:\s*,?\s*(?:và\s+)?{_DATE})?""",
            re.VERBOSE,
        ),
        reads=("số 45/KH-SGDĐT ngày 03/01/2025", "107/2020/NĐ-CP", "18-NQ/TW ngày 25/10/2017", "số     /KH-MNBM"),
        leaves=("30/6/2025", "quý I/2025", "24/7", "4G/5G"),
        needs=("/", "-"),
    ),
    Family(
        name="dated document",
        regex=re.compile(rf"\b{_TYPE}\s(?=[^;\n]{{0,160}}?\bngày\s+\d){_NO_TIME_WORD}\b{_DATE}"),
        reads=("Luật Tổ chức Chính phủ ngày 18 tháng 02 năm 2025", "Nghị quyết ngày 3/2/2020"),
        leaves=("Kế hoạch hoàn thành trước ngày 15/12/2025",),
        needs=("ngày",),
    ),
    Family(
        name="blank date",  # the plan's own, left to be filled in by hand
        regex=re.compile(
            r"(?<!\w)ngày\s*[.…_]*\s*(?:tháng\s*(?:\d{1,2}|[.…_]+)?|/)\s*(?:năm|/)\s*(?:20[\d.…_]*)?(?!\w)",
            re.IGNORECASE,
        ),
        reads=("ngày tháng 2 năm 2023", "ngày … tháng … năm 2025", "ngày     tháng    năm 2026"),
        leaves=("ngày 5 tháng 2 năm 2023", "ngày/tháng"),
        needs=("ngày",),
    ),
    Family(
        name="standard",
        regex=re.compile(r"\b(?:TCVN|QCVN|TCXDVN|ISO|IEC)[ /-]?(?:ISO ?|/IEC ?)?[\d.: -]*\d(?:/[A-ZĐ]+)?"),
        reads=("TCVN ISO 9001:2015", "ISO 18091:2020", "QCVN 06:2022/BXD"),
        leaves=("TCVN ISO",),
        needs=("tcvn", "qcvn", "tcxdvn", "iso", "iec"),
    ),
    Family(
        name="address",
        regex=re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+@[\w.-]+\.\w+"),
        reads=("https://example.vn/a-1%202", "www.example.vn", "ban.cntt@example.vn"),
        leaves=("1.234.567",),
        needs=("http", "www.", "@"),
    ),
    Family(
        name="dotted number",  # of a telephone, of an account
        regex=re.compile(r"\d(?<!\w\d)(?!\d?\.\d{1,2}\.(?:19|20)\d\d(?!\d))\d{0,2}\.\d{1,3}\.(?:\d{1,3}\.)?\d{4,}"),
        reads=("024.123.4567", "10.20.30.4000"),
        leaves=("1.234.567", "1.2.345", "23.6.2026"),
    ),
    Family(
        name="pinpoint",
        regex=re.compile(
            r"\b(?:[Đđ]iểm\s+[a-zđ]\d?|[Kk]hoản\s+\d+[a-zđ]?|[Đđ]iều\s+\d+[a-zđ]?|[Mm]ục\s+(?:[IVX]+|\d+)(?:\.\d+)*"
            r"|[Pp]hụ lục\s+(?:số\s+)?(?:[IVX]+|\d+))\b"
        ),
        reads=("khoản 2", "Điều 9", "Mục III", "Phụ lục số 01"),
        leaves=("điểm 10", "điều hành"),
        needs=("điểm", "khoản", "điều", "mục", "phụ lục"),
    ),
)


_HINT = re.compile(r"\d|://|www\.|ngày|[/_…]|\.\.\.")


@lru_cache(maxsize=4096)  # targets and deadlines read the same passages one after the other
def masked(text: str) -> str:
    """Return NFC `text` with its names of figures and dates blanked, of the same length.

    >>> masked("Theo Công văn số 12/UBND-NV ngày 01/02/2025, báo cáo trước ngày 05/3/2025.")
    'Theo Công văn ¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤¤, báo cáo trước ngày 05/3/2025.'
    """
    if not _HINT.search(text):
        return text
    text = with_digits(text)
    lower = text.lower()
    for family in FAMILIES:
        if family.may_stand_in(lower):
            text = family.regex.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return MASK * len(match[0])
