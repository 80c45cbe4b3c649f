"""Marks and letters that a text lost are put back: 'Thuc hién cong tac', 'x4c dinh 1a nhi¢m vu', 'Ke hoach'.

`restore` is all that other packages need.  tokens.py cuts the text, codes.py reads abbreviations and numbers of
documents, gate.py says which parts need it; noise.py proposes what may have stood for a raw syllable, language.py says
what is likely beside its neighbours, decoder.py chooses, passes.py does so twice, restoration.py is what comes back.
"""

from __future__ import annotations

from normalizers.diacritics.gate import Stretch, gate
from normalizers.diacritics.passes import decided
from normalizers.diacritics.restoration import Restoration, Syllable, rewritten
from normalizers.diacritics.tokens import tokens

__all__ = ["Restoration", "Stretch", "Syllable", "restore"]


def restore(text: str, *, alternatives: bool = False, whole: bool = False) -> Restoration:
    """Return `text`, which is in NFC, with its marks and letters restored where it lost them; the rest is unchanged.

    The text may be many pages, best a whole document: what is learnt in one place helps in another.  With `whole` no
    part is taken for clean, foreign text or a table; with `alternatives` each syllable says what else it may be.
    """
    found = tokens(text)
    stretches = [Stretch(0, len(text), "garbled")] if whole else gate(text, found)
    if not any(stretch.damaged for stretch in stretches):
        return Restoration(text, text, (), tuple(stretches))
    return rewritten(text, decided(text, found, stretches, alternatives), stretches)
