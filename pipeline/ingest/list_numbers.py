"""Numbers of lists as word processors and browsers print them: 'XIV', 'c', 'aa'."""

from __future__ import annotations

_ROMAN_SIGNS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
# Beyond these a number in letters is damage, and would be a very long one.
_LARGEST_ROMAN = 3999
_LARGEST_LETTER = 26 * 10


def roman(number: int) -> str:
    """Return 'XIV' for 14."""
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    printed = ""
    for worth, sign in _ROMAN_SIGNS:
        times, number = divmod(number, worth)
        printed += sign * times
    return printed


def letter(number: int) -> str:
    """Return 'c' for 3 and 'aa' for 27, as Word counts; 'đ' is no letter to it."""
    if not 0 < number <= _LARGEST_LETTER:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
