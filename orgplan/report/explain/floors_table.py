"""Why the target cannot be reached, as a table that adds up: how far each agency can go down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgplan.explain import Explanation, Floor
from orgplan.report.explain.parts import Figures, Part, Sentence
from orgplan.rules import Rule, Target
from orgplan.text import Text, same

TITLE = Text("TỪNG CƠ QUAN GIẢM ĐƯỢC ĐẾN ĐÂU", "HOW FAR EACH AGENCY CAN GO DOWN")


def floors_part(found: Explanation) -> Part | None:
    """The floors as a part of a report; None where the target has no part in the clash."""
    conflict = found.conflict
    if conflict is None or all(floor.least is None for floor in found.floors):
        return None
    target = next(rule for rule in conflict.rules if isinstance(rule, Target))
    each = target.per == "agency"
    content = (Sentence(_introduction(each)), _table(found, conflict.rules, each))
    return Part(TITLE, (*content, *_notes(found, target)))


def _introduction(each: bool) -> Text:
    if each:
        return Text(
            "Các cơ quan không thể giảm đến mức mục tiêu cho phép, nếu giữ những quy định khác "
            "trong danh sách trên (số ở cột cuối là số của quy định giữ chân cơ quan đó):",
            "The agencies that miss the target if the other rules of the list above are kept (in "
            "the last column the numbers of the rules that hold each one up):",
        )
    return Text(
        "Số đầu mối ít nhất còn lại ở từng cơ quan, xét riêng cơ quan đó, nếu giữ những quy định "
        "khác trong danh sách trên (số ở cột cuối là số của quy định giữ chân cơ quan đó):",
        "The fewest units that each agency, taken by itself, can be left with if the other rules "
        "of the list above are kept (in the last column the numbers of the rules that hold it up):",
    )


def _table(found: Explanation, rules: Sequence[Rule], each: bool) -> Figures:
    heads = [Text("Cơ quan", "Agency"), Text("Hiện có", "Now")]
    if each:
        heads += [Text("Được còn", "Allowed"), Text("Ít nhất", "Fewest"), Text("Thừa", "Over")]
    else:
        heads += [Text("Ít nhất", "Fewest"), Text("Giảm được", "Can cut")]
    rows = [_row(floor, found, rules, each) for floor in found.floors]
    known = [floor for floor in found.floors if floor.least is not None]
    sums = 0
    if len(known) == len(found.floors) > 1:
        rows.append(_sum(found.floors, each))
        sums = 1
    numbers = len(heads) - 1
    heads.append(Text("Do", "Rules"))
    return Figures(tuple(heads), tuple(rows), (False, *[True] * numbers, False), sums)


def _row(floor: Floor, found: Explanation, rules: Sequence[Rule], each: bool) -> tuple[Text, ...]:
    name = found.case.problem.before[floor.agency].name
    held = [str(n) for n, rule in enumerate(rules, start=1) if rule in floor.holding]
    return (
        same(name),
        *_figures(floor.before, floor.wanted, floor.least, each),
        same(", ".join(held) or ("?" if floor.least is None else "–")),
    )


def _figures(before: int, wanted: int | None, least: int | None, each: bool) -> Iterator[Text]:
    yield same(str(before))
    if each:
        yield same("" if wanted is None else str(wanted))
    yield same("?" if least is None else str(least))
    if each:
        over = None if least is None or wanted is None else least - wanted
        yield same("?" if over is None else str(over))
    else:
        yield same("?" if least is None else str(before - least))


def _sum(floors: Sequence[Floor], each: bool) -> tuple[Text, ...]:
    before = sum(floor.before for floor in floors)
    least = sum(floor.least or 0 for floor in floors)
    wanted = sum(floor.wanted or 0 for floor in floors) if each else None
    figures = _figures(before, wanted, least, each)
    return (Text("Cộng", "Total"), *figures, same(""))


def _notes(found: Explanation, target: Target) -> Iterator[Sentence]:
    if any(not floor.holding and floor.least is not None for floor in found.floors):
        yield Sentence(
            Text(
                "–: không riêng quy định nào giữ chân; do cơ cấu của cơ quan, hoặc do nhiều quy "
                "định cùng lúc.",
                "–: no single rule holds it up; the structure of the agency does, or several "
                "rules at once.",
            )
        )
    if any(floor.least is None for floor in found.floors):
        yield Sentence(Text("?: chưa kịp tính.", "?: time ran out."))
    elif target.per == "total":
        yield Sentence(_sum_words(found, target))


def _sum_words(found: Explanation, target: Target) -> Text:
    """Whether the floors alone explain that the target is out of reach."""
    before = sum(found.case.problem.before_count.values())
    required = target.required(found.case.problem)[None]
    allowed, least = before - required, sum(floor.least or 0 for floor in found.floors)
    vi = f"Mục tiêu cắt giảm đòi giảm {required}, còn nhiều nhất {allowed} đầu mối."
    en = f"The target asks for a cut of {required}, at most {allowed} units left."
    if least > allowed:
        more = least - allowed
        vi += f" Cộng lại không thể dưới {least}: thừa {more}."
        en += f" The sum cannot be below {least}: {more} too many."
    else:
        vi += (
            f" Xét riêng từng cơ quan thì có thể xuống {least}; nhưng các quy định tính trên cả "
            "phương án không cho tất cả cùng xuống đến vậy."
        )
        en += (
            f" Agency by agency {least} would be possible; the rules about the whole plan do not "
            "let all of them go down so far at once."
        )
    return Text(vi, en)
