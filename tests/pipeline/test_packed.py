"""What was kept comes back as it was, or not at all."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.storage.packed import pack, unpack

TEXT = "Căn cứ Kế hoạch số 9/KH-UBND; ".encode() * 50


@given(st.binary(max_size=2000))
def test_it_comes_back(data: bytes) -> None:
    assert unpack(pack(data)) == data


def test_it_is_smaller() -> None:
    assert len(pack(TEXT)) < len(TEXT) / 5


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_any_byte_changed_shows(place: int, change: int) -> None:
    packed = bytearray(pack(TEXT))
    packed[place % len(packed)] ^= change
    assert unpack(bytes(packed)) is None


@pytest.mark.parametrize("cut", [1, 8, 19, 20, 21, 40])
def test_any_cut_shows(cut: int) -> None:
    assert unpack(pack(TEXT)[:-cut]) is None
    assert unpack(pack(TEXT)[cut:]) is None


@pytest.mark.parametrize("data", [b"", b"no zstd at all", bytes(4096)])
def test_what_was_never_packed(data: bytes) -> None:
    assert unpack(data) is None


def test_the_program_zstd_reads_it(tmp_path: Path) -> None:
    if not shutil.which("zstd"):
        pytest.skip("needs the program zstd")
    (tmp_path / "a.zst").write_bytes(pack(TEXT))
    assert subprocess.run(["zstd", "-dc", tmp_path / "a.zst"], capture_output=True, check=True).stdout == TEXT
