"""How single points of the calendar are written, one family a way: '30/6/2025', 'ngày 16/12', 'Quý I/2026', 'HK2'.

What is read from a match is decided in time_points.py.
"""

from __future__ import annotations

import re

from extractors.family import Family

YEAR = r"(?:19|20)\d\d"
_DASH = r"\s?[-–—]\s?"
# 'Năm 2025 và các năm tiếp theo' has no end.
_OPEN = r"(?P<open>\s*(?:và|,)\s*(?:các|những)\s+năm\s+(?:tiếp theo|sau))?"
OF_YEAR = rf"(?:\s?[/.,-]\s?|\s*,?\s*[Nn]ăm\s+|\s+của\s+năm\s+)(?P<y>{YEAR})(?!\d|\s?[-–—]\s?20\d\d)"

FAMILIES = (
    Family(
        name="date",
        regex=re.compile(
            rf"""(?:[Nn]g[àa]y\s+)?(?<![\d/.,])(?<![Tt]uần\s)(?<!thứ\s)
                 (?P<d>\d{{1,2}})(?:\s?(?P<sep>[/.-])\s?(?P<m>\d{{1,2}})\s?(?P=sep)\s?|\s+tháng\s+(?P<m2>\d{{1,2}})\s*(?:,\s*)?(?:năm\s+|[/.-]))
                 (?P<y>{YEAR})(?!\d)""",
            re.VERBOSE,
        ),
        reads=("ngày 30/6/2025", "05-3-2020", "ngày 14 tháng 9 năm 2020", "15 tháng 12/2025"),
        leaves=("30/6", "ngày 5", "1.234.2025", "tuần 1 tháng 3/2025"),
        needs=("19", "20"),
    ),
    Family(
        name="day",
        regex=re.compile(
            r"(?<!\w)[Nn]gày\s+(?P<d>\d{1,2})(?!\d|[/.-]\d{4})(?:\s?[/.-]\s?(?P<m>\d{1,2})(?![\d%])(?!\s?[/.-]\s?\d)|\s+tháng\s+(?P<m2>\d{1,2})(?!\d))?"
            r"(?!\s*(?:làm việc|công|giờ|tuổi|sau|kể từ|đêm))"
        ),
        reads=("ngày 16/12", "ngày 31 tháng 01", "Ngày 08"),
        leaves=("16/12", "10 ngày làm việc", "hằng ngày 16 giờ"),
        needs=("ngày",),
    ),
    Family(
        name="bare day",  # '2/3' may be a fraction: behind 'đến' and 'hết' day or month must have two digits
        regex=re.compile(
            r"(?P<lead>(?<!\w)(?:(?:[Tt]rước|[Tt]ừ)|(?:[Nn]hất|[Đđ]ến|[Hh]ết)(?=\s+(?:\d\d|\d/\d\d)))\s+)"
            r"(?P<d>[0-3]?\d)/(?P<m>0?[1-9]|1[0-2])(?![\d/%]|[.,]\d|\s+(?:số|tổng)\s)"
        ),
        reads=("trước 15/12", "từ 01/3", "đến 30/6", "trước 1/9"),
        leaves=("đến 2/3 số trường", "trước 15/12/2025", "đạt 1/2", "từ 10/15 điểm"),
        needs=("trước", "từ", "nhất", "đến", "hết"),
    ),
    Family(
        name="bare edge of school year",  # 'cuối năm học' alone may say what is reported: 'đánh giá cuối năm học'
        regex=re.compile(r"(?P<lead>(?<!\w)[Vv]ào\s+)(?P<edge>đầu|cuối)\s+năm\s+học(?!\w)"),
        reads=("vào cuối năm học",),
        leaves=("cuối năm học", "vào đầu năm"),
        needs=("vào",),
    ),
    Family(
        name="month",
        regex=re.compile(rf"(?<!\w)[Tt]háng\s*(?P<m>0?[1-9]|1[0-2])(?![\d%])(?:{OF_YEAR})?"),
        reads=("Tháng 2/2023", "tháng 02 năm 2023", "tháng 9"),
        leaves=("6 tháng", "tháng 13", "hàng tháng", "tháng 50%", "T6 chức"),
        needs=("tháng",),
    ),
    Family(
        name="quarter",
        regex=re.compile(rf"(?<!\w)[Qq]u[ýí]\s*(?P<q>IV|I{{1,3}}|0?[1-4])(?![\w%])(?:{OF_YEAR})?"),
        reads=("Quý I/2026", "quí IV-2025", "quý 4 năm 2018", "Quý III Năm 2026"),
        leaves=("mỗi quý", "quý phụ huynh", "quý V"),
        needs=("quý", "quí"),
    ),
    Family(
        name="half",
        regex=re.compile(rf"(?<!\w)(?:0?6|[Ss]áu)\s+tháng\s+(?P<h>đầu|cuối)\s+năm(?:\s+(?P<y>{YEAR})(?!\d))?"),
        reads=("6 tháng đầu năm 2026", "06 tháng cuối năm"),
        leaves=("6 tháng", "6 tháng và cả năm"),
        needs=("tháng",),
    ),
    Family(
        name="term",
        regex=re.compile(
            rf"(?<!\w)(?:[Hh]ọc\s+k[ỳì]|HK)\s?(?P<q>I{{1,2}}|[12])(?!\w)(?:\s*,?\s*(?:của\s+)?năm\s+học\s+(?P<y>{YEAR})(?:{_DASH}{YEAR})?)?"
        ),
        reads=("học kỳ I", "HK2", "học kì II năm học 2025-2026"),
        leaves=("mỗi học kỳ", "học kỳ III"),
        needs=("học", "hk"),
    ),
    Family(
        name="school year",
        regex=re.compile(rf"(?<!\w)[Nn]ăm\s+học\s+(?P<y>{YEAR}){_DASH}(?P<y2>{YEAR})(?!\d)"),
        reads=("năm học 2025 - 2026",),
        leaves=("năm 2025 - 2026", "năm học mới"),
        needs=("học",),
    ),
    Family(
        name="years",
        regex=re.compile(
            rf"(?<!\w)(?:(?:[Gg]iai\s+đoạn|[Tt]hời\s+kỳ|[Tt]rong\s+các\s+năm|[Cc]ác\s+năm|[Nn]ăm)\s+(?:từ\s+)?(?:năm\s+)?)(?P<y>{YEAR}){_DASH}(?:năm\s+)?(?P<y2>{YEAR})(?!\d){_OPEN}"
        ),
        reads=("giai đoạn 2021 – 2025", "Giai đoạn từ năm 2021-2030", "giai đoạn 2026-2028 và những năm tiếp theo"),
        leaves=("năm 2025", "năm học 2025-2026"),
        needs=("giai", "thời", "năm"),
    ),
    Family(
        name="year",
        regex=re.compile(rf"(?<!\w)[Nn]ăm\s+(?P<y>{YEAR})(?!\d|\s?[-–—]\s?20\d\d){_OPEN}"),
        reads=("năm 2025", "Năm 2025 và các năm tiếp theo"),
        leaves=("hằng năm", "năm học 2025-2026", "5 năm 2021-2025"),
        needs=("năm",),
    ),
)

#: What a cell of a time column may hold without any word: '2026', '2025 - 2035', '9/2025', '10-11/2025'.
CELL_FAMILIES = (
    Family(
        name="own year",
        regex=re.compile(r"(?<!\w)[Tt]rong\s+năm(?!\w|\s*(?:\d|học))"),
        reads=("Trong năm",),
        leaves=("trong năm 2026", "trong năm học", "trong suốt năm"),
        needs=("năm",),
    ),
    Family(
        name="end of own year",
        regex=re.compile(r"(?<!\w)(?:[Đđ]ến\s+)?(?:[Cc]uối|[Hh]ết)\s+năm(?!\w|\s*(?:\d|học))"),
        reads=("Cuối năm", "đến hết năm"),
        leaves=("cuối năm 2026", "cuối năm học", "hết năm học"),
        needs=("năm",),
    ),
    Family(
        name="edge of school year",  # the ceremony is on 5 September, the last lesson before 31 May
        regex=re.compile(
            rf"(?<!\w)(?P<edge>[Đđ]ầu|[Cc]uối|[Kk]ết\s+thúc)\s+năm\s+học(?:\s+(?P<y>{YEAR}){_DASH}{YEAR})?(?!\w)"
        ),
        reads=("Đầu năm học", "cuối năm học 2025-2026"),
        leaves=("năm học", "đầu năm"),
        needs=("năm học",),
    ),
    Family(
        name="short month",
        regex=re.compile(rf"(?<!\w)[Tt]\s?(?P<m>0?[1-9]|1[0-2])(?![\w%])(?:{OF_YEAR})?"),
        reads=("T10/2025", "t9"),
        leaves=("T13", "tổ 5", "TT 6"),
    ),
    Family(
        name="bare years",
        regex=re.compile(rf"(?<![\d/.-])(?P<y>{YEAR}){_DASH}(?P<y2>{YEAR})(?![\d/])"),
        reads=("2025 - 2035",),
        leaves=("2025", "12/2025-3/2026"),
    ),
    Family(
        name="bare month",
        regex=re.compile(
            rf"(?<![\d/.-])(?P<m>0?[1-9]|1[0-2])(?:\s?[/.-]\s?(?P<y>{YEAR})(?![\d/])|(?=\s?[-–,]\s?(?:0?[1-9]|1[0-2])/{YEAR}))"
        ),
        reads=("9/2025", "12-2025"),
        leaves=("15/12/2025", "13/2025"),
    ),
    Family(
        name="bare year",
        regex=re.compile(rf"(?<![\d/.-])(?<!\d\s[-–—]\s)(?P<y>{YEAR})(?![\d/.]|\s?[-–—]\s?20\d\d){_OPEN}"),
        reads=("2026", "2025 và các năm tiếp theo"),
        leaves=("2025 - 2035", "9/2025"),
    ),
)
