"""The name of a unit in full, completed from the plan that names it: 'BGH nhà trường' is 'Ban Giám hiệu'.

What a unit is and where it ends is read in units.py; abbreviations and capitals are in normalizers/organisations.py.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.passage import Plan
from extractors.units import Unit, is_person
from normalizers.letters import UPPER, fold
from normalizers.organisations import full_name
from normalizers.tables import rows

_BRACKETS = re.compile(r"\s*\([^()]*\)?")
_BLANKS = re.compile(r"\s+")
# 'BGH nhà trường', 'Cán bộ quản lý của nhà trường', 'Từng CBGVNV trong trường': the plan's own school goes unsaid.
_OF_SCHOOL = re.compile(
    r"\s+(?:(?:của|trong|tại|ở|toàn)\s+(?:toàn\s+)?(?:nhà\s+trường|trường|đơn\s+vị)|nhà\s+trường)$", re.IGNORECASE
)
_COMRADE = re.compile(rf"^(?:[Đđ]ồng\s+chí|[Đđ]/c)\s+(?=[{UPPER}])")  # 'Đồng chí Hiệu trưởng' is the post alone
# 'Hiệu trưởng các trường mầm non, tiểu học', 'Hiệu trưởng nhà trường': the post alone.
_HEAD_OF_SCHOOL = re.compile(
    r"^((?:phó )?hiệu trưởng|tổ trưởng|khối trưởng)\s+(?:của\s+)?(?:các|nhà|đơn vị)?\s*(?:đơn vị )?trường\b.*$",
    re.IGNORECASE,
)
# A class of place at the end of a name is the plan's own: 'Công an tỉnh'; not in 'cấp tỉnh', 'trên địa bàn tỉnh'.
_OWN_PLACE = re.compile(
    r"(?<!cấp )(?<!bàn )(?<!bàn các )(?<!các )(?<!, )\b(tỉnh|thành phố|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu)$"
)
_PLACE_OF_ISSUER = rf"\b{{kind}} ((?:[{UPPER}0-9][\w'’]*)(?:[ -][{UPPER}0-9][\w'’]*)*)"
_SCHOOL = re.compile(r"^trường\b", re.IGNORECASE)
_CLASS_OF_DISTRICT = re.compile(r"^(?:huyện|quận|thị xã|thành phố)\s+(?=\D)")
_LONGEST_PLACE = 5  # words, dashes among them: 'Bà Rịa - Vũng Tàu'


@lru_cache(maxsize=10_000)
def _named(printed: str, plan: Plan) -> str:
    name = _without_determiner(_BLANKS.sub(" ", _BRACKETS.sub("", printed)).strip(" ,;:.-–"))
    if plan.issuer and fold(name) in ("nhà trường", "trường", "toàn trường") and _SCHOOL.match(plan.issuer):
        return plan.issuer
    if not is_person(name):
        name = _COMRADE.sub("", name)
    name = _without_issuer(name, plan)
    shorter = _HEAD_OF_SCHOOL.sub(r"\1", name)
    if shorter == name and not fold(name).startswith(("tổ chức", "nhà trường")):
        shorter = _OF_SCHOOL.sub("", name)
    return _completed(full_name(shorter), plan)


def unit_name(unit: Unit, plan: Plan) -> str:
    """Return the name of a unit in full; a bare 'Nhà trường' is the issuer, 'Công an tỉnh' that of the plan's province.

    Nothing is added that neither the unit nor the plan's head prints.
    """
    return _named(f"{unit.prefix} {unit.text}" if unit.prefix else unit.text, plan)


def level_of(unit: Unit, name: str, plan: Plan) -> str | None:
    """Return central, province, district, commune or school where the name or the plan's issuer tells, else None."""
    own = _level_of_name(plan.issuer or "")
    if unit.level == "district" and own in ("province", "school"):
        return own if own == "province" else "district"
    if unit.level:
        return unit.level
    said = _level_of_name(name)
    if said is not None:
        return said
    if own == "school" and unit.kind in ("group", "post"):
        return "school"
    return own if unit.kind == "post" or fold(name).startswith(("phòng", "văn phòng", "ban ")) else None


def _without_determiner(name: str) -> str:
    changed = True
    while changed:
        changed = False
        lower = fold(name)
        for determiner in _determiners():
            if lower.startswith(determiner + " ") and len(lower) > len(determiner) + 1:
                name = name.split(" ", determiner.count(" ") + 1)[-1]
                changed = True
                break
    return name


@cache
def _determiners() -> list[str]:
    return sorted((fold(row["seen"]) for row in rows("unit_determiners")), key=len, reverse=True)


def _without_issuer(name: str, plan: Plan) -> str:
    """'CB, GV, NV trường mầm non Hoa Sen' loses the school where it is the plan's own."""
    if plan.issuer and _SCHOOL.match(plan.issuer):
        full = full_name(name)
        place = fold(full).find(" " + fold(plan.issuer))
        if place > 0 and place + 1 + len(fold(plan.issuer)) == len(fold(full)):
            return re.sub(r"\s+(?:của|trong)$", "", full[:place])
    return name


def _completed(name: str, plan: Plan) -> str:
    """A bare name of the issuer itself is the issuer; a bare class of place at the end gets the plan's own place."""
    for body in (plan.issuer, plan.parent_issuer):
        if body and fold(body).startswith(fold(name) + " ") and len(name.split()) > 1 and not _open_ended(name):
            rest = body[len(name) + 1 :]
            if _level_of_place(rest) or rest[:1].isupper():
                return body
    bare = _OWN_PLACE.search(name)
    if bare is not None and len(name.split()) > 1:
        for body in (plan.issuer, plan.parent_issuer):
            own = re.search(_PLACE_OF_ISSUER.format(kind=bare[1]), body or "")
            if own is not None:
                return f"{name} {own[1]}"
    return name


def _open_ended(name: str) -> bool:
    """'Ủy ban nhân dân' alone may be that of any level; so may 'Trường'."""
    return fold(name) in ("ủy ban nhân dân", "hội đồng nhân dân", "ủy ban", "trường tiểu học", "trường mầm non")


_PLACES = (
    ("province", re.compile(r"\b(?:cấp tỉnh|tỉnh|thành phố trực thuộc)\b")),
    ("commune", re.compile(r"\b(?:cấp xã|xã|phường|thị trấn|đặc khu)\b(?! hội)")),
    ("district", re.compile(r"\b(?:cấp huyện|huyện|quận|thị xã)\b")),
    ("province", re.compile(r"\bthành phố\b")),
)


def _level_of_place(text: str) -> str | None:
    lower = fold(text)
    return next((level for level, pattern in _PLACES if pattern.search(lower)), None)


@lru_cache(maxsize=10_000)
def _level_of_name(name: str) -> str | None:
    lower = fold(name)
    if lower.startswith("trường"):
        return "school"
    if lower.startswith("sở"):
        return "province"
    if lower.startswith(("bộ ", "chính phủ", "thủ tướng")):
        return "central"
    return _level_of_place(name) or _level_of_known_place(name)


def _level_of_known_place(name: str) -> str | None:
    """'Công an Gia Lâm': a district or province whose class is not printed."""
    words = name.split()
    for first in range(max(1, len(words) - _LONGEST_PLACE), len(words)):
        if words[first][0].isupper() and (level := _known_places().get(fold(" ".join(words[first:])))):
            return level
    return None


@cache
def _known_places() -> dict[str, str]:
    districts = (_CLASS_OF_DISTRICT.sub("", row["seen"]) for row in rows("districts"))
    provinces = (row["seen"] for row in rows("provinces"))
    # Of two places of one name the greater is meant where nothing is said.
    known = {fold(name): "district" for name in districts} | {fold(name): "province" for name in provinces}
    return {name: level for name, level in known.items() if name != "hồ chí minh"}  # 'Đoàn Thanh niên … Hồ Chí Minh'
