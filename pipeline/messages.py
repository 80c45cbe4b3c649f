"""The words of every finding, in Vietnamese and English, from one table.

Names in braces are filled in by whoever raises the finding; dates are written the way of each language.  When a
finding is raised is decided where the fact is seen: in triage, in the segmenter, or in check.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.records import Finding

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Message:
    """A finding's severity and its sentence in both languages."""

    severity: Literal["info", "warning", "error"]
    vi: str
    en: str


MESSAGES: dict[str, Message] = {
    "own-number-blank": Message(
        "warning",
        "Không có số của chính văn bản{detail}.",
        "The document's own number is not there{detail}.",
    ),
    "own-date-blank": Message(
        "warning",
        "Không có ngày ban hành đầy đủ của văn bản{detail}.",
        "The document's own date is not there, or not whole{detail}.",
    ),
    "own-number-unread": Message(
        "warning",
        "Không đọc được số của chính văn bản từ ảnh{detail}; số thường viết tay, nên xem bản giấy.",
        "The document's own number could not be read from its picture{detail}; it is often written by hand. See the "
        "paper.",
    ),
    "own-date-unread": Message(
        "warning",
        "Không đọc được đầy đủ ngày ban hành của văn bản từ ảnh{detail}; nên xem bản giấy.",
        "The document's own date could not be read whole from its picture{detail}. See the paper.",
    ),
    # On real scans the engine misread more than half of the numbers that are written by hand: '3004' for '2004'.
    "own-number-from-image": Message(
        "warning",
        "Số “{number}” của văn bản được đọc từ ảnh; số viết tay hay bị đọc nhầm, nên xem bản giấy.",
        "The document's own number “{number}” was read from its picture; numbers written by hand are often misread. "
        "See the paper.",
    ),
    "section-number-repeated": Message(
        "warning",
        "Số thứ tự mục “{marker}” lặp lại hoặc lùi lại: “{line}” đứng sau “{earlier}”.",
        "Section number “{marker}” is used again or goes back: “{line}” comes after “{earlier}”.",
    ),
    "section-number-skipped": Message(
        "warning",
        "Số thứ tự mục bị bỏ cách: “{line}” đứng ngay sau “{earlier}”.",
        "A section number is skipped: “{line}” comes right after “{earlier}”.",
    ),
    "section-number-first": Message(
        "warning",
        "Mục đầu tiên mang số “{marker}”: không có mục I trước “{line}”.",
        "The first section is numbered “{marker}”: no section I stands before “{line}”.",
    ),
    "symbol-issuer-mismatch": Message(
        "warning",
        "Ký hiệu “{number}” không phải của {issuer}, là cơ quan được ghi đã ban hành văn bản.",
        "The symbol of “{number}” is not that of {issuer}, which the text names as the issuer.",
    ),
    "cited-after-plan": Message(
        "warning",
        "{name} đề ngày {date}, sau ngày của chính văn bản này ({own}).",
        "{name} is dated {date}, later than this document itself ({own}).",
    ),
    "cited-two-dates": Message(
        "warning",
        "{name} được ghi hai ngày khác nhau{detail}.",
        "{name} is given two different dates{detail}.",
    ),
    "cited-two-issuers": Message(
        "warning",
        "{name} được ghi hai cơ quan ban hành khác nhau{detail}.",
        "{name} is given two different issuers{detail}.",
    ),
    "citation-ambiguous": Message(
        "info",
        "“{quote}” có thể là nhiều văn bản nên không được gộp với văn bản nào: {options}.",
        "“{quote}” may be more than one document and was joined with none of them: {options}.",
    ),
    "cited-replaced": Message(
        "warning",
        "Căn cứ {name} đã được thay thế hoặc bãi bỏ bởi {newer} ngày {day}, theo {path}.",
        "The ground {name} had been replaced or repealed by {newer} of {day}, as {path} says.",
    ),
    "cited-amended": Message(
        "info",
        "Căn cứ {name} đã được sửa đổi, bổ sung bởi {newer} ngày {day} (theo {path}) mà văn bản này không viện dẫn.",
        "The ground {name} had been amended by {newer} of {day} (as {path} says), which this document does not cite.",
    ),
    "target-below-plan": Message(
        "warning",
        "Chỉ tiêu ở “{quote}” thấp hơn của kế hoạch được triển khai: {value} ({path}).",
        "The target at “{quote}” is below that of the plan it carries out: {value} ({path}).",
    ),
    "task-without-unit": Message(
        "warning",
        "Không ghi đơn vị thực hiện: “{quote}”; {share} nhiệm vụ khác trong bảng, danh mục này có ghi.",
        "No unit is named for “{quote}”; {share} other tasks of this table or list have one.",
    ),
    "task-without-time": Message(
        "warning",
        "Không ghi thời gian: “{quote}”; {share} nhiệm vụ khác trong bảng, danh mục này có ghi.",
        "No time is given for “{quote}”; {share} other tasks of this table or list have one.",
    ),
    "cited-year-mismatch": Message(
        "warning",
        "Năm trong số “{number}” khác với năm được ghi: {date}.",
        "The year in “{number}” is not the year cited: {date}.",
    ),
    "cited-date-impossible": Message(
        "warning",
        "Ngày ghi ở “{quote}” không có trong lịch.",
        "The calendar has no such day: “{quote}”.",
    ),
    "cited-type-misprinted": Message(
        "info",
        "Tên loại văn bản viết sai ở “{quote}”; được hiểu là {type}.",
        "The document type is misprinted at “{quote}”; it is taken for {type}.",
    ),
    "cited-number-misread": Message(
        "info",
        "Số hoặc ngày của văn bản ở “{quote}” có ký tự bị đọc nhầm; được hiểu là {number}.",
        "A letter or digit was misread in the number or date at “{quote}”; it is taken for {number}.",
    ),
    "figure-misread": Message(
        "info",
        "Con số ở “{quote}” có ký tự bị đọc nhầm; được hiểu là {detail}.",
        "A digit was misread at “{quote}”; the figure is taken for {detail}.",
    ),
    "time-misread": Message(
        "info",
        "Thời gian ở “{quote}” có ký tự bị đọc nhầm; được hiểu là {detail}.",
        "A digit was misread at “{quote}”; the time is taken for {detail}.",
    ),
    "deadline-before-plan": Message(
        "info",
        "Thời hạn {date} đã qua khi kế hoạch được ban hành hoặc bắt đầu ({own}); số thời hạn như vậy: {count}.",
        "The time stated, {date}, had passed when the plan was issued or began ({own}); such times in all: {count}.",
    ),
    "ocr-low-confidence": Message(
        "warning",
        "Trang {page}: nhận dạng chữ kém tin cậy ({percent}%); nên đối chiếu với bản giấy.",
        "Page {page}: the text recognition is unsure of itself ({percent} %); compare with the paper.",
    ),
    "ocr-missing": Message(
        "error",
        "{count} trang chỉ có ảnh hoặc lớp chữ hỏng mà chưa đọc được: {vi}. Hãy cài: {install}; rồi chạy lại.",
        "{count} pages are pictures, or their text is broken, and were not read: {en}. Install it: {install}; "
        "then run again.",
    ),
    "ocr-failed": Message(
        "error",
        "Trang {page}: không nhận dạng được chữ trong ảnh; {vi}",
        "Page {page}: the picture could not be read; {en}",
    ),
    "ocr-repaired": Message(
        "info",
        "Đã sửa {count} chỗ nhận dạng chữ nhầm theo từ vựng và cách đánh số, ví dụ: {examples}.",
        "{count} misread places were repaired by vocabulary and numbering, for example: {examples}.",
    ),
    "ocr-needed": Message(
        "warning",
        "Trang {pages}: ảnh chụp trang giấy, không có chữ hoặc chỉ có vài chữ (dấu, chữ ký số); "
        "cần nhận dạng chữ (OCR) mới đọc được.",
        "Page(s) {pages}: a picture of paper without text, or with a few words of stamps and signing marks; "
        "only text recognition (OCR) can read it.",
    ),
    "no-words-found": Message(
        "info",
        "Trang {pages}: đã đọc ảnh (OCR), không thấy chữ nào; có thể chỉ có dấu, hình hoặc trang trắng.",
        "Page(s) {pages}: read from the picture (OCR), and no words found; perhaps a seal, a drawing, a blank page.",
    ),
    "page-from-image": Message(
        "info",
        "Trang {pages}: ảnh chụp trang giấy; chữ do máy nhận dạng từ ảnh (OCR).",
        "Page(s) {pages}: a picture of paper; the text was recognised from it (OCR).",
    ),
    "layer-replaced": Message(
        "info",
        "Trang {pages}: lớp chữ trong tệp bị sai, đã đọc lại từ hình trang (OCR).",
        "Page(s) {pages}: the text in the file is wrong; it was read anew from the picture of the page (OCR).",
    ),
    "letters-filled-in": Message(
        "info",
        "Trang {pages}: phông chữ trong tệp thiếu vài chữ cái, đã điền theo hình trang (OCR).",
        "Page(s) {pages}: a font of the file lacks letters; they were filled in from the picture of the page (OCR).",
    ),
    "text-garbled": Message(
        "warning",
        "Trang {pages}: lớp chữ bị sai hoặc mất dấu tiếng Việt; số liệu rút ra từ đây có thể sai, cần đối chiếu "
        "bản gốc.",
        "Page(s) {pages}: the text is garbled or has lost its Vietnamese marks; what is drawn from it may be wrong. "
        "Compare with the original.",
    ),
    "broken-font-map": Message(
        "warning",
        "Trang {pages}: phông chữ trong tệp thiếu bảng mã đúng nên có chữ bị mất hoặc biến thành ký tự lạ.",
        "Page(s) {pages}: a font of the file lacks a right table of letters, so letters are lost or turned into "
        "strange signs.",
    ),
    "legacy-encoding": Message(
        "info",
        "Trang {pages}: chữ theo bảng mã cũ ({encoding}), đã được chuyển sang Unicode.",
        "Page(s) {pages}: the text was in an old Vietnamese encoding ({encoding}) and has been converted to Unicode.",
    ),
    "encoding-unknown": Message(
        "warning",
        "Trang {pages}: chữ theo bảng mã cũ chưa nhận ra, chưa được chuyển sang Unicode.",
        "Page(s) {pages}: the text is in an old encoding that was not recognised, and not converted to Unicode.",
    ),
    "text-restored": Message(
        "warning",
        "Trang {pages}: chữ sai hoặc mất dấu; đã khôi phục {count} âm tiết bằng phỏng đoán, còn ngờ {doubtful}"
        "{detail}. Nên đối chiếu với bản gốc; xem bảng `restorations`.",
        "Page(s) {pages}: the text was garbled or had lost its marks; {count} syllables were restored by guess, "
        "{doubtful} of them in doubt{detail}. Compare with the original; see the table `restorations`.",
    ),
    "file-unreadable": Message("error", "{vi}", "{en}"),
}

# A remark with a code of its own still reaches the reader, with the words it rests on.
UNLISTED = Message("info", "Nên xem lại “{quote}”{detail}.", "Worth a second look: “{quote}”{detail}.")


def finding(
    code: str,
    values: Mapping[str, Value] | None = None,
    *,
    start: int | None = None,
    end: int | None = None,
    page: int | None = None,
) -> Finding:
    """Return the finding of `code` with `values` filled into its sentences; `detail` may be left out.

    >>> finding("own-number-blank", {"detail": "KH-MNBM"}).message_en
    "The document's own number is not there (KH-MNBM)."
    """
    message = MESSAGES.get(code, UNLISTED)
    filled = {"detail": None, "page": page, **(values or {})}
    vi = message.vi.format_map({name: _said(value, name, "%d/%m/%Y") for name, value in filled.items()})
    en = message.en.format_map({name: _said(value, name, "%Y-%m-%d") for name, value in filled.items()})
    return Finding(code, message.severity, vi, en, start, end, page)


def _said(value: Value, name: str, day: str) -> str:
    text = value.strftime(day) if isinstance(value, date) else str(value)
    if name == "detail":
        return f" ({text})" if value else ""
    return text
