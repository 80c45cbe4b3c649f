"""What a careful reader would flag, once document and folder are known.

Some findings come from the stages before: what triage saw of a page, the segmenter of the numbering, an extractor of
the words it read (its remarks).  The others are found here, by comparing records with each other.  The sentences that
say so are in messages.py.  What only the whole folder shows is in folder_findings.py, tasks are in task_findings.py.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from extractors.mention import LegalBasis, Mention, Remark
from normalizers.document_numbers import read_number
from pipeline.check.folder_findings import folder_findings
from pipeline.check.task_findings import task_findings
from pipeline.check.wording import named, words
from pipeline.guesses import restoration_findings
from pipeline.messages import Value, finding
from pipeline.page_findings import page_findings
from pipeline.records import Checked, Extracted, Finding, Reading, Resolution, Source, Unread
from pipeline.settings import Settings

LOOKS_BACK = ("Báo cáo", "Biên bản", "Thông báo", "Tờ trình")  # they tell what has been: times gone by are no slip


def check(source: Source, extracted: Extracted, resolution: Resolution, settings: Settings) -> Checked:
    """Return the document with its citation ids and all findings, in reading order, none twice."""
    document = extracted.outline.reading.document
    found = [
        *document.findings,
        *extracted.outline.findings,
        *_own_number_and_date(extracted),
        *_remarks(extracted),
        *_pages(extracted, settings),
        *_cited_dates(extracted),
        *folder_findings(source.doc_id, extracted, resolution),
        *_early_deadlines(extracted),
        *task_findings(extracted),
    ]
    return Checked(
        source,
        extracted,
        resolution.citation_ids.get(source.doc_id, ()),
        tuple(_in_order(found, extracted.outline.reading)),
        resolution.unit_ids.get(source.doc_id, ()),
        resolution.edges.get(source.doc_id, ()),
    )


def unreadable(source: Source, unread: Unread) -> Checked:
    """Return a document of which only the reason is known why it could not be read."""
    vi, en = (f"{source.path}: {message}" for message in (unread.message_vi, unread.message_en))
    return Checked(source, None, (), (finding("file-unreadable", {"vi": vi, "en": en}),))


def _in_order(found: list[Finding], reading: Reading) -> Iterator[Finding]:
    """Order by place, what is about the whole file first; of two with one code and place the first is kept."""
    starts = [run.start for run in reading.runs]
    seen = set()
    for f in sorted(found, key=lambda f: (f.start if f.start is not None else -1, f.page or 0)):
        place = (f.code, f.start, f.end, f.page if f.start is None else None)
        if place in seen:
            continue
        seen.add(place)
        run = bisect_right(starts, f.start) - 1 if f.start is not None else -1
        page = reading.runs[run].page if run >= 0 else f.page
        yield Finding(f.code, f.severity, f.message_vi, f.message_en, f.start, f.end, page)


# ---------------------------------------------------------------- the document itself


def _own_number_and_date(extracted: Extracted) -> Iterator[Finding]:
    document = extracted.outline.reading.document
    if any(f.code == "file-unreadable" for f in (*document.findings, *page_findings(document.pages))):
        return  # a scan that was not read may well have both
    header = extracted.header
    from_picture = any(page.method.startswith("ocr:") for page in document.pages[:1])
    remarked = {remark.code: remark for remark in header.remarks}
    for what, value in (("own-number", header.doc_number), ("own-date", header.issued_date)):
        remark = remarked.get(f"{what}-blank")
        code = f"{what}-unread" if from_picture else f"{what}-blank"
        if remark and remark.start < remark.end:
            yield finding(
                code, {"detail": words(extracted, remark.start, remark.end)}, start=remark.start, end=remark.end
            )
        elif remark or value is None:
            yield finding(code)
    if from_picture and header.doc_number:
        yield finding("own-number-from-image", {"number": header.doc_number}, page=1)


def _pages(extracted: Extracted, settings: Settings) -> Iterator[Finding]:
    document = extracted.outline.reading.document
    yield from page_findings(document.pages)
    for page in document.pages:
        if page.ocr_confidence is not None and page.ocr_confidence < settings.low_ocr_confidence:
            yield finding("ocr-low-confidence", {"percent": round(100 * page.ocr_confidence)}, page=page.number)
    yield from restoration_findings(extracted.outline.reading)


# ---------------------------------------------------------------- what extractors remarked


def _remarks(extracted: Extracted) -> Iterator[Finding]:
    for remark in extracted.header.remarks:
        if remark.code not in ("own-number-blank", "own-date-blank"):
            yield _remarked(extracted, remark, None)
    mentions: tuple[Mention, ...] = (
        *extracted.legal_bases,
        *extracted.targets,
        *extracted.deadlines,
        *extracted.responsibilities,
    )
    for mention in mentions:
        for remark in mention.remarks:
            yield _remarked(extracted, remark, mention)


def _remarked(extracted: Extracted, remark: Remark, mention: Mention | None) -> Finding:
    """Return the finding of a remark; about a cited document it quotes the whole mention, not the odd word alone."""
    start, end = remark.start, remark.end
    if isinstance(mention, LegalBasis):
        start, end = mention.start, mention.end
    quote = words(extracted, start, end)
    values: dict[str, Value] = {"quote": quote, "detail": remark.detail}
    if isinstance(mention, LegalBasis):
        values |= named(extracted, mention)
    if remark.code == "cited-two-dates":
        values["detail"] = quote
    return finding(remark.code, values, start=start, end=end)


# ---------------------------------------------------------------- dates against each other


def _cited_dates(extracted: Extracted) -> Iterator[Finding]:
    """Flag what is cited with a day after the plan's own, or with another year than its number's.

    Where the plan has no day, the last day of its period stands for it: nobody cites what comes after that.
    """
    own = extracted.header.issued_date or extracted.header.period_end
    for basis in extracted.legal_bases:
        remarked = {remark.code for remark in basis.remarks}
        values = named(extracted, basis)
        if own and basis.cited_date and basis.cited_date > own and "cited-after-plan" not in remarked:
            yield finding("cited-after-plan", values, start=basis.start, end=basis.end)
        printed = read_number(basis.cited_number).year if basis.cited_number else None
        stated = basis.cited_date.year if basis.cited_date else basis.cited_year
        if printed and stated and printed != stated and "cited-year-mismatch" not in remarked:
            yield finding("cited-year-mismatch", values, start=basis.start, end=basis.end)


def _early_deadlines(extracted: Extracted) -> Iterator[Finding]:
    """Flag times that were over before the plan was issued; without a day of issue, before its period begins.

    One finding a document, at the first of them: a table whose dates have all passed is one thing to look at.
    """
    header = extracted.header
    own = header.issued_date or header.period_start
    if own is None or header.doc_type in LOOKS_BACK:
        return
    early = [d for d in extracted.deadlines if d.due_date and d.due_date < own]
    if early and not any(remark.code == "deadline-before-plan" for d in early for remark in d.remarks):
        values: dict[str, Value] = {"date": early[0].due_date, "own": own, "count": len(early)}
        yield finding("deadline-before-plan", values, start=early[0].start, end=early[0].end)
