"""What is wrong with a file, as far as its bytes and its place tell."""

from __future__ import annotations

from pipeline.errors.base import UnreadableFile


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


class LeadsOutside(UnreadableFile):
    """A link in the folder to something that is not in it."""

    reason = "unsafe"

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "liên kết này trỏ ra ngoài thư mục nên không đọc. Hãy chép chính tệp đó vào thư mục.",
            "this link leads out of the folder and was not followed. Copy what it leads to into the folder.",
        )


class NoFile(UnreadableFile):
    """Something in the folder that holds no bytes of its own: a pipe, a device, a link to nowhere; `seen` says what."""

    reason = "cannot-open"

    def __init__(self, name: str, seen: str) -> None:
        super().__init__(
            name,
            f"không phải là tệp thường ({seen}) nên không đọc. Hãy chuyển nó ra khỏi thư mục.",
            f"no ordinary file ({seen}) and not read. Move it out of the folder.",
        )


class Changed(UnreadableFile):
    """Another program wrote to the file between the moment it was found and the moment it was read."""

    reason = "changed"

    def __init__(self, name: str) -> None:
        super().__init__(
            name,
            "tệp bị thay đổi trong lúc đọc. Hãy chạy lại khi không còn chương trình nào ghi vào tệp.",
            "the file was changed while it was read. Run again when no program writes to it any more.",
        )
