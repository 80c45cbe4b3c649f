"""What passes between the stages: one frozen record a stage, so that stages in the wrong order do not type-check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeVar

from extractors.amendments import Amendment
from extractors.mention import Deadline, Header, LegalBasis, Responsibility, Target
from extractors.passage import Passage
from pipeline.stated import StatedBasis, StatedHeader, StatedTarget, StatedUnit

TextState = Literal["clean", "garbled", "legacy_encoding", "broken_font_map", "partial", "absent"]
LineKind = Literal["line", "paragraph", "row"]
Value = TypeVar("Value")
Box = tuple[float, float, float, float]  # x0, y0, x1, y1 in points, origin at the top left


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a careful reader would flag; offsets are null where it is about the whole file."""

    code: str
    severity: Literal["info", "warning", "error"]
    message_vi: str
    message_en: str
    start: int | None = None
    end: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One distinct file.  `doc_id` is the first 16 hex digits of the SHA-256 of its bytes."""

    path: str  # relative to the folder of the run, with "/"
    also_at: tuple[str, ...]
    sha256: str
    media_type: str
    size: int  # bytes

    @property
    def doc_id(self) -> str:
        return self.sha256[:16]


LOST_LETTER = "\ufffd"
"""What a reader puts for a letter that is printed but has no name in the file."""

Stops = tuple[tuple[int, float], ...]
"""Where single letters of a line stand: their offsets in its text, and points from the left, both rising."""


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page image was turned to be read: first by quarters, then by the small angle of its lines."""

    quarters: int = 0  # quarter turns counter-clockwise, 0 to 3
    degrees: float = 0.0  # counter-clockwise about its middle, what was left of the skew


UPRIGHT = Turn()


@dataclass(frozen=True, slots=True)
class Guess:
    """A syllable or code of a line that had lost its marks or letters, as it was restored: its place in the text."""

    start: int
    end: int
    raw: str  # as it was read
    confidence: float  # 0..1
    alternatives: tuple[str, ...] = ()  # what else it may be, likeliest first


@dataclass(frozen=True, slots=True)
class Print:
    """A printed line of a text of several: from `start` of it on, at `box`, on another page where that is said."""

    start: int
    box: Box
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the reader of the format found it.

    kind "line": a physical line, which may be half of a paragraph (PDF, TXT); "paragraph": a whole paragraph as the
    format marks it (DOCX, HTML); "row": a table row, `cells` holding its cells left to right and `text` those cells
    joined by " | " (a cell's own lines joined by a blank).  Automatic numbering is already part of `text`.
    """

    text: str
    kind: LineKind = "line"
    cells: tuple[str, ...] = ()
    table: int | None = None  # which table of the document, from 0
    header_row: bool = False  # the format says that the row heads its table
    heading_level: int | None = None  # from Markdown "##", HTML <h2> or the Word style "Heading 2"
    bold: bool = False  # all of it
    centred: bool = False
    gap_before: bool = False  # blank line, or more than the usual distance, before it
    box: Box | None = None
    cell_boxes: tuple[Box, ...] = ()
    stops: Stops = ()
    prints: tuple[tuple[Print, ...], ...] = ()  # the printed lines of each cell, where they are known
    guesses: tuple[Guess, ...] = ()  # what was restored in `text`, in order


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as its format gives it, before anything is judged. Formats without pages have one."""

    number: int  # from 1
    lines: tuple[Line, ...]
    method: str  # "embedded:pdfium", "embedded:pdfplumber", "embedded:docx", "plain:utf-8" …
    width: float | None = None  # points
    height: float | None = None
    has_image: bool = False  # an image covers most of the page
    ink_without_text: bool = False  # something is drawn or pictured, and no text stands on it
    ink_covered: float | None = None  # share of the ink of its picture that text stands on, where in doubt
    disagrees: bool = False  # letters are not printed as the file names them: one name for 'e', 'ế' and 'ệ'
    stamps: tuple[str, ...] = ()  # marks of signing put upon the page, which are no part of its text
    decoded_from: str | None = None  # the old encoding that it was in, all or part of it: "tcvn3", "tcvn3+vni"


@dataclass(frozen=True, slots=True)
class Ingested:
    """A file as read by the reader of its format."""

    source: Source
    text_origin: Literal["embedded", "ocr", "mixed", "plain"]
    pages: tuple[RawPage, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page whose text layer has been judged, and read anew or restored where that was needed."""

    number: int
    lines: tuple[Line, ...]
    raw_text: str  # as the format or the engine gave it
    method: str
    text_state: TextState
    garble_score: float  # 0 clean Vietnamese … 1 hopeless, before restoration
    ocr_confidence: float | None = None
    width: float | None = None
    height: float | None = None
    reason_vi: str = ""  # what was measured, and where two readings exist why this one was kept
    reason_en: str = ""
    decoded_from: str | None = None  # as in RawPage
    drawn_from_text: bool = False  # what is seen on it is its text, so that reading its image would tell nothing new
    turn: Turn = UPRIGHT  # the boxes of its lines are those of the page so turned; width and height as it lies


@dataclass(frozen=True, slots=True)
class Triaged:
    """Every page judged."""

    source: Source
    text_origin: Literal["embedded", "ocr", "mixed", "plain"]
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Recognised(Triaged):
    """Pages without a usable text layer read by OCR."""


@dataclass(frozen=True, slots=True)
class Restored(Recognised):
    """Garbled text restored; `restored`: some of it was changed.  The raw text of the pages stays as it was read."""

    restored: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the reading text that came from one line of one page."""

    start: int
    end: int
    page: int
    box: Box | None
    stops: Stops = ()  # offsets from `start`
    guesses: tuple[Guess, ...] = ()  # offsets from `start`


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table row of the reading text: `reading.text[start:end]`."""

    start: int
    end: int
    page: int
    kind: Literal["paragraph", "row"]
    cells: tuple[tuple[int, int], ...] = ()  # offsets of a row's cells
    table: int | None = None
    header_row: bool = False
    heading_level: int | None = None
    bold: bool = False
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading text: paragraphs joined, page furniture dropped; blocks are separated by one line feed."""

    document: Restored
    text: str
    blocks: tuple[Block, ...]
    runs: tuple[Run, ...]  # in order of `start`; for page and boxes of any offset


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the outline; see the table `sections` of the contract."""

    ordinal: int
    parent: int | None
    level: int  # 1 = top
    marker: str
    path: str
    title: str | None
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The reading text in sections and passages, both in reading order."""

    reading: Reading
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Extracted:
    """All that one document states."""

    outline: Outline
    header: Header
    legal_bases: tuple[LegalBasis, ...]
    targets: tuple[Target, ...]
    deadlines: tuple[Deadline, ...]
    responsibilities: tuple[Responsibility, ...]
    amendments: tuple[Amendment, ...] = ()  # what the text says of its legal bases: one amends or replaces another


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a file could not be read, for a person, with what to do about it; `transient`: another try may succeed."""

    reason: str  # "encrypted", "damaged", "empty", "unsupported", "too-slow", …
    message_vi: str
    message_en: str
    transient: bool = False


@dataclass(frozen=True, slots=True)
class Wanting:
    """What a document answers that cannot be read before these pages (from 1) have been read from their images."""

    media_type: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited document, over all mentions of a run; see the table `citations` of the contract."""

    citation_id: str
    cited_type: str | None
    cited_number: str | None
    cited_date: date | None
    cited_year: int | None
    issuer: str | None
    subject: str | None
    mentions: int
    documents: int
    conflicts: tuple[str, ...]
    akn_id: str | None = None


@dataclass(frozen=True, slots=True)
class Citing:
    """A document as far as it is joined with the others of the folder."""

    doc_id: str
    path: str
    legal_bases: tuple[StatedBasis, ...]
    header: StatedHeader = field(default_factory=StatedHeader)
    doubtful: bool = False  # read from pictures of pages, or restored: letters and digits of it may be wrong
    targets: tuple[StatedTarget, ...] = ()
    responsibilities: tuple[StatedUnit, ...] = ()
    amendments: tuple[Amendment, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """What some documents state of a cited document, and others otherwise."""

    departs: bool  # the cited document itself says otherwise, or no fewer documents state another value
    paths: tuple[str, ...]  # up to three of those that state it; a law may be cited by all of a large folder


@dataclass(frozen=True, slots=True)
class Dispute:
    """A field on which the mentions of one cited document disagree."""

    name: Literal["cited_date", "issuer"]
    stated: dict[str | date, Version]  # best supported first


@dataclass(frozen=True, slots=True)
class Edge:
    """That one document cites another in one role."""

    citation_id: str
    role: str  # basis | reference
    cited_doc_id: str | None  # where the cited document is itself a file of the folder
    mentions: int
    first: int  # index of the first mention among the legal bases of the citing document


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that is answerable for something, over the whole folder; see the table `units`."""

    unit_id: str
    unit_name: str
    unit_kind: str
    level: str | None
    belongs_to: str | None
    documents: int
    responsibilities: int
    as_written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outdated:
    """That a cited document is amended or replaced, as a text of the folder says."""

    kind: Literal["amends", "replaces"]
    by: str  # the newer document, as messages name it
    by_id: str  # its citation id; empty where it says so of itself
    day: date  # of the newer document
    path: str  # of the document that says so
    file: str | None = None  # the doc_id of the newer document, where it is a file of the folder


@dataclass(frozen=True, slots=True)
class LowerTarget:
    """A target below that of the plan which is carried out, for the same indicator."""

    index: int  # among the targets
    value: str  # of the plan carried out, as messages say it
    path: str  # of that plan


@dataclass(frozen=True, slots=True)
class Resolution:
    """A whole folder joined: ids by document, in the order of its records, and what each id stands for."""

    citation_ids: dict[str, tuple[str, ...]]
    citations: tuple[Citation, ...]
    disputes: dict[str, tuple[Dispute, ...]]
    ambiguous: dict[str, dict[int, tuple[str, ...]]] = field(default_factory=dict)  # index → what may be meant
    edges: dict[str, tuple[Edge, ...]] = field(default_factory=dict)
    units: tuple[Unit, ...] = ()
    unit_ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    outdated: dict[str, tuple[Outdated, ...]] = field(default_factory=dict)  # by citation id
    lower_targets: dict[str, tuple[LowerTarget, ...]] = field(default_factory=dict)

    def of(self, doc_ids: Sequence[str]) -> Resolution:
        """Return what concerns these documents alone, without the cited documents and units themselves."""
        cited = {one for doc_id in doc_ids for one in self.citation_ids.get(doc_id, ())}
        return Resolution(
            citation_ids=_those(self.citation_ids, doc_ids),
            citations=(),
            disputes=_those(self.disputes, sorted(cited)),
            ambiguous=_those(self.ambiguous, doc_ids),
            edges=_those(self.edges, doc_ids),
            unit_ids=_those(self.unit_ids, doc_ids),
            outdated=_those(self.outdated, sorted(cited)),
            lower_targets=_those(self.lower_targets, doc_ids),
        )


def _those(values: Mapping[str, Value], keys: Sequence[str]) -> dict[str, Value]:
    return {key: values[key] for key in keys if key in values}


@dataclass(frozen=True, slots=True)
class Checked:
    """A document with all that is known of it after the whole folder has been seen, ready to be stored."""

    source: Source
    extracted: Extracted | None  # None where the file could not be read: then `findings` says why
    citation_ids: tuple[str, ...]  # one for each of `extracted.legal_bases`
    findings: tuple[Finding, ...]
    unit_ids: tuple[str, ...] = ()  # one for each of `extracted.responsibilities`
    edges: tuple[Edge, ...] = ()
