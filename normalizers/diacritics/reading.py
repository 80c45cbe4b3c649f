"""A reading of a document: its chains, and how likely each candidate is in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from normalizers.diacritics.decoder import Floats, Ints, Speech, Weights, posteriors
from normalizers.diacritics.language import language
from normalizers.diacritics.lattice import Chain, Proposes
from normalizers.diacritics.noise import Candidates
from normalizers.diacritics.tokens import Token
from normalizers.lexicon import BREAK

WEIGHTS = Weights()
# A chain in which every place is as certain as this is not read again.
SETTLED = 0.99
# In the others a place as certain as this keeps its candidates.
FIRM = 0.995
# From pairs of a raw word and its reading that are as certain as this the document's habits are learnt.
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Reading:
    """Chains, and for each of their places the chance of each candidate."""

    chains: Sequence[Chain]
    chances: Sequence[Sequence[Floats]]

    def places(self) -> Iterator[tuple[Token | None, Candidates, Floats]]:
        """Yield all places in their order."""
        for chain, chances in zip(self.chains, self.chances, strict=True):
            yield from zip(chain.tokens, chain.places, chances, strict=True)

    def pairs(self) -> Iterator[tuple[str, str, float]]:
        """Yield what was read for what, where that is sure, each with its weight."""
        for token, candidates, chance in self.places():
            if token is not None:
                best = int(chance.argmax())
                if chance[best] >= SURE:
                    yield token.raw, candidates.texts[best], 1.0

    def words(self) -> list[Ints]:
        """Return for each chain the numbers of its likeliest words."""
        return [
            np.array([place.words[chance.argmax()] for place, chance in zip(chain.places, chances, strict=True)])
            for chain, chances in zip(self.chains, self.chances, strict=True)
        ]

    def again(self, proposed: Proposes, speech: Speech) -> Reading:
        """Return this reading with the chains in which there is doubt read again."""
        least = [[float(chance.max()) for chance in chances] for chances in self.chances]
        doubted = [at for at, row in enumerate(least) if min(row) < SETTLED]
        anew = read([self.chains[at].again(proposed, [sure < FIRM for sure in least[at]]) for at in doubted], speech)
        chains, chances = list(self.chains), list(self.chances)
        for at, chain, found in zip(doubted, anew.chains, anew.chances, strict=True):
            chains[at], chances[at] = chain, found
        return Reading(chains, chances)


def read(chains: Sequence[Chain], speech: Speech) -> Reading:
    """Return the chains as they are read where words follow one another as `speech` says."""
    start = language().index(BREAK)
    return Reading(chains, posteriors([chain.places for chain in chains], speech, start, WEIGHTS))
