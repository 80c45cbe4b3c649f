"""Train a small model that marks units, posts, groups, persons and places in official Vietnamese, and measure it.

    python scripts/train_units.py ../shared/corpus/corpus.txt.zst units-model [--lines 30000] [--minutes 12]
    python scripts/train_units.py ../shared/corpus/corpus.txt.zst --show 100

Nobody has annotated such text by hand, so the labels are silver: what the rules and lists of `extractors` read in a
line, and places of which the kind is printed ('huyện Gia Lâm').  What stands where a unit seldom begins is neither
taught nor counted as none.  What the model can add is what it has learnt from the words around a unit;
docs/units-ablation.md says how much that is.  The tables are made without it.

`--withhold 0.3` leaves that share of the heads of unit_heads.csv unread, so that the model can be tried on heads that
neither it nor the rules know.  `--show` prints labelled lines, to be checked by eye, and trains nothing.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from zlib import crc32

import spacy
from corpus_lines import is_held_out, read_lines
from noise_pages.sources import is_printable
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as SpacySpan
from spacy.training import Example
from spacy.util import compounding, filter_spans, minibatch

from extractors import unit_grammar, units
from extractors.unit_grammar import Head
from extractors.units import Unit, is_person, read_units
from extractors.words import Phrases, words
from normalizers.letters import UPPER
from normalizers.tables import rows

LABELS = ("BODY", "POST", "GROUP", "PERSON", "PLACE")

_KIND_OF_PLACE = "tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|thôn|bản|ấp|khóm|tổ dân phố"
_PLACE = re.compile(rf"(?<!\w)(?:{_KIND_OF_PLACE}|TP\.?) (?:[{UPPER}]\w*(?:[ -][{UPPER}]\w*){{0,3}}|\d{{1,2}}(?!\w))")
_PERSON = re.compile(rf"(?<!\w)(?:ông|bà|đồng chí|đ/c|Ông|Bà|Đồng chí|Đ/c) (?:[{UPPER}]\w* ){{1,3}}[{UPPER}]\w*")
# An encyclopedia stands in the corpus too; offices write of units and of what is to be done.
_OFFICIAL = re.compile(
    r"UBND|[Ủủ]y ban|[Hh]ội đồng|[Cc]ơ quan|[Đđ]ơn vị|[Tt]rách nhiệm|[Pp]hối hợp|[Cc]hủ trì|[Pp]hòng |[Ss]ở "
    r"|[Hh]iệu trưởng|[Nn]hà trường|Trưởng |Giám đốc|Bộ [A-ZĐ]|Ban [A-ZĐ]|[Cc]án bộ|[Gg]iáo viên|[Kk]ế hoạch"
)
_OTHERS = 0.15
"""Share of lines that need not read so, in which the model learns what is no unit."""

# Some 2 MB: four tables of hashed words, prefixes, suffixes and shapes, and four convolutions over them.
_CONFIG = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2",
            "pretrained_vectors": None,
            "width": 64,
            "depth": 4,
            "embed_size": 2000,
            "window_size": 1,
            "maxout_pieces": 2,
            "subword_features": True,
        },
    }
}

# A unit begins a line or a clause, or stands behind one of these: 'của Sở Y tế', 'đề nghị Sở Y tế'.  Elsewhere its head
# may be part of another word: 'vật chất văn phòng phẩm', 'Luật Bảo vệ môi trường 2020'.
_OPENERS = frozenset(words(", ; : . ( ) và hoặc của do với giao cho tại về là gửi từ nghị cầu thuộc bởi cáo khi").lower)

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line, the spans in it, and those of which nothing is said."""

    text: str
    spans: tuple[Span, ...]
    unsure: tuple[Span, ...] = ()


def silver(text: str) -> Labelled:
    """Return the line with what rules and lists read in it; where two overlap, the longer one.

    >>> [text for text in _texts(silver("Giao Sở Y tế và đồng chí Lê Thị Hoa kiểm tra tại xã Tân Lập."))]
    ['Sở Y tế', 'đồng chí Lê Thị Hoa', 'xã Tân Lập']
    """
    units_seen = list(_units(text))
    found = [(u.start, u.end, _label(u)) for u, sure in units_seen if sure]
    found += [(*m.span(), "PERSON") for m in _PERSON.finditer(text)]
    found += [(*m.span(), "PLACE") for m in _PLACE.finditer(text)]
    unsure = [(u.start, u.end, _label(u)) for u, sure in units_seen if not sure]
    kept = _longest(found, [])
    return Labelled(text, tuple(sorted(kept)), tuple(_longest(unsure, kept)))


def _longest(spans: Iterable[Span], taken: Sequence[Span]) -> list[Span]:
    """Return the spans that neither overlap those taken nor each other; the longer one comes first."""
    kept: list[Span] = []
    for start, end, label in sorted(spans, key=lambda s: (s[0] - s[1], s[0])):
        if all(end <= a or start >= b for a, b, _ in (*taken, *kept)):
            kept.append((start, end, label))
    return kept


def _units(text: str) -> Iterator[tuple[Unit, bool]]:
    """Yield the units of a line, and whether they stand where one begins."""
    seen = words(text)
    i = 0
    while i < len(seen):
        listed = read_units(seen, i)
        if listed is not None:
            sure = i == 0 or seen.lower[i - 1] in _OPENERS
            yield from ((unit, sure) for unit in listed.units)
        i = max(i + 1, listed.next if listed is not None else 0)


def _label(unit: Unit) -> str:
    return "PERSON" if is_person(unit.text) else unit.kind.upper()


def _texts(labelled: Labelled) -> Iterator[str]:
    for start, end, _ in labelled.spans:
        yield labelled.text[start:end]


def withheld(share: float) -> frozenset[str]:
    """Return the heads that are left unread at this share: always the same, and the more of them the greater it is."""
    return frozenset(row["seen"] for row in rows("unit_heads") if crc32(row["seen"].encode()) % 1000 < 1000 * share)


def withhold(share: float) -> None:
    """Leave a share of the heads unread from here on."""
    left_out = withheld(share)
    kept = [row for row in rows("unit_heads") if row["seen"] not in left_out]
    heads = Phrases((r["seen"], Head(r["kind"], r["level"] or None, r["next"], bool(r["attribute"]))) for r in kept)
    units.HEADS = unit_grammar.HEADS = heads


def chosen_lines(path: Path, count: int, chance: Random) -> tuple[list[str], list[str]]:
    """Return lines to learn from, and lines to measure on, which are held out of everything that is trained."""
    lines = [(is_held_out(i), line) for i, line in enumerate(read_lines(path)) if is_printable(line)]
    official = [(held, line) for held, line in lines if _OFFICIAL.search(line)]
    learnt = [line for held, line in chance.sample(official, min(len(official), count)) if not held]
    learnt += [line for held, line in chance.sample(lines, min(len(lines), int(count * _OTHERS))) if not held]
    return learnt, [line for held, line in official if held]


def example(nlp: Language, labelled: Labelled) -> Example:
    """Return a line as spaCy learns from it; a span that ends inside a token is left out."""
    doc = nlp.make_doc(labelled.text)
    reference = doc.copy()
    reference.set_ents(_tokens(doc, labelled.spans), missing=_tokens(doc, labelled.unsure), default="outside")
    return Example(doc, reference)


def _tokens(doc: Doc, spans: Iterable[Span]) -> list[SpacySpan]:
    found = (doc.char_span(start, end, label) for start, end, label in spans)
    return filter_spans([span for span in found if span is not None])


def train(lines: Sequence[Labelled], minutes: float, chance: Random) -> Language:
    """Return a model of the lines, trained over them until the time is up."""
    nlp = spacy.blank("xx")
    ner = nlp.add_pipe("ner", config=_CONFIG)
    for label in LABELS:
        ner.add_label(label)  # type: ignore[attr-defined]
    examples = [example(nlp, line) for line in lines]
    optimizer = nlp.initialize(lambda: examples[:500])
    sizes = compounding(16.0, 96.0, 1.002)
    end = time.monotonic() + 60 * minutes
    passes = 0
    while time.monotonic() < end:
        chance.shuffle(examples)
        losses: dict[str, float] = {}
        for batch in minibatch(examples, sizes):
            nlp.update(batch, sgd=optimizer, drop=0.2, losses=losses)
            if time.monotonic() > end:
                break
        passes += 1
        print(f"pass {passes}: loss {losses['ner']:.0f}", flush=True)
    return nlp


def measure(nlp: Language, lines: Iterable[Labelled]) -> None:
    """Print how far the model marks what rules and lists do."""
    scores = nlp.evaluate([example(nlp, line) for line in lines])
    print(f"{'label':8}{'precision':>10}{'recall':>8}{'F1':>7}")
    for label, score in [("all", {k: scores[f"ents_{k}"] for k in "prf"}), *sorted(scores["ents_per_type"].items())]:
        print(f"{label:8}{score['p']:10.3f}{score['r']:8.3f}{score['f']:7.3f}")


def show(lines: Iterable[Labelled]) -> None:
    """Print lines with their spans in brackets."""
    for line in lines:
        text = line.text
        for start, end, label in reversed(line.spans):
            text = f"{text[:start]}[{text[start:end]}]{label}{text[end:]}"
        print("-", text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path, nargs="?", help="folder for the model")
    parser.add_argument("--lines", type=int, default=30_000, help="official lines to learn from")
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--withhold", type=float, default=0.0, help="share of heads that are left unread")
    parser.add_argument("--show", type=int, default=0, help="print so many labelled lines and stop")
    args = parser.parse_args()
    chance = Random(0)
    spacy.util.fix_random_seed(0)
    if args.withhold:
        withhold(args.withhold)
    learnt, held_out = chosen_lines(args.corpus, args.lines, chance)
    if args.show:
        show(map(silver, chance.sample(held_out, args.show)))
        return
    if args.out is None:
        parser.error("say where the model is to go")
    nlp = train([silver(line) for line in learnt], args.minutes, chance)
    nlp.to_disk(args.out)
    measure(nlp, [silver(line) for line in held_out])
    size = sum(file.stat().st_size for file in args.out.rglob("*") if file.is_file())
    print(f"{len(learnt)} lines learnt, {len(held_out)} held out, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
