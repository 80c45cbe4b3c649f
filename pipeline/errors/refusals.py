"""What the system says when it refuses to write, in words that tell what happened and what to do.

"[Errno 28] No space left on device" is "the disk is full: 0.2 MiB left. Make room …".
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Refusal:
    """A kind of refusal: which errors are of it, what happened, and what to do, each in both languages.

    `{left}` is the room that is left, `{seen}` what the system said.
    """

    what_vi: str
    what_en: str
    todo_vi: str
    todo_en: str
    numbers: tuple[int, ...] = ()
    said: re.Pattern[str] | None = None  # in the words of an object store, whose errors have no number

    def __call__(self, error: OSError) -> bool:
        return error.errno in self.numbers or bool(self.said and not error.errno and self.said.search(str(error)))


_AGAIN_VI, _AGAIN_EN = "rồi chạy lại đúng lệnh này.", "and run the same command again."
_FULL = Refusal(
    "ổ đĩa đã đầy, chỉ còn trống {left}",
    "the disk is full: {left} left",
    f"Hãy xóa bớt hoặc chuyển sang ổ khác {_AGAIN_VI}",
    f"Make room, or move the folder to another disk, {_AGAIN_EN}",
    (errno.ENOSPC,),
)
_OTHER = Refusal(
    "{seen}",
    "{seen}",
    f"Hãy kiểm tra thư mục, hoặc chọn thư mục khác bằng --out, {_AGAIN_VI}",
    f"Look at the folder, or choose another one with --out, {_AGAIN_EN}",
)
REFUSALS = (
    _FULL,
    Refusal(
        "đã dùng hết hạn mức (quota) của ổ đĩa",
        "the quota of the disk is used up",
        f"Hãy xóa bớt hoặc xin thêm hạn mức {_AGAIN_VI}",
        f"Make room, or ask for more, {_AGAIN_EN}",
        (errno.EDQUOT,),
    ),
    Refusal(
        "kho đã đầy ({seen})",
        "the store is full ({seen})",
        f"Hãy xóa bớt hoặc xin thêm chỗ {_AGAIN_VI}",
        f"Make room, or ask for more, {_AGAIN_EN}",
        said=re.compile(r"StorageFull|InsufficientStorage|QuotaExceeded|HTTP status 507"),
    ),
    Refusal(
        "ổ đĩa chỉ cho đọc, không cho ghi",
        "the disk can be read only",
        f"Hãy gắn lại ổ với quyền ghi (ổ có thể đang lỗi), hoặc chọn thư mục khác bằng --out, {_AGAIN_VI}",
        f"Mount it for writing (it may be failing), or choose another folder with --out, {_AGAIN_EN}",
        (errno.EROFS,),
    ),
    Refusal(
        "không có quyền ghi ({seen})",
        "no permission to write ({seen})",
        f"Hãy cấp quyền ghi, hoặc chọn thư mục khác bằng --out, {_AGAIN_VI}",
        f"Grant it, or choose another folder with --out, {_AGAIN_EN}",
        (errno.EACCES, errno.EPERM),
    ),
    Refusal(
        "kho từ chối truy cập ({seen})",
        "the store refuses access ({seen})",
        f"Hãy kiểm tra khóa truy cập (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) và quyền của khóa {_AGAIN_VI}",
        f"Check the keys (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY) and what they permit, {_AGAIN_EN}",
        said=re.compile(
            r"ACCESS_DENIED|INVALID_ACCESS_KEY_ID|INVALID_CLIENT_TOKEN_ID|SIGNATURE|EXPIRED|UNRECOGNIZED_CLIENT"
            r"|MISSING_AUTHENTICATION|(?i:forbidden|credentials)"
        ),
    ),
    Refusal(
        "không có thùng chứa (bucket) này",
        "there is no such bucket",
        f"Hãy kiểm tra tên sau s3://, hoặc tạo bucket đó, {_AGAIN_VI}",
        f"Check the name after s3://, or make the bucket, {_AGAIN_EN}",
        said=re.compile(r"NO_SUCH_BUCKET|Bucket '.*' not found"),
    ),
    Refusal(
        "kho không trả lời ({seen})",
        "the store does not answer ({seen})",
        f"Hãy kiểm tra mạng, địa chỉ và máy chủ {_AGAIN_VI}",
        f"Check the network, the address and the server {_AGAIN_EN}",
        said=re.compile(r"NETWORK_CONNECTION|curlCode|SERVICE_UNAVAILABLE|SLOW_DOWN|REQUEST_TIMEOUT|INTERNAL_FAILURE"),
    ),
    Refusal(
        "ổ đĩa hoặc thư mục không còn ở đó hoặc đang lỗi ({seen})",
        "the disk or the folder is no longer there, or is failing ({seen})",
        f"Hãy kiểm tra dây nối, mạng và ổ đĩa {_AGAIN_VI}",
        f"Check the cable, the network and the disk {_AGAIN_EN}",
        (
            *(errno.ENOENT, errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT),
            *(errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ECONNRESET, errno.ECONNABORTED),
        ),
    ),
    _OTHER,
)
_CURL = re.compile(r"curlCode: \d+, ([^;]+)(?:;|$)")
_AWS = re.compile(r"AWS Error (UNKNOWN \(HTTP status \d+\)|[A-Z_]+) during \w+ operation: (.*)", re.DOTALL)


def explain(where: str, error: OSError) -> tuple[str, str, str, str]:
    """Return what happened and what to do, in Vietnamese, and the same in English; `where` is the place refused."""
    kind = next((kind for kind in REFUSALS if kind(error)), _OTHER)
    words: dict[str, Callable[[], str]] = {"left": lambda: room_left(where), "seen": lambda: _said(error)}
    filled = {name: word() for name, word in words.items() if f"{{{name}}}" in kind.what_en}
    return kind.what_vi.format(**filled), kind.todo_vi, kind.what_en.format(**filled), kind.todo_en


def shown(where: object) -> str:
    """Return a path or URI as messages show it: without the keys that can stand before a bucket, and the options."""
    text = str(where)
    scheme, store, rest = text.partition("://")
    if not store:
        return text
    bucket, slash, path = rest.partition("?")[0].partition("/")
    return f"{scheme}://{bucket.rpartition('@')[2] if scheme == 's3' else bucket}{slash}{path}"


def is_full(error: OSError) -> bool:
    """Tell whether the error is for want of room."""
    return _FULL(error) or error.errno == errno.EDQUOT


def room_left(where: str) -> str:
    """Return the room that is left on the disk of a path, as '0.2 MiB', or in files where those have run out."""
    path = Path(where)
    while not path.exists() and path != path.parent:
        path = path.parent
    try:
        files = os.statvfs(path)
        if files.f_files and not files.f_favail:
            return "0 tệp / files (inodes)"
        return f"{shutil.disk_usage(path).free / 2**20:.1f} MiB"
    except OSError:
        return "?"


def _said(error: OSError) -> str:
    """Return the words of the system or of the store, without those of the libraries between."""
    text = error.strerror or str(error)
    if error.errno:
        return os.strerror(error.errno)
    if curl := _CURL.search(text):
        return curl[1].strip()
    if aws := _AWS.search(text):
        text = aws[1].replace("_", " ").lower() if aws[2].startswith("No response body") else aws[2]
    return " ".join(text.split())[:200]
