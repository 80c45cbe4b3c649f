"""A bare class gets the name of the plan's own place, from the surest source that tells it."""

from __future__ import annotations

import pytest

from extractors.issuer_places import complete
from extractors.passage import Plan

NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("name", "plan", "bodies", "expected"),
    [
        pytest.param(
            "Ủy ban nhân dân tỉnh",
            Plan(issuer="Ủy ban nhân dân tỉnh Vân Trà"),
            NOBODY,
            "Ủy ban nhân dân tỉnh Vân Trà",
            id="the issuer's own class",
        ),
        pytest.param(
            "Ủy ban nhân dân quận",
            Plan(parent_issuer="Ủy ban nhân dân quận 7"),
            NOBODY,
            "Ủy ban nhân dân quận 7",
            id="a number for a name",
        ),
        pytest.param(
            "Ủy ban nhân dân huyện",
            Plan(),
            frozenset({"Huyện ủy", "Hội đồng nhân dân huyện Hà Liễu"}),
            "Ủy ban nhân dân huyện Hà Liễu",
            id="one body of that class is named",
        ),
        pytest.param(
            "Ủy ban nhân dân huyện",
            Plan(),
            frozenset({"Hội đồng nhân dân huyện Hà Liễu", "Công an huyện Bồ Hạ"}),
            "Ủy ban nhân dân huyện",
            id="two are: none is taken",
        ),
        pytest.param(
            "Ủy ban nhân dân xã",
            Plan(title="Chuyển đổi số trên địa bàn xã Hà Liễu năm 2026"),
            NOBODY,
            "Ủy ban nhân dân xã Hà Liễu",
            id="title",
        ),
        pytest.param(
            "Ủy ban nhân dân phường", Plan(place="Hà Liễu"), NOBODY, "Ủy ban nhân dân phường Hà Liễu", id="place"
        ),
        pytest.param("Ủy ban nhân dân tỉnh", Plan(place="Hà Liễu"), NOBODY, "Ủy ban nhân dân tỉnh", id="no province"),
        pytest.param(
            "Ủy ban nhân dân tỉnh", Plan(place="Lào Cai"), NOBODY, "Ủy ban nhân dân tỉnh Lào Cai", id="province"
        ),
        pytest.param(
            "Ủy ban nhân dân xã", Plan(place="Lào Cai"), NOBODY, "Ủy ban nhân dân xã", id="a province is no xã"
        ),
        pytest.param(
            "Ban Thường vụ Tỉnh ủy",
            Plan(issuer="Sở Y tế tỉnh Vân Trà"),
            NOBODY,
            "Ban Thường vụ Tỉnh ủy Vân Trà",
            id="party committee",
        ),
        pytest.param(
            "Ủy ban nhân dân quận Hà Liễu", Plan(place="Vân Trà"), NOBODY, "Ủy ban nhân dân quận Hà Liễu", id="not bare"
        ),
    ],
)
def test_complete(name, plan, bodies, expected):
    assert complete(name, plan, bodies) == expected
