"""Names by the Akoma Ntoso Naming Convention: their parts, their slugs, and when there is none."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mentions import basis, citing

from normalizers.tables import Spellings
from pipeline.resolve import resolve
from pipeline.resolve.akn import akn_id, slug

DAY = date(2031, 1, 6)


@pytest.mark.parametrize(
    ("kind", "number", "issuer", "expected"),
    [
        pytest.param(
            "Nghị định", "107/2031/NĐ-CP", "Chính phủ", "act/nghi-dinh/chinh-phu/2031-01-06/107-2031-nd-cp", id="decree"
        ),
        pytest.param("Luật", "31/2031/QH16", "Quốc hội", "act/luat/quoc-hoi/2031-01-06/31-2031-qh16", id="law"),
        pytest.param(
            "Quyết định",
            "25/QĐ-TTg",
            "Thủ tướng Chính phủ",
            "act/quyet-dinh/thu-tuong-chinh-phu/2031-01-06/25-qd-ttg",
            id="decision",
        ),
        pytest.param(
            "Kế hoạch",
            "45/KH-GD&ĐT",
            "Phòng Giáo dục và Đào tạo quận Đồ Sơn",
            "doc/ke-hoach/phong-giao-duc-va-dao-tao-quan-do-son/2031-01-06/45-kh-gd-dt",
            id="plan",
        ),
        pytest.param(
            "Công văn",
            "1663/UBND-NV",
            "Ủy ban nhân dân tỉnh An Hải",
            "doc/cong-van/uy-ban-nhan-dan-tinh-an-hai/2031-01-06/1663-ubnd-nv",
            id="official letter",
        ),
        pytest.param(
            "Nghị quyết",
            "57-NQ/TW",
            "Bộ Chính trị",
            "statement/nghi-quyet/bo-chinh-tri/2031-01-06/57-nq-tw",
            id="party resolution",
        ),
        pytest.param(
            "Nghị quyết",
            "07/NQ-HĐND",
            "Hội đồng nhân dân xã Vĩnh Sơn",
            "act/nghi-quyet/hoi-dong-nhan-dan-xa-vinh-son/2031-01-06/07-nq-hdnd",
            id="resolution of a council",
        ),
        pytest.param(
            "Kế hoạch",
            "9/KH-HU",
            "Huyện ủy Gia Lộc",
            "doc/ke-hoach/huyen-uy-gia-loc/2031-01-06/9-kh-hu",
            id="party plan",
        ),
        pytest.param(
            "Thông tư",
            "3/2031/TT-BNV",
            "Bộ trưởng Bộ Nội vụ",
            "act/thong-tu/bo-noi-vu/2031-01-06/3-2031-tt-bnv",
            id="the minister signs for the ministry",
        ),
        pytest.param("Kế hoạch", "9/KH-UBND", "Ủy ban nhân dân xã", None, id="commune without its name"),
        pytest.param("Kế hoạch", "45/KH-SGDĐT", "Sở Giáo dục và Đào tạo", None, id="office without its province"),
        pytest.param("Kế hoạch", "9/KH-SGDĐT", "Ủy ban nhân dân xã Vĩnh Sơn", None, id="issuer is not the symbol's"),
        pytest.param("Nghị quyết", "57-NQ/TW", None, None, id="no issuer"),
        pytest.param("Kế hoạch", "07", "Ủy ban nhân dân xã Vĩnh Sơn", None, id="short form"),
        pytest.param("Luật", None, "Quốc hội", None, id="no number"),
        pytest.param(None, "25/QĐ-TTg", "Thủ tướng Chính phủ", None, id="no type"),
        pytest.param("Nghị định", "107/2030/NĐ-CP", "Chính phủ", None, id="year of the number is not that of the day"),
    ],
)
def test_akn_id(kind, number, issuer, expected):
    assert akn_id(kind, number, DAY, issuer) == (expected and f"/akn/vn/{expected}")


def test_without_a_day_there_is_no_name():
    assert akn_id("Nghị định", "107/2031/NĐ-CP", None, "Chính phủ") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("Đồ Sơn", "do-son", id="Đ and marks"),
        pytest.param("QĐ-ƯBND", "qd-ubnd", id="Ư"),
        pytest.param("Bộ Lao động – Thương binh và Xã hội", "bo-lao-dong-thuong-binh-va-xa-hoi", id="dash with blanks"),
        pytest.param("GD&ĐT", "gd-dt", id="ampersand"),
        pytest.param("02/2030/TTLT-BNV-BTC", "02-2030-ttlt-bnv-btc", id="slashes, leading zero kept"),
    ],
)
def test_slug(name, expected):
    assert slug(name) == expected


@given(st.text(alphabet="aAâẤbđĐưỨ /-–&.,07", max_size=30))
def test_slugs_are_clean_and_stay_as_they_are(name):
    made = slug(name)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", made)
    assert slug(made) == made


def test_every_type_is_one_of_the_standard():
    types = Spellings("akn_types")
    assert {types.value(kind) for kind in types} == {"act", "statement"}


def decree(day):
    return basis("107/NQ-CP", day, "Chính phủ", kind="Nghị quyết")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param([6, 6, 7], "/akn/vn/act/nghi-quyet/chinh-phu/2031-01-06/107-nq-cp", id="two against one"),
        pytest.param([6, 7], None, id="one against one"),
    ],
)
def test_a_disputed_day_needs_a_majority(days, expected):
    given_ = [citing(f"{n}.txt", decree(date(2031, 1, day))) for n, day in enumerate(days)]
    (citation,) = resolve(given_).citations
    assert citation.akn_id == expected
