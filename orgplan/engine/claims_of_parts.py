"""What "there is no plan" rests on where components were solved apart, for a second engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orgplan.engine.apart import Workshop
from orgplan.engine.assembly import Assembly
from orgplan.engine.confirmation import Claim
from orgplan.engine.convolution import Leaf
from orgplan.engine.parts import Part, RichPart
from orgplan.linear import Linear, LinearModel


def claims_of(assembly: Assembly, workshop: Workshop) -> tuple[Claim, ...]:
    """One component without any plan, or all least (or greatest) counts that add up to too much."""
    counts = [_counts(assembly, part) for part in assembly.parts]
    empty = [part for part, known in zip(assembly.parts, counts, strict=True) if not known]
    if empty:
        return (Claim(_alone(empty[0], workshop)),)
    for parts, (low, high) in assembly.areas():
        least = [_counts(assembly, part)[0] for part in parts]
        most = [_counts(assembly, part)[-1] for part in parts]
        if high is not None and sum(least) > high:
            return (_sum_is_out(least, None, high), *_at_least(parts, least, 1, workshop))
        if low is not None and sum(most) < low:
            negative = [-count for count in most]
            return (_sum_is_out(most, low, None), *_at_least(parts, negative, -1, workshop))
    return (Claim(workshop.whole()),)  # counts between cannot be reached: the whole has to be asked


def _counts(assembly: Assembly, part: Part) -> list[int]:
    """Numbers of counted units at which a part may have a plan."""
    return [count for count, _ in assembly.first_tier(Leaf(part.bounds(assembly.packing)))]


def _alone(part: Part, workshop: Workshop) -> LinearModel:
    return part.terms.linear if isinstance(part, RichPart) else workshop.model(part.units).linear


def _sum_is_out(counts: Sequence[int], low: int | None, high: int | None) -> Claim:
    """That the counts together are outside the limits: plain arithmetic."""
    model = LinearModel()
    model.add(Linear(constant=sum(counts)), low=low, high=high)
    return Claim(model)


def _at_least(
    parts: Sequence[Part], least: Sequence[int], sign: int, workshop: Workshop
) -> Iterator[Claim]:
    """That `sign` times the counted units of each part is never below its figure."""
    counts = workshop.division.problem.counts
    for part, figure in zip(parts, least, strict=True):
        model = workshop.model(part.units)
        counted: Linear = model.counted(None, counts) * sign
        if model.linear.range_of(counted)[0] < figure:
            yield Claim(model.linear, counted, figure)
