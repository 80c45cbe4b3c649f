"""Who does what in one sentence: subjects, those told to act, partners, and sentences that assign nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.duties import sentence_duties
from normalizers.tables import rows

NOBODY = ""


def duties(text: str) -> list[tuple[str, str, str]]:
    return [
        (" + ".join(unit.text for unit in duty.units), duty.role, text[duty.start : duty.end].rstrip("."))
        for duty in sentence_duties(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Hiệu trưởng chịu trách nhiệm về kết quả.",
            [("Hiệu trưởng", "lead", "chịu trách nhiệm về kết quả")],
            id="subject",
        ),
        pytest.param(
            "Kế toán có trách nhiệm lập dự toán.", [("Kế toán", "perform", "lập dự toán")], id="có trách nhiệm goes unsaid"
        ),
        pytest.param(
            "Từng giáo viên phải xây dựng kế hoạch.",
            [("Từng giáo viên", "perform", "xây dựng kế hoạch")],
            id="phải goes unsaid",
        ),
        pytest.param(
            "Các sở căn cứ nhiệm vụ được giao, xây dựng kế hoạch.",
            [("Các sở", "perform", "căn cứ nhiệm vụ được giao, xây dựng kế hoạch")],
            id="ground between unit and verb",
        ),
        pytest.param(
            "Căn cứ kết quả kiểm tra, Ủy ban nhân dân cấp xã quyết định khen thưởng.",
            [("Ủy ban nhân dân cấp xã", "perform", "quyết định khen thưởng")],
            id="subject after an opening",
        ),
        pytest.param(
            "Trên cơ sở kết quả chấm điểm của Sở Y tế, Hội đồng thi đua họp xét.",
            [("Hội đồng thi đua", "perform", "họp xét")],
            id="the ground's unit is not the subject",
        ),
        pytest.param(
            "Kết thúc đợt thi đua các đơn vị báo cáo kết quả.",
            [("các đơn vị", "perform", "báo cáo kết quả")],
            id="subject after an opening without a comma",
        ),
        pytest.param(
            "Các sở, ngành quản lý ngành, lĩnh vực có trách nhiệm tham mưu văn bản.",
            [("Các sở, ngành", "perform", "tham mưu văn bản")],
            id="what they do, with a comma in it",
        ),
        pytest.param(
            "Tổ chức, cá nhân sản xuất hàng hóa, dịch vụ có trách nhiệm niêm yết giá.",
            [("Tổ chức, cá nhân", "perform", "niêm yết giá")],
            id="what they make, with a comma in it",
        ),
        pytest.param(
            "Sở Y tế chủ trì, các trường có trách nhiệm báo cáo.",
            [("Sở Y tế", "lead", "chủ trì"), ("các trường", "perform", "báo cáo")],
            id="the responsible are named anew",
        ),
        pytest.param(
            "Cơ quan thuế các cấp có trách nhiệm rà soát hồ sơ.",
            [("Cơ quan thuế các cấp", "perform", "rà soát hồ sơ")],
            id="one of many, made responsible",
        ),
        pytest.param(
            "Tổ chức kiểm định có trách nhiệm gửi báo cáo.",
            [("Tổ chức kiểm định", "perform", "gửi báo cáo")],
            id="a verb in the name of who is responsible",
        ),
        pytest.param(
            "Người được giao quản lý thư viện chịu trách nhiệm về sách mượn.",
            [("Người được giao quản lý thư viện", "lead", "chịu trách nhiệm về sách mượn")],
            id="a person by what is entrusted",
        ),
        pytest.param(
            "Nhà thầu thi công có nhiệm vụ dọn vệ sinh.",
            [("Nhà thầu thi công", "perform", "dọn vệ sinh")],
            id="có nhiệm vụ",
        ),
        pytest.param(
            "Tổ chức họp phụ huynh, có trách nhiệm báo cáo.",
            [("", "perform", "Tổ chức họp phụ huynh, có trách nhiệm báo cáo")],
            id="a verb, no organisation that is responsible",
        ),
        pytest.param("Nhà thầu có trách nhiệm dọn vệ sinh.", [("Nhà thầu", "perform", "dọn vệ sinh")], id="who has no name"),
        pytest.param("Cơ quan có trách nhiệm công bố kết quả là Sở Y tế.", [], id="who is responsible is said later"),
        pytest.param("Nhà thầu không chịu trách nhiệm về hư hỏng.", [], id="not responsible"),
        pytest.param("Người dân có nhu cầu được hỗ trợ.", [], id="who benefits"),
        pytest.param(
            "Mở tài khoản: Ngân hàng hướng dẫn thủ tục và cán bộ ngân hàng thực hiện tại xã.",
            [
                ("Ngân hàng", "perform", "hướng dẫn thủ tục"),
                ("cán bộ ngân hàng", "perform", "thực hiện tại xã"),
            ],
            id="after a label, and a second subject after và",
        ),
        pytest.param(
            "Các phòng rà soát hồ sơ; Văn phòng tổng hợp, báo cáo.",
            [("Các phòng", "perform", "rà soát hồ sơ"), ("Văn phòng", "perform", "tổng hợp, báo cáo")],
            id="a subject a clause",
        ),
        pytest.param(
            "Giao Văn phòng chủ trì đón tiếp.", [("Văn phòng", "lead", "chủ trì đón tiếp")], id="giao"
        ),
        pytest.param(
            "Đề nghị toàn thể giáo viên nghiêm túc thực hiện.",
            [("toàn thể giáo viên", "perform", "nghiêm túc thực hiện")],
            id="closing appeal",
        ),
        pytest.param(
            "Ủy ban nhân dân tỉnh yêu cầu các sở triển khai kịp thời.",
            [("các sở", "perform", "triển khai kịp thời")],
            id="who asks has no task",
        ),
        pytest.param(
            "Chỉ đạo các trường tổ chức tập huấn.",
            [
                (NOBODY, "perform", "Chỉ đạo các trường tổ chức tập huấn"),
                ("các trường", "perform", "tổ chức tập huấn"),
            ],
            id="chỉ đạo is a task and gives one",
        ),
        pytest.param(
            "Chỉ đạo giáo viên, đặc biệt là tổ trưởng, tự rà soát hồ sơ.",
            [
                (NOBODY, "perform", "Chỉ đạo giáo viên, đặc biệt là tổ trưởng, tự rà soát hồ sơ"),
            ],
            id="an aside between commas is not read",
        ),
        pytest.param(
            "Chỉ đạo giáo viên nhất là tổ trưởng tự rà soát hồ sơ.",
            [
                (NOBODY, "perform", "Chỉ đạo giáo viên nhất là tổ trưởng tự rà soát hồ sơ"),
                ("giáo viên + tổ trưởng", "perform", "tự rà soát hồ sơ"),
            ],
            id="an aside",
        ),
        pytest.param(
            "Chủ trì, phối hợp với Sở Nội vụ, Sở Y tế và các đơn vị liên quan thẩm định hồ sơ.",
            [
                (NOBODY, "lead", "Chủ trì, phối hợp với Sở Nội vụ, Sở Y tế và các đơn vị liên quan thẩm định hồ sơ"),
                ("Sở Nội vụ + Sở Y tế + các đơn vị liên quan", "coordinate", "thẩm định hồ sơ"),
            ],
            id="partners",
        ),
        pytest.param(
            "Phối hợp tốt với Công an xã trong việc kiểm tra bến bãi; phối hợp với Trạm Y tế xã tuyên truyền.",
            [
                (
                    NOBODY,
                    "coordinate",
                    "Phối hợp tốt với Công an xã trong việc kiểm tra bến bãi; phối hợp với Trạm Y tế xã tuyên truyền",
                ),
                ("Công an xã", "coordinate", "kiểm tra bến bãi"),
                ("Trạm Y tế xã", "coordinate", "tuyên truyền"),
            ],
            id="partners a clause",
        ),
        pytest.param(
            "Sở Y tế phối hợp với các sở; Ủy ban nhân dân các xã tổ chức tiêm chủng.",
            [
                ("Sở Y tế", "coordinate", "phối hợp với các sở; Ủy ban nhân dân các xã tổ chức tiêm chủng"),
                ("các sở + Ủy ban nhân dân các xã", "coordinate", "tổ chức tiêm chủng"),
            ],
            id="partners parted by a semicolon",
        ),
        pytest.param(
            "Phối hợp với các bộ phận trong công tác kiểm tra.",
            [(NOBODY, "coordinate", "Phối hợp với các bộ phận trong công tác kiểm tra")],
            id="partners without an action",
        ),
        pytest.param(
            "Các đơn vị được giao chủ trì nhiệm vụ có trách nhiệm lập dự toán.",
            [("Các đơn vị được giao", "perform", "lập dự toán")],
            id="what is said of the unit is not its task",
        ),
        pytest.param(
            "Đẩy nhanh tiến độ: (1) Bộ Nội vụ ban hành hướng dẫn; (2) Bộ Y tế hoàn thành kết nối.",
            [
                ("Bộ Nội vụ", "perform", "ban hành hướng dẫn"),
                ("Bộ Y tế", "perform", "hoàn thành kết nối"),
            ],
            id="numbered in brackets",
        ),
        pytest.param(
            "Đồng thời, tổng hợp kết quả.", [(NOBODY, "perform", "tổng hợp kết quả")], id="a task without a subject"
        ),
        pytest.param("Kết quả thực hiện bảo đảm tiến độ.", [], id="a noun begins"),
        pytest.param("Báo cáo được gửi đúng hạn.", [], id="a verb that is a noun"),
        pytest.param("100% giáo viên thực hiện đúng quy chế.", [], id="a target"),
        pytest.param("Trường hợp vi phạm phải chịu trách nhiệm.", [], id="a condition"),
        pytest.param("Trường Tiểu học Đồi Chè xây dựng Kế hoạch năm 2026 như sau:", [], id="the formula"),
        pytest.param(
            "Tăng cường trách nhiệm của người đứng đầu các đơn vị.",
            [(NOBODY, "perform", "Tăng cường trách nhiệm của người đứng đầu các đơn vị")],
            id="tăng cường trách nhiệm của X",
        ),
        pytest.param(
            "Khuyến khích giáo viên đề xuất sáng kiến.",
            [(NOBODY, "perform", "Khuyến khích giáo viên đề xuất sáng kiến")],
            id="khuyến khích X",
        ),
        pytest.param(
            "Báo cáo Hiệu trưởng và Công đoàn xem xét.",
            [(NOBODY, "perform", "Báo cáo Hiệu trưởng và Công đoàn xem xét")],
            id="addressees",
        ),
        pytest.param(
            "Thực hiện các nhiệm vụ do Ủy ban nhân dân xã giao.",
            [(NOBODY, "perform", "Thực hiện các nhiệm vụ do Ủy ban nhân dân xã giao")],
            id="relative clause",
        ),
        pytest.param("Đề nghị cấp trên xem xét hỗ trợ.", [(NOBODY, "perform", "Đề nghị cấp trên xem xét hỗ trợ")], id="asked above"),
        pytest.param("", [], id="nothing"),
    ],
)  # fmt: skip
def test_sentence_duties(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert duties(text) == expected


@pytest.mark.parametrize(
    ("task", "role"),
    [
        pytest.param("Trực tiếp chỉ đạo công tác tuyển sinh.", "lead", id="trực tiếp chỉ đạo"),
        pytest.param("Là cơ quan thường trực, chủ trì tham mưu.", "lead", id="là …, chủ trì"),
        pytest.param("Là đầu mối tổng hợp báo cáo.", "perform", id="là đầu mối"),
        pytest.param("Chủ động phối hợp mở lớp.", "coordinate", id="adverb before"),
        pytest.param("Theo chức năng của mình phối hợp tuyên truyền.", "coordinate", id="after a ground"),
        pytest.param("Thường xuyên đôn đốc, kiểm tra nề nếp.", "supervise", id="đôn đốc, kiểm tra"),
        pytest.param("Tăng cường công tác kiểm tra nội bộ.", "supervise", id="tăng cường công tác kiểm tra"),
        pytest.param("Tổ chức kiểm tra bếp ăn.", "supervise", id="tổ chức kiểm tra"),
        pytest.param("Tự kiểm tra hồ sơ.", "perform", id="tự kiểm tra"),
        pytest.param("Căn cứ kết quả kiểm tra để đề xuất khen thưởng.", "perform", id="kiểm tra as a noun"),
        pytest.param("Tổ chức hội thi.", "perform", id="tổ chức alone"),
        pytest.param("Theo dõi, đôn đốc tiến độ.", "supervise", id="theo dõi, đôn đốc"),
    ],
)
def test_role_by_the_first_main_verb(task: str, role: str) -> None:
    assert [duty.role for duty in sentence_duties(task)] == [role]


_PARTS = (
    [row["seen"] for row in rows("sentence_phrases")]
    + [row["seen"] for row in rows("task_verbs")][::6]
    + ["Sở Y tế", "các trường", "Hiệu trưởng", "(", ")", "1", ",", ";", ":", ".", "và", "kế hoạch", "phối hợp"]
)


@given(st.lists(st.sampled_from(_PARTS), max_size=20))
def test_tasks_and_units_lie_in_the_sentence(parts: list[str]) -> None:
    text = " ".join(parts)
    for duty in sentence_duties(text):
        assert 0 <= duty.start < duty.end <= len(text)
        assert all(text[unit.start : unit.end] == unit.text for unit in duty.units)


@given(st.text(max_size=120))
def test_any_text_is_read(text: str) -> None:
    assert all(0 <= duty.start < duty.end <= len(text) for duty in sentence_duties(text))
