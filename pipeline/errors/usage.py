"""What keeps a command from beginning, or from writing what it has found."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.errors.base import WrongUsage
from pipeline.errors.refusals import explain, shown


class NoSuchPath(WrongUsage):
    def __init__(self, path: str) -> None:
        super().__init__(
            f"Không có tệp hoặc thư mục “{path}”. Hãy kiểm tra lại tên; tên có dấu cách phải đặt trong ngoặc kép.",
            f"There is no file or folder “{path}”. Check the name; one with blanks must stand in quotation marks.",
        )


class NoDocuments(WrongUsage):
    def __init__(self, path: str) -> None:
        super().__init__(
            f"Thư mục “{path}” không có tệp nào để đọc (tệp ẩn và tệp khóa “~$…” của Word được bỏ qua).",
            f"The folder “{path}” holds no file to read (hidden files and Word's lock files “~$…” are passed over).",
        )


class NotAFile(WrongUsage):
    def __init__(self, path: str) -> None:
        super().__init__(
            f"“{path}” là thư mục hoặc tệp nén; lệnh này cần một văn bản. "
            f"Để đọc tất cả: kehoach extract “{path}” --out …",
            f"“{path}” is a folder or an archive; this command takes one document. To read all of them: "
            f"kehoach extract “{path}” --out …",
        )


class NoRuns(WrongUsage):
    def __init__(self, where: str) -> None:
        super().__init__(
            f"Trong “{where}” chưa có lần chạy nào. Hãy chạy trước: kehoach extract … --out “{where}”",
            f"No run has written to “{where}” yet. Run first: kehoach extract … --out “{where}”",
        )


class SystemRefused(WrongUsage):
    """The system refuses something that no reader of files and no writer of tables has foreseen."""

    def __init__(self, error: OSError) -> None:
        seen = ": ".join(str(part) for part in (error.filename, error.strerror) if part) or str(error)
        super().__init__(
            f"Hệ thống không cho làm tiếp ({seen}). Hãy kiểm tra thư mục, quyền và ổ đĩa rồi chạy lại.",
            f"The system does not let us go on ({seen}). Check the folder, permissions and the disk, and run again.",
        )


class FolderNotReadable(WrongUsage):
    def __init__(self, path: str) -> None:
        super().__init__(
            f"Không có quyền mở thư mục “{path}”. Hãy cấp quyền đọc hoặc sao chép thư mục sang nơi khác.",
            f"No permission to open the folder “{path}”. Grant it, or copy the folder elsewhere.",
        )


class UnknownStore(WrongUsage):
    """A place for the output that is named in a way we cannot follow; `known` says which ways we know."""

    def __init__(self, uri: str, known: str) -> None:
        super().__init__(
            f"Không hiểu nơi ghi “{uri}”. Hãy dùng một thư mục, hoặc kho dạng {known}.",
            f"The output “{uri}” is named in no known way. Name a folder, or a store like {known}.",
        )


class OutputNotWritable(WrongUsage):
    """The system refuses to write, at the beginning or in the midst of a run."""

    def __init__(self, where: str, error: OSError) -> None:
        happened_vi, todo_vi, happened_en, todo_en = explain(where, error)
        super().__init__(
            f"Không ghi được vào “{where}”: {happened_vi}. {todo_vi} "
            "Không mất gì: phần đã đọc và các bảng của lần chạy trước vẫn còn, lần sau sẽ đọc tiếp.",
            f"Cannot write to “{where}”: {happened_en}. {todo_en} "
            "Nothing is lost: what was read and the last tables are kept, and the next run goes on from here.",
        )


class OutputInUse(WrongUsage):
    """Another run holds the output; `by` says which, as far as it is known."""

    def __init__(self, where: str, by: str = "") -> None:
        by = f" ({by})" if by else ""
        super().__init__(
            f"Một lần chạy khác đang ghi vào “{where}”{by}. Hãy đợi xong (thêm --wait để tự đợi), "
            "hoặc chọn thư mục khác bằng --out.",
            f"Another run is writing to “{where}”{by}. Wait for it (--wait does), or choose another folder with --out.",
        )


class OutputTakenOver(WrongUsage):
    """This run could not be heard of for so long that another one may have begun to write."""

    def __init__(self, where: str, seconds: float) -> None:
        super().__init__(
            f"Mất liên lạc với “{where}” hơn {seconds:.0f} giây, một lần chạy khác có thể đã bắt đầu ghi, nên lần này "
            "dừng lại. Không mất gì: hãy chạy lại đúng lệnh này để đọc tiếp.",
            f"“{where}” was out of reach for over {seconds:.0f} seconds, and another run may have begun to write, so "
            "this one stops. Nothing is lost: run the same command again, and it goes on from here.",
        )


class TablesNotWritten(WrongUsage):
    """A worker was lost, again and again, while rows were written; `seen` says how."""

    def __init__(self, what: str, seen: str) -> None:
        super().__init__(
            f"Không ghi được bảng ({what}: {seen}). Những gì đã đọc vẫn còn: hãy chạy lại; nếu vẫn vậy, "
            "xin báo lỗi cho chúng tôi.",
            f"The tables could not be written ({what}: {seen}). What was read is kept: run again; if it fails again, "
            "please report it.",
        )


@contextmanager
def writing(where: object) -> Iterator[None]:
    """Say of whatever the system refuses in this block that `where`, a path or a store, cannot be written."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.EFBIG:  # a limit of the worker, and no word about the disk
            raise
        raise OutputNotWritable(shown(where), error) from error
