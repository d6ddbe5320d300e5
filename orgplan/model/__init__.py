"""The decisions of a plan as solver-neutral variables, and the expressions rules are made of.

For every movable unit u, its blocks b and its candidate receivers r (`orgplan.candidates`):

* ``survives(u)`` ∈ {0, 1}; the constant 1 for units that cannot end;
* ``gives(u, r)`` ∈ {0, 1}: u ends and at least one of its blocks ends in r;
* ``part(b, r)`` ∈ {0, 1}: block b of an ended u ends in r. Where u cannot be split this *is*
  ``gives(u, r)``; else ``Σ_r part(b, r) = 1 − survives(u)`` and
  ``part(b, r) ≤ gives(u, r) ≤ Σ_b part(b, r)``;
* ``transferred(b, r)`` ∈ {0, 1}: u survives and b leaves it for r, ``Σ_r ≤ survives(u)``;
* ``converted(u)`` ≤ ``survives(u)``: u takes the other kind;
* ``flattened(r)`` ≤ ``survives(r)``: all sub-units of r end in it.

Everything else is an expression over these. Posts are scaled to whole numbers by `scale`. What
the structure forbids stands in `orgplan.structure`, one clause a file, beside its checker side.

The parts, each on top of the one before: `units` (what the model speaks of), `decisions`, `places`
(where a unit stands), `contents` (what a unit holds), `amounts` (posts and sub-units),
`displacement`, `plan_model`.
"""

from __future__ import annotations

from orgplan.model.displacement import Bundle
from orgplan.model.plan_model import PlanModel

__all__ = ["Bundle", "PlanModel"]
