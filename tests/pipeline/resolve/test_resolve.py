"""Which mentions are one document: by number, year and issuer, never because they look alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mentions import basis, citing

from pipeline.records import Version
from pipeline.resolve import resolve
from pipeline.resolve.issuers import can_be_one, has_place, says_less

XA = "Ủy ban nhân dân xã Vĩnh Sơn"
SO = "Sở Giáo dục và Đào tạo tỉnh An Hải"


def joined(*documents):
    """Return, for each mention in order, the number of the cited document it was given, counted from 0."""
    given = [citing(f"{n}.txt", *bases) for n, bases in enumerate(documents)]
    ids = [i for c in given for i in resolve(given).citation_ids[c.doc_id]]
    order = list(dict.fromkeys(ids))
    return [order.index(i) for i in ids]


def nd(number, day=None, subject=None, **more):
    return basis(number, day, "Chính phủ", subject, kind="Nghị định", **more)


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        pytest.param([[nd("30/2020/NĐ-CP", date(2020, 3, 5))], [nd("30/2020/NĐ-CP", year=2020)]], [0, 0], id="decree"),
        pytest.param([[nd("30/2020/NĐ-CP")], [nd("30/2016/NĐ-CP")]], [0, 1], id="decree of another year"),
        pytest.param(
            [[basis("07/KH-GD&ĐT", date(2031, 1, 3), SO)], [basis("7/KH-GDĐT", date(2031, 1, 3), SO)]],
            [0, 0],
            id="one number in two spellings",
        ),
        pytest.param(
            [[basis("9/KH-UBND", date(2031, 1, 3), XA)], [basis("9/KH-UBND", date(2030, 1, 8), XA)]],
            [0, 1],
            id="numbers start again each year",
        ),
        pytest.param(
            [
                [basis("9/KH-UBND", date(2031, 1, 3), XA)],
                [basis("9/KH-UBND", date(2031, 1, 3), "Ủy ban nhân dân xã Vĩnh Hòa")],
            ],
            [0, 1],
            id="each commune counts for itself",
        ),
        pytest.param(
            [
                [basis("45/KH-SGDĐT", date(2031, 1, 3), "Sở Giáo dục và Đào tạo An Hải")],
                [basis("45/KH-SGDĐT", date(2031, 1, 3), SO)],
                [basis("45/KH-SGDĐT", date(2031, 1, 3), "Sở Giáo dục và Đào tạo")],
            ],
            [0, 0, 0],
            id="shorter names of the one issuer",
        ),
        pytest.param(
            [
                [basis("45/KH-SGDĐT", date(2031, 1, 3), "Sở Giáo dục và Đào tạo An Hải")],
                [basis("45/KH-SGDĐT", date(2031, 2, 9), "Sở Giáo dục và Đào tạo Bình Khê")],
                [basis("45/KH-SGDĐT", None, "Sở Giáo dục và Đào tạo", year=2031)],
            ],
            [0, 1, 2],
            id="a short name that fits two stays apart",
        ),
        pytest.param(
            [[basis("9/KH-UBND", date(2031, 1, 3), XA), basis("9/KH-UBND")]], [0, 0], id="number alone, same plan"
        ),
        pytest.param(
            [[basis("9/KH-UBND", date(2031, 1, 3), XA)], [basis("9/KH-UBND")]], [0, 1], id="number alone, other plan"
        ),
        pytest.param(
            [[basis("9/KH-UBND", date(2031, 1, 3), XA)], [basis("9/KH-UBND", date(2031, 1, 3))]],
            [0, 0],
            id="number and day, other plan",
        ),
        pytest.param(
            [[basis("9/KH-UBND", date(2031, 1, 3), XA), basis("9/KH-UBND", date(2030, 5, 6), XA), basis("9/KH-UBND")]],
            [0, 1, 2],
            id="number alone that fits two",
        ),
        pytest.param([[basis("07/KH-UBND", date(2031, 1, 6), XA), basis("07")]], [0, 0], id="back reference"),
        pytest.param([[basis("07/KH-UBND", date(2031, 1, 6), XA), basis("07", kind="Đề án")]], [0, 1], id="other type"),
        pytest.param(
            [[nd("34/2016/NĐ-CP"), basis("34", kind="Nghị định")], [basis("34", kind="Nghị định")]],
            [0, 0, 1],
            id="back reference joins in its own plan only",
        ),
        pytest.param(
            [[nd("34/2016/NĐ-CP"), nd("34/2024/NĐ-CP"), basis("34", kind="Nghị định")]],
            [0, 1, 2],
            id="back reference that fits two",
        ),
        pytest.param(
            [[nd("34/2016/NĐ-CP"), nd("34/2024/NĐ-CP"), basis("34/2024", kind="Nghị định", year=2024)]],
            [0, 1, 1],
            id="back reference with its year",
        ),
        pytest.param(
            [
                [basis("ISO 9001:2015", kind="Tiêu chuẩn")],
                [basis("TCVN ISO 9001:2015", kind="Tiêu chuẩn"), basis("TCVN ISO 18091:2020", kind="Tiêu chuẩn")],
            ],
            [0, 0, 1],
            id="standards",
        ),
        pytest.param(
            [
                [basis(None, kind="Luật", subject="Thư viện", year=2019)],
                [basis(None, kind="Luật", subject="thư viện", year=2019)],
                [basis("46/2019/QH14", date(2019, 11, 21), "Quốc hội", "Thư viện", kind="Luật")],
                [basis(None, kind="Luật", subject="Thư viện", year=2030)],
            ],
            [0, 0, 0, 1],
            id="law by name and year",
        ),
        pytest.param(
            [
                [basis(None, date(2019, 2, 5), kind="Luật", subject="Thư viện")],
                [basis(None, date(2019, 11, 21), kind="Luật", subject="Thư viện")],
                [basis(None, kind="Luật", subject="Thư viện", year=2019)],
            ],
            [0, 1, 2],
            id="law of a name passed twice in a year",
        ),
        pytest.param(
            [
                [basis("57-NQ/TW", date(2024, 12, 22), "Bộ Chính trị", kind="Nghị quyết")],
                [basis("57-NQ/TW", date(2024, 12, 22), None, kind="Nghị quyết")],
                [basis("57-NQ/TW", date(2017, 6, 1), "Ban Chấp hành Trung ương Đảng", kind="Nghị quyết")],
            ],
            [0, 0, 1],
            id="party resolution, with and without issuer",
        ),
        pytest.param(
            [
                [basis("71/NQ-CP", date(2025, 4, 1), "Chính phủ", kind="Nghị quyết")],
                [basis("71/NQ-CP", date(2025, 5, 1), "Chính phủ", kind="Nghị quyết")],
            ],
            [0, 0],
            id="two days in one year are one document, and a dispute",
        ),
        pytest.param(
            [
                [basis("156/KH-SGDĐT", date(2031, 1, 14), XA, "cải cách hành chính xã Vĩnh Sơn")],
                [basis("156/KH-SGDĐT", date(2031, 1, 14), SO, "Cải cách hành chính xã Vĩnh Sơn")],
            ],
            [0, 0],
            id="one title and day under two issuers",
        ),
        pytest.param(
            [[nd("107/2020/NĐ-CP", date(2020, 9, 14))], [basis("107/2020/NĐ-CP", kind="Nghị định")]],
            [0, 0],
            id="decree without day and issuer",
        ),
        pytest.param(
            [[nd("107/2020/NĐ-CP", date(2020, 9, 14))], [nd("107/NĐ-CP", date(2020, 9, 14))], [nd("107/NĐ-CP")]],
            [0, 0, 1],
            id="the year left out of the number, told by the day",
        ),
        pytest.param(
            [[nd("107/2020/NĐ-CP", date(2020, 9, 14))], [nd("107/2021/NĐ-CP", date(2020, 9, 14))]],
            [0, 0],
            id="the year of the number misprinted, told by the day",
        ),
        pytest.param(
            [[nd("107/2020/NĐ-CP", date(2020, 9, 14))], [nd("107/2021/NĐ-CP", date(2021, 12, 6))]],
            [0, 1],
            id="number and day agree: another decree",
        ),
        pytest.param(
            [[nd("107/2020/NĐ-CP")], [basis("107/2020/ND-CP", kind="Nghị định")], [nd("107/2020/NB–CP")]],
            [0, 0, 0],
            id="Đ misread in a known symbol",
        ),
        pytest.param(
            [
                [basis("47/KH-THĐL", date(2031, 3, 2), "Trường Tiểu học Đông Lĩnh")],
                [basis("47/KH-THDL", date(2031, 3, 2))],
                [basis("47/KH-THPL", date(2031, 3, 2), "Trường Tiểu học Đông Lĩnh")],
                [basis("47/KH-THDL", date(2031, 4, 2))],
            ],
            [0, 0, 0, 1],
            id="Đ misread in a symbol that nobody knows, on the same day alone",
        ),
        pytest.param(
            [
                [basis("47/KH-THĐL", date(2031, 3, 2)), basis("47/KH-THPĐ", date(2031, 3, 2))],
                [basis("47/KH-THBL", date(2031, 3, 2)), basis("41/KH-THĐL", date(2031, 3, 2))],
            ],
            [0, 1, 0, 2],
            id="one letter may be misread, a digit may not",
        ),
        pytest.param(
            [
                [basis("47/KH-THĐB", date(2031, 3, 2)), basis("47/KH-THBĐ", date(2031, 3, 2))],
                [basis("47/KH-THBB", date(2031, 3, 2))],
            ],
            [0, 1, 2],
            id="a misread symbol that fits two",
        ),
        pytest.param(
            [
                [basis("5/ĐA-UBND", date(2031, 3, 2), XA, kind="Đề án")],
                [basis("5/DA-UBND", date(2031, 3, 2), XA, kind="Dự án")],
            ],
            [0, 1],
            id="two symbols that are both known",
        ),
        pytest.param(
            [
                [basis("83/2015/QH13", date(2015, 6, 25), "Quốc hội", "Ngân sách nhà nước", kind="Luật")],
                [basis("83/2015/QH14", None, "Quốc hội", "Ngân sách nhà nước", kind="Luật")],
            ],
            [0, 0],
            id="a term of the National Assembly that was not yet",
        ),
        pytest.param(
            [
                [basis("07/KH-UBND", date(2031, 1, 6), XA, "cải cách hành chính nhà nước năm 2031")],
                [
                    basis(
                        "07/KH-UBND",
                        date(2031, 1, 6),
                        "Ủy ban nhân dân xã Vĩnh Hòa",
                        "cải cách hành chính nhà nước năm 2031",
                    )
                ],
            ],
            [0, 1],
            id="two communes with one number, day and title",
        ),
        pytest.param(
            [
                [basis("07/KH-UBND", date(2031, 1, 6), "Ủy ban nhân dân quận", "chuyển đổi số")],
                [basis("07/KH-UBND", date(2031, 1, 6), "Ủy ban nhân dân quận", "chuyển đổi số")],
            ],
            [0, 1],
            id="the district of each plan's own place, unnamed",
        ),
        pytest.param(
            [
                [basis("45/KH-SGDĐT", None, "Sở Giáo dục và Đào tạo", year=2031)],
                [basis("45/KH-SGDĐT", None, "Sở Giáo dục và Đào tạo", year=2031)],
                [basis("45/KH-SGDĐT", date(2031, 1, 3), "Sở Giáo dục và Đào tạo")],
                [basis("45/KH-SGDĐT", date(2031, 1, 3))],
            ],
            [0, 1, 2, 2],
            id="an office of no named province: by its day alone",
        ),
        pytest.param(
            [
                [nd("34/2016/NĐ-CP", date(2016, 5, 14))],
                [basis("34/2016", kind="Nghị định", year=2016)],
                [basis("34", date(2016, 5, 14), kind="Nghị định")],
                [basis("34", kind="Nghị định")],
                [basis("34", date(2016, 5, 14), kind="Thông tư")],
            ],
            [0, 0, 0, 1, 2],
            id="a decree by number and year, in another plan",
        ),
        pytest.param(
            [
                [basis("07/KH-UBND", date(2031, 1, 6), XA)],
                [basis("07", date(2031, 1, 6), XA)],
                [basis("07", date(2031, 1, 6))],
                [basis("07", date(2031, 1, 6), "Ủy ban nhân dân xã Vĩnh Hòa")],
            ],
            [0, 0, 1, 2],
            id="a short form in another plan: by day and issuer",
        ),
    ],
)
def test_joining(documents, expected):
    assert joined(*documents) == expected


def test_citation_says_what_is_best_supported():
    given = [
        citing("a.txt", basis("45/KH-SGDĐT", date(2031, 1, 3), SO, "công tác thư viện năm 2031")),
        citing("b.txt", basis("45/KH-SGDĐT", date(2031, 1, 3), "Sở Giáo dục và Đào tạo", "công tác thư viện")),
        citing("c.txt", basis("45/KH-SGDĐT", date(2031, 3, 1), SO), basis("45/KH-SGDĐT", None, None)),
    ]
    (citation,) = resolve(given).citations
    assert (citation.cited_number, citation.cited_date, citation.cited_year) == ("45/KH-SGDĐT", date(2031, 1, 3), 2031)
    assert (citation.issuer, citation.subject) == (SO, "công tác thư viện năm 2031")
    assert (citation.mentions, citation.documents, citation.conflicts) == (4, 3, ("cited_date",))


def test_dispute_names_the_documents():
    given = [citing(f"{n}.txt", nd("71/NQ-CP", date(2025, month, 1))) for n, month in enumerate((4, 4, 5))]
    resolution = resolve(given)
    ((dispute,),) = resolution.disputes.values()
    assert dispute.name == "cited_date"
    assert list(dispute.stated.items()) == [
        (date(2025, 4, 1), Version(departs=False, paths=("0.txt", "1.txt"))),
        (date(2025, 5, 1), Version(departs=True, paths=("2.txt",))),
    ]


@pytest.mark.parametrize(
    ("documents", "options"),
    [
        pytest.param(
            [[basis("07/KH-UBND", date(2031, 1, 6), XA), basis("07/KH-SNV", date(2031, 1, 9), SO), basis("07")]],
            {2: (f"Kế hoạch 07/KH-SNV ngày 09/01/2031 ({SO})", f"Kế hoạch 07/KH-UBND ngày 06/01/2031 ({XA})")},
            id="a back reference that fits two of its plan",
        ),
        pytest.param([[basis("07/KH-UBND", date(2031, 1, 6), XA), basis("07")]], {}, id="one fits"),
        pytest.param([[basis("07")]], {}, id="none fits: nothing to choose from"),
        pytest.param(
            [
                [basis("07")],
                [basis("07/KH-UBND", date(2031, 1, 6), XA), basis("07/KH-SNV", date(2031, 1, 9), SO)],
            ],
            {},
            id="what another plan cites is not meant",
        ),
    ],
)
def test_what_fits_several_is_noted(documents, options):
    given = [citing(f"{n}.txt", *bases) for n, bases in enumerate(documents)]
    assert resolve(given).ambiguous.get("0.txt", {}) == options


@pytest.mark.parametrize(
    ("bases", "conflicts"),
    [
        pytest.param([nd("107/2020/NĐ-CP", date(2020, 9, 14)), nd("107/2020/NĐ-CP")], (), id="one says less"),
        pytest.param(
            [nd("107/2020/NĐ-CP", date(2020, 9, 14)), nd("107/2020/NĐ-CP", date(2021, 9, 14))],
            ("cited_date", "cited_year"),
            id="year misprinted",
        ),
        pytest.param(
            [nd("107/2020/NĐ-CP", date(2020, 9, 14)), nd("107/2021/NĐ-CP", date(2020, 9, 14))],
            ("cited_number",),
            id="number misprinted",
        ),
        pytest.param(
            [
                nd("107/2020/NĐ-CP", date(2020, 9, 14)),
                replace(nd("107/2020/NĐ-CP", date(2020, 9, 30)), method="legal_bases:normative:shared"),
            ],
            (),
            id="a day that stands with another document of the list",
        ),
    ],
)
def test_conflicts(bases, conflicts):
    (citation,) = resolve([citing(f"{n}.txt", b) for n, b in enumerate(bases)]).citations
    assert citation.conflicts == conflicts


LAM, LÂM = (f"Sở Y tế tỉnh {name} Giang" for name in ("Lam", "Lâm"))


@pytest.mark.parametrize(
    ("day", "doubtful", "expected"),
    [
        pytest.param(date(2031, 1, 3), (False, True), 1, id="one of them read from a picture"),
        pytest.param(date(2031, 1, 3), (False, False), 2, id="both typed: two provinces"),
        pytest.param(date(2031, 1, 3), (True, True), 2, id="both doubtful: nobody tells which is right"),
        pytest.param(date(2031, 1, 4), (False, True), 2, id="another day"),
    ],
)
def test_marks_of_an_issuer_lost_on_the_way(day, doubtful, expected):
    one, other = basis("45/KH-SYT", date(2031, 1, 3), LAM), basis("45/KH-SYT", day, LÂM)
    given = [citing("a", one, doubtful=doubtful[0]), citing("b", other, doubtful=doubtful[1])]
    resolution = resolve(given)
    assert len(resolution.citations) == expected
    assert {c.issuer for c in resolution.citations} == ({LAM} if expected == 1 else {LAM, LÂM})
    assert resolution.disputes == {}


MENTIONS = st.sampled_from(
    [
        basis("9/KH-UBND", date(2031, 1, 3), XA),
        basis("9/KH-UBND", date(2031, 1, 3)),
        basis("9/KH-UBND"),
        basis("09"),
        basis("9/KH-UBND", date(2031, 1, 3), "Ủy ban nhân dân xã Vĩnh Hòa"),
        nd("30/2020/NĐ-CP"),
        nd("30/2021/NĐ-CP", date(2020, 3, 5)),
        nd("30/NĐ-CP", date(2020, 3, 5)),
        nd("30/2020/NĐ-CP", date(2020, 3, 5)),
        basis("9/KH-THĐL", date(2031, 1, 3)),
        basis("9/KH-THDL", date(2031, 1, 3)),
        basis("9/KH-UBND", date(2031, 1, 3), "Ủy ban nhân dân xã"),
        basis("ISO 9001:2015", kind="Tiêu chuẩn"),
        basis(None, kind="Luật", subject="Thư viện", year=2019),
    ]
)


@given(
    st.lists(st.lists(MENTIONS, max_size=4), max_size=5).flatmap(
        lambda d: st.tuples(st.just(d), st.permutations(range(len(d))))
    )
)
def test_order_of_documents_makes_no_difference(drawn):
    documents, order = drawn
    given_ = [citing(f"{n}.txt", *bases) for n, bases in enumerate(documents)]
    one, other = resolve(given_), resolve([given_[n] for n in order])
    assert one.citation_ids == other.citation_ids
    assert one.citations == other.citations
    assert {i for ids in one.citation_ids.values() for i in ids} == {c.citation_id for c in one.citations}
    assert sum(c.mentions for c in one.citations) == sum(map(len, documents))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        pytest.param(XA, XA, True, id="same"),
        pytest.param("Ủy ban nhân dân Vĩnh Sơn", XA, True, id="class left out"),
        pytest.param("Uỷ ban nhân dân xã Vĩnh Sơn", XA, True, id="tone placed otherwise"),
        pytest.param("Ủy ban nhân dân huyện Vĩnh Sơn", XA, False, id="commune and district of one name"),
        pytest.param("Chủ tịch Ủy ban nhân dân xã Vĩnh Sơn", XA, True, id="the post that signs"),
        pytest.param("Chủ tịch nước", "Thủ tướng Chính phủ", False, id="two offices"),
        pytest.param("Thủ tướng Chính phủ", "Chính phủ", False, id="prime minister and government"),
        pytest.param("Bộ trưởng Bộ Nội vụ", "Bộ Nội vụ", True, id="minister"),
        pytest.param(None, XA, True, id="not named"),
        pytest.param("Bảo hiểm xã hội", "Bảo hiểm xã hội tỉnh An Hải", True, id="xã hội is no commune"),
    ],
)
def test_can_be_one(a, b, expected):
    assert can_be_one(a, b) is expected
    assert can_be_one(b, a) is expected


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        pytest.param(XA, True, id="commune by name"),
        pytest.param("Ủy ban nhân dân quận 7", True, id="district by number"),
        pytest.param("Chính phủ", True, id="the one of the country"),
        pytest.param("Bộ trưởng Bộ Nội vụ", True, id="minister"),
        pytest.param("Trường Tiểu học Mỹ Thịnh", True, id="school"),
        pytest.param("Phòng Giáo dục và Đào tạo Vĩnh Bảo", True, id="office, class of place left out"),
        pytest.param("Sở Giáo dục và Đào tạo", False, id="office of any province"),
        pytest.param("Giám đốc Sở Y tế", False, id="its head"),
        pytest.param("Ủy ban nhân dân quận", False, id="of the plan's own place"),
        pytest.param("Ban Thường vụ Tỉnh ủy", False, id="party committee of the own province"),
        pytest.param("Ủy ban nhân dân", False, id="of any level"),
        pytest.param(None, False, id="not named"),
    ],
)
def test_has_place(issuer, expected):
    assert has_place(issuer) is expected


def test_says_less_is_not_the_other_way_round():
    assert says_less("Phòng Nội vụ", "Phòng Nội vụ huyện Gia Lộc")
    assert not says_less("Phòng Nội vụ huyện Gia Lộc", "Phòng Nội vụ")
