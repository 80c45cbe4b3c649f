"""Names of bodies, posts and groups in full: 'UBND Huyện Sông Trà' is 'Ủy ban nhân dân huyện Sông Trà'.

A name goes in and a name comes out.  Where a name begins and ends in a sentence, and whether it is answerable for
anything, is the business of extractors/units.py.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from normalizers.letters import UPPER, fold, nfc, old_tones
from normalizers.tables import rows
from normalizers.wordlists import any_of_pieces

_CLASSES = "tỉnh|thành phố|quận|huyện|thị xã|thị trấn|xã|phường|đặc khu"
# An administrative class is lower case before its name and where it ends a part ("UBND Tỉnh"); 'Xã hội' is none.
_CLASS = re.compile(rf"\b(?i:{_CLASSES})(?=\s+(?!Hội\b)[{UPPER}\d]|\s*$|\s*[,;)])")
# 'Các trường mầm non' are schools of a kind; 'Trường mầm non Hoa Sen' is the name of one.
_SCHOOL = re.compile(
    r"\b(?i:(?P<school>trường)\s+(?P<kind>mầm non|mẫu giáo|tiểu học và trung học cơ sở|tiểu học|"
    rf"trung học cơ sở và trung học phổ thông|trung học cơ sở|trung học phổ thông))(?=\s+[{UPPER}])"
)
# Small words stay small in a name set in capitals: 'SỞ GIÁO DỤC VÀ ĐÀO TẠO'.
_SMALL = frozenset({"và", "của", "các", "với", "về", "cho", "tại", "trên"})


@lru_cache(maxsize=4096)  # a plan names the same bodies again and again
def full_name(text: str) -> str:
    """Return a name spelled out: abbreviations in full, fixed bodies as they are capitalised, classes in lower case.

    What is not known stays as printed; nothing is added that is not printed.

    >>> full_name("UBND Huyện Sông Trà")
    'Ủy ban nhân dân huyện Sông Trà'
    >>> full_name("phòng GD&ĐT Quận 9")
    'Phòng Giáo dục và Đào tạo quận 9'
    """
    name = " ".join(old_tones(nfc(text)).split())
    name = _from_capitals(_expand(name))
    name = _fixed_pattern().sub(_as_capitalised, name)
    name = _SCHOOL.sub(lambda m: f"Trường {m['kind'].capitalize()}", name)
    name = _CLASS.sub(lambda m: m[0].lower(), name)
    begun = name[:1].upper() + name[1:]
    # A capital must not make something else of a name: capitals of all, or an abbreviation ('cM' → 'CM').
    return name if _CLASS.match(name) or begun.isupper() or _expand(begun) != begun else begun


def _expand(name: str) -> str:
    """Spell abbreviations out; 'TP.Huế' and 'Q.7' get the blank that the full word needs."""
    return _abbreviation_pattern().sub(_in_full, name)


def _in_full(match: re.Match[str]) -> str:
    glued = match[0].endswith(".") and match.end() < len(match.string) and not match.string[match.end()].isspace()
    return _abbreviations()[_key(match[0])] + (" " if glued else "")


def _from_capitals(name: str) -> str:
    """'PHÒNG NỘI VỤ' → 'Phòng Nội Vụ'; only where the whole name is set in capitals and has words to speak of."""
    words = name.split(" ")
    if not name.isupper() or len(words) < 2:
        return name
    return " ".join(w.lower() if i and w.lower() in _SMALL else w.capitalize() for i, w in enumerate(words))


def _key(seen: str) -> str:
    return re.sub(r"\s+", "", seen)


@cache
def _abbreviations() -> dict[str, str]:
    return {_key(row["seen"]): row["value"] for row in rows("abbreviations")}


@cache
def _abbreviation_pattern() -> re.Pattern[str]:
    """Longest first; case counts ('TH' is a school, 'th' is nothing), blanks around '&', '-' and ',' do not."""
    return re.compile(r"(?<![\w&])" + any_of_pieces(_spelling(row["seen"]) for row in rows("abbreviations")))


def _spelling(seen: str) -> list[str]:
    loose = [rf"\s?{sign}\s?" if sign in "&,-" else re.escape(sign) for sign in seen]
    return [*loose, rf"(?=\s?[{UPPER}\d])" if seen.endswith(".") else r"(?![\w&])"]


def _as_capitalised(match: re.Match[str]) -> str:
    return _fixed().get(fold(match[0])) or _fixed()[_bare_words(match[0])]


def _bare_words(name: str) -> str:
    """'Văn hóa, Thể thao và Du lịch' is printed without its comma and its 'và' too."""
    return " ".join(word for word in re.split(r"[\s,–-]+", fold(name)) if word != "và")


@cache
def _fixed() -> dict[str, str]:
    """The spelling with its capitals, for bodies and 'Bộ/Sở/Phòng' with their field, as printed and by bare words."""
    names = [row["value"] for row in rows("fixed_bodies")]
    names += [
        f"{body} {row['value']}" for row in rows("government_fields") for body in ("Bộ", "Sở", "Phòng", "Chi cục")
    ]
    return {_bare_words(name): name for name in reversed(names)} | {fold(name): name for name in names}


@cache
def _fixed_pattern() -> re.Pattern[str]:
    # 'cơ sở y tế' and 'cán bộ xây dựng' are no department and no ministry.
    before = r"(?<!\w)(?<!\bcơ )(?<!\bcán )"
    between = r"(?:,| [-–]| và)? "
    names = sorted({_bare_words(name) for name in _fixed()})
    listed = any_of_pieces([between if sign == " " else re.escape(sign) for sign in name] for name in names)
    return re.compile(rf"{before}{listed}(?!\w)", re.IGNORECASE)


@cache
def field_names() -> tuple[str, ...]:
    """Return the spellings of the fields of ministries and departments: 'Giáo dục và Đào tạo', 'GD&ĐT', 'KHCN'."""
    full = {row["value"] for row in rows("government_fields")}
    short = {row["seen"] for row in rows("abbreviations") if row["value"] in full}
    without_commas = {name.replace(",", "") for name in full}
    return tuple(sorted(full | short | without_commas | {name.replace(" và ", " ") for name in without_commas}))
