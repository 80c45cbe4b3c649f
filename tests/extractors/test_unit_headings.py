"""Headings that name units, and those that only look so."""

from __future__ import annotations

import pytest

from extractors.passage import Heading, Passage
from extractors.sentences import Sentence
from extractors.unit_headings import UnitsAbove, heading_units, inline_heading


def passage(text: str, marker: str, level: int, *titles: str) -> Passage:
    headings = tuple(Heading("", title, "organisation", n) for n, title in enumerate(titles))
    return Passage(0, "item", text, 0, "organisation", 1, marker, level, headings)


@pytest.mark.parametrize(
    ("title", "units"),
    [
        pytest.param("Cán bộ quản lý", ["Cán bộ quản lý"], id="group"),
        pytest.param("Các tổ chuyên môn và văn phòng:", ["Các tổ chuyên môn", "văn phòng"], id="two"),
        pytest.param("Trách nhiệm của Hiệu trưởng", ["Hiệu trưởng"], id="trách nhiệm của"),
        pytest.param("Đối với các trường mầm non, THCS", ["các trường mầm non, THCS"], id="đối với"),
        pytest.param("Đề nghị: Hội Nông dân xã, Hội Phụ nữ xã", ["Hội Nông dân xã", "Hội Phụ nữ xã"], id="đề nghị"),
        pytest.param("Công đoàn; Đoàn Thanh niên", ["Công đoàn", "Đoàn Thanh niên"], id="semicolon"),
        pytest.param("PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", ["PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"], id="capitals"),
        pytest.param("Hiệu trưởng (Trưởng ban chỉ đạo)", ["Hiệu trưởng"], id="brackets"),
        pytest.param("Sở Y tế thực hiện các nhiệm vụ sau:", ["Sở Y tế"], id="tasks below"),
        pytest.param("Giao Văn phòng triển khai các công việc liên quan:", ["Văn phòng"], id="giao, tasks below"),
        pytest.param(
            "Ban Quản lý các chợ đầu mối và bến thủy",
            ["Ban Quản lý các chợ đầu mối và bến thủy"],
            id="và inside the name",
        ),
        pytest.param("Tổ chức thực hiện", [], id="tổ chức is a verb"),
        pytest.param("Công tác chỉ đạo, điều hành", [], id="a field of work"),
        pytest.param("Sở Y tế chủ trì rà soát quy hoạch", [], id="a sentence"),
        pytest.param("Cá nhân", [], id="whom merits are rewarded to"),
        pytest.param("Các trường hợp đặc biệt", [], id="trường hợp"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_heading_units(title: str, units: list[str]) -> None:
    assert [unit.text for unit in heading_units(title)] == units


def test_inline_heading_leaves_the_task() -> None:
    text = "Các đơn vị:  Xây dựng kế hoạch của mình."
    units, rest = inline_heading(Sentence(20, 20 + len(text), text))
    assert [unit.text for unit in units] == ["Các đơn vị"]
    assert (rest.text, rest.start, rest.end) == ("Xây dựng kế hoạch của mình.", 33, 60)


def test_inline_heading_of_another_sort_is_none() -> None:
    sentence = Sentence(0, 21, "Nội dung: Tập huấn hè")
    assert inline_heading(sentence) == ((), sentence)


def test_the_innermost_heading_that_names_units_holds() -> None:
    above = UnitsAbove()
    found = above.of(passage("Rà soát.", "-", 4, "TỔ CHỨC THỰC HIỆN", "Công đoàn", "Công tác tuyên truyền"))
    assert [unit.text for unit in found] == ["Công đoàn"]


def test_an_item_that_names_units_holds_until_the_next_of_its_rank() -> None:
    above = UnitsAbove()
    above.open(passage("Hiệu trưởng:", "a", 2), heading_units("Hiệu trưởng:"))
    assert above.of(passage("Ban hành kế hoạch.", "-", 3, "Công đoàn")) == heading_units("Hiệu trưởng:")
    assert above.of(passage("Tổng kết.", "b", 2, "Công đoàn")) == heading_units("Công đoàn")


def test_a_heading_ends_what_an_item_has_opened() -> None:
    above = UnitsAbove()
    above.open(passage("Hiệu trưởng:", "a", 2), heading_units("Hiệu trưởng:"))
    above.close()
    assert above.of(passage("Ban hành kế hoạch.", "-", 3)) == ()
