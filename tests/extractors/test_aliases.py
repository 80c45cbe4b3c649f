"""Short names a document defines: which body each stands for, and where it is left as it is."""

from __future__ import annotations

import time

import pytest

from extractors.aliases import defined
from extractors.mention import Responsibility
from extractors.passage import Heading, Passage, Plan
from extractors.responsibilities import find_responsibilities

PLAN = Plan(issuer="Ủy ban nhân dân phường Bến Gỗ")

READS = [
    ("Ban Chỉ đạo chuyển đổi số (sau đây gọi tắt là Ban Chỉ đạo)", "Ban Chỉ đạo", "Ban Chỉ đạo chuyển đổi số"),
    ("Kiện toàn Ban Chỉ đạo cải cách hành chính (gọi tắt là BCĐ)", "BCĐ", "Ban Chỉ đạo cải cách hành chính"),
    (
        "do Trung tâm Phục vụ hành chính công (sau đây viết tắt là Trung tâm) tiếp nhận",
        "Trung tâm",
        "Trung tâm Phục vụ hành chính công",
    ),
    ("Ủy ban nhân dân phường Bến Gỗ (sau đây gọi là UBND phường)", "UBND phường", "Ủy ban nhân dân phường Bến Gỗ"),
    ("của Sở Khoa học và Công nghệ (viết tắt: KHCN)", "KHCN", "Sở Khoa học và Công nghệ"),
    (
        "Ban Quản lý bến thuyền phường (sau đây được gọi là “Ban Quản lý”)",
        "Ban Quản lý",
        "Ban Quản lý bến thuyền phường",
    ),
    (
        "Sở Nội vụ, Tổ công tác kiểm tra bến bãi (sau gọi tắt là Tổ công tác)",
        "Tổ công tác",
        "Tổ công tác kiểm tra bến bãi",
    ),
    (
        "Hội đồng Thi đua - Khen thưởng phường (gọi tắt là Hội đồng thi đua)",
        "Hội đồng thi đua",
        "Hội đồng Thi đua - Khen thưởng phường",
    ),
    (
        "Ban Chỉ đạo xóa nhà tạm, nhà dột nát (gọi tắt là Ban Chỉ đạo)",
        "Ban Chỉ đạo",
        "Ban Chỉ đạo xóa nhà tạm, nhà dột nát",
    ),
    (
        "Ban Chỉ đạo của Tỉnh ủy về phát triển du lịch (viết tắt là BCĐ)",
        "BCĐ",
        "Ban Chỉ đạo của Tỉnh ủy về phát triển du lịch",
    ),
    (
        "Ban Chỉ đạo chống buôn lậu tỉnh (gọi tắt là Ban Chỉ đạo 389)",
        "Ban Chỉ đạo 389",
        "Ban Chỉ đạo chống buôn lậu tỉnh",
    ),
    ("Trường Mầm non Bến Gỗ (sau đây gọi là Nhà trường)", "Nhà trường", "Trường Mầm non Bến Gỗ"),
    ("Trung tâm Dịch vụ nông nghiệp (DVNN) (sau đây gọi là Trung tâm)", "Trung tâm", "Trung tâm Dịch vụ nông nghiệp"),
    ("Vụ Chính sách bến bãi (gọi tắt là Vụ II)", "Vụ II", "Vụ Chính sách bến bãi"),
    ("Cục Giám sát các tổ chức vận tải (gọi tắt là Cục III)", "Cục III", "Cục Giám sát các tổ chức vận tải"),
    ("Ban Quản lý chợ (BQLC)", "BQLC", "Ban Quản lý chợ"),
]


@pytest.mark.parametrize(("text", "short", "full"), READS, ids=[short for _, short, _ in READS])
def test_definition_is_read(text: str, short: str, full: str) -> None:
    assert [(alias.short, alias.unit.text) for alias in defined([passage(0, text)])] == [(short, full)]


LEAVES = {
    "a cited document": "Kế hoạch số 07/KH-UBND của Ủy ban nhân dân tỉnh (sau đây gọi là Kế hoạch số 07)",
    "a scheme of a body": "Đề án sắp xếp bến bãi của Sở Xây dựng (gọi tắt là Đề án)",
    "a programme that a body has approved": "Công an phê duyệt Chương trình bến an toàn (sau đây gọi là Chương trình)",
    "a word of the name alone": "Sở Nông nghiệp và Môi trường (sau đây gọi là Môi trường)",
    "a campaign": "Ban Chỉ đạo phát động đợt ra quân làm sạch bến (sau đây gọi tắt là Đợt ra quân)",
    "one name of many": "Sở Nội vụ, Sở Y tế và Ủy ban nhân dân các xã (sau đây gọi chung là các đơn vị)",
    "a kind of bodies": "Ủy ban nhân dân xã, phường (sau đây gọi tắt là UBND cấp xã)",
    "all bodies of a kind": "Ủy ban nhân dân các xã (gọi tắt là UBND xã)",
    "another letter": "Ban Chỉ đạo (BCD)",
    "initials of something else": "Trạm Y tế phường (BHYT)",
    "a field": "lĩnh vực nuôi trồng thủy sản (viết tắt: NTTS)",
}


@pytest.mark.parametrize("text", LEAVES.values(), ids=LEAVES.keys())
def test_what_is_no_name_of_a_body_is_left(text: str) -> None:
    assert list(defined([passage(0, text)])) == []


CENTRE = "Trung tâm Phục vụ hành chính công (sau đây viết tắt là Trung tâm) đặt tại bến chính."
FULL = "Trung tâm Phục vụ hành chính công"


def test_alias_is_named_in_full_after_its_definition_and_stays_as_written() -> None:
    rows = found("Trung tâm lập danh sách thuyền.", CENTRE, "Trung tâm kiểm tra giấy tờ.")
    assert [(row.unit, row.unit_name) for row in rows] == [("Trung tâm", "Trung tâm"), ("Trung tâm", FULL)]


def test_alias_is_named_in_full_in_the_sentence_that_defines_it() -> None:
    (row,) = found("Giao Trung tâm Phục vụ hành chính công (gọi tắt là Trung tâm) tiếp nhận hồ sơ.")
    assert row.unit_name == FULL


def test_only_the_first_letter_may_differ() -> None:
    rows = found(CENTRE, "Trung Tâm kiểm tra giấy tờ.", "Đề nghị trung tâm kiểm tra giấy tờ.")
    assert [(row.unit, row.unit_name) for row in rows if row.unit_name == FULL] == [("trung tâm", FULL)]


def test_longer_name_is_its_own() -> None:
    (row,) = found(CENTRE, "Trung tâm Y tế kiểm tra bến bãi.")
    assert row.unit_name == "Trung tâm Y tế"


def test_last_definition_before_counts() -> None:
    rows = found(
        CENTRE,
        "Trung tâm kiểm tra giấy tờ.",
        "Trung tâm Dịch vụ bến thuyền (gọi tắt là Trung tâm) đặt tại chợ.",
        "Trung tâm kiểm tra vé.",
    )
    assert [row.unit_name for row in rows] == [FULL, "Trung tâm Dịch vụ bến thuyền"]


def test_place_of_the_plan_is_added_as_to_the_full_name() -> None:
    (row,) = found(
        "Kiện toàn tổ chức của Ban Chỉ đạo chuyển đổi số phường (gọi tắt là BCĐ)", "BCĐ kiểm tra việc thực hiện."
    )
    assert (row.unit_name, row.level) == ("Ban Chỉ đạo chuyển đổi số phường Bến Gỗ", "commune")


@pytest.mark.parametrize(
    "above",
    [
        pytest.param([("heading", "Trung tâm Y tế phường")], id="heading"),
        pytest.param([("item", "Trung tâm Y tế phường:")], id="item that is a heading"),
    ],
)
def test_common_word_stands_for_the_body_of_the_heading(above: list[tuple[str, str]]) -> None:
    assert [row.unit_name for row in found(CENTRE, *above, "Trung tâm kiểm tra bến bãi.")] == ["Trung tâm"]


def test_common_word_stands_for_the_body_of_the_sentence_before() -> None:
    rows = found(CENTRE, "Trung tâm Y tế lập kế hoạch phun thuốc. Trung tâm kiểm tra bến bãi.")
    assert [row.unit_name for row in rows] == ["Trung tâm Y tế", "Trung tâm"]


def test_own_heading_does_not_stand_in_the_way() -> None:
    rows = found(CENTRE, ("heading", "Trung tâm Phục vụ hành chính công"), "Trung tâm kiểm tra giấy tờ.")
    assert [row.unit_name for row in rows] == [FULL]


@pytest.mark.parametrize("piece", ["(gọi là ", "(gọi là a ", "(BCĐ) (gọi tắt là BCĐ) ", "(sau đây ", "( " * 5])
def test_definitions_are_read_in_linear_time(piece: str) -> None:
    def cost(times: int) -> float:
        begun = time.perf_counter()
        list(defined([passage(0, "Ban Chỉ đạo " + piece * times)]))
        return time.perf_counter() - begun

    cost(100)
    assert cost(4000) < 40 * max(cost(400), 0.001)


def found(*texts: str | tuple[str, str]) -> list[Responsibility]:
    """What the passages state, one item after the other; a pair is a heading, or an item of a higher level."""
    passages: list[Passage] = []
    headings: tuple[Heading, ...] = ()
    start = 0
    for number, said in enumerate(texts):
        kind, text = said if isinstance(said, tuple) else ("item", said)
        level = 1 if kind == "heading" else 3 if isinstance(said, tuple) else 5
        passages.append(passage(number, text, kind=kind, start=start, level=level, headings=headings))
        if kind == "heading":
            headings = (Heading("1", text, "organisation", number),)
        start += len(text) + 1
    return find_responsibilities(passages, PLAN)


def passage(
    number: int, text: str, *, kind: str = "item", start: int = 0, level: int = 5, headings: tuple[Heading, ...] = ()
) -> Passage:
    marker = "a" if level == 3 else "-"
    return Passage(number, kind, text, start, "organisation", number, marker, level, headings)  # type: ignore[arg-type]
