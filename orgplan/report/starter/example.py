"""The example organisation of a template: small, whole, and plainly an example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from orgplan.errors import UsageError
from orgplan.io.reading import Duty, Reading
from orgplan.organisation import Organisation, Unit, split_posts
from orgplan.ruleset import Ruleset
from orgplan.text import Language, Text

AGENCY = "vd"
"""Id of the example agency."""
_NOTE = Text("ví dụ", "example")

_Function = tuple[str, int, Text]
"""Code, posts, name."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One unit of the example; posts that no function takes are general duties."""

    id: str
    name: Text
    kind: str
    staff: int
    deputies: int
    functions: tuple[_Function, ...] = ()
    duty: tuple[Text, _Function] | None = None


_ROWS = (
    _Row(AGENCY, Text("Sở Nội vụ (ví dụ)", "Home Affairs Department (example)"), "agency", 4, 3),
    _Row(
        "vd-vp",
        Text("Văn phòng", "Office"),
        "office",
        10,
        2,
        (
            ("admin/clerical", 4, Text("Văn thư, hành chính", "Clerical work and registry")),
            ("admin/accounting", 3, Text("Kế toán, tài vụ", "Accounting")),
            ("admin/it", 3, Text("Công nghệ thông tin nội bộ", "Internal information technology")),
        ),
    ),
    _Row(
        "vd-tcbc",
        Text("Phòng Tổ chức, biên chế", "Organisation Division"),
        "division",
        9,
        1,
        (
            ("organisation/structure", 5, Text("Tổ chức bộ máy", "Structure of organisations")),
            ("organisation/posts", 4, Text("Quản lý biên chế", "Staff quotas")),
        ),
    ),
    _Row(
        "vd-ccvc",
        Text("Phòng Công chức, viên chức", "Civil Service Division"),
        "division",
        8,
        1,
        (
            ("personnel/civil-servants", 5, Text("Công chức, viên chức", "Civil servants")),
            ("personnel/training", 3, Text("Đào tạo, bồi dưỡng", "Training")),
        ),
    ),
    _Row(
        "vd-cchc",
        Text("Phòng Cải cách hành chính", "Administrative Reform Division"),
        "division",
        5,
        1,
        (("reform/procedures", 3, Text("Cải cách thủ tục hành chính", "Reform of procedures")),),
        (
            Text(
                "Theo dõi, đánh giá kết quả cải cách hành chính hằng năm",
                "Follow and assess the yearly results of administrative reform",
            ),
            ("reform/assessment", 2, Text("Đánh giá cải cách hành chính", "Assessment of reform")),
        ),
    ),
    _Row(
        "vd-xdcq",
        Text("Phòng Xây dựng chính quyền", "Local Government Division"),
        "division",
        7,
        1,
        (
            ("government/local", 5, Text("Chính quyền địa phương", "Local government")),
            ("government/youth", 2, Text("Công tác thanh niên", "Youth affairs")),
        ),
    ),
    _Row(
        "vd-ld",
        Text("Phòng Lao động, tiền lương", "Labour and Wages Division"),
        "division",
        8,
        1,
        (
            ("labour/wages", 5, Text("Lao động, tiền lương", "Labour and wages")),
            ("labour/safety", 3, Text("An toàn, vệ sinh lao động", "Safety at work")),
        ),
    ),
    _Row(
        "vd-vl",
        Text("Phòng Việc làm", "Employment Division"),
        "division",
        6,
        1,
        (("labour/employment", 6, Text("Việc làm", "Employment")),),
    ),
    _Row(
        "vd-lt",
        Text("Trung tâm Lưu trữ lịch sử", "Historical Archives"),
        "service",
        15,
        1,
        (
            ("archives/storage", 9, Text("Lưu trữ hồ sơ, tài liệu", "Keeping of records")),
            ("archives/access", 6, Text("Khai thác tài liệu lưu trữ", "Access to records")),
        ),
    ),
)


def example_names() -> dict[str, Text]:
    """What the functions of the example are called."""
    return {code: name for row in _ROWS for code, _, name in _all_functions(row)}


def example_reading(ruleset: Ruleset, listed: Mapping[str, Text], language: Language) -> Reading:
    """The example organisation as if it had been read.

    Parameters
    ----------
    ruleset
        Gives the kinds of its units.
    listed
        The function list of the department, or an empty one; the example then uses its codes.
    language
        Language of names and duties.

    Raises
    ------
    UsageError
        If the ruleset has no agency with counted units below it.
    """
    kinds, codes = _kinds(ruleset), _codes(listed)
    units: list[Unit] = []
    duties: list[Duty] = []
    functions: dict[str, str] = {}
    for row in _ROWS:
        if row.kind not in kinds:
            continue
        of_unit = [(codes[code], posts) for code, posts, _ in _all_functions(row) if code in codes]
        own = of_unit[: len(row.functions)]
        if own:
            functions[row.id] = "; ".join(f"{code}:{posts}" for code, posts in own)
        if row.duty is not None and len(of_unit) > len(own):
            code, posts = of_unit[-1]
            duties.append(Duty("", row.id, row.duty[0].to(language), code, str(posts)))
        blocks = split_posts(
            row.id, Fraction(row.staff), [(code, Fraction(posts)) for code, posts in of_unit]
        )
        units.append(
            Unit(
                id=row.id,
                parent=None if row.id == AGENCY else AGENCY,
                name=row.name.to(language),
                kind=kinds[row.kind],
                blocks=blocks,
                present=Fraction(row.staff),
                heads=1,
                deputies=row.deputies,
                note=_NOTE.to(language),
            )
        )
    return Reading(Organisation(units), duties=tuple(duties), functions=functions)


def _all_functions(row: _Row) -> tuple[_Function, ...]:
    return row.functions if row.duty is None else (*row.functions, row.duty[1])


def _codes(listed: Mapping[str, Text]) -> dict[str, str]:
    """Code in this file → code to use; none where the department's list is too short."""
    own = [code for row in _ROWS for code, _, _ in _all_functions(row)]
    if not listed:
        return {code: code for code in own}
    return dict(zip(own, listed, strict=False)) if len(listed) >= len(own) else {}


def _kinds(ruleset: Ruleset) -> dict[str, str]:
    """Part in the example → kind of the ruleset; a part that the ruleset lacks is left out."""
    for agency, kind in ruleset.kinds.items():
        below = [k for k, found in ruleset.kinds.items() if found.counted and kind.may_contain(k)]
        if not kind.agency or not below or agency == "*":
            continue
        division = "division" if "division" in below or "*" in below else below[0]
        kinds = {"agency": agency, "division": division}
        kinds["office"] = "office" if "office" in below or "*" in below else division
        if "public_service_unit" in ruleset.kinds and kind.may_contain("public_service_unit"):
            kinds["service"] = "public_service_unit"
        return kinds
    raise UsageError(
        Text(
            f"bộ quy định {ruleset.name} không có loại hình cơ quan nào chứa đầu mối, nên không "
            "lập được ví dụ: hãy dùng --from với tệp của cơ quan",
            f"the ruleset {ruleset.name} has no agency with counted units in it, so there is no "
            "example: use --from with files of your own",
        )
    )
