"""The thirteen tables, every column declared once: name, Arrow type, meaning, and whether it may be empty.

The writer (store.py), its tests and the data dictionary (dictionary.py) all read this.  How a row is made from the
records of the stages is in rows.py.
"""

from __future__ import annotations

import pyarrow as pa

SCHEMA_VERSION = "1"  # raised when a column is dropped, renamed or retyped; a new column leaves it as it is

TEXT, WHOLE, REAL, DAY, FLAG = pa.string(), pa.int32(), pa.float64(), pa.date32(), pa.bool_()
MOMENT = pa.timestamp("us", tz="UTC")
TEXTS = pa.list_(pa.field("item", TEXT, nullable=False))
BOXES = pa.list_(
    pa.field(
        "item", pa.struct([("page", WHOLE), ("x0", REAL), ("y0", REAL), ("x1", REAL), ("y1", REAL)]), nullable=False
    )
)


def column(name: str, kind: pa.DataType, doc: str, *, null: bool = False) -> pa.Field:
    """Declare a column; it refuses empties unless told otherwise."""
    return pa.field(name, kind, nullable=null, metadata={"doc": doc})


def table(doc: str, key: str, *columns: pa.Field) -> pa.Schema:
    """Declare a table of `columns`, one row for each `key`."""
    return pa.schema(columns, metadata={"doc": doc, "key": key})


DOC_ID = column("doc_id", TEXT, "The document: first 16 hex digits of the SHA-256 of the file's bytes.")

# What every row of the four record tables carries before its own columns, and after them.
RECORD = (
    DOC_ID,
    column("record_id", TEXT, "This row; the same bytes and the same pipeline version give the same id."),
    column("section_id", TEXT, "The section it stands in, as in `sections`.", null=True),
    column("quote", TEXT, "The sentence, list item or mention exactly as it stands in `documents.text`."),
    column("char_start", WHOLE, "First code point of the quote in `documents.text`, from 0."),
    column("char_end", WHOLE, "One past its last code point."),
    column("page", WHOLE, "Page of its first code point, from 1."),
    column("bboxes", BOXES, "The lines of the quote on paper: points, origin at the top left; empty where unknown."),
    column(
        "confidence",
        REAL,
        "How sure the reading is, 0 to 1; where the quote was restored, times the confidence of its least certain "
        "syllable.",
    ),
    column("method", TEXT, "Which family of patterns found it."),
)

DOCUMENTS = table(
    "One row for each distinct file that could be read.",
    "doc_id",
    DOC_ID,
    column("source_path", TEXT, "Path below the folder that was read, with '/', in NFC."),
    column("also_at", TEXTS, "Further paths with the same bytes."),
    column("source_sha256", TEXT, "SHA-256 of the file's bytes."),
    column("media_type", TEXT, "What the file is by its content, 'application/pdf'."),
    column("bytes", pa.int64(), "Size of the file."),
    column(
        "text", TEXT, "The reading text: lines of a paragraph joined, page furniture dropped, restored where needed."
    ),
    column("text_origin", TEXT, "`embedded`, `ocr`, `mixed` or `plain`."),
    column("restored", FLAG, "Whether diacritic restoration changed the text."),
    column("garble_score", REAL, "0 = clean Vietnamese, 1 = hopeless; before restoration, mean over the letters."),
    column("page_count", WHOLE, "Pages; 1 for formats without pages."),
    column("doc_type", TEXT, "'Kế hoạch', 'Quyết định', …", null=True),
    column("doc_number", TEXT, "The document's own number, '47/KH-THMT'; empty where blank on paper.", null=True),
    column("doc_symbol", TEXT, "The symbol of the number, 'KH-THMT'.", null=True),
    column("issued_date", DAY, "Date of issue; empty where day or month is blank on paper.", null=True),
    column("issued_place", TEXT, "Place of issue, as before the date.", null=True),
    column("issuer", TEXT, "The issuing body in full, 'Trường Tiểu học Mỹ Thịnh'.", null=True),
    column("parent_issuer", TEXT, "The body above it, where printed.", null=True),
    column("title", TEXT, "The subject line, without the type.", null=True),
    column("period_start", DAY, "First day of the time the plan is for.", null=True),
    column("period_end", DAY, "Its last day.", null=True),
    column("signer_title", TEXT, "'HIỆU TRƯỞNG', as in the signature block.", null=True),
    column("signer_name", TEXT, "Who signed.", null=True),
    column("recipients", TEXTS, "The lines under 'Nơi nhận'."),
)

PAGES = table(
    "One row for each page.",
    "doc_id, page",
    DOC_ID,
    column("page", WHOLE, "From 1."),
    column("method", TEXT, "`embedded`, `ocr` or `plain`, and which engine: 'embedded:pdfium'."),
    column("text_state", TEXT, "`clean` `garbled` `legacy_encoding` `broken_font_map` `partial` `absent`."),
    column("reason_vi", TEXT, "What was measured on its text, and why this reading was kept, in Vietnamese."),
    column("reason_en", TEXT, "The same in English."),
    column("garble_score", REAL, "0 = clean Vietnamese, 1 = hopeless; before restoration."),
    column("ocr_confidence", REAL, "Mean word confidence, 0 to 1; empty where not read by OCR.", null=True),
    column("width", REAL, "Points; empty for formats without pages.", null=True),
    column("height", REAL, "Points; empty for formats without pages.", null=True),
    column("raw_text", TEXT, "The page as read, before anything was mended."),
    column(
        "char_start", WHOLE, "Its first code point in `documents.text`; empty where nothing of it is there.", null=True
    ),
    column("char_end", WHOLE, "One past its last code point.", null=True),
)

SECTIONS = table(
    "The outline, one row for each heading and list item, in reading order.",
    "section_id",
    DOC_ID,
    column("section_id", TEXT, "This section."),
    column("parent_id", TEXT, "The section it lies in; empty at the top.", null=True),
    column("ordinal", WHOLE, "Its place in the document, from 0."),
    column("level", WHOLE, "1 = top."),
    column("marker", TEXT, "As printed without its punctuation: 'II', '3.1', 'a', '-'; empty where unnumbered."),
    column("path", TEXT, "Markers joined by '/': 'III/3/3.1'."),
    column("title", TEXT, "A heading's text; empty for list items.", null=True),
    column(
        "role",
        TEXT,
        "`header` `preamble` `purpose` `requirements` `targets` `tasks` `solutions` `funding` `organisation` "
        "`appendix` `closing` `recipients` `signature` `other`.",
    ),
    column("text", TEXT, "Exactly `documents.text[char_start:char_end]`."),
    column("char_start", WHOLE, "First code point in `documents.text`."),
    column("char_end", WHOLE, "One past its last code point."),
    column("page_start", WHOLE, "Page of its first code point."),
    column("page_end", WHOLE, "Page of its last code point."),
)

LEGAL_BASES = table(
    "One row for each mention of an identified document.",
    "record_id",
    *RECORD,
    column("cited_type", TEXT, "'Nghị định', 'Kế hoạch', 'Luật', 'Tiêu chuẩn', … in full.", null=True),
    column("cited_number", TEXT, "Normalised, '45/KH-SGDĐT'; a string, since '05' is not '5'.", null=True),
    column("cited_date", DAY, "As cited; empty where only a year is given.", null=True),
    column("cited_year", WHOLE, "Year of the date, or as the text or the number gives it.", null=True),
    column("issuer", TEXT, "In full, 'Ủy ban nhân dân quận Đồ Sơn'; empty where nothing tells.", null=True),
    column("subject", TEXT, "What it is about, as cited, without 'về việc'.", null=True),
    column("role", TEXT, "`basis`: ground for the plan, in the opening paragraphs; `reference`: anywhere else."),
    column("pinpoint", TEXT, "'khoản 2 Điều 5', where given.", null=True),
    column("citation_id", TEXT, "The same for every mention, in any document, of one cited document."),
)

CITATIONS = table(
    "One row for each cited document, over the whole folder.",
    "citation_id",
    column("citation_id", TEXT, "The cited document."),
    column("cited_type", TEXT, "As most mentions have it.", null=True),
    column("cited_number", TEXT, "As most mentions have it.", null=True),
    column("cited_date", DAY, "As most mentions have it.", null=True),
    column("cited_year", WHOLE, "Year of the date, or as the mentions give it.", null=True),
    column("issuer", TEXT, "The best supported, most complete name.", null=True),
    column("subject", TEXT, "As most mentions have it; the longer where they draw.", null=True),
    column("mentions", WHOLE, "Rows of `legal_bases` that mention it."),
    column("documents", WHOLE, "Documents that mention it."),
    column("conflicts", TEXTS, "Fields on which the mentions disagree, 'cited_date'."),
    column(
        "akn_id",
        TEXT,
        "Its name by the Akoma Ntoso Naming Convention 1.0, "
        "'/akn/vn/act/nghi-dinh/chinh-phu/2020-09-14/107-2020-nd-cp': country, document type, subtype, actor, date, "
        "number. The type is `act` for laws, decrees, decisions, circulars and what else a state body lays down with "
        "binding force, `statement` for resolutions, decisions, directives and conclusions of the Party, `doc` for all "
        "others: plans, programmes, official letters, reports. The actor is the body, also where the post that signs "
        "for it is cited. In the slugs marks are taken off and 'đ' is 'd'. Empty where day, number or issuer (with its "
        "place) is not known, or disputed without a majority.",
        null=True,
    ),
)

EDGES = table(
    "Which document cites which: one row for each document, cited document and role. Where the cited document is "
    "itself a file of the folder, `cited_doc_id` leads on to its own edges: school, office, district.",
    "doc_id, citation_id, role",
    column("doc_id", TEXT, "The citing document."),
    column("citation_id", TEXT, "The cited document, a row of `citations`."),
    column(
        "cited_doc_id",
        TEXT,
        "The cited document where it is a file of the folder, by its own number, day and issuer; empty where it is "
        "none, or where two files would do.",
        null=True,
    ),
    column("role", TEXT, "`basis` or `reference`, as in `legal_bases`."),
    column("mentions", WHOLE, "Rows of `legal_bases` in that role."),
    column("quote", TEXT, "The first of them, as it stands in `documents.text`."),
    column("char_start", WHOLE, "First code point of the quote in `documents.text`."),
    column("char_end", WHOLE, "One past its last code point."),
    column("page", WHOLE, "Page of its first code point."),
)

TARGETS = table(
    "One row for each stated figure.",
    "record_id",
    *RECORD,
    column("kind", TEXT, "`percentage`, `frequency` ('ít nhất 01 lần/tháng') or `count` ('3 mô hình')."),
    column("status", TEXT, "`target`: to be reached or kept; `result`: reported as reached, or a baseline."),
    column("value", REAL, "95.0."),
    column("value_max", REAL, "The upper end of a range, '95-98%'.", null=True),
    column("unit", TEXT, "'%', 'lần/tháng', … or the counted thing."),
    column("comparator", TEXT, "`>=` `>` `<=` `<` `=` `~` `range`."),
    column("change", TEXT, "`increase` or `decrease`, where the figure is a change.", null=True),
    column("indicator", TEXT, "What the figure measures, in the text's words, without the figure."),
    column("due_date", DAY, "Where sentence or section says by when.", null=True),
)

DEADLINES = table(
    "One row for each stated time of a task.",
    "record_id",
    *RECORD,
    column("kind", TEXT, "`date` `month` `quarter` `year` `period` `recurring` `ongoing` `relative`."),
    column("start_date", DAY, "First day; empty where only an end is stated.", null=True),
    column("due_date", DAY, "Last day.", null=True),
    column("rrule", TEXT, "RFC 5545 for `recurring`: 'FREQ=MONTHLY;INTERVAL=3'.", null=True),
    column("relation", TEXT, "`before` `by` `in` `from` `every`; empty for `ongoing`.", null=True),
    column("task", TEXT, "The task it governs, in the text's words."),
)

RESPONSIBILITIES = table(
    "One row for each unit and task.",
    "record_id",
    *RECORD,
    column("unit", TEXT, "As written."),
    column("unit_name", TEXT, "Normalised and in full."),
    column("unit_kind", TEXT, "`post`, `body` or `group`."),
    column("level", TEXT, "`central` `province` `district` `commune` `school`.", null=True),
    column("role", TEXT, "`lead` `perform` `coordinate` `supervise`."),
    column("task", TEXT, "The action in the text's words, without the unit."),
    column("stated_by", TEXT, "`heading` `sentence` `label` `table`."),
    column("unit_id", TEXT, "The unit over all documents, a row of `units`."),
)

UNITS = table(
    "One row for each unit that is answerable for something, over the whole folder. 'Hiệu trưởng' of two schools are "
    "two units: a name that does not say which body it means is told apart by whose it is.",
    "unit_id",
    column("unit_id", TEXT, "This unit; the same in every folder as long as name and `belongs_to` are."),
    column("unit_name", TEXT, "Normalised and in full; the fullest name where one leaves out the class of its place."),
    column("unit_kind", TEXT, "`post`, `body` or `group`, as most rows have it."),
    column("level", TEXT, "`central` `province` `district` `commune` `school`, as most rows have it.", null=True),
    column(
        "belongs_to",
        TEXT,
        "The issuer of the plan or the place it is of, 'Trường Tiểu học Mỹ Thịnh', 'tỉnh An Hải'; empty where the name "
        "tells it, or the plan's head does not.",
        null=True,
    ),
    column("documents", WHOLE, "Documents that give it a task."),
    column("responsibilities", WHOLE, "Rows of `responsibilities`."),
    column("as_written", TEXTS, "The forms it is written in, the most frequent first."),
)

FINDINGS = table(
    "What a careful reader would flag, files that could not be read included.",
    "doc_id, source_path, code, char_start",
    column("doc_id", TEXT, "The document; empty where not even its bytes could be read.", null=True),
    column("source_path", TEXT, "Path below the folder that was read."),
    column("code", TEXT, "What kind of finding, 'own-number-blank'."),
    column("severity", TEXT, "`info`, `warning` or `error`."),
    column("message_vi", TEXT, "For a person, in Vietnamese."),
    column("message_en", TEXT, "For a person, in English."),
    column("quote", TEXT, "The words it rests on; empty where it is about the whole file.", null=True),
    column("char_start", WHOLE, "First code point of the quote in `documents.text`.", null=True),
    column("char_end", WHOLE, "One past its last code point.", null=True),
    column("page", WHOLE, "Page of its first code point.", null=True),
)

RESTORATIONS = table(
    "One row for each syllable or code that restoration decided about in text that was garbled or had lost its marks, "
    "also where it left it as it was: some 350 rows a page of such text, none elsewhere. Sorted by `confidence` the "
    "doubtful come first.",
    "doc_id, char_start",
    DOC_ID,
    column("page", WHOLE, "Page it stands on, from 1."),
    column("raw", TEXT, "As it was read, 'nhi¢m'."),
    column("restored", TEXT, "As it was restored, 'nhiệm': exactly `documents.text[char_start:char_end]`."),
    column("alternatives", TEXTS, "What else it may be, likeliest first."),
    column("confidence", REAL, "The chance that `restored` is what stood on paper, 0 to 1."),
    column("char_start", WHOLE, "Its first code point in `documents.text`."),
    column("char_end", WHOLE, "One past its last code point."),
)

RUNS = table(
    "One row for each run that wrote the tables; one that found nothing new wrote none.",
    "run, started",
    column("run", TEXT, "Files, version and thresholds: two runs over the same files by one version have the same."),
    column("started", MOMENT, "When it began."),
    column("finished", MOMENT, "When its rows were written."),
    column("version", TEXT, "The pipeline: release, and a hash of all that decides what is read."),
    column("executor", TEXT, "`local` or `ray`."),
    column("workers", WHOLE, "Processes that read, on each machine."),
    column("layout", TEXT, "`single`: one file a table; `dataset`: a folder of parts."),
    column("files", WHOLE, "Distinct files found."),
    column("documents", WHOLE, "Of them, those that were read."),
    column("pages", WHOLE, "Their pages."),
    column("read_now", WHOLE, "Files read in this run; the others were taken from earlier work."),
    column("unread", WHOLE, "Files that could not be read."),
    column("seconds", REAL, "From its beginning to its rows."),
    column(
        "seconds_by_stage",
        pa.map_(TEXT, pa.field("value", REAL, nullable=False)),
        "What each stage took in this run: `ingest` to `extract` summed over the worker processes, `resolve` and "
        "`check` by the clock.",
    ),
    column("findings", pa.map_(TEXT, pa.field("value", pa.int64(), nullable=False)), "Rows of `findings` by code."),
)

TABLES: dict[str, pa.Schema] = {
    "documents": DOCUMENTS,
    "pages": PAGES,
    "sections": SECTIONS,
    "legal_bases": LEGAL_BASES,
    "citations": CITATIONS,
    "edges": EDGES,
    "targets": TARGETS,
    "deadlines": DEADLINES,
    "responsibilities": RESPONSIBILITIES,
    "units": UNITS,
    "findings": FINDINGS,
    "restorations": RESTORATIONS,
    "runs": RUNS,
}

FOLDER_TABLES = ("citations", "units", "runs")  # whose rows are of the whole folder, and of no document in it
