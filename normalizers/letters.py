"""Letters as they should be: NFC, one kind of dash and blank, the old tone placement (hòa, thủy) for comparing.

Marks are meaning: 'ban' (a board) is not 'bản' (a copy), and 'đ' is a letter of its own.  `bare` removes them only to
propose candidates; what it proposes is compared with marks afterwards.
"""

from __future__ import annotations

import re
import unicodedata

# For character classes: ranges such as "Ạ-Ỹ" or "À-Ỵ" will not do, capitals and small letters alternate in them.
UPPER = "A-ZÀ-ÖØ-ÝĂĐĨŨƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA, 2)))
LOWER = "a-zà-öø-ýăđĩũơư" + "".join(map(chr, range(0x1EA1, 0x1EFA, 2)))
# Hyphen, dashes, bars and minus signs, all of which stand for a hyphen in numbers; for character classes as well.
DASHES = "-‐‑‒–—―−"

# Soft hyphens, zero-width signs and byte-order marks carry no letter: 'Kế\u00adhoạch'.
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF], None)
# 'Ð' (Icelandic Eth) and 'Ɖ' (African D) look like 'Đ' and are typed for it.
# 'Ƣ' (gha) stands for 'Ư' in PDFs made with some fonts.
_LOOK_ALIKES = {0x00D0: "Đ", 0x0189: "Đ", 0x00F0: "đ", 0x0256: "đ", 0x01A2: "Ư", 0x01A3: "ư"}
_BLANKS = dict.fromkeys([0x00A0, 0x2007, 0x202F, 0x2009, 0x200A, 0x2002, 0x2003, 0x3000], " ")
_TABLE = {**_INVISIBLE, **_LOOK_ALIKES, **_BLANKS}
_ODD = re.compile("[" + "".join(map(chr, _TABLE)) + "]")

# The new placement puts the tone of oa, oe, uy on the last vowel where no consonant follows: 'hoà' for 'hòa'.
_NEW_TONES = dict(
    zip(
        ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"),
        ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"),
        strict=True,
    )
)
# 'quý' has the tone where it belongs.  What stands before is looked for behind the letters, and these are classes: a
# pattern that begins with a class of letters is searched for many times faster.
_O, _U = ("".join(new[1] + new[1].upper() for new in _NEW_TONES if new[0] == vowel) for vowel in "ou")
_NEW_TONE = re.compile(rf"[oOuU](?:(?<=[oO])[{_O}]|(?<=[uU])[{_U}])(?<![qQ]..)(?!\w)")


def nfc(text: str) -> str:
    """Return `text` in NFC with look-alike letters, odd blanks and invisible signs put right.

    >>> nfc("Ðiê\u0300u\u00a01")
    'Điều 1'
    """
    if _ODD.search(text):
        text = text.translate(_TABLE)
    return unicodedata.normalize("NFC", text)


def old_tones(text: str) -> str:
    """Return NFC `text` with the tone placed the old way; the length does not change.

    >>> old_tones("Uỷ ban hoà giải, quý hoá")
    'Ủy ban hòa giải, quý hóa'
    """
    return _NEW_TONE.sub(_old_tone, text)


def _old_tone(match: re.Match[str]) -> str:
    seen = match[0]
    old = _NEW_TONES[seen.lower()]
    return "".join(o.upper() if s.isupper() else o for s, o in zip(seen, old, strict=True))


def fold(text: str) -> str:
    """Ignore case, extra blanks and the manner of tone placement.  Marks stay."""
    return old_tones(" ".join(nfc(text).split()).lower())


def bare(text: str) -> str:
    """Return `text` without marks, 'đ' as 'd': for proposing candidates only, never for deciding.

    >>> bare("Đồng Tháp")
    'Dong Thap'
    """
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))
