"""How figures are written, one family a way: percentages, frequencies, counts, fractions, scores, multiples.

What is read from a match is decided in figures.py, whether it states anything in figure_uses.py.
"""

from __future__ import annotations

import re

from extractors.family import Family
from normalizers.numbers import AFTER_FIRST_DIGIT, COUNTING_WORDS, NUMBER, SPELLED
from normalizers.recurrences import units
from normalizers.wordlists import alternation

_DASH = r"\s?[-–—]\s?"
#: A unit of time by which something is counted: 'lần/tháng'.
PERIOD = "(?:" + "|".join(re.escape(u).replace(r"\ ", r"\s+") for u in units()) + r")"
_PERCENT = r"\s?(?:%|(?:điểm\s+)?phần\s+trăm|điểm\s+%)"
# What must not stand before a number is looked for behind its first digit, since a pattern that begins with a digit is
# searched for much faster.
_NO_CODE = r"(?<![\w.,/:¤-]\d)(?<!\d\s[-–—]\s\d)"
_LOW = rf"(?P<low>\d{_NO_CODE}{AFTER_FIRST_DIGIT})"
_LOW_UP_TO_9 = rf"(?P<low>\d{_NO_CODE}(?:(?<=0)[1-9]|(?<=[1-9])))"
_WORDS = "|".join(COUNTING_WORDS)  # 'hai lần/năm'
_UP = r"(?P<up>\s+trở\s+(?:lên|xuống))?"

FAMILIES = (
    Family(
        name="percentage",
        regex=re.compile(
            rf"""{_LOW}
                 (?:(?:{_PERCENT})?(?:{_DASH}|\s+(?:đến|tới|-)\s+)(?:dưới\s+)?(?P<high>{NUMBER}))?
                 (?P<unit>{_PERCENT})(?P<per>(?:\s?/\s?|\s+mỗi\s+){PERIOD}(?!\w))?{_UP}""",
            re.VERBOSE,
        ),
        reads=(
            "95%",
            "99,5 %",
            "95-98%",
            "91% - 100%",
            "41% đến 60%",
            "1- 1,5%/năm",
            "90% trở lên",
            "3 điểm phần trăm",
        ),
        leaves=("95", "ISO 9001:2015", "mức độ 3, 4"),
        needs=("%", "phần"),
    ),
    Family(
        name="spelled percentage",
        regex=re.compile(rf"(?<!\w)(?P<spelled>{SPELLED})\s+(?P<unit>phần\s+trăm)(?!\w){_UP}", re.IGNORECASE),
        reads=("một trăm phần trăm", "Chín mươi lăm phần trăm trở lên"),
        leaves=("trăm năm", "phần trăm"),
        needs=("phần",),
    ),
    Family(
        name="frequency",
        regex=re.compile(
            rf"""{_LOW}(?:{_DASH}(?P<high>{NUMBER}))?\s*
                 (?P<unit>lần|đợt|buổi|cuộc|bài|tin|kỳ|mẫu)\s?(?:/\s?|\s+(?:mỗi|một|trong)\s+)(?P<per>{PERIOD})(?!\w){_UP}""",
            re.VERBOSE,
        ),
        reads=("01 lần/tháng", "2-3 lần/năm học", "02 lần mỗi quý", "1 buổi/tuần"),
        leaves=("01 lần", "lần/tháng"),
        needs=("/", "mỗi", "một", "trong"),
    ),
    Family(
        name="spelled frequency",
        regex=re.compile(
            rf"""(?<!\w)(?P<spelled>{_WORDS})\s+(?P<unit>lần|đợt|buổi|cuộc)
                 \s?(?:/\s?|\s+(?:mỗi|một|trong)\s+)(?P<per>{PERIOD})(?!\w){_UP}""",
            re.VERBOSE,
        ),
        reads=("một lần/tháng", "hai lần một năm"),
        leaves=("một lần", "hai lần trong đó"),
        needs=("lần", "đợt", "buổi", "cuộc"),
    ),
    Family(
        name="inverted frequency",  # '1 tuần/lần' is once a week, '6 tháng/lần' every six months
        regex=re.compile(
            rf"{_LOW_UP_TO_9}\s*(?P<per>{PERIOD})(?:\s?/\s?(?:0?1\s*)?|\s+(?:một|0?1)\s+)(?P<unit>lần)(?!\w){_UP}"
        ),
        reads=("1 tuần/lần", "01 tháng/01 lần", "6 tháng một lần"),
        leaves=("1 lần/tuần", "6 tháng đầu năm một lần"),
        needs=("lần",),
    ),
    Family(
        name="frequency after its period",
        regex=re.compile(
            rf"""(?<!\w)[Mm](?:ỗi|ột)\s+(?P<per>{PERIOD})\s+(?:(?:tổ\s+chức|thực\s+hiện|có)\s+)?
                 (?:(?:ít\s+nhất|tối\s+thiểu|từ|không\s+quá)\s+)?(?:(?P<low>{NUMBER})|(?P<spelled>{_WORDS}))
                 \s+(?P<unit>lần)(?!\w){_UP}""",
            re.VERBOSE,
        ),
        reads=("mỗi tháng ít nhất 1 lần", "Mỗi năm tổ chức 02 lần", "mỗi quý một lần"),
        leaves=("mỗi tháng", "mỗi lần"),
        needs=("lần",),
    ),
    Family(
        name="count",
        regex=re.compile(
            rf"""{_LOW}(?:(?:{_DASH}|\s+đến\s+)(?P<high>{NUMBER}))?
                 \s+(?P<noun>{alternation("counted_nouns")})(?!\w)""",
            re.VERBOSE | re.IGNORECASE,
        ),
        reads=("20 mô hình", "3.000 lượt người", "12-15 buổi", "3 đến 5 mô hình", "1,2 triệu USD"),
        leaves=("20%", "2.1. Mục", "30/6", "mô hình 5"),
    ),
    Family(
        name="spelled count",  # only behind a comparator: 'hai mô hình' alone may tell what there is
        regex=re.compile(
            rf"""(?<!\w)(?:[Íí]t\s+nhất|[Tt]ối\s+thiểu)\s+(?P<spelled>{_WORDS})
                 \s+(?P<noun>{alternation("counted_nouns")})(?!\w)""",
            re.VERBOSE,
        ),
        reads=("ít nhất hai mô hình", "Tối thiểu một sáng kiến"),
        leaves=("hai mô hình", "tốt nhất một mô hình", "năm sản phẩm"),
        needs=("ít nhất", "tối thiểu"),
    ),
    Family(
        name="fraction",  # '2/3' alone may be a day
        regex=re.compile(
            r"""(?<!\w)(?P<lead>(?:[Đđ]ạt|[Íí]t\s+nhất|[Tt]ối\s+thiểu|[Tt]rên|[Hh]ơn|[Cc]hiếm)\s+)?
                (?<![\d/.,])(?P<part>[1-9])\s?/\s?(?P<whole>[2-9])(?![\d/]|[.,]\d|\s?/|\s+(?!số|tổng)[^\W\d])
                (?(lead)|(?=\s+(?:tổng\s+)?số\s))""",
            re.VERBOSE,
        ),
        reads=("ít nhất 2/3", "đạt 1/2"),
        leaves=("ngày 2/3", "1/2/2025", "đạt 15/19 tiêu chí", "đạt 5/6 tiêu chí", "mức 3/4"),
        needs=("/",),
    ),
    Family(
        name="score",
        regex=re.compile(rf"{_LOW}\s?/\s?10{{1,2}}\s+(?P<unit>điểm)(?!\w){_UP}"),
        reads=("85/100 điểm", "8,5/10 điểm", "80,5/100 điểm trở lên"),
        leaves=("85 điểm", "100 điểm"),
        needs=("/",),
    ),
    Family(
        name="multiple",
        regex=re.compile(
            rf"(?<!\w)[Gg]ấp\s+(?:(?:ít\s+nhất|tối\s+thiểu|hơn|trên|khoảng)\s+)?(?P<low>{NUMBER})(?:{_DASH}(?P<high>{NUMBER}))?\s+(?P<unit>lần)(?!\w)"
        ),
        reads=("gấp 2 lần", "Gấp ít nhất 1,5 lần"),
        leaves=("2 lần", "gấp đôi"),
        needs=("gấp",),
    ),
)
