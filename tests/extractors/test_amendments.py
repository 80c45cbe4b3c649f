"""What a text says of two documents: which amends or replaces which, and what only stands near."""

from __future__ import annotations

import pytest

from extractors.amendments import ITSELF, find_amendments
from extractors.legal_bases import find_legal_bases
from extractors.passage import Passage, Plan

A, B, C = "Nghị định số 12/2031/NĐ-CP ngày 03/02/2031", "Nghị định số 45/2027/NĐ-CP", "Nghị định số 46/2027/NĐ-CP"


def said(text):
    """Return (amending number, kind, amended number) for each, the document itself as 'này'."""
    bases = find_legal_bases([Passage(0, "paragraph", text, 0, "preamble", 0)], Plan())

    def name(index):
        return "này" if index == ITSELF else bases[index].cited_number.split("/")[0]

    return [(name(a.by), a.kind, name(a.of)) for a in find_amendments(text, bases)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"Căn cứ {A} của Chính phủ sửa đổi, bổ sung một số điều của {B} về công tác lưu trữ;",
            [("12", "amends", "45")],
            id="title of the amending decree",
        ),
        pytest.param(
            f"Căn cứ {A} sửa đổi, bổ sung một số điều của {B} và {C};",
            [("12", "amends", "45"), ("12", "amends", "46")],
            id="two decrees amended by one",
        ),
        pytest.param(
            f"Căn cứ {A} sửa đổi khoản 2 Điều 5 của {B};", [("12", "amends", "45")], id="one clause of an article"
        ),
        pytest.param(
            f"Căn cứ {B} về công tác lưu trữ được sửa đổi, bổ sung bởi {A};",
            [("12", "amends", "45")],
            id="passive",
        ),
        pytest.param(f"Căn cứ {A} thay thế {B};", [("12", "replaces", "45")], id="replaces"),
        pytest.param(f"{B} đã được thay thế bằng {A}.", [("12", "replaces", "45")], id="replaced by"),
        pytest.param(
            "Kế hoạch này có hiệu lực từ ngày ký và thay thế Kế hoạch số 45/KH-UBND ngày 03/02/2031 của UBND xã Hà Liễu.",
            [("này", "replaces", "45")],
            id="the document itself replaces",
        ),
        pytest.param(f"Điều 1. Sửa đổi, bổ sung Điều 5 của {B}.", [("này", "amends", "45")], id="it amends itself"),
        pytest.param(f"Căn cứ {A} về công tác văn thư và {B};", [], id="only cited together"),
        pytest.param(
            f"Căn cứ {A} hướng dẫn thi hành Luật sửa đổi, bổ sung một số điều của {B};",
            [],
            id="guides the law that amends",
        ),
        pytest.param(
            f"Căn cứ Tờ trình số 12/TTr-STP ngày 03/02/2031 đề nghị ban hành Nghị quyết thay thế {B};",
            [],
            id="proposes to replace",
        ),
        pytest.param(
            f"Căn cứ {A} sửa đổi, bổ sung một số điều của {B}; {C} về công tác văn thư;",
            [("12", "amends", "45")],
            id="the next of the list is a ground of its own",
        ),
        pytest.param(f"Rà soát, thay thế các biểu mẫu theo {B}.", [], id="other things are replaced"),
    ],
)
def test_find_amendments(text, expected):
    assert said(text) == expected
