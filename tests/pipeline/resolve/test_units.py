"""Units over all documents: what is one, and what only has one name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from mentions import citing, responsibility

from extractors.mention import Header
from pipeline.resolve import resolve

SCHOOL = Header(issuer="Trường Tiểu học Sao Biển", parent_issuer="Ủy ban nhân dân quận Hải Vân")
OTHER_SCHOOL = Header(issuer="Trường Tiểu học Hoa Sen", parent_issuer="Ủy ban nhân dân quận Hải Vân")
DISTRICT = Header(issuer="Ủy ban nhân dân quận Hải Vân", issued_place="Hải Vân")
OF_AN_GIANG = Header(issuer="Ủy ban nhân dân tỉnh An Giang")
OF_CA_MAU = Header(issuer="Sở Nội vụ", parent_issuer="Ủy ban nhân dân tỉnh Cà Mau")
MINISTRY = Header(issuer="Bộ Nội vụ", issued_place="Hà Nội")
HA_NOI = Header(issuer="Ủy ban nhân dân thành phố Hà Nội", issued_place="Hà Nội")


def doing(name, kind="body", level=None, written=None):
    return replace(responsibility(), unit=written or name, unit_name=name, unit_kind=kind, level=level)


def units(*documents):
    """Return the units and, for each responsibility in order, the place of its unit among them."""
    given = [citing(f"{n}.txt", header=header, responsibilities=rows) for n, (header, *rows) in enumerate(documents)]
    resolution = resolve(given)
    ids = [i for c in given for i in resolution.unit_ids[c.doc_id]]
    order = list(dict.fromkeys(ids))
    assert {u.unit_id for u in resolution.units} == set(ids)
    return resolution.units, [order.index(i) for i in ids]


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        pytest.param(
            [(SCHOOL, doing("Hiệu trưởng", "post")), (OTHER_SCHOOL, doing("Hiệu trưởng", "post"))],
            [0, 1],
            id="heads of two schools",
        ),
        pytest.param(
            [(SCHOOL, doing("Tổ chuyên môn"), doing("Tổ chuyên môn", written="Các tổ chuyên môn"))],
            [0, 0],
            id="one team, written in two ways",
        ),
        pytest.param(
            [(SCHOOL, doing("Tổ chuyên môn")), (OTHER_SCHOOL, doing("Tổ chuyên môn"))],
            [0, 1],
            id="teams of two schools",
        ),
        pytest.param(
            [(OF_AN_GIANG, doing("Sở Nội vụ")), (OF_CA_MAU, doing("Sở Nội vụ"))], [0, 1], id="offices of two provinces"
        ),
        pytest.param(
            [
                (OF_AN_GIANG, doing("Sở Nội vụ")),
                (Header(issuer="Sở Y tế", parent_issuer="Ủy ban nhân dân tỉnh An Giang"), doing("Sở Nội vụ")),
            ],
            [0, 0],
            id="an office in two plans of its province",
        ),
        pytest.param(
            [(MINISTRY, doing("Sở Nội vụ")), (HA_NOI, doing("Sở Nội vụ"))],
            [0, 1],
            id="a ministry sits in Hà Nội and means no office of it",
        ),
        pytest.param(
            [(SCHOOL, doing("Phòng Nội vụ")), (DISTRICT, doing("Phòng Nội vụ"))],
            [0, 0],
            id="an office of the district in a school's plan",
        ),
        pytest.param(
            [(OF_AN_GIANG, doing("Bộ Nội vụ")), (SCHOOL, doing("Bộ Nội vụ"))], [0, 0], id="ministry, the same anywhere"
        ),
        pytest.param(
            [(OF_AN_GIANG, doing("Bộ phận một cửa")), (SCHOOL, doing("Bộ phận một cửa"))],
            [0, 1],
            id="a desk is no ministry",
        ),
        pytest.param(
            [
                (SCHOOL, doing("Ủy ban nhân dân quận Hải Vân")),
                (OF_AN_GIANG, doing("Ủy ban nhân dân quận Hải Vân")),
            ],
            [0, 0],
            id="named with its place",
        ),
        pytest.param(
            [
                (OF_AN_GIANG, doing("Phòng Nội vụ huyện Gia Lộc")),
                (OF_CA_MAU, doing("Phòng Nội vụ Gia Lộc")),
            ],
            [0, 0],
            id="class of the place left out",
        ),
        pytest.param(
            [
                (OF_AN_GIANG, doing("Phòng Nội vụ huyện Gia Lộc"), doing("Phòng Nội vụ xã Gia Lộc")),
                (OF_CA_MAU, doing("Phòng Nội vụ Gia Lộc")),
            ],
            [0, 1, 2],
            id="class of the place left out, two fit",
        ),
        pytest.param(
            [
                (Header(issuer="Trường Tiểu học Sao Biển", issued_place="Hải Vân"), doing("Trường Tiểu học Sao Biển")),
                (Header(issuer="Trường Tiểu học Sao Biển", issued_place="Gia Lộc"), doing("Trường Tiểu học Sao Biển")),
            ],
            [0, 1],
            id="two schools of one name",
        ),
        pytest.param([(Header(), doing("Nhà trường")), (Header(), doing("Nhà trường"))], [0, 1], id="no head at all"),
    ],
)
def test_what_is_one_unit(documents, expected):
    assert units(*documents)[1] == expected


def test_a_unit_says_what_is_known_of_it():
    rows = [doing("Hiệu trưởng", "post", "school", written) for written in ("Hiệu trưởng", "HT", "Hiệu trưởng")]
    ((unit,), _) = units((SCHOOL, *rows))
    assert (unit.unit_name, unit.unit_kind, unit.level) == ("Hiệu trưởng", "post", "school")
    assert (unit.belongs_to, unit.documents, unit.responsibilities) == ("Trường Tiểu học Sao Biển", 1, 3)
    assert unit.as_written == ("Hiệu trưởng", "HT")


def test_order_of_documents_makes_no_difference():
    given = [
        citing(f"{n}.txt", header=header, responsibilities=(doing("Sở Nội vụ"), doing("Tổ chuyên môn")))
        for n, header in enumerate((SCHOOL, OF_AN_GIANG, OF_CA_MAU, MINISTRY))
    ]
    one, other = resolve(given), resolve(given[::-1])
    assert (one.units, one.unit_ids) == (other.units, other.unit_ids)
