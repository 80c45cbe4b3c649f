"""What a figure measures, in the text's words: the clause around it without figure, horizon and modality.

'Phấn đấu tỷ lệ hồ sơ trực tuyến đến năm 2026 đạt từ 90% trở lên' measures 'tỷ lệ hồ sơ trực tuyến'.
"""

from __future__ import annotations

import re

from extractors.figures import Figure
from extractors.spans import Spans
from normalizers.wordlists import alternation

_MODALITY = alternation("modalities")
# A new clause begins after a colon, a semicolon, a bracket, or a comma before a modality: '…, đảm bảo ít nhất …'.
_LEFT = re.compile(
    rf";|:(?=\s)|\(|,\s+(?=(?:và\s+)?{_MODALITY}(?!\w))|(?<=\w)\s+(?=(?:phấn đấu|trong đó)\s)", re.IGNORECASE
)
_RIGHT = re.compile(rf";|\)|\.\s|,\s+(?=(?:và\s+)?{_MODALITY}(?!\w))|\s(?=phấn đấu\s|trong đó\s)", re.IGNORECASE)
# What a figure is compared with is no part of what it measures: 'đạt 98% kế hoạch', 'tăng 5% so với cùng kỳ'.
_COMPARED = re.compile(
    r"^(?:so\s+(?:với\s+)?|(?:kế\s+hoạch|dự\s+toán)(?!\w)).*$"
    r"|\s+so\s+với\s+(?:cùng\s+kỳ|kỳ\s+trước|năm|giai\s+đoạn|nhiệm\s+kỳ)(?!\w).*$",
    re.IGNORECASE | re.DOTALL,
)
_STRONG_JOINT = re.compile(r";\s*|:\s+|\s*,?\s*(?:và\s+)?trong\s+đó\s*:?\s*", re.IGNORECASE)
_WEAK_JOINT = re.compile(r",\s+|\s+và\s+", re.IGNORECASE)
_PREDICATE = re.compile(r"(?<!\w)(?:đạt|chiếm|tăng|giảm|vượt|bằng|là|còn|lên|xuống|ước)(?!\w)", re.IGNORECASE)
_HEAD = re.compile(
    rf"^(?:[\s,.:;)\]*–-]|\((?:\d{{1,2}}|[ivx]+)\)|(?:{_MODALITY}|và|bình\s+quân|trung\s+bình|có(?=\s*$)|là|mỗi\s+năm\s+có(?=\s*$)"
    r"|h[àằ]ng\s+năm(?=\s*,))(?!\w))+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,.:;(\[*–-]|(?<!\w)(?:đạt\s+tỷ\s+lệ|đạt|chiếm|là|lên|còn|xuống|(?<!tốc\sđộ\s)(?<!cắt\s)(?:tăng|giảm|vượt)(?:\s+lên)?|bằng"
    r"|ước|với|trong\s+đó|và|từ|bình\s+quân(?<!tăng\sbình\squân)|phấn\s+đấu|dự\s+kiến|mỗi\s+năm(?:\s+có)?|h[àằ]ng\s+năm|có|ở\s+mức)(?!\w))+$",
    re.IGNORECASE,
)
# 'Học sinh giỏi: 12/25 em, tỷ lệ 48%' measures what stands before the colon.
_OUT_OF = re.compile(r"\d+\s?/\s?\d+(?:\s+[^\W\d]+){0,2}\s*,?\s*(?:đạt\s+)?(?:(?:tỷ|tỉ)\s+lệ\s*)?$", re.IGNORECASE)
_RATE = re.compile(r"\W*(?P<rate>(?:tỷ|tỉ)\s+lệ(?:\s+[^\W\d]+){1,12}):\s", re.IGNORECASE)
_UP_BEHIND = re.compile(r"^(?P<counted>[^\W\d_]+(?:\s+[^\W\d_]+){0,3}?)\s+trở\s+(?:lên|xuống)(?!\w)")
_END = re.compile(r"(?:[\s,.:;(\[*–-]|\./\.)+$")
_FAR = 600  # characters; words further away belong to something else
_LIST = 12  # figures that may share a verb
_SHORT = 60  # characters of a verb that is shared by the figures of a list


def indicator_of(sentence: str, figures: list[Figure], index: int, horizons: Spans) -> str:
    """Return what `figures[index]` of a sentence measures; `horizons` are the times by which it is due.

    >>> from extractors.figures import find_figures
    >>> text = "Hình thành ít nhất 10 hợp tác xã kiểu mới, 20 mô hình sản xuất."
    >>> [indicator_of(text, find_figures(text), i, Spans()) for i in (0, 1)]
    ['Hình thành hợp tác xã kiểu mới', 'Hình thành mô hình sản xuất']
    """
    figure = figures[index]
    left, right = _bounds(sentence, figures, index)
    counted = figure.family == "count" and not figure.measure
    noun = figure.unit.partition("/")[0] if counted else ""
    stretch = _OUT_OF.sub("", _without(sentence, left, figure.start, horizons))
    before = _HEAD.sub("", _TAIL.sub("", stretch))
    after = _COMPARED.sub("", _END.sub("", _without(sentence, figure.end, right, horizons)).lstrip(" ,:"))
    after = _UP_BEHIND.sub(r"\g<counted>", after)  # 'từ 80% tổ chuyên môn trở lên'
    if not before and index and _list_member(sentence, figures[index - 1], figure):
        before = _shared_verb(sentence, figures, index)
    if not before and not after:
        before = _subject(sentence, figures, index, horizons)
    words = " ".join(part for part in (before, noun, after) if part)
    words = _HEAD.sub("", _TAIL.sub("", " ".join(words.split()))).strip()
    rate = _rate(sentence, figure)
    return f"{rate} {words}" if rate and words and not words.startswith(rate) else words


def _rate(sentence: str, figure: Figure) -> str:
    """'Tỷ lệ chuyên cần: nhà trẻ đạt 85%, mẫu giáo đạt 95%': what stands before the colon is measured of each."""
    floor = max(0, figure.start - _FAR)
    start = max(sentence.rfind(";", floor, figure.start) + 1, floor)
    match = _RATE.match(sentence, start, figure.start) if figure.kind == "percentage" else None
    return match["rate"] if match else ""


def _subject(sentence: str, figures: list[Figure], index: int, horizons: Spans) -> str:
    """Return the subject of a bare predicate: what stands before the modality, else what the figure before measures."""
    figure = figures[index]
    floor = max(0, figure.start - _FAR)
    start = max(sentence.rfind(";", floor, figure.start) + 1, floor)
    earlier = [f for f in figures[max(0, index - _LIST) : index] if f.start >= start]
    own = _without(sentence, start, earlier[0].start if earlier else figure.start, horizons)
    words = _HEAD.sub("", _TAIL.sub("", _OUT_OF.sub("", own))).rpartition("trong đó: ")[2]
    if not words and earlier:
        # This figure bounds what the one before measures: '85% hồ sơ trực tuyến, tăng 10%'.
        return indicator_of(sentence, figures[max(0, index - _LIST) : index + 1], min(index, _LIST) - 1, horizons)
    after = _END.sub("", sentence[figure.end : figure.end + _FAR]).strip(" ,:.()")
    return words or after or _TAIL.sub("", sentence[start : figure.start])


def _bounds(sentence: str, figures: list[Figure], index: int) -> tuple[int, int]:
    figure = figures[index]
    floor = _joint(sentence, figures[index - 1], figure) if index else 0
    ceiling = _joint(sentence, figure, figures[index + 1]) if index + 1 < len(figures) else len(sentence)
    left = floor
    for found in _LEFT.finditer(sentence, floor, figure.start):
        closed = found[0] == "(" and ")" in sentence[found.end() : figure.start]
        if not closed:
            left = found.end()
    depth = 0
    right = ceiling
    for found in _RIGHT.finditer(sentence, figure.end, ceiling):
        if found[0] == ")" and sentence.count("(", figure.end, found.start()) > depth:
            depth += 1
            continue
        right = found.start()
        break
    opened = sentence.rfind("(", figure.end, right)
    if opened >= 0 and ")" not in sentence[opened:right]:
        right = opened  # what a bracket adds belongs to the figure in it
    return left, right


def _joint(sentence: str, first: Figure, second: Figure) -> int:
    """Return where the words of one figure end and those of the next begin.

    After a predicate ('A đạt 40%, B đạt 50%') the next words begin at the first comma; where the figure leads its
    words ('100% các xã, phường có tối thiểu 1 điểm') only right before the next figure.
    """
    strong = list(_STRONG_JOINT.finditer(sentence, first.end, second.start))
    if strong:
        return strong[-1].end()
    weak = list(_WEAK_JOINT.finditer(sentence, first.end, second.start))
    if not weak:
        return second.start
    if not sentence[weak[-1].end() : second.start].strip():
        return weak[-1].end()
    predicate = _PREDICATE.search(sentence, max(0, first.start - 25), first.start)
    return weak[0].end() if predicate else weak[-1].end()


def _list_member(sentence: str, previous: Figure, figure: Figure) -> bool:
    return ";" not in sentence[previous.end : figure.start] and previous.kind == figure.kind


def _shared_verb(sentence: str, figures: list[Figure], index: int) -> str:
    first = index - 1
    while first and index - first < _LIST and _list_member(sentence, figures[first - 1], figures[first]):
        first -= 1
    left, _ = _bounds(sentence, figures, first)
    verb = _HEAD.sub("", _TAIL.sub("", sentence[left : figures[first].start]))
    return verb if len(verb) <= _SHORT else ""


def _without(sentence: str, start: int, end: int, spans: Spans) -> str:
    pieces, position = [], start
    for left, right in spans.within(start, end):
        pieces.append(sentence[position:left])
        position = right
    return "".join((*pieces, sentence[position:end]))
