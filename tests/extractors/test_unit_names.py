"""Names of units in full, completed from the plan that names them."""

from __future__ import annotations

import pytest

from extractors.passage import Plan
from extractors.unit_names import level_of, unit_name
from extractors.units import Unit, read_units
from extractors.words import words

SCHOOL = Plan(issuer="Trường Tiểu học Đồi Chè", parent_issuer="Ủy ban nhân dân xã Sông Trà")
PROVINCE = Plan(issuer="Ủy ban nhân dân tỉnh Hà Lâm")
OFFICE = Plan(issuer="Phòng Giáo dục và Đào tạo quận Văn Trà")


def unit(text: str) -> Unit:
    listed = read_units(words(text), 0)
    assert listed is not None and len(listed.units) == 1
    return listed.units[0]


@pytest.mark.parametrize(
    ("printed", "plan", "name"),
    [
        pytest.param("Nhà trường", SCHOOL, "Trường Tiểu học Đồi Chè", id="the issuer"),
        pytest.param("BGH nhà trường", SCHOOL, "Ban Giám hiệu", id="body of the school"),
        pytest.param("Hiệu trưởng nhà trường", SCHOOL, "Hiệu trưởng", id="post of the school"),
        pytest.param("Hiệu trưởng các trường mầm non, THCS", OFFICE, "Hiệu trưởng", id="post of many schools"),
        pytest.param("Toàn thể CB,GV,NV nhà trường", SCHOOL, "Cán bộ, giáo viên, nhân viên", id="group, toàn thể"),
        pytest.param("Từng CBGVNV trong trường", SCHOOL, "Cán bộ, giáo viên, nhân viên", id="group, từng"),
        pytest.param(
            "Toàn thể các đồng chí CB,GV,NV trường tiểu học Đồi Chè",
            SCHOOL,
            "Cán bộ, giáo viên, nhân viên",
            id="group with the issuer's name",
        ),
        pytest.param("các tổ chuyên môn", SCHOOL, "Tổ chuyên môn", id="các"),
        pytest.param("UBND xã", SCHOOL, "Ủy ban nhân dân xã Sông Trà", id="place of the body above"),
        pytest.param("UBND Tỉnh", PROVINCE, "Ủy ban nhân dân tỉnh Hà Lâm", id="the issuer's own place"),
        pytest.param("Công an tỉnh", PROVINCE, "Công an tỉnh Hà Lâm", id="another body of the place"),
        pytest.param("UBND cấp xã", SCHOOL, "Ủy ban nhân dân cấp xã", id="a level is no place"),
        pytest.param("UBND các xã, phường", PROVINCE, "Ủy ban nhân dân các xã, phường", id="many places"),
        pytest.param("các trường trên địa bàn tỉnh", PROVINCE, "Trường trên địa bàn tỉnh", id="an area"),
        pytest.param("Phòng GD&ĐT", OFFICE, "Phòng Giáo dục và Đào tạo quận Văn Trà", id="bare name of the issuer"),
        pytest.param("Phòng GD&ĐT", PROVINCE, "Phòng Giáo dục và Đào tạo", id="nothing is added"),
        pytest.param("Sở Nội vụ (cơ quan thường trực)", PROVINCE, "Sở Nội vụ", id="brackets"),
        pytest.param(
            "Sở Nông nghiệp và Môi trường", SCHOOL, "Sở Nông nghiệp và Môi trường", id="môi trường is no school"
        ),
        pytest.param("các tổ chức của nhà trường", SCHOOL, "Tổ chức của nhà trường", id="needed to say which"),
    ],
)
def test_unit_name(printed: str, plan: Plan, name: str) -> None:
    assert unit_name(unit(printed), plan) == name


def test_prefix_of_a_list_belongs_to_the_name() -> None:
    listed = read_units(words("Các Sở: Nội vụ, Y tế"), 0)
    assert listed is not None
    assert [unit_name(u, PROVINCE) for u in listed.units] == ["Sở Nội vụ", "Sở Y tế"]


@pytest.mark.parametrize(
    ("printed", "plan", "level"),
    [
        pytest.param("Công an Gia Lâm", Plan(), "district", id="a district without its class"),
        pytest.param("Công an Bà Rịa - Vũng Tàu", Plan(), "province", id="a province that is no more"),
        pytest.param("Công an Hà Giang", Plan(), "province", id="the greater of two of one name"),
        pytest.param("Đoàn TNCS Hồ Chí Minh", Plan(), None, id="a name that is no place"),
        pytest.param("Công an Sông Trà", Plan(), None, id="a place that no list knows"),
        pytest.param("Bộ Nội vụ", PROVINCE, "central", id="ministry"),
        pytest.param("Sở Nội vụ", PROVINCE, "province", id="department"),
        pytest.param("Công an tỉnh", PROVINCE, "province", id="by its place"),
        pytest.param("UBND các xã, phường", PROVINCE, "commune", id="communes"),
        pytest.param("UBND huyện Sông Trà", PROVINCE, "district", id="district"),
        pytest.param("Hiệu trưởng", SCHOOL, "school", id="post of a school"),
        pytest.param("giáo viên", SCHOOL, "school", id="group of a school"),
        pytest.param("các đơn vị liên quan", PROVINCE, None, id="unnamed"),
    ],
)
def test_level(printed: str, plan: Plan, level: str | None) -> None:
    found = unit(printed)
    assert level_of(found, unit_name(found, plan), plan) == level
