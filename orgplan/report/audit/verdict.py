"""The first page of the audit: what was found, in figures and in a sentence."""

from __future__ import annotations

from orgplan.audit import Audit, Findings
from orgplan.report.audit.counts import asked
from orgplan.report.audit.table import (
    AFTER_GIVEN,
    AS_FILED,
    Cell,
    Column,
    Row,
    Topic,
    has_two,
    moment_group,
)
from orgplan.report.layout import percent
from orgplan.text import Text

TITLE = Text("RÀ SOÁT HIỆN TRẠNG TỔ CHỨC BỘ MÁY", "AUDIT OF THE ORGANISATION AS IT IS")
_FIGURE = Text("Số lượng", "Figure")


def verdict_topic(audit: Audit) -> Topic:
    """One line a figure, one column a moment."""
    told = [_figures(audit, found) for found in audit.findings]
    rows = tuple(
        Row((name, *(figures[place][1] for figures in told)))
        for place, (name, _) in enumerate(told[0])
        if any(figures[place][1] is not None for figures in told)
    )
    heads = (AS_FILED, AFTER_GIVEN) if has_two(audit) else (_FIGURE,)
    return Topic(
        Text("Tổng hợp", "Summary"),
        Text("KẾT LUẬN RÀ SOÁT HIỆN TRẠNG", "VERDICT OF THE AUDIT"),
        (
            Column(Text("Nội dung", "What"), 64),
            *(Column(_capital(head), 18, number=True) for head in heads),
        ),
        rows,
        intro=tuple(_sentence(audit, found) for found in audit.findings),
        notes=(asked(audit),),
    )


def _sentence(audit: Audit, found: Findings) -> Text:
    """The findings that somebody has to act on."""
    when, below = moment_group(audit, found), _below(found)
    over, units = sum(row.deputies_over for row in found.leaders), len(found.over_quota)
    heads, broken = sum(row.heads_over for row in found.leaders), len(found.others_broken)
    vi = [f"{below} đơn vị dưới mức biên chế tối thiểu"]
    en = [f"{_many(below, 'unit')} below the minimum of posts"]
    vi.append(f"{over} cấp phó vượt số lượng được bố trí")
    en.append(f"{_many(over, 'deputy', 'deputies')} over the number allowed")
    if heads:
        vi.append(f"{heads} cấp trưởng vượt")
        en.append(f"{_many(heads, 'head')} too many")
    if units:
        vi[-1] += f" (ở {units} đơn vị)"
        en[-1] += f" (in {_many(units, 'unit')})"
    if found.directors is not None and found.directors.over:
        vi.append(f"cấp phó của người đứng đầu cơ quan vượt mức bình quân {found.directors.over}")
        en.append(f"deputies of the heads of agencies {found.directors.over} above the average")
    vi.append(f"{broken} vi phạm quy tắc khác")
    en.append(f"{_many(broken, 'breach', 'breaches')} of other rules")
    lead = Text(f"{when.vi}: ", f"{when.en}: ") if has_two(audit) else Text("", "")
    return _capital(Text(f"{lead.vi}{', '.join(vi)}.", f"{lead.en}{', '.join(en)}."))


def _figures(audit: Audit, found: Findings) -> list[tuple[Text, Cell]]:
    total, baseline = found.total, audit.baselines[-1]
    first = found is audit.present
    counted = baseline.before_given if first else baseline.after_given
    asked_for = baseline.required_before if first else baseline.required_after
    shown = found.directors
    lines: list[tuple[Text, Cell]] = [
        (Text("Cơ quan", "Agencies"), len(found.state.problem.agencies_in_scope)),
        (Text("Đầu mối bên trong được tính", "Internal units that count"), counted),
        (Text("Số phải giảm theo mục tiêu", "Cut that the target asks for"), asked_for),
        (Text("Biên chế công chức", "Civil-servant posts"), total.posts),
        (Text("Công chức có mặt", "Civil servants present"), total.present),
        (
            Text("Người làm việc ở đơn vị sự nghiệp", "Employees of public service units"),
            total.employees or None,
        ),
        (Text("Đơn vị dưới mức biên chế tối thiểu", "Units below the minimum"), _below(found)),
        (
            Text("Cấp phó vượt số lượng được bố trí", "Deputies over the number allowed"),
            sum(row.deputies_over for row in found.leaders),
        ),
        (
            Text("Cấp trưởng vượt (mỗi đơn vị một)", "Heads over (one a unit)"),
            sum(row.heads_over for row in found.leaders),
        ),
        (
            Text("Dôi dư so với tổng số chỗ", "Surplus over all places"),
            sum(row.surplus for row in found.leaders),
        ),
        (
            Text("Cấp phó cơ quan vượt mức bình quân", "Deputy directors above the average"),
            None if shown is None else shown.over,
        ),
        (
            Text("Lưu ý về tương quan cấp phó", "Remarks on the order of deputies"),
            len(found.ordering) if found.state.problem.ruleset.ordering else None,
        ),
        (
            Text("Vi phạm quy tắc khác của kịch bản", "Breaches of other rules of the scenario"),
            len(found.others_broken),
        ),
        (
            Text(
                "Chức năng có từ hai đầu mối chủ trì trong một cơ quan",
                "Functions that two units of an agency lead",
            ),
            sum(row.among_counted for row in found.doubled),
        ),
        (
            Text(
                "Chức năng trong danh mục chưa ai chủ trì", "Functions of the list without a lead"
            ),
            len(audit.without_lead) if audit.case.function_names else None,
        ),
        (
            Text("Biên chế chưa gắn với chức năng", "Posts without a function"),
            _share(found),
        ),
    ]
    return lines


def _below(found: Findings) -> int:
    return len({row.unit for row in found.below})


def _share(found: Findings) -> Text:
    share = found.general[-1].share
    return Text(percent(share, "vi"), percent(share, "en"))


def _many(count: int, one: str, more: str | None = None) -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"


def _capital(words: Text) -> Text:
    return Text(words.vi[:1].upper() + words.vi[1:], words.en[:1].upper() + words.en[1:])
