"""Word 97-2003: paragraphs, tables and text boxes in reading order, as they look once all changes are accepted.

Automatic numbers are printed into the text.  Page headers and footers are furniture and left out; notes follow the
body.  The file is opened in doc_file.py, its formatting understood in doc_formats.py, its text read in doc_text.py, and
lines made of it in word_blocks.py.  What these cannot read, LibreOffice turns into DOCX first (office.py).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from normalizers.syllables import is_syllable, words_of
from pipeline.errors import DamagedFile, EmptyFile, OldWordFile, OnlyPictures, UnreadableFile
from pipeline.ingest.doc_file import FORMAT, BeforeWord97, WordFile
from pipeline.ingest.doc_text import TextReader
from pipeline.ingest.docx import read_docx
from pipeline.ingest.legacy import decoded, with_origin
from pipeline.ingest.losses import counted, damaged
from pipeline.ingest.office import as_docx, office
from pipeline.ingest.word_blocks import Blocks
from pipeline.records import Ingested, RawPage, Source

# Share of the signs that belong to Vietnamese syllables: 0.8 to 0.9 in documents, 0.0 where bytes show as letters.
_LIKELY_TEXT = 0.4


def read_doc(path: Path, source: Source) -> Ingested:
    """Return the document as one page; Word knows its pages only when it prints them."""
    try:
        file = WordFile(path, source.path)
        reader = TextReader(file)
        blocks = Blocks(list(reader.read()))
    except (struct.error, IndexError) as error:
        return _by_office(path, source, DamagedFile(source.path, FORMAT, str(error)))
    except DamagedFile as error:
        return _by_office(path, source, error)
    except BeforeWord97:
        return _by_office(path, source, OldWordFile(source.path))
    lines = tuple(counted(blocks.lines(), source.path))
    zeros = file.text.count("\0", *file.stories().body)
    if not lines and zeros:
        raise DamagedFile(source.path, FORMAT, "zeros stand where its text should")
    if not lines:
        raise OnlyPictures(source.path, FORMAT) if reader.has_pictures else EmptyFile(source.path)
    page = with_origin(RawPage(1, lines, "embedded:doc"), blocks.decoded_from)
    lost = (damaged(f"{zeros} chữ là số 0", f"{zeros} of its letters are zeros"),) if zeros else ()
    return Ingested(source, "embedded", (page,), lost)


def _by_office(path: Path, source: Source, error: UnreadableFile) -> Ingested:
    """Return the document as LibreOffice reads it; raises `error` where it is not installed or cannot read it."""
    program = office()
    if program is None:
        raise error
    with as_docx(path, program) as converted:
        if converted is None:
            raise DamagedFile(source.path, FORMAT, "LibreOffice cannot read it either") from error
        try:
            found = read_docx(converted, source)
        except EmptyFile as empty:
            raise DamagedFile(source.path, FORMAT, "LibreOffice finds no text in it") from empty
    pages = decoded(found.pages)
    # Of a file whose tables are broken LibreOffice shows the bytes as if they were letters.
    if _in_syllables([line.text for page in pages for line in page.lines]) < _LIKELY_TEXT:
        raise DamagedFile(source.path, FORMAT, "LibreOffice finds no text in it") from error
    return replace(found, pages=tuple(replace(page, method="embedded:libreoffice") for page in pages))


def _in_syllables(lines: Sequence[str]) -> float:
    words = [word for line in lines for word in words_of(line) if is_syllable(word)]
    return sum(map(len, words)) / max(1, sum(len(part) for line in lines for part in line.split()))
