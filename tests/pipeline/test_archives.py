"""Archives as folders, and those that are built to do harm."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import archives
from pipeline.archives import forget_others, is_archive, unpack
from pipeline.errors import DamagedFile, OutputNotWritable, UnsupportedFormat
from pipeline.folder import distinct_files
from pipeline.run import extract_folder
from pipeline.settings import Settings

PLAN = "Kế hoạch số 12/KH-TH ngày 5/9/2026".encode()


def archive(path: Path, files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as zipped:
        for name, content in files.items():
            zipped.writestr(name, content)
    return path


def test_members(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "kh.zip",
        {"b/phụ lục.txt": b"2", "a.txt": PLAN, "trống/": b"", ".ẩn": b"", "__MACOSX/._a": b"", "~$a.docx": b""},
    )
    members = unpack(path, "năm/kh.zip", tmp_path / "out")
    assert [(member.name, member.error) for member in members] == [
        ("năm/kh.zip/a.txt", None), ("năm/kh.zip/b/phụ lục.txt", None),
    ]  # fmt: skip
    assert [member.file.read_bytes() for member in members] == [PLAN, b"2"]
    assert all(member.file.parent == tmp_path / "out" for member in members)


def test_names_that_other_programs_write(tmp_path: Path) -> None:
    path = archive(tmp_path / "kh.zip", {"x/y.txt": b"1", "aaaaaaaa.txt": b"2"})
    data = path.read_bytes().replace(b"x/y.txt", b"x\\y.txt").replace(b"aaaaaaaa.txt", "ạạã.txt".encode())
    path.write_bytes(data)
    assert sorted(member.name for member in unpack(path, "kh.zip", tmp_path)) == ["kh.zip/x/y.txt", "kh.zip/ạạã.txt"]


def test_two_files_of_one_name(tmp_path: Path) -> None:
    path = archive(tmp_path / "kh.zip", {"a.txt": b"1", "b.txt": b"2"})
    path.write_bytes(path.read_bytes().replace(b"b.txt", b"a.txt"))
    assert [member.name for member in unpack(path, "kh.zip", tmp_path)] == ["kh.zip/a.txt", "kh.zip/a.txt (1)"]


def link(path: Path) -> None:
    entry = zipfile.ZipInfo("lối tắt.txt")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr(entry, "/etc/passwd")


def encrypted(path: Path) -> None:
    archive(path, {"a.txt": PLAN, "mật.txt": PLAN})
    data = bytearray(path.read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(sign) + at] |= 1
    path.write_bytes(data)


def broken(path: Path) -> None:
    archive(path, {"a.txt": PLAN, "hỏng.txt": PLAN * 50}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[data.index(PLAN * 50) + 40] ^= 0xFF
    path.write_bytes(data)


def strange_method(path: Path) -> None:
    archive(path, {"a.txt": PLAN, "lạ.txt": PLAN})
    data = bytearray(path.read_bytes())
    for sign, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.rindex(sign) + at] = 97
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("make", "name", "message"),
    [
        pytest.param(lambda path: archive(path, {"a.txt": PLAN, "../../leo.txt": b""}), "../../leo.txt", "leads outside", id="climbs out"),
        pytest.param(lambda path: archive(path, {"a.txt": PLAN, "/etc/x": b""}), "/etc/x", "leads outside", id="absolute"),
        pytest.param(lambda path: archive(path, {"a.txt": PLAN, "C:/x": b""}), "C:/x", "leads outside", id="a drive"),
        pytest.param(lambda path: (archive(path, {"a.txt": PLAN}), link(path)), "lối tắt.txt", "leads outside", id="a link"),
        pytest.param(encrypted, "mật.txt", "ZIP file needs a password", id="encrypted"),
        pytest.param(broken, "hỏng.txt", "damaged ZIP file", id="broken"),
        pytest.param(strange_method, "lạ.txt", "no reader for this format: ZIP", id="strange method"),
        pytest.param(lambda path: archive(path, {"a.txt": PLAN, "bom.txt": bytes(30 << 20)}), "bom.txt", "10 MB unpacked", id="a bomb"),
        pytest.param(
            lambda path: archive(path, {"a.txt": PLAN, "trong.zip": archive(path, {"x": b""}).read_bytes()}),
            "trong.zip", "an archive within an archive", id="nested",
        ),
    ],
)  # fmt: skip
def test_what_is_refused_costs_only_itself(
    tmp_path: Path, make: Callable[[Path], object], name: str, message: str
) -> None:
    make(tmp_path / "kh.zip")
    found = {member.name: member for member in unpack(tmp_path / "kh.zip", "kh.zip", tmp_path / "out")}
    assert found["kh.zip/a.txt"].error is None and found["kh.zip/a.txt"].file.read_bytes() == PLAN
    error = found.pop(f"kh.zip/{name}").error
    assert error is not None and message in error.message_en and "ãy" in error.message_vi and len(found) == 1
    assert {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")} == {"kh.zip", "out"}
    assert not list((tmp_path / "out").glob("*.part"))


@pytest.mark.parametrize(
    ("limit", "value", "message"),
    [
        pytest.param("MAX_MEMBERS", 1, "2 files in the archive > 1", id="files"),
        pytest.param("MAX_DIRECTORY", 50, "files in the archive", id="names"),
    ],
)
def test_limits_of_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int, message: str
) -> None:
    monkeypatch.setattr(archives, limit, value)
    path = archive(tmp_path / "kh.zip", {"a.txt": b"1", "b.txt": b"2"})
    assert is_archive(path)
    (member,) = unpack(path, "kh.zip", tmp_path / "out")
    assert member.name == "kh.zip" and member.error and message in member.error.message_en
    assert not (tmp_path / "out").exists()


def test_the_limit_of_all_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_BYTES", 1000)
    path = archive(tmp_path / "kh.zip", {f"{n}.txt": bytes([n]) * 400 for n in range(5)})
    errors = [member.error for member in unpack(path, "kh.zip", tmp_path / "out")]
    assert [error is None for error in errors] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"[Content_Types].xml": b"", "word/document.xml": b""}, False, id="DOCX"),
        pytest.param({"word/document.xml": b"", "[Content_Types].xml": b""}, False, id="DOCX in another order"),
        pytest.param({"mimetype": b"application/epub+zip", "a.xhtml": b""}, False, id="EPUB, ODT"),
        pytest.param({"kế hoạch.docx": b""}, True, id="plans"),
        pytest.param({}, True, id="empty"),
    ],
)
def test_is_archive(tmp_path: Path, files: dict[str, bytes], expected: bool) -> None:
    assert is_archive(archive(tmp_path / "file", files)) is expected


def test_a_broken_document_is_no_archive(tmp_path: Path) -> None:
    assert not is_archive(archive(tmp_path / "kế hoạch.DOCX", {"word/other.xml": b""}))


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04" + bytes(100), PLAN])
def test_is_no_archive(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file").write_bytes(data)
    assert not is_archive(tmp_path / "file")


def test_damaged_and_empty(tmp_path: Path) -> None:
    (empty,) = unpack(archive(tmp_path / "trống.zip", {}), "trống.zip", tmp_path)
    path = archive(tmp_path / "hỏng.zip", {"a.txt": PLAN})
    data = path.read_bytes()
    at = data.rindex(b"PK\x05\x06") + 16
    path.write_bytes(data[:at] + struct.pack("<I", 9) + data[at + 4 :])
    (damaged,) = unpack(path, "hỏng.zip", tmp_path)
    assert empty.error and empty.error.reason == "empty"
    assert damaged.error and damaged.error.reason == "damaged"


def test_nothing_is_unpacked_twice(tmp_path: Path) -> None:
    path = archive(tmp_path / "kh.zip", {"a.txt": PLAN})
    (first,) = unpack(path, "kh.zip", tmp_path / "out")
    before = first.file.stat().st_ino
    (second,) = unpack(path, "kh.zip", tmp_path / "out")
    assert second.file.stat().st_ino == before


def test_what_was_not_unpacked_whole_is_unpacked_again(tmp_path: Path) -> None:
    path = archive(tmp_path / "kh.zip", {"a.txt": PLAN})
    (first,) = unpack(path, "kh.zip", tmp_path / "out")
    for left in (bytes(len(PLAN)), PLAN[:-1], b""):
        first.file.write_bytes(left)
        (second,) = unpack(path, "kh.zip", tmp_path / "out")
        assert second.file.read_bytes() == PLAN
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["00000"]


def test_what_is_no_longer_there_is_forgotten(tmp_path: Path) -> None:
    for name in ("một", "hai"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "00000").write_bytes(PLAN)
    forget_others(tmp_path, [tmp_path / "hai" / "00000"])
    assert [path.name for path in tmp_path.iterdir()] == ["hai"]
    forget_others(tmp_path / "nowhere", [])


def test_the_disk_refuses(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file, not a folder")
    with pytest.raises(OutputNotWritable):
        unpack(archive(tmp_path / "kh.zip", {"a.txt": PLAN}), "kh.zip", tmp_path / "out")


def test_the_disk_is_full(tmp_path: Path, mount: Callable[..., Path]) -> None:
    folder = mount("size=64k")
    path = archive(tmp_path / "kh.zip", {"a.txt": PLAN, "b.txt": os.urandom(200_000)})
    with pytest.raises(OutputNotWritable, match=r"the disk is full: 0\.[01] MiB left"):
        unpack(path, "kh.zip", folder / "unpacked")
    assert [file.name for file in (folder / "unpacked").iterdir()] == ["00000"]


def test_in_a_folder(tmp_path: Path) -> None:
    """Members are documents like others: the same bytes elsewhere are further paths of one."""
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "a.txt").write_bytes(PLAN)
    archive(raw / "b.zip", {"x.txt": PLAN, "y.txt": b"Y", "../z.txt": b"Z"})
    found = distinct_files(raw, None, tmp_path / "unpacked")
    assert [(one.source.path, one.source.also_at) for one in found] == [
        ("a.txt", ("b.zip/x.txt",)), ("b.zip/../z.txt", ()), ("b.zip/y.txt", ()),
    ]  # fmt: skip
    assert found[1].error is not None
    assert found[2].file.read_bytes() == b"Y" and found[2].source.size == 1
    assert [one.source.path for one in distinct_files(raw)] == ["a.txt", "b.zip"]


def test_alone(tmp_path: Path) -> None:
    path = archive(tmp_path / "kh.zip", {"x.txt": PLAN})
    assert [one.source.path for one in distinct_files(path, None, tmp_path / "unpacked")] == ["kh.zip/x.txt"]


def test_a_run(tmp_path: Path) -> None:
    """What was unpacked stays for the next run, until the archive is gone."""
    raw, out = tmp_path / "raw", tmp_path / "out"
    raw.mkdir()
    (raw / "a.txt").write_bytes(PLAN)
    archive(raw / "b.zip", {"x.txt": PLAN + b"!", "ẩn/../y.txt": b"Y"})
    told = extract_folder(raw, out, Settings(workers=1)).files
    assert [one.path for one in told] == ["a.txt", "b.zip/x.txt", "b.zip/ẩn/../y.txt"]
    assert [one.unread.reason if one.unread else None for one in told] == [None, None, "unsafe"]
    assert extract_folder(raw, out, Settings(workers=1)).unchanged
    assert len(list((out / ".work" / "unpacked").iterdir())) == 1
    (raw / "b.zip").unlink()
    assert [one.path for one in extract_folder(raw, out, Settings(workers=1)).files] == ["a.txt"]
    assert not list((out / ".work" / "unpacked").iterdir())


def test_files_over_one_another_are_a_bomb(tmp_path: Path) -> None:
    """Three hundred entries that name one packed gigabyte would fill the disk three hundred times."""
    packed = PLAN * 50
    path = tmp_path / "kh.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1.txt", packed)
        archive.filelist += archive.filelist[:1] * 299
    (member,) = unpack(path, "kh.zip", tmp_path / "out")
    assert isinstance(member.error, DamagedFile)
    assert "over one another" in member.error.message_en


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("", ["kh.zip/?"], id="no name at all"),
        pytest.param("./ke hoach.txt", ["kh.zip/ke hoach.txt"], id="the folder itself, named"),
        pytest.param(".an.txt", ["kh.zip"], id="a hidden file: the archive holds nothing"),
    ],
)
def test_names_of_members(tmp_path: Path, name: str, told: list[str]) -> None:
    path = tmp_path / "kh.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x", PLAN)
    data = path.read_bytes()
    at = data.index(b"PK\x01\x02")
    # The name in the list of members is made another, as long as it is, by writing the archive's end anew.
    entry = bytearray(data[at : at + 46])
    entry[28:30] = len(name.encode()).to_bytes(2, "little")
    directory = bytes(entry) + name.encode()
    local = bytearray(data[:30])
    local[26:28] = len(name.encode()).to_bytes(2, "little")
    body = bytes(local) + name.encode() + data[31:at]
    end = bytearray(data[data.rindex(b"PK\x05\x06") :])
    end[12:16], end[16:20] = len(directory).to_bytes(4, "little"), len(body).to_bytes(4, "little")
    path.write_bytes(body + directory + bytes(end))
    assert [member.name for member in unpack(path, "kh.zip", tmp_path / "out")] == told


def test_packing_that_asks_for_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kh.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("1.txt", PLAN)
    (member,) = unpack(path, "kh.zip", tmp_path / "out")
    assert isinstance(member.error, UnsupportedFormat)
