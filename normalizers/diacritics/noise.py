"""What may have stood on paper where an English engine wrote a token: 'ctia' is 'của', 'S&' is 'Sở', 'hué@ng' 'hướng'.

A candidate is a syllable in its case, with the punctuation of the token that is taken for punctuation.  Its score is
the logarithm of the chance that it was read so: by how often just this was seen in training, and else by its letters
(channel.py).  Text that only lost its marks has its candidates in unmarked.py.  What is likely beside the neighbours is
told in language.py; which candidate is meant, in decoder.py.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from itertools import accumulate, chain, islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from normalizers.diacritics.channel import OF_OTHERS, Habits
from normalizers.diacritics.language import language
from normalizers.diacritics.likeness import STATES, likeness
from normalizers.diacritics.readings import Reading, Readings
from normalizers.diacritics.search import LONGEST_RAW, DocumentSearch, Found, Search
from normalizers.diacritics.spelling import Ints, Syllables
from normalizers.letters import bare
from normalizers.lexicon import NUMBER, OTHER, decode_counts

# So many candidates come back for a token at most, chosen by the chance that it was read so and by how common they are.
KEPT = 24

# Engines that were learnt from: for English, and for languages with marks of their own, French, German or all of Latin
# script.  For any other there is what was learnt of both, trusted less.
ENGINES = ENGLISH, MARKED = "english", "marked"
OTHER_ENGINE = "other"

# What the file of the model has as texts.
LISTS = ("words", "raws", "texts", "lengths", "signs", "searched")

# The logarithms, for each letter, of the chance that a known word of another language is read as it is printed, and of
# the greatest chance that a word has among all that the language model does not know.
_KNOWN_LETTER, _UNKNOWN_LETTER = -0.1, -2.0
FOREIGN = STATES.index("foreign")
# That of what has the letters of a syllable and is none: 'Luu' is rather 'Lưu' that lost its mark.
_UNUSED = -12.0
# That of one number of one, two, three digits or more among all numbers, about.
_FIGURES = (-3.6, -4.8, -8.0)
# That of a sign never seen around a word: of punctuation, and of what only engines put there, as '¢' and '&', are
# hardly ever around a word of the corpus; what the value is exactly makes no difference on held-out pages.
_RARE_SIGN, _NO_SIGN = -12.0, -18.0
_NO_SIGNS = frozenset("&@#%*\\§¶")
QUOTES = str.maketrans("“”„‘’", '"""\'\'')
# The chance of a token that is no syllable at all: names, words of other languages, dirt.
_STRAY = 1e-9
# So many tokens tell which engine read a text, fewer if that makes it so much likelier than others, as a logarithm.
_ENOUGH, _CLEAR = 60, 12.0
# The candidates of so many tokens are kept in memory.
_MANY = 10_000


@dataclass(frozen=True, slots=True)
class Candidates:
    """What a token may have been on paper, likeliest first.

    `texts` have their case and the punctuation that was kept, `words` are their numbers in the language model, and
    `scores` the logarithms of the chance that each is printed so and was read as `raw`.  `chance` is the logarithm of
    that of `raw` itself, whatever was printed; where nothing was proposed it is 0.
    """

    raw: str
    texts: tuple[str, ...]
    words: Ints
    scores: npt.NDArray[np.float64]
    chance: float = 0.0


class Noise:
    """The chances of readings, and what they say of a token."""

    def __init__(
        self,
        search: Search | DocumentSearch,
        syllables: Syllables,
        signs: Mapping[str, float],
        index: Callable[[str], int],
    ) -> None:
        """`signs` are the logarithms of the chances of what stands before and after words."""
        self._search, self.syllables, self._signs, self.number = search, syllables, signs, index
        self._known: dict[str, Candidates] = {}

    def adapted(self, pairs: Iterable[tuple[str, str, float]]) -> Noise:
        """Return the noise of the document in which these tokens were read for these texts, each with its weight."""
        assert isinstance(self._search, Search)
        words: defaultdict[tuple[str, str], float] = defaultdict(float)
        for raw, text, weight in pairs:
            words[_core(raw, text)] += weight
        seen: defaultdict[tuple[str, str], float] = defaultdict(float)
        readings = self._search.readings
        for (raw, text), weight in words.items():
            if text in self.syllables.place and 0 < len(raw) <= LONGEST_RAW:
                for pair in zip(text, readings.aligned(raw, text), strict=True):
                    seen[pair] += weight
        search = DocumentSearch(self._search, Habits(readings.usual, seen))
        return Noise(search, self.syllables, self._signs, self.number)

    def candidates(self, raw: str) -> Candidates:
        """Return what a token may have been, among it the token as it stands.

        A token of figures may be a number or, if it is asked about, a syllable: '6' is 'ở' now and then, '14' is 'là'.
        """
        found = self._known.get(raw)
        if found is None:
            if len(self._known) > _MANY:
                self._known = {}
            found = self._known[raw] = self._found(raw)
        return found

    def _found(self, raw: str) -> Candidates:
        syllables = self.syllables
        best: dict[int, tuple[float, float, str]] = {}  # for each syllable: rank, score, text
        for before, core, after in cuts(raw):
            price = self._sign(before) + self._sign(after)
            places, scores = self._search.found(core)
            ranks = scores + syllables.common[places]
            for place, score, rank in zip(places.tolist(), scores.tolist(), ranks.tolist(), strict=True):
                word = place % syllables.size
                if word not in best or best[word][0] < rank + price:
                    text = before + syllables.texts[place] + after
                    best[word] = (rank + price, score + price + float(syllables.cases[place]), text)
        ranked = sorted(best.items(), key=lambda item: -item[1][0])[:KEPT]
        rows = [
            (score + float(syllables.rarity[word]), text, int(syllables.numbers[word]))
            for word, (_, score, text) in ranked
        ]
        if all(text != raw for _, text, _ in rows):
            rows.append(self._as_it_is(raw))
        rows.sort(key=lambda row: -row[0])
        return Candidates(
            raw,
            tuple(text for _, text, _ in rows),
            np.array([word for _, _, word in rows]),
            np.array([score for score, _, _ in rows]),
            math.log(sum(math.exp(rank) for _, (rank, _, _) in ranked) + _STRAY),
        )

    def _as_it_is(self, raw: str) -> tuple[float, str, int]:
        before, core, after = next(cuts(raw))
        if core.isdecimal():
            price = _FIGURES[min(len(core), len(_FIGURES)) - 1]
            return self._sign(before) + price + self._sign(after), raw, self.number(NUMBER)
        word = self.number(core)
        if bare(core.lower()) in self.syllables.unmarked:
            price = _UNUSED
        elif word == self.number(OTHER):
            price = min(likeness(core)[FOREIGN], _UNKNOWN_LETTER * len(core))
        else:
            price = _KNOWN_LETTER * len(core)
        return self._sign(before) + price + self._sign(after), raw, word

    def _sign(self, signs: str) -> float:
        """Return the logarithm of the chance of these before or after a word."""
        signs = signs.translate(QUOTES)
        found = self._signs.get(signs)
        return sum(map(self._each_sign, signs)) if found is None else found

    def _each_sign(self, sign: str) -> float:
        if sign in _NO_SIGNS or not unicodedata.category(sign).startswith("P"):
            return _NO_SIGN
        return self._signs.get(sign, _RARE_SIGN)


def cuts(raw: str) -> Iterator[tuple[str, str, str]]:
    """Yield a token as what stands before, the word, what stands after, with less and less taken for punctuation."""
    letters = [at for at, sign in enumerate(raw) if sign.isalnum()]
    first, last = (letters[0], letters[-1] + 1) if letters else (0, len(raw))
    for start in range(first, -1, -1):
        for end in range(last, len(raw) + 1):
            yield raw[:start], raw[start:end], raw[end:]


def _core(raw: str, text: str) -> tuple[str, str]:
    """Return the two without the punctuation that `text` kept."""
    before, core, after = next(cuts(text))
    return raw[len(before) : len(raw) - len(after)], core


def stored(path: Path, index: Callable[[str], int]) -> dict[str, Noise]:
    """Return by engine the noise of a file that scripts/restorer_training/noise.py wrote."""
    with np.load(path) as kept:
        lists = {name: bytes(kept[name]).decode().split("\n") for name in LISTS}
        counts = decode_counts(kept["cased"]).reshape(-1, 3)
        rows = list(zip(*(kept[name].tolist() for name in ("raw", "text", "count", "engine")), strict=True))
        prices = dict(zip(lists["signs"], kept["sign_logs"].tolist(), strict=True))
        places, logs = kept["places"].astype(np.int64), kept["logs"].astype(np.float32)
        ends = np.cumsum(kept["found"].astype(np.int64)).tolist()
    syllables = Syllables(lists["words"], counts, index)
    readings: dict[str, list[Reading]] = {engine: [] for engine in ENGINES}
    for (raw, text, count, engine), lengths in zip(rows, lists["lengths"], strict=True):
        reading = Reading(lists["texts"][text], _chunks(lists["raws"][raw], lengths), count)
        readings[ENGINES[engine]].append(reading)
    known = {
        raw: Found(places[start:end], logs[start:end])
        for raw, start, end in zip(lists["searched"], [0, *ends[:-1]], ends, strict=False)
    }
    searches = {engine: Search(syllables, Readings(syllables, readings[engine])) for engine in ENGINES}
    searches[ENGLISH].known = known
    searches[OTHER_ENGINE] = Search(syllables, Readings(syllables, chain(*readings.values()), OF_OTHERS))
    return {engine: Noise(search, syllables, prices, index) for engine, search in searches.items()}


def _chunks(raw: str, lengths: str) -> tuple[str, ...]:
    ends = list(accumulate(map(int, lengths)))
    return tuple(raw[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True))


@cache
def _engines() -> dict[str, Noise]:
    with as_file(files("normalizers.diacritics") / "model" / "noise.npz") as path:
        return stored(path, language().index)


def noise(engine: str = ENGLISH) -> Noise:
    """Return the noise of one of ENGINES, or of any other, as it comes with the package."""
    return _engines()[engine]


def likeliest(raws: Iterable[str]) -> Noise:
    """Return the noise of the engine that most likely read a text, by its tokens.

    An English engine knows no 'ê' and writes 'é' for it; a French one writes 'ê' for 'ế'.
    """
    engines = list(_engines().values())
    chances = np.zeros(len(engines))
    for raw in islice(dict.fromkeys(raws), _ENOUGH):
        chances += [noise.candidates(raw).chance for noise in engines]
        if chances.max() - np.sort(chances)[-2] > _CLEAR:
            break
    return engines[int(chances.argmax())]
