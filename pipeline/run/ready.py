"""Loaded where workers are forked: all that the first document would load, so that every worker starts with it.

Importing this reads a small plan, and its models, patterns and lists are then in the memory that workers share.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.run.document import process

_PLAN = """UBND XÃ VĨNH SƠN
TRƯỜNG TIỂU HỌC SAO BIỂN
Số: 12/KH-THSB
Vĩnh Sơn, ngày 20 tháng 01 năm 2031
KẾ HOẠCH
Cải cách hành chính năm 2031
Căn cứ Kế hoạch số 9/KH-UBND ngày 03/01/2031 của UBND xã Vĩnh Sơn về cải cách hành chính năm 2031;
I. MỤC TIÊU
- 100% hồ sơ được giải quyết đúng hạn.
- 9O% ho so duoc tiep nhan va xu ly tren moi truong mang, dat muc do hai long tu 85% tro len.
Cac to chuyen mon phoi hop voi TO VAN PHONG to chuc thuc hien va bao cao ket qua truoc ngay 2O/12/2031 (Mau 0l/BC).
II. TỔ CHỨC THỰC HIỆN
1. Tổ Văn phòng
Công khai thủ tục trước ngày 15/6/2031.
"""

with TemporaryDirectory(prefix="kehoach-ready-") as _folder:
    _plan = Path(_folder) / "plan.txt"
    _plan.write_text(_PLAN, encoding="utf-8")
    process(_plan, _plan.name)
