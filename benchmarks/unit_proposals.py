"""Second opinions on where units stand in a text: noun phrases by part of speech, and a trained model.

Neither is part of the pipeline: benchmarks/units.py measures what they would add to the rules.  A proposal is only that
something may be a unit; whether it is answerable for anything is still decided by the grammar of `extractors`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc
from underthesea import pos_tag

Span = tuple[int, int, str]
"""Start, end and kind: body, post or group."""
Propose = Callable[[str], tuple[Span, ...]]

_NOUN = {"TAG": {"IN": ["N", "Nc", "Np", "Ny", "Nb"]}}
# 'Chi cục Trồng trọt và Bảo vệ thực vật', 'Phòng Văn hóa - Xã hội', 'Tổ công tác số 2': a name takes in capitals,
# numbers, and 'và', '-', 'của' between nouns.
_IN_NAME = {"TAG": {"IN": ["N", "Nc", "Np", "Ny", "Nb", "M", "A"]}, "OP": "*"}
_CAPITAL = {"IS_TITLE": True, "OP": "*"}
_JOINT = {"LOWER": {"IN": ["và", "-", "–", "&", "của"]}}
_ADVERB = {"TAG": "R", "OP": "*"}
_NAMES = ([_NOUN, _CAPITAL, _IN_NAME], [_NOUN, _CAPITAL, _IN_NAME, _JOINT, _NOUN | {"IS_TITLE": True}, _IN_NAME])
_NAMES += ([_NOUN, _CAPITAL, _JOINT, {"IS_TITLE": True}, _IN_NAME],)
# What only an office does, and so tells that what stands before it is a unit.
_DUTY = {"LOWER": {"IN": ["chủ trì", "phối hợp", "chịu", "chịu trách nhiệm", "phụ trách", "tham mưu", "đôn đốc"]}}
_HAS_DUTY = [{"LOWER": "có"}, {"LOWER": {"IN": ["trách nhiệm", "nhiệm vụ"]}}]
_ACTION = {"TAG": {"IN": ["V", "Vb"]}}


def by_tags(*, any_verb: bool) -> Propose:
    """Return what proposes the noun phrases that stand before a verb of duty, or before any verb at all."""
    vocab = spacy.blank("xx").vocab
    matcher = Matcher(vocab)
    follows = [[_ACTION]] if any_verb else [[_DUTY], _HAS_DUTY]
    matcher.add("unit", [[*name, _ADVERB, *what] for name in _NAMES for what in follows], greedy="LONGEST")

    @lru_cache(maxsize=10_000)
    def propose(text: str) -> tuple[Span, ...]:
        doc, places = _tagged(text, vocab)
        return tuple(span for _, i, j in matcher(doc) if (span := _name(doc, places, i, j)) is not None)

    return propose


def by_model(folder: Path) -> Propose:
    """Return what proposes the units that a model of scripts/train_units.py marks."""
    nlp = spacy.load(folder)
    kinds = {"BODY": "body", "POST": "post", "GROUP": "group", "PERSON": "post"}

    @lru_cache(maxsize=10_000)
    def propose(text: str) -> tuple[Span, ...]:
        return tuple((e.start_char, e.end_char, kinds[e.label_]) for e in nlp(text).ents if e.label_ in kinds)

    return propose


def _tagged(text: str, vocab: Any) -> tuple[Doc, list[int]]:
    """Return the words of underthesea with their tags, and where each begins in the text."""
    found, places, behind = [], [], 0
    for word, tag in pos_tag(text):
        place = text.find(word, behind)
        if place >= 0:  # a word that underthesea has spelled anew is passed over
            found.append((word, tag))
            places.append(place)
            behind = place + len(word)
    doc = Doc(vocab, words=[word for word, _ in found], tags=[tag for _, tag in found])
    return doc, places


def _name(doc: Doc, places: list[int], i: int, j: int) -> Span | None:
    """Return the name at the beginning of a match: all before its verb and the adverbs of that."""
    end = next((k for k in range(i + 1, j) if doc[k].tag_ in ("V", "Vb", "R") and not doc[k].is_title), j - 1)
    return (places[i], places[end - 1] + len(doc[end - 1]), "body") if end > i else None
