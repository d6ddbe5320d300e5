"""An estimate of severance pay, part by part, exact to the đồng.

Pay and parts are computed exactly; each part is then rounded to whole đồng, half a đồng upwards,
and the sum is that of the rounded parts, so that the printed table adds up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from orgplan.errors import Finding, InputError
from orgplan.road_map import anniversary
from orgplan.severance.decree import Band, Decree, Figures, Source, decree_of, decrees
from orgplan.severance.leaving import Leaving, wrong
from orgplan.text import Text, amount

_MOST_SERVICE = 60 * 12
"""Months of service that nobody has."""


@dataclass(frozen=True, slots=True)
class Step:
    """One part of an estimate.

    Parameters
    ----------
    id
        Which part.
    label, formula
        What it is, and how it is computed.
    amount
        What it comes to [đồng].
    source
        Where its figures come from.
    """

    id: str
    label: Text
    formula: Text
    amount: int
    source: Source


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate.

    Parameters
    ----------
    decree
        The decree that it follows.
    pay
        Monthly pay, step 0 of the table.
    steps
        The parts that are added up.
    total
        Their sum [đồng].
    """

    decree: Decree
    pay: Step
    steps: tuple[Step, ...]
    total: int


def estimate(leaving: Leaving) -> Estimate:
    """Estimate the severance pay of one leaving.

    Raises
    ------
    InputError
        If no decree is known for the day, its figures were not seen, or it pays nothing here.
    """
    decree, figures = _figures(leaving)
    findings = list(_wrong(leaving, figures))
    if findings:
        raise InputError(findings)
    monthly = _monthly(leaving, figures)
    parts = _early if leaving.way == "early-retirement" else _resigned
    steps = tuple(parts(leaving, figures, monthly))
    return Estimate(
        decree, _pay(leaving, figures, monthly), steps, sum(step.amount for step in steps)
    )


def _figures(leaving: Leaving) -> tuple[Decree, Figures]:
    decree = decree_of(leaving.leaves)
    if decree is not None and decree.figures is not None:
        return decree, decree.figures
    day = Text(f"ngày {leaving.leaves:%d/%m/%Y}", f"the day {leaving.leaves}")
    known = [d.in_force for d in decrees() if d.figures is not None]
    expected = Text(
        "; ".join(f"từ {p.from_:%d/%m/%Y} đến {p.to:%d/%m/%Y}" for p in known),
        "; ".join(f"{p.from_} to {p.to}" for p in known),
    )
    advice = None if decree is None or decree.refused is None else decree.refused.text
    raise InputError([wrong("leaves", day, expected, advice)])


def _wrong(leaving: Leaving, figures: Figures) -> Iterator[Finding]:
    """Everything for which the decree pays nothing, or which cannot be."""
    if leaving.leaves < leaving.decided:
        yield wrong(
            "leaves",
            Text("nghỉ trước ngày quyết định có hiệu lực", "before the decision takes effect"),
            Text(f"từ {leaving.decided:%d/%m/%Y}", f"{leaving.decided} or later"),
        )
    if leaving.coefficient <= 0:
        yield wrong(
            "coefficient", Text("0", "0"), Text("hệ số lương lớn hơn 0", "a coefficient above 0")
        )
    if not 0 < leaving.service <= _MOST_SERVICE:
        yield wrong(
            "service",
            _months(leaving.service),
            Text("từ 1 tháng đến 60 năm", "1 month to 60 years"),
        )
    elif leaving.way == "early-retirement":
        yield from _wrong_service(leaving, figures)
    if leaving.way == "early-retirement":
        yield from _wrong_time(leaving, figures)
    else:
        yield from _wrong_resignation(leaving)


def _wrong_resignation(leaving: Leaving) -> Iterator[Finding]:
    if leaving.early:
        yield wrong(
            "early",
            _months(leaving.early),
            Text("không nêu khi thôi việc", "nothing for a resignation"),
        )
    if not in_first_year(leaving):
        end = anniversary(leaving.decided, 1)
        yield wrong(
            "leaves",
            Text("thôi việc sau 12 tháng đầu", "resigns after the first 12 months"),
            Text(f"trước {end:%d/%m/%Y}", f"before {end}"),
            Text(
                "chưa thấy mức chi trả khi thôi việc từ tháng thứ 13",
                "what is paid from the 13th month on was not seen",
            ),
        )


def _wrong_service(leaving: Leaving, figures: Figures) -> Iterator[Finding]:
    least = figures.early_retirement.least_service
    if leaving.service < least:
        yield wrong(
            "service",
            _months(leaving.service),
            Text(f"từ {least // 12} năm trở lên", f"{least // 12} years or more"),
            Text(
                "nghỉ hưu trước tuổi cần đủ thời gian đóng bảo hiểm; có thể tính theo thôi việc",
                "early retirement needs that service; resignation may apply",
            ),
        )


def _wrong_time(leaving: Leaving, figures: Figures) -> Iterator[Finding]:
    bands = figures.early_retirement.bands
    if _band(leaving, figures) is None:
        first, last = bands[0].from_, bands[-1].to
        yield wrong(
            "early",
            _months(leaving.early),
            Text(f"từ {first} đến {last} tháng trước tuổi", f"{first} to {last} months early"),
            Text(
                "còn dưới 2 năm hoặc trên 10 năm: chưa có công thức ở đây",
                "less than 2 years or more than 10 left: there is no formula here",
            ),
        )


def _band(leaving: Leaving, figures: Figures) -> Band | None:
    bands = figures.early_retirement.bands
    return next((band for band in bands if band.from_ <= leaving.early <= band.to), None)


def in_first_year(leaving: Leaving) -> bool:
    """Whether somebody leaves within 12 months of the day on which the decision takes effect."""
    return leaving.leaves < anniversary(leaving.decided, 1)


def _monthly(leaving: Leaving, figures: Figures) -> Fraction:
    """Monthly pay, exactly [đồng]."""
    base = (leaving.coefficient + leaving.position) * figures.base_salary.amount
    return base * (1 + leaving.allowances)


def _pay(leaving: Leaving, figures: Figures, monthly: Fraction) -> Step:
    first, second = amount(leaving.coefficient), amount(leaving.position)
    share, base = amount(leaving.allowances * 100), figures.base_salary.amount
    formula = Text(
        f"({first.vi} + {second.vi}) × (1 + {share.vi} %) × {money(base).vi}",
        f"({first.en} + {second.en}) × (1 + {share.en} %) × {money(base).en}",
    )
    label = Text("Tiền lương tháng hiện hưởng (S)", "Monthly pay (S)")
    return Step("monthly_pay", label, formula, _whole(monthly), figures.base_salary)


def _early(leaving: Leaving, figures: Figures, monthly: Fraction) -> Iterator[Step]:
    """Lump sum, pay for the years early, pay for service."""
    band = _band(leaving, figures)
    if band is None:
        return
    source = figures.early_retirement
    rate = band.lump.first_year if in_first_year(leaving) else band.lump.later
    months = leaving.early if band.lump.months is None else band.lump.months
    yield _times(
        "lump_sum",
        Text("Trợ cấp hưu trí một lần", "Lump sum"),
        (rate, Fraction(months)),
        Text("tháng", "months"),
        monthly,
        source,
    )
    yield _times(
        "years_early",
        Text("Trợ cấp theo số năm nghỉ sớm", "For the years early"),
        (band.per_year, in_years(leaving.early)),
        Text("năm", "years"),
        monthly,
        source,
    )
    yield _service(leaving, figures, monthly)


def _service(leaving: Leaving, figures: Figures, monthly: Fraction) -> Step:
    """Pay for service: so much for the first years, so much for each one more."""
    years, source = in_years(leaving.service), figures.early_retirement
    step = next(
        s for s in source.service if leaving.service >= 12 * s.from_years or s is source.service[-1]
    )
    more = years - step.from_years
    pay, each, rest = amount(step.pay), amount(step.each_more), amount(more)
    formula = Text(
        f"({pay.vi} + {each.vi} × {rest.vi} năm) × S",
        f"({pay.en} + {each.en} × {rest.en} years) × S",
    )
    label = Text(
        f"Trợ cấp theo thời gian công tác ({amount(years).vi} năm)",
        f"For service ({amount(years).en} years)",
    )
    value = _whole((step.pay + step.each_more * more) * monthly)
    return Step("service", label, formula, value, source)


def _resigned(leaving: Leaving, figures: Figures, monthly: Fraction) -> Iterator[Step]:
    """Lump sum by months of service, pay for service, pay for looking for work."""
    source = figures.resignation
    months = Fraction(min(leaving.service, source.most_months))
    yield _times(
        "lump_sum",
        Text("Trợ cấp thôi việc một lần", "Lump sum"),
        (source.lump, months),
        Text("tháng", "months"),
        monthly,
        source,
    )
    yield _times(
        "service",
        Text("Trợ cấp theo thời gian công tác", "For service"),
        (source.per_year, in_years(leaving.service)),
        Text("năm", "years"),
        monthly,
        source,
    )
    label, pay = Text("Trợ cấp tìm việc làm", "For looking for work"), amount(source.job_search)
    formula = Text(f"{pay.vi} × S", f"{pay.en} × S")
    yield Step("job_search", label, formula, _whole(source.job_search * monthly), source)


def _times(
    id_: str,
    label: Text,
    factors: tuple[Fraction, Fraction],
    unit: Text,
    monthly: Fraction,
    source: Source,
) -> Step:
    """A part that is a rate times a number times the monthly pay."""
    rate, many = factors
    first, second = amount(rate), amount(many)
    formula = Text(
        f"{first.vi} × S × {second.vi} {unit.vi}", f"{first.en} × S × {second.en} {unit.en}"
    )
    return Step(id_, label, formula, _whole(rate * many * monthly), source)


def in_years(months: int) -> Fraction:
    """Months as years: up to six months over count half a year, more a whole one [years]."""
    years, over = divmod(months, 12)
    return years + (Fraction(0) if over == 0 else Fraction(1, 2) if over <= 6 else Fraction(1))


def _whole(exact: Fraction) -> int:
    return math.floor(exact + Fraction(1, 2))


def _months(months: int) -> Text:
    return Text(f"{months} tháng", f"{months} months")


def money(value: int) -> Text:
    """An amount as people write it, thousands apart [đồng]."""
    written = f"{value:,}"
    return Text(written.replace(",", "."), written)
