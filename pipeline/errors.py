"""What stops a document, each with a message that names the file, says what was seen and what to do next.

An error stops one file, never the run: it becomes a row of `findings` with `code`, and the next file is read.  What a
careful reader would flag in a document that could be read is no error but a Finding (records.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar


class KehoachError(Exception):
    """Anything this program knows how to explain."""

    code: ClassVar[str] = "error"

    def __init__(self, message_vi: str, message_en: str) -> None:
        super().__init__(message_en)
        self.message_vi = message_vi
        self.message_en = message_en


class UnreadableFile(KehoachError):
    """A file that gives no document; `reason` tells which kind of trouble, for counting."""

    code = "file-unreadable"
    reason: ClassVar[str] = "unreadable"

    def __init__(self, name: str, message_vi: str, message_en: str) -> None:
        super().__init__(f"{name}: {message_vi}", f"{name}: {message_en}")
        self.name = name


class EmptyFile(UnreadableFile):
    """No byte, or nothing but blanks."""

    reason = "empty"

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "tệp rỗng, không có nội dung. Hãy sao chép lại tệp từ nơi gửi.",
            "the file is empty. Copy it again from where it came from.",
        )


class DamagedFile(UnreadableFile):
    """The format is known and its rules are broken; `seen` says where, in English as the libraries speak."""

    reason = "damaged"

    def __init__(self, name: str, format_name: str, seen: str) -> None:
        super().__init__(
            name,
            f"tệp {format_name} bị hỏng ({seen}). Hãy mở bằng phần mềm đã tạo ra nó và lưu lại, hoặc xin lại tệp.",
            f"damaged {format_name} file ({seen}). Open it in the program that made it and save it again, "
            "or ask for the file anew.",
        )


class EncryptedFile(UnreadableFile):
    """A password is needed."""

    reason = "encrypted"

    def __init__(self, name: str, format_name: str) -> None:
        super().__init__(
            name,
            f"tệp {format_name} có mật khẩu. Hãy mở bằng mật khẩu và lưu một bản không có mật khẩu.",
            f"this {format_name} file needs a password. Open it with the password and save a copy without one.",
        )


class UnsupportedFormat(UnreadableFile):
    """A format that is known, or not, and has no reader."""

    reason = "unsupported"

    def __init__(self, name: str, format_name: str, todo_vi: str, todo_en: str) -> None:
        super().__init__(
            name,
            f"không đọc được định dạng này: {format_name}. {todo_vi}",
            f"no reader for this format: {format_name}. {todo_en}",
        )


class UnknownFormat(UnreadableFile):
    """Bytes that are no text and no format known here."""

    reason = "unsupported"

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "không nhận ra định dạng của tệp. Hãy kiểm tra tệp có mở được không; nếu được, lưu thành .docx hoặc PDF.",
            "the format of this file is not known. See whether it opens at all; if so, save it as .docx or PDF.",
        )


class OldWordFile(UnsupportedFormat):
    """Word before 97, which LibreOffice reads where it is installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "Word 6.0/95 (.doc)",
            "Hãy cài LibreOffice (apt-get install libreoffice-writer) rồi chạy lại, hoặc mở và lưu thành .docx.",
            "Install LibreOffice (apt-get install libreoffice-writer) and run again, or open it and save it as .docx.",
        )


class OnlyPictures(UnreadableFile):
    """A Word file of pasted page images."""

    reason = "only-pictures"

    def __init__(self, name: str, format_name: str) -> None:
        super().__init__(
            name,
            f"tệp {format_name} chỉ có ảnh, không có chữ. Hãy lưu thành PDF rồi chạy lại để nhận dạng chữ (OCR).",
            f"only pictures and no text in this {format_name} file. Save it as PDF and run again for OCR.",
        )


class UnsafeMember(UnreadableFile):
    """A file of an archive that would lie outside of it, or is a link to somewhere."""

    reason = "unsafe"

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "tệp này trong tệp nén trỏ ra ngoài thư mục nên không đọc. Hãy giải nén và kiểm tra trước khi dùng.",
            "this file in the archive leads outside of it and was not read. Unpack the archive and look at it first.",
        )


class NestedArchive(UnreadableFile):
    """An archive in an archive."""

    reason = "nested"

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "tệp nén nằm trong tệp nén nên không đọc. Hãy giải nén nó và đặt vào thư mục.",
            "an archive within an archive was not read. Unpack it and put what it holds into the folder.",
        )


class NoPermission(UnreadableFile):
    """The system does not let us read the file."""

    reason = "permission"

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "không có quyền đọc tệp. Hãy cấp quyền đọc hoặc sao chép tệp sang thư mục khác.",
            "no permission to read the file. Grant it, or copy the file to another folder.",
        )


class CannotOpen(UnreadableFile):
    """The file is gone, is a folder, or its disk fails; `seen` is what the system says."""

    reason = "cannot-open"

    def __init__(self, name: str, seen: str) -> None:
        super().__init__(
            name,
            f"không mở được tệp ({seen}). Hãy kiểm tra đường dẫn và ổ đĩa.",
            f"cannot open the file ({seen}). Check the path and the disk.",
        )


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
            f"cần hơn {mib} MiB bộ nhớ để đọc nên đã dừng. Nếu là văn bản thật, hãy chia nhỏ hoặc lưu lại tệp.",
            f"reading it needs more than {mib} MiB of memory. If it is a real document, split it or save it anew.",
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


class ReaderFailed(UnreadableFile):
    """A fault of this program, met while reading the file; `seen` says what and where, for the report."""

    reason = "fault"

    def __init__(self, name: str, seen: str) -> None:
        super().__init__(
            name,
            f"chương trình gặp lỗi khi đọc tệp ({seen}). Xin báo lỗi này kèm theo tệp.",
            f"this program failed on the file ({seen}). Please report it together with the file.",
        )


class WrongUsage(KehoachError):
    """The command cannot begin; nothing was read or written."""

    code = "wrong-usage"


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


class FolderNotReadable(WrongUsage):
    def __init__(self, path: str) -> None:
        super().__init__(
            f"Không có quyền mở thư mục “{path}”. Hãy cấp quyền đọc hoặc sao chép thư mục sang nơi khác.",
            f"No permission to open the folder “{path}”. Grant it, or copy the folder elsewhere.",
        )


class OutputNotWritable(WrongUsage):
    def __init__(self, path: str, seen: str) -> None:
        super().__init__(
            f"Không ghi được vào “{path}” ({seen}). Hãy chọn thư mục khác bằng --out.",
            f"Cannot write to “{path}” ({seen}). Choose another folder with --out.",
        )


class OutputInUse(WrongUsage):
    def __init__(self, path: str) -> None:
        super().__init__(
            f"Một lần chạy khác đang ghi vào “{path}”. Hãy đợi xong, hoặc chọn thư mục khác bằng --out.",
            f"Another run is writing to “{path}”. Wait for it, or choose another folder with --out.",
        )


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Say of whatever the system refuses in this block that `out` cannot be written: a full disk, no permission."""
    try:
        yield
    except OSError as error:
        raise OutputNotWritable(str(out), error.strerror or str(error)) from error
