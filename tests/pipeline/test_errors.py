"""Errors travel from worker to run as they are; what a system refuses is said in words that tell what to do."""

from __future__ import annotations

import errno
import inspect
import os
import pickle
from collections.abc import Iterator

import pytest

from pipeline.errors import KehoachError, NoRoomToWork, OutputNotWritable, TooSlow, writing
from pipeline.errors.refusals import REFUSALS, explain, room_left, shown

EXAMPLES = {"str": "kế hoạch.doc", "float": 1.5, "int": 3, "OSError": OSError(errno.ENOSPC, "full"), "bool": True}


def all_classes(base: type[KehoachError] = KehoachError) -> Iterator[type[KehoachError]]:
    yield base
    for kind in base.__subclasses__():
        if kind.__module__.startswith("pipeline."):
            yield from all_classes(kind)


def example(kind: type[KehoachError]) -> KehoachError:
    parameters = list(inspect.signature(kind.__init__).parameters.values())[1:]
    return kind(*(EXAMPLES[str(parameter.annotation).partition(" |")[0]] for parameter in parameters))


@pytest.mark.parametrize("kind", list(all_classes()), ids=lambda kind: kind.__name__)
def test_every_error_travels(kind: type[KehoachError]) -> None:
    error = example(kind)
    error.add_note("seen in a worker")
    travelled = pickle.loads(pickle.dumps(error))
    assert type(travelled) is kind
    assert travelled.__dict__ == error.__dict__
    assert (travelled.args, str(travelled)) == (error.args, str(error))
    assert str(travelled) == travelled.message_en and travelled.message_vi


def test_a_class_whose_arguments_are_not_its_message() -> None:
    travelled = pickle.loads(pickle.dumps(TooSlow("a.pdf", 7)))
    assert str(travelled).startswith("a.pdf: not read after 7 seconds")
    assert (travelled.name, travelled.reason) == ("a.pdf", "too-slow")


@pytest.mark.parametrize(
    ("number", "vi", "en"),
    [
        (errno.ENOSPC, "ổ đĩa đã đầy, chỉ còn trống {left}. Hãy xóa bớt", "the disk is full: {left} left. Make room"),
        (errno.EDQUOT, "đã dùng hết hạn mức (quota)", "the quota of the disk is used up. Make room, or ask for more"),
        (errno.EROFS, "ổ đĩa chỉ cho đọc, không cho ghi. ", "the disk can be read only. Mount it for writing"),
        (
            errno.EACCES,
            "không có quyền ghi (Permission denied)",
            "no permission to write (Permission denied). Grant it",
        ),
        (errno.EIO, "đang lỗi (Input/output error)", "or is failing (Input/output error). Check the cable"),
        (errno.ESTALE, "không còn ở đó", "no longer there, or is failing (Stale file handle)"),
        (errno.ENAMETOOLONG, "File name too long. Hãy kiểm tra thư mục", "File name too long. Look at the folder"),
    ],
)
def test_what_a_disk_refuses(tmp_path, number: int, vi: str, en: str) -> None:
    with pytest.raises(OutputNotWritable) as caught, writing(tmp_path):
        raise OSError(number, os.strerror(number))
    error = caught.value
    left = room_left(str(tmp_path)).partition(".")[0]  # the disk is in use
    assert error.message_vi.startswith(f"Không ghi được vào “{tmp_path}”: ")
    assert str(error).startswith(f"Cannot write to “{tmp_path}”: ")
    assert vi.partition("{left}")[0] + (left if "{left}" in vi else "") in error.message_vi
    assert en.partition("{left}")[0] + (left if "{left}" in en else "") in str(error)
    for said, again in (
        (error.message_vi, "chạy lại đúng lệnh này. Không mất gì: "),
        (str(error), "run the same command again. Nothing is lost: "),
    ):
        assert again in said


def of_store(said: str) -> str:
    return explain("s3://b/out", OSError(said))[2]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "When getting information for key 'x' in bucket 'b': AWS Error NETWORK_CONNECTION during HeadObject "
            "operation: curlCode: 6, Could not resolve hostname; Details: Could not resolve host: x.invalid",
            "the store does not answer (Could not resolve hostname)",
        ),
        (
            "When initiating multiple part upload for key 'x' in bucket 'b': AWS Error NO_SUCH_BUCKET during "
            "CreateMultipartUpload operation: The specified bucket does not exist (Request ID: 3kj)",
            "there is no such bucket",
        ),
        (
            "When uploading object with key 'x' in bucket 'b': AWS Error ACCESS_DENIED during PutObject operation: "
            "Access Denied",
            "the store refuses access (Access Denied)",
        ),
        (
            "When uploading object with key 'x' in bucket 'b': AWS Error UNKNOWN (HTTP status 507) during PutObject "
            "operation: Unable to parse ExceptionName: XMinioStorageFull Message: Storage backend has reached its limit",
            "the store is full",
        ),
        (
            "When testing for existence of bucket 'b': AWS Error ACCESS_DENIED during HeadBucket operation: "
            "No response body.",
            "the store refuses access (access denied)",
        ),
        ("Something  new\nhappened", "Something new happened"),
    ],
)
def test_what_a_store_refuses(said: str, expected: str) -> None:
    assert of_store(said).startswith(expected)


def test_every_kind_says_what_to_do_in_both_languages() -> None:
    for kind in REFUSALS:
        assert kind.todo_vi.endswith("rồi chạy lại đúng lệnh này.")
        assert kind.todo_en.endswith("and run the same command again.")
        assert ("{left}" in kind.what_vi, "{seen}" in kind.what_vi) == (
            "{left}" in kind.what_en,
            "{seen}" in kind.what_en,
        )


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("/data/kết quả", "/data/kết quả"),
        ("s3://key:secret@bucket/out/a?scheme=http", "s3://bucket/out/a"),
        ("s3://bucket", "s3://bucket"),
        ("abfs://files@account/out", "abfs://files@account/out"),
    ],
)
def test_shown(where: str, expected: str) -> None:
    assert shown(where) == expected


def test_how_much_room_is_left(mount) -> None:
    folder = mount("size=1m,nr_inodes=4")
    assert room_left(str(folder / "not" / "yet")) == "1.0 MiB"
    for n in range(3):
        (folder / str(n)).touch()
    assert room_left(str(folder)) == "0 tệp / files (inodes)"


def test_no_room_for_temporary_files() -> None:
    error = NoRoomToWork("cũ.doc", "/tmp", OSError(errno.EROFS, "Read-only file system"))
    assert str(error).startswith("cũ.doc: no temporary file could be written to “/tmp”: the disk can be read only.")
    assert error.reason == "no-room"
