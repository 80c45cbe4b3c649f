"""A document restored in two passes: what the first is sure of teaches the second how this document is written.

The engine's habits on this scan, and the words and names the document keeps using, are learnt from the document itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from normalizers.diacritics.agreement import Agreement, named_alike
from normalizers.diacritics.capitals import Beside, beside, cased
from normalizers.diacritics.codes import read_code
from normalizers.diacritics.confidence import confidences
from normalizers.diacritics.decoder import Floats
from normalizers.diacritics.document import DocumentSpeech
from normalizers.diacritics.gate import Stretch
from normalizers.diacritics.language import language
from normalizers.diacritics.lattice import Proposes, chains
from normalizers.diacritics.likeness import State
from normalizers.diacritics.marks import in_order
from normalizers.diacritics.noise import Candidates, likeliest
from normalizers.diacritics.openings import openings
from normalizers.diacritics.punctuation import signs
from normalizers.diacritics.reading import Reading, read
from normalizers.diacritics.restoration import Decision
from normalizers.diacritics.specks import specks
from normalizers.diacritics.tokens import CODES, Token, may_be_syllable
from normalizers.diacritics.unmarked import unmarked

# So many alternatives are told of a syllable, and none that is less likely than this.
ALTERNATIVES, SHOWN = 4, 0.001

# Before the number of a document stand its type by name, of up to fifteen letters, and 's6'.
NAME = 20
# Of a code that the engine tore at its hyphen, '423/ND- PGD', hardly any part is right by itself.
TORN = 0.5
# A number is read as a syllable, '6' as 'ở', only where that is as likely as this.
FIGURE_SURE = 0.9

States = Mapping[int, State]  # how tokens of damaged stretches were damaged, by where they start


class Source(Protocol):
    """What tells of a token what it may have been."""

    def candidates(self, raw: str) -> Candidates: ...


def decided(
    text: str, found: Sequence[Token], stretches: Sequence[Stretch], alternatives: bool = False
) -> list[Decision]:
    """Return what the tokens of damaged stretches are to be read as."""
    states = states_of(found, stretches)
    damaged = [token for token in found if token.start in states]
    decisions = [*_syllables(text, found, states, alternatives), *_codes(text, damaged)]
    garbled = [token for token in damaged if states[token.start] == "garbled"]
    texts = {decision.start: decision.text for decision in decisions}
    blanks = list(specks(text, garbled, texts))
    taken = {decision.start for decision in blanks}
    decisions += [
        *blanks,
        *(sign for sign in signs(text, garbled, texts) if sign.start not in taken),
        *openings(text, garbled),
    ]
    return sorted(decisions, key=lambda decision: decision.start)


def readings(text: str, found: Sequence[Token], states: States) -> tuple[Reading, Reading]:
    """Return what the first pass reads, and the second."""
    engine = likeliest(t.raw for t in found if t.kind == "syllable" and states.get(t.start) == "garbled")
    sources: dict[State, Source] = {"garbled": engine, "stripped": unmarked()}
    first = read(list(chains(text, found, _proposing(states, sources))), language())
    if not first.chains:
        return first, first
    sources["garbled"] = engine.adapted(first.pairs())
    speech = DocumentSpeech(language(), language().size, first.words())
    second = first.again(_agreeing(_proposing(states, sources), Agreement(first)), speech)
    return first, named_alike(second)


def states_of(found: Sequence[Token], stretches: Sequence[Stretch]) -> dict[int, State]:
    """Return how the tokens of damaged stretches were damaged, by where they start."""
    starts = [stretch.start for stretch in stretches]
    of = ((token.start, stretches[bisect_right(starts, token.start) - 1]) for token in found)
    return {start: stretch.state for start, stretch in of if stretch.damaged}


def _syllables(text: str, found: Sequence[Token], states: States, alternatives: bool) -> Iterator[Decision]:
    first, second = readings(text, found, states)
    neighbours = beside(text, found)
    places = [place for place in second.places() if place[0] is not None]
    for (token, candidates, chance), sure in zip(places, confidences(text, first, second).tolist(), strict=True):
        assert token is not None
        yield _decision(token, candidates, chance, sure, neighbours[token.start], alternatives)


def _codes(text: str, damaged: Sequence[Token]) -> Iterator[Decision]:
    ordered = in_order(damaged)
    for token in damaged:
        if token.start in ordered:
            yield Decision(token.start, token.end, *ordered[token.start])
        elif token.kind in CODES and (code := read_code(token.raw, text[max(0, token.start - NAME) : token.start])):
            torn = text.startswith(("- ", "-\t"), token.end)
            yield Decision(token.start, token.end, code.text, code.confidence * (TORN if torn else 1))


def _proposing(states: States, sources: Mapping[State, Source]) -> Proposes:
    """Return what tells of a token what it may have been."""

    def proposed(token: Token) -> Candidates | None:
        state = states.get(token.start)
        figure = state == "garbled" and token.kind == "number" and may_be_syllable(token.raw)
        return sources[state].candidates(token.raw) if state and (figure or token.kind == "syllable") else None

    return proposed


def _agreeing(proposes: Proposes, agreement: Agreement) -> Proposes:
    """Return what proposes the same, in the light of the other places of the document."""

    def proposed(token: Token) -> Candidates | None:
        candidates = proposes(token)
        return candidates and agreement.weighed(token.start, candidates)

    return proposed


def _decision(
    token: Token, candidates: Candidates, chance: Floats, confidence: float, neighbours: Beside, alternatives: bool
) -> Decision:
    best = int(chance.argmax())
    if token.kind == "number" and chance[best] < FIGURE_SURE and token.raw in candidates.texts:
        best = candidates.texts.index(token.raw)
    others: tuple[str, ...] = ()
    if alternatives:
        order = (-chance).argsort()[: ALTERNATIVES + 1]
        others = tuple(candidates.texts[at] for at in order if at != best and chance[at] > SHOWN)[:ALTERNATIVES]
    text, sure = cased(token.raw, candidates.texts[best], neighbours)
    return Decision(token.start, token.end, text, confidence * sure, others)
