"""What a document says of itself: letterhead, number, place and date, title, period, signature, recipients.

Only what is printed is filled in.  Names of bodies are put in full by normalizers/organisations.py; the time a title
names is read in title.py beside this module.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extractors.bodies import body_start
from extractors.casing import cased_like
from extractors.letterhead import read_letterhead
from extractors.mention import Header, Remark
from extractors.passage import Passage
from extractors.title import period_of, read_title
from normalizers.dates import find_dates, make_date
from normalizers.letters import LOWER, UPPER, fold
from normalizers.organisations import full_name

# 'Số: 47/KH-THMT', 'Số:18  /KH-GD&ĐT', 'Số:      /KH-SCT', 'số …../KH-UBND', 'Số: 15/2010/QĐ-UBND'
_OWN_NUMBER = re.compile(
    r"(?:^|(?<=\s)|(?<=\())[Ss]ố\s?[:.]?\s*(?P<n>\d{1,5}[a-zđ]?)?[\s._…]*(?:(?P<year>/\s?(?:19|20)\d\d)\s*)?"
    r"(?P<s>[/-]\s?[A-ZĐ][\w&Đđ.–-]*(?:\s?[-–/]\s?[A-ZĐ][\w&Đđ]*)*)"
)
# 'Số: 2» /KH-SYT', 'Só:0đ/KH-TTra', 'Số: xx/KH-UBND': the symbol is printed, the number written by hand or not at all.
_NUMBER_UNREAD = re.compile(
    r"^\s*[Ss][ốóôồổỗộoáâ6]\s?[:.;][^\n]{0,12}?/\s?(?P<s>[A-ZĐ]{2}[\w&Đđ.–-]*(?:\s?[-–/]\s?[A-ZĐ][\w&Đđ]*)*)"
)
_ATTACHED = re.compile(
    r"kèm theo\s+(?:kế hoạch|quyết định|công văn|văn bản|thông báo|chương trình|báo cáo)", re.IGNORECASE
)
# 'Mỹ Lộc, ngày 20 tháng 01 năm 2026'; any of day, month and year may be blank on paper
_PLACE_DATE = re.compile(
    rf"(?:^|(?<=\s))(?P<place>[{UPPER}][\w'’.]*(?:[ -][{UPPER}0-9][\w'’]*){{0,6}})\s*,\s*"
    # A day written by hand may come out of OCR as anything: 'ngày c2O tháng 10'.
    r"(?:[Nn]gày|NGÀY)\s*(?:(?P<d>\d{1,2})(?=[\s._…]))?[^,;:]{0,8}?"
    r"(?:[Tt]háng|THÁNG)\s*(?P<m>\d{1,2})?[\s._…]*(?:[Nn]ăm|NĂM)\s*(?P<y>(?:19|20)\d\d)?"
)
_BLANK_DATE = re.compile(
    r"ngày\s*(?P<d>\d{1,2})?[\s._…]*tháng\s*(?P<m>\d{1,2})?[\s._…]*năm\s*(?P<y>(?:19|20)\d\d)?", re.IGNORECASE
)
_FORMULA = re.compile(
    r"(?P<issuer>[^.;:]{4,120}?)\s+(?:tiến hành\s+|đã\s+)?(?:xây dựng|ban hành|lập|đề ra|triển khai)\b[^.;]{0,40}?"
    r"\b(?:[Kk]ế hoạch|[Cc]hương trình|[Pp]hương án)"
)
_ON_GROUND_OF = re.compile(
    r"^\s*(?:Căn cứ|Thực hiện|Theo)\s+(?:tình hình\s+)?thực tế(?:\s+(?:của|tại))?\s*,?\s*", re.IGNORECASE
)
_SCHOOL_IN_TITLE = re.compile(
    r"(?<!\w)(?:của |tại |trong )?(?P<name>[Tt]rường\s+"
    r"(?:[Mm]ầm non|[Mm]ẫu giáo|[Tt]iểu học|THCS|THPT|TH|MN|PTDTBT|[Tt]rung học|[Cc]ao đẳng|[Đđ]ại học)"
    rf"(?:\s+(?:và\s+)?(?:THCS|THPT|[Tt]rung học cơ sở|[Tt]rung học phổ thông))*(?:\s+[{UPPER}0-9]\w*)+)"
)
_POST_END = re.compile(r"^(?:TM|KT|TL|TUQ|Q)\s?\.\s?")
_NAME = re.compile(
    rf"(?:(?:TS|ThS|Ths|PGS|GS|BS|KS|CN|NGND|NGƯT)\.?\s*)*(?P<name>[{UPPER}][{LOWER}']+(?:\s+[{UPPER}][{LOWER}']*){{1,5}})"
)
_SIGN_NOISE = re.compile(
    r"\(?(?:đã ký|ký tên|ký, (?:ghi rõ họ tên|đóng dấu)|signed|ký và đóng dấu)[^)]*\)?\.?", re.IGNORECASE
)


_RECIPIENTS = re.compile(r"^\W{0,4}nơi nhận\s*[:.]?\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*https?://\S+$")  # of the web page that a text was saved from


def read_header(passages: Sequence[Passage]) -> Header:
    """Return the header of a document from its passages; fields are None where nothing is printed."""
    head = [p for p in passages if p.role == "header" and p.text]
    opening = [p for p in passages if p.role == "preamble"]
    attached = [p for p in passages if p.role == "appendix" and _ATTACHED.search(p.text)][:1]
    number, symbol, number_remarks = _own_number(head, attached)
    issued, place, date_remarks = _place_and_date(head, attached)
    title = read_title(head, passages)
    letterhead = read_letterhead(head, passages)
    issuer = letterhead.issuer or _issuer_without_letterhead(title.text, opening, passages)
    start, end = period_of(title.text or "", issued, [p.text for p in opening])
    signer_title, signer_name = _signature(passages)
    return Header(
        doc_type=title.doc_type,
        doc_number=number,
        doc_symbol=symbol,
        issued_date=issued,
        issued_place=place,
        issuer=issuer,
        parent_issuer=letterhead.parent,
        title=cased_like(title.text, passages) if title.text else None,
        period_start=start,
        period_end=end,
        signer_title=signer_title,
        signer_name=signer_name,
        recipients=_recipients(passages),
        remarks=(*number_remarks, *date_remarks),
    )


def _own_number(head: Sequence[Passage], attached: Sequence[Passage]) -> tuple[str | None, str | None, list[Remark]]:
    """Return number, symbol, and a remark where the number is blank on paper."""
    for passage in (*head, *attached):
        match = _OWN_NUMBER.search(passage.text) or _NUMBER_UNREAD.search(passage.text)
        if not match or (passage in attached and not _ATTACHED.search(passage.text[: match.start()])):
            continue
        symbol = re.sub(r"\s+", "", match["s"]).replace("–", "-").rstrip(".-")
        bare = symbol.lstrip("/-")
        if match.re is _OWN_NUMBER and match["n"]:
            year = re.sub(r"\s+", "", match["year"] or "")
            return f"{match['n']}{year}{symbol}", bare, []
        at = passage.start + match.start()
        return None, bare, [Remark("own-number-blank", at, passage.start + match.end(), match[0])]
    return None, None, [Remark("own-number-blank", 0, 0)]


def _place_and_date(
    head: Sequence[Passage], attached: Sequence[Passage]
) -> tuple[date | None, str | None, list[Remark]]:
    for passage in head:
        match = _PLACE_DATE.search(passage.text)
        if not match:
            continue
        place = match["place"].strip()
        if match["d"] and match["m"] and match["y"]:
            return make_date(int(match["d"]), int(match["m"]), int(match["y"])), place, []
        return (
            None,
            place,
            [Remark("own-date-blank", passage.start + match.start(), passage.start + match.end(), match[0])],
        )
    for passage in attached:
        found = _ATTACHED.search(passage.text)
        match = _BLANK_DATE.search(passage.text, found.end() if found else 0)
        if not match:
            continue
        if match["d"] and match["m"] and match["y"]:
            return make_date(int(match["d"]), int(match["m"]), int(match["y"])), None, []
        return (
            None,
            None,
            [Remark("own-date-blank", passage.start + match.start(), passage.start + match.end(), match[0])],
        )
    for passage in head:  # 'ngày 05/3/2020' without a place
        if re.match(rf"\W*(?:[{UPPER}][\w ]{{1,30}},\s*)?ngày", passage.text, re.IGNORECASE) and (
            found_dates := find_dates(passage.text)
        ):
            return found_dates[0].value, None, []
    return None, None, [Remark("own-date-blank", 0, 0)]


def _issuer_without_letterhead(
    title: str | None, opening: Sequence[Passage], passages: Sequence[Passage]
) -> str | None:
    """Return the issuer that the opening formula names ('Trường … xây dựng Kế hoạch …'), else a school in the title."""
    for passage in reversed(opening):
        for clause in re.split(r"[;\n]|(?<=[.\d])\s*,\s(?=[A-ZĐtT])", passage.text):
            match = _FORMULA.match(_ON_GROUND_OF.sub("", clause.strip()))
            if match and (name := _as_body(match["issuer"])):
                return name
    closing = [p.text for p in passages if p.role == "closing"]
    for text in (title or "", *closing):
        school = _SCHOOL_IN_TITLE.search(text)
        if school:
            return full_name(_capitalised(school["name"]))
    return None


def _as_body(words: str) -> str | None:
    """Return the full name where the words before 'xây dựng Kế hoạch' end with the name of a body."""
    for match in reversed(list(re.finditer(r"(?:^|[,.]\s*)(?=\w)", words))):
        name = words[match.end() :].strip()
        if body_start().match(fold(name)) and not re.search(r"[;.]", name):
            return None if fold(name) == "nhà trường" else full_name(_capitalised(name))
    return None


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]


def _signature(passages: Sequence[Passage]) -> tuple[str | None, str | None]:
    """Return title and name of the signer; of 'KT. CHỦ TỊCH / PHÓ CHỦ TỊCH' the one who signs, the last."""
    titles: list[str] = []
    names: list[str] = []
    for text in (*_signed_beside_recipients(passages), *(p.text for p in passages if p.role == "signature")):
        words = _SIGN_NOISE.sub("", text).strip(" .*_-—–”“|,;")
        if not words:
            continue
        name = _NAME.fullmatch(words)
        if name and titles:
            names.append(name["name"])
        elif (words.isupper() or _POST_END.match(words)) and not names:
            titles.append(words)
    if not titles:
        return None, None
    post = [t for t in titles if not re.match(r"(?:TM|TL|TUQ)\s?\.", t)] or titles
    return _post(post[-1]), names[-1] if names else None


def _signed_beside_recipients(passages: Sequence[Passage]) -> list[str]:
    """Return the signature where the columns of the last page stand on one line: 'Nơi nhận: TRƯỞNG PHÒNG'.

    The name then stands below the list of recipients, if anywhere.
    """
    listed = [p.text for p in passages if p.role == "recipients"]
    post = _RECIPIENTS.sub("", listed[0]).strip() if listed else ""
    if not post.isupper() or not _RECIPIENTS.match(listed[0]):
        return []
    name = _ADDRESS.sub("", listed[-1])
    return [post, name] if _NAME.fullmatch(name) else [post]


def _post(words: str) -> str:
    """'KT. CHỦ TỊCH PHÓ CHỦ TỊCH' → 'Phó chủ tịch'; abbreviations such as PTT stay."""
    words = _POST_END.sub("", words)
    second = re.search(r"(?<=\s)(?:PHÓ|Q\.|QUYỀN)\s", words)
    if second and second.start() > 0:
        words = words[second.start() :]
    kept = [w if re.fullmatch(r"[BCDĐGHKLMNPQRSTVX]{2,4}", w) else w.lower() for w in words.split()]
    if kept[0] == "phó" and len(kept) > 1:
        kept[1] = kept[1].capitalize()  # 'Phó Chủ tịch'
    phrase = " ".join(kept)
    return full_name(phrase[:1].upper() + phrase[1:])


def _recipients(passages: Sequence[Passage]) -> tuple[str, ...]:
    found: list[str] = []
    signed = _signed_beside_recipients(passages)
    for passage in passages:
        words = _RECIPIENTS.sub("", passage.text)
        if passage.role != "recipients" or _ADDRESS.sub("", words) in signed:
            continue
        for part in re.split(r";\s*(?:[-–+]\s*)?|\s[-–]\s(?=[A-ZĐ])", words):
            cleaned = part.strip(" .;-–_*")
            if cleaned:
                found.append(cleaned)
    return tuple(found)
