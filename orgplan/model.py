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

Totals of a unit with sub-units move with the parent: ``load(p, P)`` is what the sub-units of p
amount to if p ends in P (or lives on, P = p), so that
``total(P) = own(P) + Σ_p load(p, P)`` with ``Σ_P load(p, P) = Σ_children total(child)``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

import networkx as nx

from orgplan.candidates import Candidates
from orgplan.linear import ONE, ZERO, Linear, LinearModel, total
from orgplan.organisation import Block, BlockKey
from orgplan.plan import Plan
from orgplan.problem import Problem


class PlanModel:
    """Decision variables over one problem, and lazily made expressions over them.

    Parameters
    ----------
    problem
        What is to be planned.
    units
        The units in scope that the model decides about; all of them if None. Every other unit
        lives on, gives nothing and receives nothing, and nothing is asked of it.

    Attributes
    ----------
    units
        The units that the model decides about, in input order.
    linear
        The variables and constraints made so far.
    scale
        Whole steps in one post: all posts times `scale` are whole numbers.
    """

    def __init__(self, problem: Problem, units: Sequence[str] | None = None) -> None:
        self.problem = problem
        self.before = problem.before
        self.units = problem.in_scope if units is None else _in_order(units, problem)
        self._inside = frozenset(self.units)
        self.candidates = Candidates(problem, self.units)
        self.linear = LinearModel()
        self.scale = problem.steps
        self._survives: dict[str, Linear] = {}
        self._gives: dict[tuple[str, str], Linear] = {}
        self._part: dict[tuple[BlockKey, str], Linear] = {}
        self._transferred: dict[tuple[BlockKey, str], Linear] = {}
        self._converted: dict[str, Linear] = {}
        self._flattened: dict[str, Linear] = {}
        self._totals: dict[str, Linear] = {}
        self._loads: dict[tuple[str, str, str], Linear] = {}
        self._memo: dict[tuple[str, ...], Linear] = {}
        self._reassigned: dict[str, tuple[tuple[str, Linear], ...]] = {}
        self._incoming: dict[str, tuple[tuple[Block, Linear], ...]] = {}
        self._displacements: dict[BlockKey, tuple[tuple[str, Linear], ...]] = {}
        for unit_id in self.units:
            self._decide(unit_id)

    # -- what it speaks of -------------------------------------------------------------------

    @property
    def has_rest(self) -> bool:
        """Whether what belongs to no unit in scope is posted and counted here.

        It is in a model of all units, and in one of no unit: so the models of a partition and the
        model of none add up to the model of all.
        """
        return not self.units or len(self.units) == len(self.problem.in_scope)

    def among(self, units: Iterable[str]) -> tuple[str, ...]:
        """Those of some units that the model decides about, in the order given."""
        return tuple(u for u in units if u in self._inside)

    @cached_property
    def around(self) -> tuple[str, ...]:
        """The units and everything that stands directly below one before, in input order."""
        below = (child for unit_id in self.units for child in self.before.children(unit_id))
        return _in_order([*self.units, *below], self.problem)

    @property
    def units_and_rest(self) -> tuple[str, ...]:
        """The units and, where the model has the rest, all units out of scope."""
        if not self.has_rest:
            return self.units
        movable = self.problem.movable
        return tuple(u for u in self.before.ids if u in self._inside or u not in movable)

    @cached_property
    def agencies(self) -> tuple[str, ...]:
        """Agencies in scope in which a unit might stand after; with the rest, every one."""
        if self.has_rest:
            return self.problem.agencies_in_scope
        found = dict.fromkeys(a for u in self.units for a in self.possible_agencies(u))
        return _in_order([a for a in found if a in self.problem.scope], self.problem)

    @cached_property
    def agencies_above(self) -> tuple[str, ...]:
        """Agencies in scope directly above a unit; with the rest, those above no unit in scope."""
        children, movable = self.before.children, self.problem.movable
        parents = dict.fromkeys(self.before.parent(unit_id) for unit_id in self.units)
        found = [a for a in parents if a is not None and a in self.problem.scope]
        if self.has_rest:
            found += [a for a in self.problem.agencies_in_scope if movable.isdisjoint(children(a))]
        return _in_order(found, self.problem)

    def has_counted(self, agency: str, counts: Callable[[str], bool]) -> bool:
        """Whether a unit might count in the agency after; with the rest, also if no unit does.

        A sum of no units belongs to the rest: its units were all ended by given changes.
        """
        if self.units and self.has_rest:
            return True
        units = self.units or (u for u in self.problem.in_scope if self.problem.agency[u] == agency)
        might = any(
            agency in self.possible_agencies(u) and any(map(counts, self.problem.kinds_after(u)))
            for u in units
        )
        return might if self.units else not might

    # -- decisions ---------------------------------------------------------------------------

    def _decide(self, unit_id: str) -> None:
        """Make the decision variables of one movable unit."""
        linear = self.linear
        if self.candidates.may_end(unit_id):
            self._survives[unit_id] = linear.boolean(f"survives {unit_id}")
            for receiver in self.candidates.of[unit_id]:
                name = f"gives {unit_id} {receiver}"
                self._gives[unit_id, receiver] = linear.boolean(name)
            if self.candidates.splittable(unit_id):
                self._decide_parts(unit_id)
        self._decide_transfers(unit_id)
        if len(self.problem.kinds_after(unit_id)) > 1:
            converted = linear.boolean(f"converted {unit_id}")
            linear.add(self.survives(unit_id) - converted, low=0)
            self._converted[unit_id] = converted
        if self._could_be_flattened(unit_id):
            flattened = linear.boolean(f"flattened {unit_id}")
            linear.add(self.survives(unit_id) - flattened, low=0)
            self._flattened[unit_id] = flattened

    def _decide_parts(self, unit_id: str) -> None:
        for block in self.before[unit_id].blocks:
            for receiver in self.candidates.of[unit_id]:
                name = f"part {unit_id} {block.function} {receiver}"
                self._part[block.key, receiver] = self.linear.boolean(name)

    def _decide_transfers(self, unit_id: str) -> None:
        unit = self.before[unit_id]
        for block in unit.blocks:
            if block == unit.lead_block or not self.problem.operations.may_transfer(block.function):
                continue
            gone = []
            for receiver, way in self.candidates.of[unit_id].items():
                if way.always or way.cousins:
                    variable = self.linear.boolean(
                        f"transferred {unit_id} {block.function} {receiver}"
                    )
                    self._transferred[block.key, receiver] = variable
                    gone.append(variable)
            self.linear.add(self.survives(unit_id) - total(gone), low=0)

    def _could_be_flattened(self, unit_id: str) -> bool:
        return any(
            way.flatten and unit_id == receiver
            for child in self._possible_children(unit_id)
            for receiver, way in self.candidates.of.get(child, {}).items()
        )

    @cached_property
    def _givers(self) -> Mapping[str, tuple[str, ...]]:
        """Receiver → units that might end in it, in input order."""
        givers: dict[str, list[str]] = {}
        for unit_id, ways in self.candidates.of.items():
            if self.candidates.may_end(unit_id):
                for receiver in ways:
                    givers.setdefault(receiver, []).append(unit_id)
        return {receiver: tuple(units) for receiver, units in givers.items()}

    def _possible_children(self, unit_id: str) -> tuple[str, ...]:
        return tuple(
            child
            for p in (unit_id, *self._givers.get(unit_id, ()))
            for child in self.before.children(p)
        )

    # -- what a unit does --------------------------------------------------------------------

    def survives(self, unit_id: str) -> Linear:
        """1 if the unit lives on."""
        return self._survives.get(unit_id, ONE)

    def ends(self, unit_id: str) -> Linear:
        """1 if the unit ends."""
        return ONE - self.survives(unit_id)

    def receivers(self, unit_id: str) -> tuple[str, ...]:
        """Candidate receivers of a unit, in input order."""
        return tuple(self.candidates.of.get(unit_id, ()))

    def givers(self, unit_id: str) -> tuple[str, ...]:
        """Units that might end in this one, in input order."""
        return self._givers.get(unit_id, ())

    def gives(self, unit_id: str, receiver: str) -> Linear:
        """1 if the unit ends and at least one of its blocks ends in the receiver."""
        return self._gives.get((unit_id, receiver), ZERO)

    def part(self, block: BlockKey, receiver: str) -> Linear:
        """1 if the unit of the block ends and the block ends in the receiver."""
        found = self._part.get((block, receiver))
        if found is not None:
            return found
        return ZERO if self.splits(block[0]) else self.gives(block[0], receiver)

    def splits(self, unit_id: str) -> bool:
        """Whether the unit has variables of its own for each block."""
        return self.candidates.splittable(unit_id)

    def transferred(self, block: BlockKey, receiver: str) -> Linear:
        """1 if the block leaves its surviving unit for the receiver."""
        return self._transferred.get((block, receiver), ZERO)

    def transfers(self, unit_id: str) -> tuple[tuple[Block, str, Linear], ...]:
        """Every transfer that the unit might make: block, receiver, variable."""
        return tuple(
            (block, receiver, self._transferred[block.key, receiver])
            for block in self.before[unit_id].blocks
            for receiver in self.receivers(unit_id)
            if (block.key, receiver) in self._transferred
        )

    def ends_in(self, block: BlockKey, receiver: str) -> Linear:
        """1 if the block ends in the receiver (its own unit included)."""
        if receiver != block[0]:
            part, transferred = self.part(block, receiver), self.transferred(block, receiver)
            return part if transferred is ZERO else part + transferred
        left = total(self.transferred(block, r) for r in self.receivers(block[0]))
        return self.survives(block[0]) - left

    def converted(self, unit_id: str) -> Linear:
        """1 if the unit lives on with another kind."""
        return self._converted.get(unit_id, ZERO)

    def kind_is(self, unit_id: str, kind: str) -> Linear:
        """1 if the unit lives on and has this kind after."""
        kinds = self.problem.kinds_after(unit_id)
        if kind not in kinds:
            return ZERO
        changed = self.converted(unit_id)
        return self.survives(unit_id) - changed if kind == kinds[0] else changed

    def flattened(self, unit_id: str) -> Linear:
        """1 if all sub-units of the unit end in it."""
        return self._flattened.get(unit_id, ZERO)

    @property
    def flattenable(self) -> tuple[str, ...]:
        """Units that might be flattened, in input order."""
        return tuple(self._flattened)

    # -- where a unit stands -----------------------------------------------------------------

    def possible_parents(self, unit_id: str) -> tuple[str, ...]:
        """Units that might be its parent after: the parent and what it might end in."""
        parent = self.before.parent(unit_id)
        return () if parent is None else self.candidates.heirs(parent)

    def parent_is(self, unit_id: str, parent: str) -> Linear:
        """1 if the unit's parent ends in `parent`, or is `parent` and lives on."""
        own = self.before.parent(unit_id)
        if own is None:
            return ZERO
        return self.survives(own) if own == parent else self.gives(own, parent)

    def possible_children(self, unit_id: str) -> tuple[str, ...]:
        """Units that might stand directly below this one after."""
        return self._possible_children(unit_id)

    @cached_property
    def loops(self) -> Mapping[str, frozenset[str]]:
        """Units that could come to stand above themselves → the units they could do it with."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        for unit_id in self.units:
            graph.add_edges_from((p, unit_id) for p in self.possible_parents(unit_id))
        found: dict[str, frozenset[str]] = {}
        for component in nx.strongly_connected_components(graph):
            first = next(iter(component))
            if len(component) > 1 or graph.has_edge(first, first):
                found.update(dict.fromkeys(component, frozenset(component)))
        return found

    def possible_agencies(self, unit_id: str) -> tuple[str, ...]:
        """Agencies in which the unit might stand after."""
        if unit_id in self._reach:
            return self._reach[unit_id]
        agency = self.problem.agency[unit_id]
        return () if agency is None else (agency,)

    @cached_property
    def _reach(self) -> Mapping[str, tuple[str, ...]]:
        """Agencies that each unit might come under, by repeated widening."""
        agency = self.problem.agency
        found = {u: {agency[u]} for u in self.around}
        changing = True
        while changing:
            changing = False
            for unit_id in sorted(self.around, key=self.before.depth.__getitem__):
                for parent in self.possible_parents(unit_id):
                    above = found.get(parent, {agency[parent]})
                    if unit_id in self.problem.internal and not above <= found[unit_id]:
                        found[unit_id] |= above
                        changing = True
        position = self.before.position
        return {
            u: tuple(sorted((a for a in there if a is not None), key=position.__getitem__))
            for u, there in found.items()
        }

    def in_agency(self, unit_id: str, agency: str) -> Linear:
        """1 if the unit stands in the agency after (meant for surviving units)."""
        possible = self.possible_agencies(unit_id)
        if agency not in possible:
            return ZERO
        if len(possible) == 1:
            return ONE
        if ("agency", unit_id, agency) not in self._memo:
            self._make_agency(unit_id, possible)
        return self._memo["agency", unit_id, agency]

    def _make_agency(self, unit_id: str, possible: Sequence[str]) -> None:
        linear, here = self.linear, {}
        for agency in possible:
            here[agency] = linear.boolean(f"agency {unit_id} {agency}")
            self._memo["agency", unit_id, agency] = here[agency]
        linear.add(total(here.values()), low=1, high=1)
        for parent in self.possible_parents(unit_id):
            for agency in possible:
                above = ONE if parent == agency else self.in_agency(parent, agency)
                is_parent = self.parent_is(unit_id, parent)
                linear.forbid([is_parent, above, ONE - here[agency]])

    def stands_in(self, unit_id: str, literal: Linear, agency: str) -> Linear:
        """1 if the literal holds and the unit stands in the agency after."""
        return self.linear.conjunction(
            f"stands {unit_id} {agency}", [literal, self.in_agency(unit_id, agency)]
        )

    # -- amounts -----------------------------------------------------------------------------

    def scaled(self, posts: Fraction) -> Fraction:
        """A number of posts in the model's whole steps (may have a rest)."""
        return posts * self.scale

    def incoming(self, unit_id: str) -> tuple[tuple[Block, Linear], ...]:
        """Every block of another unit that might end here, with its condition."""
        if unit_id not in self._incoming:
            found = []
            for giver in self._sources.get(unit_id, ()):
                for block in self.before[giver].blocks:
                    condition = self.ends_in(block.key, unit_id)
                    if not condition.is_constant:
                        found.append((block, condition))
            self._incoming[unit_id] = tuple(found)
        return self._incoming[unit_id]

    @cached_property
    def _sources(self) -> Mapping[str, tuple[str, ...]]:
        sources: dict[str, list[str]] = {}
        for unit_id, ways in self.candidates.of.items():
            for receiver in ways:
                sources.setdefault(receiver, []).append(unit_id)
        return {receiver: tuple(units) for receiver, units in sources.items()}

    def own_posts(self, unit_id: str) -> Linear:
        """Posts of the unit's own blocks after, in steps; 0 if it ended."""
        stays = [
            self.ends_in(b.key, unit_id) * int(b.posts * self.scale)
            for b in self.before[unit_id].blocks
        ]
        comes = [c * int(b.posts * self.scale) for b, c in self.incoming(unit_id)]
        return total([*stays, *comes])

    def total_posts(self, unit_id: str) -> Linear:
        """Posts of the unit and everything below it after, in steps; 0 if it ended."""
        if unit_id in self._totals:
            return self._totals[unit_id]
        if unit_id not in self.loops:
            below = self._loads_of("posts", unit_id, self.total_posts)
            self._totals[unit_id] = self.own_posts(unit_id) + below
            return self._totals[unit_id]
        name = f"total {unit_id}"
        self._totals[unit_id] = self.linear.integer(name, 0, self._mass(unit_id))
        below = self._loads_of("posts", unit_id, self.total_posts)
        self.linear.add(self._totals[unit_id] - self.own_posts(unit_id) - below, low=0, high=0)
        return self._totals[unit_id]

    def subunits(self, unit_id: str) -> Linear:
        """Number of surviving direct sub-units after; 0 if the unit ended."""
        return self._loads_of("units", unit_id, self.survives)

    def _loads_of(self, what: str, unit_id: str, amount: Callable[[str], Linear]) -> Linear:
        givers = (unit_id, *self.givers(unit_id))
        return total(self._load(what, p, unit_id, amount) for p in givers)

    def _load(self, what: str, p: str, to: str, amount: Callable[[str], Linear]) -> Linear:
        """What the sub-units of p amount to, if p ends in `to` (or is `to` and lives on)."""
        children = self.before.children(p)
        if not children:
            return ZERO
        if (what, p, to) not in self._loads:
            self._make_loads(what, p, total(amount(child) for child in children))
        return self._loads[what, p, to]

    def _make_loads(self, what: str, p: str, amount: Linear) -> None:
        heirs = self.candidates.heirs(p)
        if len(heirs) == 1:
            self._loads[what, p, p] = amount
            return
        most = min(self.linear.range_of(amount)[1], self._mass(p) if what == "posts" else math.inf)
        loads = []
        for heir in heirs:
            load = self.linear.integer(f"load {what} {p} {heir}", 0, int(most))
            ends_there = self.survives(p) if heir == p else self.gives(p, heir)
            self.linear.add(ends_there * int(most) - load, low=0)
            self._loads[what, p, heir] = load
            loads.append(load)
        self.linear.add(total(loads) - amount, low=0, high=0)

    def _mass(self, unit_id: str) -> int:
        """Steps of all posts that could come together in one unit with this one."""
        return self._component_mass[unit_id]

    @cached_property
    def _component_mass(self) -> Mapping[str, int]:
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(self.units)
        for unit_id, ways in self.candidates.of.items():
            graph.add_edges_from((unit_id, receiver) for receiver in ways)
            graph.add_edges_from((unit_id, child) for child in self.before.children(unit_id))
        mass: dict[str, int] = {}
        for component in nx.connected_components(graph):
            posts = sum((self._brings(u) for u in component), Fraction(0))
            mass.update(dict.fromkeys(component, int(posts * self.scale)))
        return mass

    def _brings(self, unit_id: str) -> Fraction:
        """Posts of a unit of the model, or of everything at and below another one."""
        before = self.before
        return before[unit_id].staff if unit_id in self._inside else before.total[unit_id]

    def reassigned(self, unit_id: str) -> tuple[tuple[str, Linear], ...]:
        """Receivers in which the nearest ended unit above might have ended, with conditions.

        The condition is at least 1 if every unit between lives on and the ended one gives there.
        """
        if unit_id not in self._reassigned:
            found: list[tuple[str, Linear]] = []
            between: list[Linear] = []
            for above in self.before.ancestors(unit_id):
                if self.candidates.may_end(above):
                    for receiver in self.receivers(above):
                        conditions = [self.gives(above, receiver), *between]
                        name = f"reassigned {unit_id} {receiver}"
                        found.append((receiver, self.linear.at_least_all(name, conditions)))
                    between.append(self.survives(above))
            self._reassigned[unit_id] = tuple(found)
        return self._reassigned[unit_id]

    def displacements(self, block: Block) -> tuple[tuple[str, Linear], ...]:
        """Receivers for which a block might be displaced, with conditions fit for costs."""
        if block.key not in self._displacements:
            unit_id = block.unit
            found = []
            for receiver in self.receivers(unit_id):
                condition = self.ends_in(block.key, receiver)
                if not condition.is_constant:
                    found.append((receiver, condition))
            stays = self.ends_in(block.key, unit_id)
            for place, (receiver, condition) in enumerate(self.reassigned(unit_id)):
                memo = ("displaced", unit_id, str(place), *map(str, sorted(stays.terms.items())))
                if memo not in self._memo:
                    name = f"displaced {unit_id} {receiver}"
                    both = self.linear.at_least_all(name, [stays, condition])
                    self._memo[memo] = both
                found.append((receiver, self._memo[memo]))
            self._displacements[block.key] = tuple(found)
        return self._displacements[block.key]

    def touched(self, unit_id: str) -> Linear:
        """At least 1 if the unit ends, gains or loses a block, or changes kind or parent."""
        memo = ("touched", unit_id)
        if memo not in self._memo:
            parent = self.before.parent(unit_id)
            parts = [self.ends(unit_id), self.changed(unit_id), self.converted(unit_id)]
            if parent is not None:
                parts.append(self.ends(parent))
            self._memo[memo] = self.linear.at_least_any(f"touched {unit_id}", parts)
        return self._memo[memo]

    def leaders(self, unit_id: str) -> Linear:
        """Heads and deputies that end in the unit: they follow the lead block."""
        lead = self.before[unit_id].lead_block.key
        parts = [self.ends_in(lead, unit_id) * self.problem.leaders(unit_id)]
        for giver in self.givers(unit_id):
            block = self.before[giver].lead_block.key
            parts.append(self.part(block, unit_id) * self.problem.leaders(giver))
        return total(parts)

    def holds(self, unit_id: str, functions: Sequence[str]) -> Linear:
        """At least 1 if one of the unit's own blocks after has one of the functions."""
        memo = ("holds", unit_id, *functions)
        if memo not in self._memo:
            wanted = frozenset(functions)
            parts = [
                self.ends_in(b.key, unit_id)
                for b in self.before[unit_id].blocks
                if b.function in wanted
            ]
            parts += [c for b, c in self.incoming(unit_id) if b.function in wanted]
            self._memo[memo] = self.linear.at_least_any(f"holds {unit_id}", parts)
        return self._memo[memo]

    def functions_near(self, unit_id: str) -> tuple[str, ...]:
        """Functions that the unit's own blocks might have after, own ones first."""
        own = self.before[unit_id].functions
        coming = (b.function for b, _ in self.incoming(unit_id))
        return tuple(dict.fromkeys([*own, *(f for f in coming if f is not None)]))

    def changed(self, unit_id: str) -> Linear:
        """At least 1 if the unit gains or loses a block in the plan."""
        memo = ("changed", unit_id)
        if memo not in self._memo:
            parts = [self.gives(g, unit_id) for g in self.givers(unit_id)]
            for source in self._sources.get(unit_id, ()):
                parts += [v for _, r, v in self.transfers(source) if r == unit_id]
            parts += [v for _, _, v in self.transfers(unit_id)]
            self._memo[memo] = self.linear.at_least_any(f"changed {unit_id}", parts)
        return self._memo[memo]

    def counted(self, agency: str | None, counts: Callable[[str], bool]) -> Linear:
        """Number of surviving internal units in scope whose kind after counts.

        Parameters
        ----------
        agency
            Only units that stand in this agency after, or None for all.
        counts
            Whether a kind counts.
        """
        parts = []
        for unit_id in self.units:
            if agency is not None and agency not in self.possible_agencies(unit_id):
                continue
            kinds = [k for k in self.problem.kinds_after(unit_id) if counts(k)]
            literal = total(self.kind_is(unit_id, kind) for kind in kinds)
            parts.append(literal if agency is None else self.stands_in(unit_id, literal, agency))
        return total(parts)

    # -- answers -----------------------------------------------------------------------------

    def plan(self, values: Sequence[int]) -> Plan:
        """The plan that an assignment of the variables stands for."""

        def holds(variable: Linear) -> bool:
            return sum(values[i] * c for i, c in variable.terms.items()) + variable.constant >= 1

        moved: dict[BlockKey, str] = {}
        ended = frozenset(u for u, s in self._survives.items() if not holds(s))
        for unit_id in self.units:
            for block in self.before[unit_id].blocks:
                for receiver in self.receivers(unit_id):
                    if holds(self.ends_in(block.key, receiver)):
                        moved[block.key] = receiver
        converted = {
            u: self.problem.kinds_after(u)[1] for u, c in self._converted.items() if holds(c)
        }
        return Plan(self.problem, ended, moved, converted)


def _in_order(units: Iterable[str], problem: Problem) -> tuple[str, ...]:
    """Each of some units once, in input order."""
    return tuple(sorted(set(units), key=problem.before.position.__getitem__))
