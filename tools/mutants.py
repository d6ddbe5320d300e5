"""The mutants: every single sentence of orgplan that a test must notice when it is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orgplan.goals import GOALS
from orgplan.rules import RULES, LockedAgency, Rule, Target
from orgplan.structure import CLAUSES

RULE_TESTS = "tests/rules/test_rules.py"
GOAL_TESTS = "tests/goals/test_goals.py"
STRUCTURE_TESTS = ("tests/structure/test_structure.py", "tests/test_both_sides.py")
MODEL_TESTS = ("tests/test_corners.py", "tests/test_both_sides.py")
ENGINE_TESTS = ("tests/test_engines.py", "-k", "cp-sat-whole")
NOTHING_POSTED = ("fixed", "stay", "convert")
"""Clauses whose solver side lies in the decisions themselves: SOURCES has these."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One thing left out or changed, and the tests that must notice.

    Parameters
    ----------
    name
        What is changed.
    module
        Module that it stands in.
    tests
        Arguments for pytest.
    path
        ``Class.method`` that is to answer nothing, or empty.
    answer
        What it answers: ``None``, ``nothing`` (an empty iterator), ``zero`` or ``linear``.
    old, new
        A piece of source that is replaced, where `path` is empty.
    """

    name: str
    module: str
    tests: tuple[str, ...]
    path: str = ""
    answer: str = ""
    old: str = ""
    new: str = ""


def methods() -> Iterator[Mutant]:
    """Both sides of every rule, goal and clause, left out whole."""
    rules: tuple[type[Rule], ...] = (*RULES, Target, LockedAgency)
    for rule in rules:
        name = str(rule.model_fields["rule"].default)
        tests = (RULE_TESTS, "-k", name)
        for method, answer in (("post", "None"), ("violations", "nothing")):
            path = f"{rule.__name__}.{method}"
            yield Mutant(f"rule {name}: {method}", rule.__module__, tests, path, answer)
    for goal in GOALS:
        tests = (GOAL_TESTS, "-k", goal.name)
        for method, answer in (("term", "linear"), ("value", "zero")):
            path = f"{goal.__name__}.{method}"
            yield Mutant(f"goal {goal.name}: {method}", goal.__module__, tests, path, answer)
    for clause in CLAUSES:
        kind = type(clause)
        for method, answer in (("post", "None"), ("violations", "nothing")):
            if method == "violations" or clause.name not in NOTHING_POSTED:
                path = f"{kind.__name__}.{method}"
                name = f"clause {clause.name}: {method}"
                yield Mutant(name, kind.__module__, STRUCTURE_TESTS, path, answer)


SOURCES: tuple[tuple[str, str, str, str], ...] = (
    # -- section 4, head: what is fixed
    (
        "4: units out of scope may end",
        "orgplan.problem",
        "return frozenset(self.in_scope)",
        "return self.internal",
    ),
    (
        "4: ancestors of fixed units may end",
        "orgplan.problem",
        "survive.update(self.before.ancestors(unit_id))",
        "pass",
    ),
    # -- 4.1: what stays
    (
        "4.1: any function may be transferred",
        "orgplan.operations",
        "return any(covers(code, function) for code in self.transfer.functions)",
        "return True",
    ),
    (
        "4.1: a code does not stand for those below it",
        "orgplan.operations",
        "return any(covers(code, function) for code in self.transfer.functions)",
        "return function in self.transfer.functions",
    ),
    (
        "4.1: the lead block may leave (solver)",
        "orgplan.model.decisions",
        "if block == unit.lead_block or not self",
        "if not self",
    ),
    (
        "4.1: the lead block may leave (checker)",
        "orgplan.structure.stay",
        "if lead or not problem",
        "if not problem",
    ),
    (
        "4.1: any block may leave (solver)",
        "orgplan.model.decisions",
        "or not self.problem.operations.may_transfer(block.function)",
        "",
    ),
    (
        "4.1: any block may leave (checker)",
        "orgplan.structure.stay",
        "or not problem.operations.may_transfer(function)",
        "",
    ),
    (
        "4.1: an ended unit may transfer",
        "orgplan.model.decisions",
        "self.linear.add(self.survives(unit_id) - total(gone.values()), low=0)",
        "pass",
    ),
    # -- 4.2 and 4.3: merge, dissolve
    (
        "4.2: any unit may be split (solver)",
        "orgplan.candidates",
        "and self.problem.operations.may_dissolve(before[unit_id])",
        "",
    ),
    (
        "4.2: any unit may be split (checker)",
        "orgplan.structure.whole",
        "or not allowed",
        "",
    ),
    (
        "4.2: merging cannot be switched off (solver)",
        "orgplan.structure.whole",
        "if not model.problem.operations.merging:",
        "if False:",
    ),
    (
        "4.2: merging cannot be switched off (checker)",
        "orgplan.structure.whole",
        "if not split and not problem.operations.merging",
        "if False",
    ),
    (
        "4.2: without merging nothing is flattened (solver)",
        "orgplan.structure.whole",
        "* 2 + flattened",
        "* 2",
    ),
    (
        "4.2: without merging nothing is flattened (checker)",
        "orgplan.structure.whole",
        "and not _is_flattened(plan, unit_id)",
        "",
    ),
    (
        "4.2: blocks may be left behind (checker)",
        "orgplan.structure.whole",
        "if any(plan.ends_in(block.key) == unit_id for block in blocks):",
        "if False:",
    ),
    (
        "4.3: units with sub-units may be split (solver)",
        "orgplan.candidates",
        "and not before.children(unit_id)",
        "",
    ),
    (
        "4.3: units with sub-units may be split (checker)",
        "orgplan.structure.whole",
        "problem.before.children(unit_id) or not allowed",
        "not allowed",
    ),
    # -- 4.4: who receives
    (
        "4.4: any kind is absorbed (solver)",
        "orgplan.candidates",
        "ruleset.kind(other).may_absorb(kind)",
        "True",
    ),
    (
        "4.4: any kind is absorbed (checker)",
        "orgplan.structure.receive",
        "if not problem.ruleset.kind(other.kind).may_absorb(unit.kind):",
        "if False:",
    ),
    (
        "4.4: fixed units receive (solver)",
        "orgplan.candidates",
        "and receiver in self._inside",
        "",
    ),
    (
        "4.4a: no siblings (solver)",
        "orgplan.candidates",
        "near = () if unit.parent is None else before.children(unit.parent)",
        "near: tuple[str, ...] = ()",
    ),
    (
        "4.4a: no siblings (checker)",
        "orgplan.structure.receive",
        "if unit.parent == other.parent or problem",
        "if problem",
    ),
    (
        "4.4b: no across entries (solver)",
        "orgplan.candidates",
        "if self.problem.operations.across:",
        "if False:",
    ),
    (
        "4.4b: no across entries (checker)",
        "orgplan.structure.receive",
        "or problem.operations.joins_across(unit, other)",
        "",
    ),
    (
        "4.4b: entries for every kind",
        "orgplan.operations",
        "if named and kinds and receiver.id == entry.to",
        "if named and receiver.id == entry.to",
    ),
    (
        "4.4b: entries for every receiver",
        "orgplan.operations",
        "if named and kinds and receiver.id == entry.to",
        "if named and kinds",
    ),
    (
        "4.4c: no cousins (solver)",
        "orgplan.candidates",
        "if not self.problem.operations.cousins:",
        "if True:",
    ),
    (
        "4.4c: cousins without leave (solver)",
        "orgplan.candidates",
        "if not self.problem.operations.cousins:",
        "if False:",
    ),
    (
        "4.4c: cousins without leave (checker)",
        "orgplan.structure.receive",
        "if problem.operations.cousins and successor",
        "if successor",
    ),
    (
        "4.4c, d: cousins and parents without condition (solver)",
        "orgplan.structure.receive",
        "model.linear.add(cousins + flat - gives, low=0)",
        "pass",
    ),
    (
        "4.4c: transfers to cousins without condition (solver)",
        "orgplan.structure.receive",
        "model.linear.add(cousins - variable, low=0)",
        "pass",
    ),
    (
        "4.4d: parents never receive (solver)",
        "orgplan.candidates",
        "flatten = {*self._receiving(unit_id, filter(self.may_be_flattened, above))}",
        "flatten: set[str] = set()",
    ),
    (
        "4.4d: parents receive without being flattened (checker)",
        "orgplan.structure.receive",
        "flattened = not plan.children_after.get(receiver, ())",
        "flattened = True",
    ),
    # -- 4.5: parents
    (
        "4.5: sub-units do not follow (solver)",
        "orgplan.model.places",
        "return self.survives(own) if own == parent else self.gives(own, parent)",
        "return ONE if own == parent else ZERO",
    ),
    (
        "4.5: sub-units do not follow (checker)",
        "orgplan.plan",
        "None if unit.parent is None else self.successor(unit.parent)",
        "unit.parent",
    ),
    # -- 4.6 and 4.7: containment, flattening
    (
        "4.6: units out of scope must fit (checker)",
        "orgplan.structure.contain",
        "if parent is None or (unit_id not in scope and parent not in scope):",
        "if parent is None:",
    ),
    (
        "4.7: flattening in part (solver)",
        "orgplan.structure.flatten",
        "model.linear.forbid([*here, ONE - model.gives(unit_id, receiver)])",
        "pass",
    ),
    (
        "4.7: sub-units split while flattened (solver)",
        "orgplan.structure.flatten",
        "model.linear.forbid([*here, model.gives(unit_id, other)])",
        "pass",
    ),
    ("4.7: flattening in part (checker)", "orgplan.structure.flatten", "if rest:", "if False:"),
    (
        "4.7: flattening without leave (solver)",
        "orgplan.structure.flatten",
        "model.linear.add(total(_misfits(model, receiver)) - flattened, low=0)",
        "pass",
    ),
    (
        "4.7: flattening without leave (checker)",
        "orgplan.structure.flatten",
        "if not _allowed(plan, receiver, would):",
        "if False:",
    ),
    (
        "4.7: flattening only listed kinds (checker)",
        "orgplan.structure.flatten",
        "return any(not kind.may_contain(problem.before[u].kind) for u in would)",
        "return False",
    ),
    # -- 4.8: conversion
    (
        "4.8: ended units convert (solver)",
        "orgplan.model.decisions",
        "linear.add(self.survives(unit_id) - converted, low=0)",
        "pass",
    ),
    (
        "4.8: nothing converts",
        "orgplan.operations",
        "target = self.convert.get(kind)",
        "target = None",
    ),
    # -- 4.9: no chains, a forest
    (
        "4.9: receivers of units may end (solver)",
        "orgplan.structure.receive",
        "model.linear.at_most(gives, model.survives(receiver))",
        "pass",
    ),
    (
        "4.9: receivers of transfers may end (solver)",
        "orgplan.structure.receive",
        "model.linear.at_most(variable, model.survives(receiver))",
        "pass",
    ),
    (
        "4.9: receivers may end (checker)",
        "orgplan.structure.receive",
        "if receiver in plan.ended:",
        "if False:",
    ),
    # -- 4.10: leaders
    (
        "4.10: leaders go home (solver)",
        "orgplan.model.contents",
        "parts.append(self.part(block, unit_id) * self.problem.leaders(giver))",
        "pass",
    ),
    (
        "4.10: leaders stay (checker)",
        "orgplan.plan",
        "to = self.ends_in(unit.lead_block.key)",
        "to = unit.id",
    ),
    (
        "4.10: the largest block leads, even beside a general one",
        "orgplan.organisation",
        "if block.function is None:",
        "if False:",
    ),
)

ENGINE: tuple[tuple[str, str, str, str], ...] = (
    (
        "slack is not given",
        "orgplan.engine.lexicographic",
        "math.floor((1 + self.tiers[place].slack) * best)",
        "best",
    ),
    (
        "slack is not taken back",
        "orgplan.engine.lexicographic",
        "zip(objectives, self.tiers, strict=True) if tier.slack]",
        "() if tier.slack]",
    ),
    (
        "tiers are not held",
        "orgplan.engine.lexicographic",
        "self.model.linear.add(objective, high=ceiling, over_plan=True)",
        "pass",
    ),
)


MODEL: tuple[tuple[str, str, str, str], ...] = (
    (
        "totals: what is below a unit is left out",
        "orgplan.model.amounts",
        "yield self.survives(unit_id), self._below(unit_id)",
        "pass",
    ),
    (
        "totals: what is below a giver stays behind",
        "orgplan.model.amounts",
        "yield self.gives(giver, unit_id), below",
        "pass",
    ),
    (
        "totals: flattened blocks count twice",
        "orgplan.model.amounts",
        "if way.always or way.cousins:\n                    yield self.ends_in",
        "if True:\n                    yield self.ends_in",
    ),
    (
        "totals: across entries do not matter",
        "orgplan.model.amounts",
        "leaky.update(before.ancestors(unit_id), before.ancestors(receiver))",
        "pass",
    ),
    (
        "totals: across entries carry nothing out",
        "orgplan.model.amounts",
        "leaky.update(before.ancestors(unit_id), before.ancestors(receiver))",
        "leaky.update(before.ancestors(receiver))",
    ),
    (
        "totals: across entries carry nothing in",
        "orgplan.model.amounts",
        "leaky.update(before.ancestors(unit_id), before.ancestors(receiver))",
        "leaky.update(before.ancestors(unit_id))",
    ),
    (
        "totals: only the unit itself must keep what is below",
        "orgplan.model.amounts",
        "for p in (unit_id, *self.givers(unit_id)))",
        "for p in (unit_id,))",
    ),
    (
        "displacement: superiors do not matter",
        "orgplan.model.displacement",
        "[self.ends(here), higher])",
        "[self.ends(here)])",
    ),
    (
        "displacement: superiors do not matter to what may be transferred",
        "orgplan.model.displacement",
        "at_least_any(name, [moved, higher]))",
        "at_least_any(name, [moved]))",
    ),
    (
        "displacement: every receiver of superiors costs the same",
        "orgplan.model.displacement",
        "self.linear.add(excess - given + spared * worst, low=0, defines=True)",
        "pass",
    ),
    (
        "displacement: farther superiors count though a nearer one ended",
        "orgplan.model.displacement",
        "spared = spared + self.ends(above)",
        "pass",
    ),
    (
        "displacement: who moves pays for the superiors too",
        "orgplan.model.displacement",
        "spared = bundle.moved",
        "spared = ZERO",
    ),
)

LOCKS: tuple[tuple[str, str, str, str], ...] = (
    (
        "lock: blocks of others enter (solver)",
        "orgplan.rules.lock",
        "model.linear.add(condition, high=0)",
        "pass",
    ),
    (
        "lock: units of others come along (solver)",
        "orgplan.rules.lock",
        "model.linear.forbid([model.survives(child), model.parent_is(child, unit_id)])",
        "pass",
    ),
    (
        "lock: what was to come in may stay away (solver)",
        "orgplan.rules.lock",
        "(unit_id in mine or self._is_mine(receiver, problem))",
        "unit_id in mine",
    ),
    (
        "lock: what came in is not the agency's (solver)",
        "orgplan.rules.lock",
        "return problem.agency[unit_id] == self.agency or self._is_expected(unit_id, problem)",
        "return problem.agency[unit_id] == self.agency",
    ),
    (
        "lock: kinds do not matter (solver)",
        "orgplan.rules.lock",
        "model.linear.add(same, low=1)",
        "pass",
    ),
    (
        "lock: what came in is not the agency's (checker)",
        "orgplan.rules.lock",
        "inside = own | set(standing)",
        "inside = own",
    ),
    (
        "lock: blocks of others enter (checker)",
        "orgplan.rules.lock",
        "if agreed != {plan.ends_in(block.key)} & set(inside):",
        "if False:",
    ),
    (
        "lock: units of others come along (checker)",
        "orgplan.rules.lock",
        "return unit_id not in plan.ended and plan.agency_after[unit_id] == self.agency",
        "return False",
    ),
)


PARTS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "equal optima are left to chance",
        "../test_engines.py::test_equal_optima_are_decided_alike",
        "orgplan.engine.tie_break",
        "weight = rank(here, place, position[receiver])",
        "weight = 0",
    ),
    (
        "equal optima: the fewest changes do not matter",
        "../test_engines.py::test_fewest_changes_count_units_blocks_and_conversions",
        "orgplan.engine.tie_break",
        "parts += [model.ends(unit_id), model.converted(unit_id)]",
        "parts += []",
    ),
    (
        "parts: of equal first words the first is taken",
        "test_partition.py",
        "orgplan.engine.partition",
        "tied = words[0] == np.expand_dims(found[0], axis)",
        "tied = words[0] <= np.iinfo(np.int64).max",
    ),
    (
        "parts: ways that tie are not told apart",
        "test_convolution.py",
        "orgplan.engine.convolution",
        "self._ways[level, count] = ways[values == values.min()]",
        "self._ways[level, count] = ways",
    ),
    (
        "parts: a site counts for nothing in sets",
        "test_sets.py",
        "orgplan.rules.same_site",
        "return families.other_site",
        "return families.other_site & False",
    ),
    (
        "parts: named units are not tied",
        "test_interaction.py",
        "orgplan.rules.apart",
        "yield self.units",
        "yield from ()",
    ),
    (
        "parts: what crosses below settled units ties nothing",
        "test_interaction.py",
        "orgplan.engine.interaction",
        "yield from ((unit_id, above) for above in self._crossed(near))",
        "pass",
    ),
    (
        "parts: units of all kinds share their receivers",
        "../test_candidates.py",
        "orgplan.candidates",
        "return unit.parent, unit.kind, ",
        "return unit.parent, ",
    ),
    (
        "parts: named units share the receivers of their siblings",
        "../test_candidates.py",
        "orgplan.candidates",
        "if unit_id in self.problem.across_naming:",
        "if False:",
    ),
    (
        "parts: siblings are tied to none of their receivers",
        "test_interaction.py",
        "orgplan.engine.interaction",
        "yield unit_id, joined[sign]",
        "pass",
    ),
    (
        "wide: dear members are forgotten where cheap ones could make up for them",
        "test_cheap_sets.py",
        "orgplan.engine.cheap_sets",
        "values + others[:, None] <= rooms",
        "values <= rooms",
    ),
    (
        "wide: sets are gone on with only from what is cheap itself",
        "test_cheap_sets.py",
        "orgplan.engine.cheap_sets",
        "after = np.pad(np.minimum(found[-1][:, 1:], 0), ((0, 0), (0, 1)))",
        "pass",
    ),
    (
        "levels: nobody below a unit that ends may end at a glance",
        "test_nested.py",
        "orgplan.engine.nested.values",
        "fewest = -(-len(group) // group.rows.shape[1])",
        "fewest = len(group) * 3",
    ),
    (
        "levels: what stands below is displaced to nobody in particular",
        "test_nested.py",
        "orgplan.engine.nested.tree",
        "return sum(of(unit_id, receiver) * up // down for of, up, down in self._displacements)",
        "return 10**6",
    ),
    (
        "levels: columns forget that others are cheaper",
        "test_nested.py",
        "orgplan.engine.nested.columns",
        "base = int(sizes @ duals) + int(sizes.sum()) * min(0, int(reduced.min()))",
        "base = int(sizes @ duals)",
    ),
    (
        "levels: a plan known beforehand hides who brings a gain",
        "test_nested.py",
        "orgplan.engine.by_parts",
        "max(0, known[0] - bound)",
        "known[0] - bound",
    ),
    (
        "levels: a limit on the plan is forgotten",
        "test_nested.py",
        "orgplan.engine.nested.search",
        "whole = Limited(tower(leaves), None, self.most)",
        "whole = Limited(tower(leaves), None, None)",
    ),
    (
        "levels: prices are sought where nothing counts",
        "test_nested.py::test_levels_are_looked_at_where_something_counts",
        "orgplan.engine.nested.search",
        "if not any(group.counted for group in tree.groups):",
        "if False:",
    ),
    (
        "levels: prices are sought where an agency has no limit",
        "test_nested.py::test_levels_are_looked_at_where_every_agency_has_a_limit",
        "orgplan.engine.nested.search",
        "return tuple(found) if limited == len(tree.tops) else None",
        "return tuple(found)",
    ),
    (
        "parts: families forget the sums of their agency",
        "test_interaction.py",
        "orgplan.engine.apart",
        "if apart and plainness.of(units)",
        "if plainness.of(units)",
    ),
    (
        "parts: every settled unit is looked at alone",
        "test_prices.py",
        "orgplan.engine.prices",
        "if option.gap <= room and self._stands_alone(option, kept)",
        "if option.gap <= room",
    ),
)
"""Name, file or test in tests/engine that must notice, module, old, new."""

EXPLAIN = (
    (
        "conflict: rules are left out by halves only",
        "orgplan.explain.conflict",
        "elif len(heap) > 1:",
        "elif len(heap) > 10**6:",
    ),
    (
        "repairs: pairs are forgotten",
        "orgplan.explain.repairs",
        "for pair in self._pairs(conflict, everything, alone):",
        "for pair in ():",
    ),
    (
        "repairs: a rule is loosened as far as it can be",
        "orgplan.explain.repairs",
        "while high - low > 1:",
        "while False:",
    ),
    (
        "repairs: two units of one rule are two edits",
        "orgplan.explain.repairs",
        "if edit.old is not other.old:",
        "if True:",
    ),
    (
        "prices: rules are taken to be free without proof",
        "orgplan.explain.prices",
        "if _optima(found) == _optima(result):",
        "if True:",
    ),
    (
        "loosening: the plan is taken to change at the loosest step only",
        "orgplan.explain.loosening",
        "while best is not None and high - low > 1:",
        "while False:",
    ),
    (
        "loosening: where the plan found is allowed is taken to be where it changes first",
        "orgplan.explain.loosening",
        "step = high - 1 if beside else (low + high) // 2",
        "break",
    ),
    (
        "sets of rules: what keeps fewer rules is taken to keep more",
        "orgplan.engine.subsets",
        "if mine <= keeps)",
        "if True)",
    ),
    (
        "wishes: a unit that shall end may live on",
        "orgplan.rules.ends",
        "model.linear.add(model.ends(unit_id), low=1)",
        "model.linear.add(model.ends(unit_id), low=0)",
    ),
)
"""Name, module, old, new; some test in tests/explain must notice."""


def all_mutants() -> dict[str, Mutant]:
    """Every mutant by its name."""
    found = list(methods())
    locks = (RULE_TESTS, "-k", "lock")
    groups = (
        (STRUCTURE_TESTS, SOURCES),
        (MODEL_TESTS, MODEL),
        (locks, LOCKS),
        (ENGINE_TESTS, ENGINE),
        (("tests/explain",), EXPLAIN),
    )
    for tests, sources in groups:
        found += [Mutant(n, module, tests, old=o, new=new) for n, module, o, new in sources]
    for name, file, module, old, new in PARTS:
        found.append(Mutant(name, module, (f"tests/engine/{file}",), old=old, new=new))
    goals = ("tests/engine/test_sets.py",)
    for goal in GOALS:
        for method in ("pair_costs", "set_costs"):
            if method in vars(goal):
                path = f"{goal.__name__}.{method}"
                name = f"goal {goal.name}: {method}"
                found.append(Mutant(name, goal.__module__, goals, path, "None"))
    return {mutant.name: mutant for mutant in found}
