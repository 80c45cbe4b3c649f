"""A plan as offices typed it until about 2005: rich text in the fonts .VnTime and .VnTimeH, whose encoding is TCVN3.

The fonts show Vietnamese letters where others show '®', '¸' or 'µ'.  Capitals with a tone mark exist in .VnTimeH alone,
which draws the small letter's code as a capital: 'ủ' is a capital there.  So a line of capitals is all in .VnTimeH, and
in other text the font changes for one letter.
"""

from __future__ import annotations

from itertools import groupby

from normalizers.legacy import Encoding, from_unicode
from sample_writers.plan import CONTINUED, MOTTO, Block, Centred, Heading, Item, Paragraph, Plan, Table, accepted

_TEXT_WIDTH = 9350  # twentieths of a point between the margins of an A4 page
_TEXT, _CAPITALS = 0, 1  # fonts of the head
_HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 .VnTime;}{\f1\froman\fcharset0 .VnTimeH;}}"
    "\n\\paperw11906\\paperh16838\\margl1422\\margr1134\\margt1134\\margb1134\\f0\\fs28\n"
)
_BORDERS = "".join(rf"\clbrdr{side}\brdrs\brdrw10" for side in "tlbr")


def rich_text(plan: Plan) -> bytes:
    """Return `plan` as an RTF file in TCVN3."""
    first, *appendices = plan.parts
    left = [_line(line, bold=line == plan.issuer) for line in plan.letterhead]
    right = [_line(MOTTO[0], bold=True), _line(MOTTO[1], bold=True), _line(plan.dateline)]
    recipients = [_line(line) for line in ("Nơi nhận:", *plan.recipients)]
    signature = [_line(line, bold=True) for line in (*plan.signature, "", "", plan.signer)]
    parts = [
        _side_by_side(left, right),
        *(_paragraph(_line(line, bold=True), centred=True) for line in ("KẾ HOẠCH", *plan.title)),
        *map(_block, first),
        _side_by_side(recipients, signature),
    ]
    for part in appendices:
        parts += [r"\page", *map(_block, part)]
    return (_HEAD + "\n".join(parts) + "\n}\n").encode("ascii")


def _block(block: Block) -> str:
    match block:
        case Heading(_, text):
            return _paragraph(_line(accepted(text), bold=True))
        case Item(bullet, text):
            return _paragraph(_line(f"{bullet} {accepted(text)}"))
        case Centred(text):
            return _paragraph(_line(text, bold=True), centred=True)
        case Paragraph(text):
            return _paragraph(_line(accepted(text)))
        case Table():
            return _table(block)


def _paragraph(content: str, centred: bool = False) -> str:
    return rf"\pard\{'qc' if centred else 'qj'} {content}\par"


def _line(text: str, bold: bool = False) -> str:
    runs = "".join(rf"{{\f{font} {_coded(piece)}}}" for font, piece in _runs(text))
    return rf"{{\b {runs}}}" if bold else runs


def _runs(text: str) -> list[tuple[int, str]]:
    """Return `text` cut into stretches of one font, with capitals of .VnTimeH as the small letters they are there."""
    if any(letter.isalpha() for letter in text) and text == text.upper():
        return [(_CAPITALS, text.lower())]
    toned = (_CAPITALS if _is_toned_capital(letter) else _TEXT for letter in text)
    pieces = groupby(zip(toned, text, strict=True), key=lambda pair: pair[0])
    runs = ((font, "".join(letter for _, letter in pairs)) for font, pairs in pieces)
    return [(font, piece.lower() if font == _CAPITALS else piece) for font, piece in runs]


def _is_toned_capital(letter: str) -> bool:
    """Say whether .VnTime lacks `letter`: it has the capitals of ASCII and those below."""
    return letter.isupper() and not letter.isascii() and letter not in "ĂÂÊÔƠƯĐ"


def _coded(text: str) -> str:
    """Return `text` in TCVN3 with the escapes of rich text."""
    signs = (
        rf"\'{ord(sign):02x}" if ord(sign) > 126 else "\\" + sign if sign in "\\{}" else sign
        for sign in from_unicode(text, Encoding.TCVN3)
    )
    return "".join(signs)


def _table(table: Table) -> str:
    return "\n".join(
        _row(row, below, table.columns) for row, below in zip(table.rows, (*table.rows[1:], ()), strict=True)
    ) + "\n\\pard"  # fmt: skip


def _row(row: tuple[str, ...], below: tuple[str, ...], columns: int) -> str:
    definition, cells = r"\trowd", ""
    for column, text in enumerate(row):
        merge = ""
        if text == CONTINUED:
            merge, text = r"\clvmrg", ""
        elif column < len(below) and below[column] == CONTINUED:
            merge = r"\clvmgf"
        right = _TEXT_WIDTH * (column + 1 if len(row) > 1 else columns) // columns
        definition += rf"{merge}{_BORDERS}\cellx{right}"
        cells += rf"\pard\intbl {_line(accepted(text))}\cell"
    return rf"{definition}{cells}\row"


def _side_by_side(left: list[str], right: list[str]) -> str:
    """Return a table without rulings: the letterhead, and recipients beside the signature."""
    line_break = r"\par "
    cells = "".join(rf"\pard\intbl\qc {line_break.join(column)}\cell" for column in (left, right))
    return rf"\trowd\cellx4000\cellx{_TEXT_WIDTH}{cells}\row\pard"
