"""Encodings of text files."""

from __future__ import annotations

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.charset import decode

TEXT = (
    "KẾ HOẠCH\nTrường Tiểu học Suối Đá tổ chức cải cách hành chính; phấn đấu đạt từ 95% trở lên, ưu tiên người ở xa.\n"
)


def in_windows_1258(text: str) -> bytes:
    """Write `text` as Windows does: the tone after its letter, the circumflex with it."""
    written = b""
    for character in text:
        try:
            written += character.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", character)
            tone = next(part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323")
            letter = unicodedata.normalize("NFC", parts.replace(tone, ""))
            written += letter.encode("cp1258") + tone.encode("cp1258")
    return written


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        pytest.param(TEXT.encode(), "utf-8", id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), "utf-8", id="UTF-8 with byte-order mark"),
        pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le", id="Notepad's Unicode"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", id="UTF-16, other way round"),
        pytest.param(TEXT.encode("utf-16-le"), "utf-16-le", id="UTF-16 without mark"),
        pytest.param(TEXT.encode("utf-16-be"), "utf-16-be", id="UTF-16, other way round, without mark"),
        pytest.param(in_windows_1258(TEXT), "windows-1258", id="windows-1258 with combining tones"),
    ],
)
def test_decode(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.broken) == (TEXT, encoding, 0)


def test_a_broken_letter_is_counted_and_the_rest_stays_utf8() -> None:
    decoded = decode((TEXT * 20).encode() + "đ".encode()[:1])
    assert decoded.encoding == "utf-8"
    assert decoded.broken == 1
    assert decoded.text.startswith(TEXT) and decoded.text.endswith("\ufffd")


def test_an_old_font_comes_byte_by_byte() -> None:
    """'Kế hoạch cải cách hành chính' in TCVN3: no Unicode encoding gives sense, and no byte may be lost."""
    data = b"K\xd5 ho\xb9ch c\xb6i c\xb8ch h\xb5nh ch\xddnh c\xcc n\xad\xedc, \xae\xd2 ngh\xde"
    decoded = decode(data)
    assert decoded.encoding == "windows-1252"
    assert decoded.text.encode("cp1252") == data


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1))
def test_utf8_comes_back_unchanged(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode()).text == text


@given(st.binary(max_size=200))
def test_any_bytes_give_some_text(data: bytes) -> None:
    assert isinstance(decode(data).text, str)
