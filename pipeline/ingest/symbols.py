"""Signs of the fonts Symbol and Wingdings, which have private codes: '\\uf0b3 95%' is printed as '≥ 95%'."""

from __future__ import annotations

PRIVATE = {
    0xF0A3: "≤", 0xF0B3: "≥", 0xF0B1: "±", 0xF0B4: "×", 0xF0B8: "÷", 0xF0B9: "≠", 0xF0BB: "≈", 0xF0B0: "°",
    0xF0AE: "→", 0xF0E0: "→", 0xF0E8: "→", 0xF0DE: "⇒", 0xF0FC: "✓", 0xF0FE: "☑", 0xF0A8: "□", 0xF06F: "□",
    0xF0B7: "•", 0xF0A7: "•", 0xF076: "•", 0xF02D: "-", 0xF02B: "+", 0xF025: "%",
}  # fmt: skip


def symbol(code: int) -> str:
    """Return the sign that a document inserts by its code; nothing for a picture that is no sign.

    >>> symbol(0xF0B3), symbol(0x2265), symbol(0xF04A)
    ('≥', '≥', '')
    """
    if code < 0xF000:
        return chr(code) if 0x20 <= code < 0xD800 else ""
    return PRIVATE.get(code, "")
