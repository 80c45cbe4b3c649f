"""What stops the reading of a file: the limits that a worker has, and faults of ours."""

from __future__ import annotations

from pipeline.errors.base import UnreadableFile
from pipeline.errors.refusals import explain


class TooLarge(UnreadableFile):
    """Beyond a limit that real plans stay far below; `seen` names the limit."""

    reason = "too-large"

    def __init__(self, name: str, seen: str) -> None:
        super().__init__(
            name,
            f"tệp quá lớn ({seen}) nên không đọc. Nếu là văn bản thật, hãy chia nhỏ hoặc lưu lại không kèm ảnh.",
            f"too large to read ({seen}). If it is a real document, split it or save it without its pictures.",
        )


class TooSlow(UnreadableFile):
    """Reading took longer than a document is given."""

    reason = "too-slow"

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(
            name,
            f"đọc quá {seconds:.0f} giây chưa xong nên đã dừng. Hãy chạy lại với --seconds lớn hơn, "
            "hoặc lưu lại tệp bằng phần mềm khác.",
            f"not read after {seconds:.0f} seconds and given up. Run again with a larger --seconds, "
            "or save the file anew with another program.",
        )


class OutOfMemory(UnreadableFile):
    """Reading asked for more memory than a worker is given."""

    reason = "memory"

    def __init__(self, name: str, mib: int) -> None:
        super().__init__(
            name,
            f"cần hơn {mib} MiB bộ nhớ để đọc nên đã dừng. Nếu là văn bản thật, hãy chạy lại với --memory lớn hơn, "
            "chia nhỏ hoặc lưu lại tệp.",
            f"reading it needs more than {mib} MiB of memory. If it is a real document, run again with a larger "
            "--memory, split it or save it anew.",
        )


class ReaderCrashed(UnreadableFile):
    """The process that read the file died; `seen` is its exit status."""

    reason = "crashed"

    def __init__(self, name: str, seen: str) -> None:
        super().__init__(
            name,
            f"chương trình đọc bị ngắt đột ngột ({seen}); các tệp khác không bị ảnh hưởng. "
            "Hãy chạy lại; nếu vẫn vậy, hãy lưu tệp bằng phần mềm khác và báo lỗi cho chúng tôi.",
            f"the process reading it died ({seen}); no other file is affected. "
            "Run again; if it dies again, save the file with another program and report it.",
        )


class NoRoomToWork(UnreadableFile):
    """A file is read by way of another program, and the folder for what it writes is full or refuses it."""

    reason = "no-room"

    def __init__(self, name: str, folder: str, error: OSError) -> None:
        happened_vi, _, happened_en, _ = explain(folder, error)
        super().__init__(
            name,
            f"không ghi được tệp tạm vào “{folder}”: {happened_vi}. Hãy dọn chỗ, hoặc đặt biến TMPDIR sang ổ khác, "
            "rồi chạy lại; các tệp khác không bị ảnh hưởng.",
            f"no temporary file could be written to “{folder}”: {happened_en}. Make room, or let TMPDIR name another "
            "disk, and run again; no other file is affected.",
        )


class ReaderFailed(UnreadableFile):
    """A fault of this program, met while reading the file; `seen` says what and where, for the report."""

    reason = "fault"

    def __init__(self, name: str, seen: str) -> None:
        super().__init__(
            name,
            f"chương trình gặp lỗi khi đọc tệp ({seen}). Xin báo lỗi này kèm theo tệp.",
            f"this program failed on the file ({seen}). Please report it together with the file.",
        )
