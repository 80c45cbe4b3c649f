"""Units at a place in a text: where a name ends, what is one unit and what are several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.units import READINGS, Reading, read_units
from extractors.words import words
from normalizers.tables import rows


def read(text: str, how: Reading = READINGS[0]) -> list[str]:
    listed = read_units(words(text), 0, how=how)
    return [unit.text for unit in listed.units] if listed else []


@pytest.mark.parametrize(
    ("text", "units"),
    [
        pytest.param("Hiệu trưởng phân công nhiệm vụ", ["Hiệu trưởng"], id="post before a verb"),
        pytest.param("Sở Nông nghiệp và Môi trường thẩm định", ["Sở Nông nghiệp và Môi trường"], id="và in a field"),
        pytest.param("Phòng GD&ĐT tham mưu", ["Phòng GD&ĐT"], id="field in short"),
        pytest.param("Các sở: Nội vụ, Tài chính và Y tế rà soát", ["Nội vụ", "Tài chính", "Y tế"], id="one head, three"),
        pytest.param("Sở Nội vụ, Sở Tài chính báo cáo", ["Sở Nội vụ", "Sở Tài chính"], id="different bodies"),
        pytest.param("các sở, ban, ngành báo cáo", ["các sở, ban, ngành"], id="set phrase"),
        pytest.param(
            "các sở, ban, ngành và UBND các xã, phường tổ chức",
            ["các sở, ban, ngành", "UBND các xã, phường"],
            id="set phrase and a body",
        ),
        pytest.param(
            "các cơ quan, đơn vị và địa phương phản ánh", ["các cơ quan, đơn vị và địa phương"], id="set phrase with và"
        ),
        pytest.param("cán bộ, giáo viên và nhân viên chấp hành", ["cán bộ, giáo viên và nhân viên"], id="one group"),
        pytest.param("CB,GV,NV thực hiện", ["CB,GV,NV"], id="group in short"),
        pytest.param(
            "Các trường mầm non, tiểu học, THCS xây dựng", ["Các trường mầm non, tiểu học, THCS"], id="one head noun"
        ),
        pytest.param(
            "các bộ phận, cá nhân và tổ chức của trường thực hiện",
            ["các bộ phận", "cá nhân", "tổ chức của trường"],
            id="a determiner for all",
        ),
        pytest.param("Sở Nội vụ (cơ quan thường trực) rà soát", ["Sở Nội vụ"], id="brackets are not the name"),
        pytest.param("Phòng Quản lý công nghiệp rà soát", ["Phòng Quản lý công nghiệp"], id="a verb in a name"),
        pytest.param(
            "Hội đồng Thi đua - Khen thưởng xã họp", ["Hội đồng Thi đua - Khen thưởng xã"], id="a dash in a name"
        ),
        pytest.param(
            "Liên hiệp các Hội Khoa học và Kỹ thuật tư vấn",
            ["Liên hiệp các Hội Khoa học và Kỹ thuật"],
            id="và in a name",
        ),
        pytest.param("Trung tâm Dịch vụ việc làm công bố", ["Trung tâm Dịch vụ việc làm"], id="làm in a name"),
        pytest.param("Ngân hàng Nhà nước chi nhánh khu vực 5 phối hợp", ["Ngân hàng Nhà nước chi nhánh khu vực 5"], id="hàng"),
        pytest.param(
            "các tổ chức cung cấp dịch vụ chi trả ký kết", ["các tổ chức cung cấp dịch vụ chi trả"], id="what they do"
        ),
        pytest.param("Giám đốc các bệnh viện trực thuộc sở rà soát", ["Giám đốc các bệnh viện trực thuộc sở"], id="post of many"),
        pytest.param(
            "Liên minh Hợp tác xã tỉnh, Hội nông dân tỉnh, Hội phụ nữ xã vận động",
            ["Liên minh Hợp tác xã tỉnh", "Hội nông dân tỉnh", "Hội phụ nữ xã"],
            id="mass organisations in small letters",
        ),
        pytest.param(
            "chính quyền địa phương, Mặt trận cơ sở và các đoàn thể giám sát",
            ["chính quyền địa phương", "Mặt trận cơ sở", "các đoàn thể"],
            id="the Front in short",
        ),
        pytest.param("Các ngành, các cấp thành phố rà soát", ["Các ngành, các cấp thành phố"], id="a set phrase turned round"),
        pytest.param("các chủ đầu tư, Ban chủ nhiệm dự án lập dự toán", ["các chủ đầu tư", "Ban chủ nhiệm dự án"], id="of a project"),
        pytest.param("Chủ cơ sở tổ chức lấy mẫu", ["Chủ cơ sở"], id="who owns a place"),
        pytest.param(
            "Đài Phát thanh và Truyền hình Thành phố đưa tin",
            ["Đài Phát thanh và Truyền hình Thành phố"],
            id="no verb where a name begins in between",
        ),
        pytest.param("Cục Hàng không Việt Nam chủ trì", ["Cục Hàng không Việt Nam"], id="không in a name"),
        pytest.param("Tổ chức thực hiện kế hoạch", [], id="a verb, no organisation"),
        pytest.param("TỔ CHỨC THỰC HIỆN", [], id="a verb in capitals"),
        pytest.param("Phòng chống thiên tai", [], id="a verb, no office"),
        pytest.param("Hội nghị tổng kết", [], id="a meeting, no association"),
        pytest.param("Đoàn kết nội bộ", [], id="unity, no union"),
        pytest.param("Bộ tiêu chí đánh giá", [], id="a set, no ministry"),
        pytest.param("Công tác tuyên truyền", [], id="a noun"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_read_units(text: str, units: list[str]) -> None:
    assert read(text) == units


def test_a_verb_after_a_head_is_read_in_both_ways() -> None:
    assert read("cơ quan, đơn vị quản lý báo cáo") == ["cơ quan, đơn vị quản lý"]
    assert read("cơ quan, đơn vị quản lý hồ sơ", Reading(attributes=False)) == ["cơ quan, đơn vị"]


def test_what_follows_va_is_read_in_both_ways() -> None:
    text = "Ban Quản lý các chợ đầu mối và bến thủy rà soát"
    assert read(text) == ["Ban Quản lý các chợ đầu mối"]
    assert read(text, Reading(joined=True)) == ["Ban Quản lý các chợ đầu mối và bến thủy"]


def test_offsets_are_those_of_the_text() -> None:
    text = "Đề nghị Sở Y tế, các trường học và UBND xã Sông Trà thực hiện."
    listed = read_units(words(text), 2)
    assert listed is not None
    assert [(u.text, u.text == text[u.start : u.end]) for u in listed.units] == [
        ("Sở Y tế", True),
        ("các trường học", True),
        ("UBND xã Sông Trà", True),
    ]


_HEADS = [row["seen"] for row in rows("unit_heads")] + [row["seen"] for row in rows("people_groups")]
_WORDS = [
    *_HEADS,
    "các",
    "và",
    ",",
    ";",
    "(",
    ")",
    ":",
    "-",
    "Nội vụ",
    "thực hiện",
    "Sông Trà",
    "của",
    "xã",
    "việc làm",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=12), st.integers(0, 12), st.sampled_from(READINGS))
def test_units_lie_in_the_text_in_order(parts: list[str], start: int, how: Reading) -> None:
    text = " ".join(parts)
    seen = words(text)
    listed = read_units(seen, start, how=how)
    if listed is not None:
        places = [(unit.start, unit.end) for unit in listed.units]
        assert places == sorted(places)
        assert all(text[unit.start : unit.end] == unit.text for unit in listed.units)
        assert start < listed.next <= len(seen)


@pytest.mark.parametrize("head", [r["seen"] for r in rows("unit_heads") if r["next"] == "name" and r["kind"] != "none"])
def test_a_head_that_stands_alone_is_a_unit(head: str) -> None:
    assert read(f"{head} báo cáo kết quả") == [head]
