"""A plan as a Word file, written part by part, so that the same plan always gives the same bytes.

What Word makes of a plan and other formats cannot show is all here: automatic numbering (the numbers stand in
numbering.xml and not in the text), merged cells, repeated table heads, a running page number, footnotes and tracked
changes.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

from sample_writers.plan import CONTINUED, MOTTO, Block, Centred, Heading, Item, Paragraph, Plan, Table

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {"document": "document.main", "styles": "styles", "numbering": "numbering", "footnotes": "footnotes",
          "header1": "header"}  # fmt: skip
_NUMBER = re.compile(r"(?:[IVX]+|\d+(?:\.\d+)*)\.\s+")  # 'II. ', '3. ', '2.1. '
_INLINE = re.compile(r"(\{[-+].*?[-+]\}|\[\^.*?\])")
_HEADINGS, _DASHES, _PLUSES = 1, 2, 3  # the lists of numbering.xml
_TEXT_WIDTH = 9350  # twentieths of a point between the margins of an A4 page


def word(plan: Plan, *, automatic_numbers: bool = False) -> bytes:
    """Return `plan` as a .docx file; with `automatic_numbers` headings and bullets are numbered by Word."""
    return _Document(plan, automatic_numbers).package()


class _Document:
    """A package in the making; it collects the footnotes that its text refers to."""

    def __init__(self, plan: Plan, automatic_numbers: bool) -> None:
        self.plan = plan
        self.automatic_numbers = automatic_numbers
        self.notes: list[str] = []

    def package(self) -> bytes:
        body = self._body()
        files = {
            "[Content_Types].xml": _content_types(),
            "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
            "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": _relations(
                {re.sub(r"\d", "", part): f"{part}.xml" for part in _PARTS if part != "document"}
            ),
            "word/styles.xml": _STYLES,
            "word/numbering.xml": _numbering(),
            "word/footnotes.xml": self._footnotes(),
            "word/header1.xml": f'<w:hdr {_NAMESPACES}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
            '<w:fldSimple w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple></w:p></w:hdr>',
        }
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:  # stored, not deflated: the bytes depend on no zlib
            for name, content in files.items():
                archive.writestr(zipfile.ZipInfo(name), _DECLARATION + content)
        return packed.getvalue()

    def _body(self) -> str:
        plan, first, *appendices = self.plan, *self.plan.parts
        left = "".join(_centred(line, bold=line == plan.issuer) for line in plan.letterhead)
        right = _centred(MOTTO[0], bold=True) + _centred(MOTTO[1], bold=True) + _centred(plan.dateline, italic=True)
        title = "".join(_centred(line, bold=True) for line in ("KẾ HOẠCH", *plan.title))
        recipients = _paragraph(_run("Nơi nhận:", bold=True, italic=True)) + "".join(
            _paragraph(_run(line)) for line in plan.recipients
        )
        signature = "".join(_centred(line, bold=True) for line in (*plan.signature, "", "", plan.signer))
        page_break = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        return "".join(
            [
                _side_by_side(left, right),
                title,
                *map(self._block, first),
                _side_by_side(recipients, signature),
                *(page_break + "".join(map(self._block, part)) for part in appendices),
                '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
                '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1422" w:header="567" w:footer="567"'
                ' w:gutter="0"/><w:titlePg/></w:sectPr>',
            ]
        )

    def _block(self, block: Block) -> str:
        match block:
            case Heading(level, text):
                if self.automatic_numbers:
                    return self._numbered(_HEADINGS, level - 1, _NUMBER.sub("", text, count=1), bold=True)
                return _paragraph(self._runs(text, bold=True))
            case Item(bullet, text):
                if self.automatic_numbers:
                    return self._numbered(_DASHES if bullet == "-" else _PLUSES, 0, text)
                return _paragraph(self._runs(f"{bullet} {text}"))
            case Centred(text):
                return _centred(text, bold=True)
            case Paragraph(text):
                return _paragraph(self._runs(text))
            case Table():
                return self._table(block)

    def _numbered(self, number: int, level: int, text: str, bold: bool = False) -> str:
        properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return _paragraph(self._runs(text, bold=bold), properties)

    def _runs(self, text: str, bold: bool = False) -> str:
        runs = []
        for piece in _INLINE.split(text):
            change = f'w:id="{900 + len(runs)}" w:author="Biên tập" w:date="2025-02-10T08:00:00Z"'
            if piece.startswith("{-"):
                runs.append(f"<w:del {change}>{_run(piece[2:-2], bold=bold, tag='delText')}</w:del>")
            elif piece.startswith("{+"):
                runs.append(f"<w:ins {change}>{_run(piece[2:-2], bold=bold)}</w:ins>")
            elif piece.startswith("[^"):
                self.notes.append(piece[2:-1])
                runs.append(
                    '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
                    f'<w:footnoteReference w:id="{len(self.notes)}"/></w:r>'
                )
            elif piece:
                runs.append(_run(piece, bold=bold))
        return "".join(runs)

    def _footnotes(self) -> str:
        notes = "".join(
            f'<w:footnote w:id="{number}">{_paragraph("<w:r><w:footnoteRef/></w:r>" + _run(" " + note))}</w:footnote>'
            for number, note in enumerate(self.notes, start=1)
        )
        separators = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
            for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
        )
        return f"<w:footnotes {_NAMESPACES}>{separators}{notes}</w:footnotes>"

    def _table(self, table: Table) -> str:
        grid = f'<w:gridCol w:w="{_TEXT_WIDTH // table.columns}"/>' * table.columns
        below = (*table.rows[1:], ())
        rows = [
            self._row(row, next_row, table.columns, head=index == 0)
            for index, (row, next_row) in enumerate(zip(table.rows, below, strict=True))
        ]
        sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in
                        ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{_TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl><w:p/>"
        )

    def _row(self, row: tuple[str, ...], below: tuple[str, ...], columns: int, head: bool) -> str:
        if len(row) == 1:
            span = f'<w:gridSpan w:val="{columns}"/>'
            return f"<w:tr>{_cell(_paragraph(self._runs(row[0], bold=True)), span)}</w:tr>"
        cells = []
        for column, text in enumerate(row):
            merge = ""
            if text == CONTINUED:
                merge, text = "<w:vMerge/>", ""
            elif len(below) > 1 and below[column] == CONTINUED:
                merge = '<w:vMerge w:val="restart"/>'
            cells.append(_cell(_paragraph(self._runs(text, bold=head)), merge))
        return f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if head else ''}{''.join(cells)}</w:tr>"


def _run(text: str, bold: bool = False, italic: bool = False, tag: str = "t") -> str:
    style = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    return f'<w:r><w:rPr>{style}</w:rPr><w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def _paragraph(runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _centred(text: str, bold: bool = False, italic: bool = False) -> str:
    return _paragraph(_run(text, bold, italic), '<w:jc w:val="center"/>')


def _cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _side_by_side(left: str, right: str) -> str:
    """Return a table without rulings: the letterhead, and recipients beside the signature."""
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_TEXT_WIDTH}" w:type="dxa"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="{_TEXT_WIDTH - 4000}"/></w:tblGrid>'
        f"<w:tr>{_cell(left)}{_cell(right)}</w:tr></w:tbl><w:p/>"
    )


def _numbering() -> str:
    def level(index: int, form: str, text: str) -> str:
        return (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        )

    headings = level(0, "upperRoman", "%1.") + level(1, "decimal", "%2.") + level(2, "decimal", "%2.%3.")
    lists = {_HEADINGS: headings, _DASHES: level(0, "bullet", "-"), _PLUSES: level(0, "bullet", "+")}
    return (
        f"<w:numbering {_NAMESPACES}>"
        + "".join(f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>' for key, levels in lists.items())
        + "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in lists)
        + "</w:numbering>"
    )


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{kind}+xml"/>' for part, kind in _PARTS.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default '
        f'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{overrides}</Types>'
    )


def _relations(targets: dict[str, str]) -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


_STYLES = (
    f'<w:styles {_NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" '
    'w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:before="60" w:after="60"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>'
)
