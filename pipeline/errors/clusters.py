"""What is wrong with a cluster, or with a machine of it."""

from __future__ import annotations

from pipeline.errors.base import WrongUsage


class RayMissing(WrongUsage):
    def __init__(self) -> None:
        super().__init__(
            "Chưa cài Ray. Hãy cài bằng: pip install 'kehoach[ray]', hoặc bỏ --on ray để chạy trên máy này.",
            "Ray is not installed. Run pip install 'kehoach[ray]', or leave out --on ray to read on this machine.",
        )


class ClusterNotThere(WrongUsage):
    """No cluster answers at an address, or none can be started here; `seen` is what Ray says."""

    def __init__(self, address: str, seen: str) -> None:
        super().__init__(
            f"Không kết nối được cụm máy Ray “{address}” ({seen}). Hãy kiểm tra địa chỉ và lệnh ray status.",
            f"Cannot reach the Ray cluster “{address}” ({seen}). Check the address, and what ray status says.",
        )


class ClusterLost(WrongUsage):
    """The cluster ended, or the node from which it is used."""

    def __init__(self, seen: str) -> None:
        super().__init__(
            f"Mất kết nối với cụm máy Ray ({seen}). Không mất gì: hãy chạy lại đúng lệnh này để đọc tiếp.",
            f"The Ray cluster is gone ({seen}). Nothing is lost: run the same command again, and it goes on from here.",
        )


class NodeDiffers(WrongUsage):
    """A node of the cluster would read documents differently."""

    def __init__(self, node: str, its_version: str, version: str) -> None:
        super().__init__(
            f"Máy “{node}” trong cụm có phiên bản {its_version}, máy này có {version}. Hãy cài cùng một phiên bản "
            "kehoach và Tesseract trên mọi máy.",
            f"Node “{node}” of the cluster has version {its_version}, this machine has {version}. Install the same "
            "kehoach and Tesseract on every node.",
        )


class OutputNotShared(WrongUsage):
    """A node of the cluster does not see the output."""

    def __init__(self, node: str, where: str) -> None:
        super().__init__(
            f"Máy “{node}” trong cụm không thấy “{where}”. Hãy chọn --out trên ổ đĩa chung của mọi máy, "
            "hoặc kho s3://….",
            f"Node “{node}” of the cluster does not see “{where}”. Choose an --out on a disk that all nodes share, or "
            "a store like s3://….",
        )
