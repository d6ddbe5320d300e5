"""Brute force over every plan of a tiny organisation, written straight from the contract.

The product is judged against this module, so it shares no line with it. It reads the sections of
the contract ("problem.md", 1 to 6) one sentence at a time, enumerates the decisions of section 4
and compares exact numbers. Posts are held in hundredths (integers), values are Fractions.

Readings
--------
Where the contract leaves room, this is what is computed here.

R1  section 2: leaders of a blank (or missing) cell are 1 head and 0 deputies for an internal unit
    and 0 and 0 for any other. Only their sum matters, because they travel together (4.10).
R2  section 2: ``*`` in ``absorbs`` or ``contains`` stands for every kind; a missing list is empty.
R3  section 3: "given merges applied" means all given changes applied, moves and transfers too.
    Under ``before_given`` the count is that of the table as it was read, by the agency there; that
    agency is followed through the given merges, then asked whether it is in scope.
R4  section 3: merged general blocks pool into one general block, also when it has 0 posts; it is
    then the lead block. An emptied unit that later receives keeps its empty general block.
R5  section 3: ``transfer`` from an agency takes from the agency's own blocks too, and leaves what
    the receiver itself already has.
R6  section 3: an agency inside an agency in scope is in scope only if it is named (or all are).
R7  section 3: ``target.per: total`` is asked even where ``before`` is 0 (a conversion may then
    break it); ``per: agency`` and ``kind_cut`` ask nothing where ``before`` is 0.
R8  4.4c: a parent that survives "ends" in itself, so "their parents end in the same unit" says
    that u and r would have the same parent after; one parent may have been merged into the other.
R9  4.4d and 4.7: "every unit that would have had it ends in r" means with all its blocks, by
    whatever way; so a split never uses 4d. A unit is flattened iff this holds for at least one
    unit and flattening is allowed; there is no flattening without effect.
R10 4.7: "has a kind that r's kind after does not contain" reads the kind before, as the unit that
    is absorbed has no other.
R11 4.4b: an entry ``from/to`` may name u's own parent (or any unit) as ``to``; that is then a
    plain merge, not a flattening. A list needs both parents in the same list.
R12 4.2: with ``merge: false`` a unit that ends whole must have 4d open; ``transfer`` keeps 4a.
R13 4.9: the plan leaves a forest: no cycle among the parents after. A unit may end in a unit that
    stood below it before if that one has left its branch by then.
R14 4.3: a nested agency, or any other fixed unit, is a sub-unit too.
R15 section 5, ``freeze``: an agency stands for the units whose agency it is, not for those of
    agencies inside it. ``disable`` reaches rules of the ruleset only, by given or default id.
R16 section 5, ``units_per_parent``: agencies are judged when they are in scope; their sub-units
    "of any kind" include nested agencies. ``one_per_parent`` counts internal units in scope only.
R17 section 5, ``single_lead`` with ``applies_to: changed``: a function is judged in an agency (or
    the whole scope) if one of the units that hold it there after gained or lost a block.
R18 section 5, ``agency_cut`` takes ``before`` by ``count.baseline``; ``kind_cut`` always takes the
    count after the given changes. A cut may be negative; "at least 0 %" then asks for no growth.
R19 section 5, ``cap``: if the rule carries any parameter of its own, all of them are its own;
    otherwise the parameters are those of the first tier that names the goal.
R20 section 6: the slack limit is (1 + slack) x optimum, exactly; every value is a multiple of the
    smallest unit, so rounding that limit down to it changes nothing.
R21 section 6: in the final round a tier with slack whose turn has not come is held within its
    limit, one whose turn has come at the value it then reached, one without slack at its optimum.
R22 section 6, ``changed_from``: the units of the organisation after the given changes are
    compared, each block by its own receiver. In the file a block goes where a move says, one that
    is not given first (a given one says nothing where the unit still has the function in
    ``after``); else to any ``into`` of a unit that ended, else it stays.
R23 section 6: the quota of a unit without row for its kind is that of ``*``; a percentage may be
    written ``15%`` or as a share (0.15).
R24 section 6, ``displaced``: a block that is transferred out of a unit below an ended unit is
    displaced to where it ends, once.
R25 interface.md, ``lock``: the lines of ``units`` of the agency's units, the moves from or to a
    unit that stands in the agency before or after, and the lines of ``after`` of what stands in it
    after are those of the file; figures (posts, leaders), names and given moves left aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, cached_property
from itertools import combinations, product
from math import ceil, floor
from typing import NamedTuple

Row = Mapping[str, object]
Document = Mapping[str, object]
Function = str | None
Tiers = tuple[Fraction, ...]

POST = 100  # posts are held in hundredths


# --- reading plain documents -----------------------------------------------------------------


def text_of(value: object) -> str:
    """Return a cell or scalar as trimmed text, blank for nothing."""
    return "" if value is None else str(value).strip()


def number_of(value: object) -> Fraction:
    """Return a number exactly, 0 for a blank."""
    return _exactly(text_of(value) or "0")


@cache
def _exactly(text: str) -> Fraction:
    """Read a number once, however many plans ask for it."""
    return Fraction(text)


def share_of(value: object) -> Fraction:
    """Return ``15%`` or 0.15 as 3/20."""
    text = text_of(value)
    return Fraction(text[:-1].strip()) / 100 if text.endswith("%") else number_of(text)


def hundredths_of(value: object) -> int:
    """Return posts in hundredths (section 1: decimals to 1/100 allowed)."""
    return _in_hundredths(text_of(value) or "0")


@cache
def _in_hundredths(text: str) -> int:
    """Read posts once, however many worlds ask for them."""
    scaled = _exactly(text) * POST
    if scaled.denominator != 1:
        raise ValueError(f"posts finer than 1/100: {text!r}")
    return int(scaled)


def mapping_of(value: object) -> dict[str, object]:
    """Return a mapping of a document, empty for nothing."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise TypeError(f"a mapping was expected, found {value!r}")
    return {str(key): entry for key, entry in value.items()}


def items_of(value: object) -> list[object]:
    """Return a list of a document; nothing is empty, a scalar is a list of one."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def texts_of(value: object) -> list[str]:
    """Return a list of texts."""
    return [text_of(item) for item in items_of(value)]


# --- sections 2 and 3: the organisation --------------------------------------------------------


@dataclass
class Unit:
    """A unit while the organisation is read; given changes edit it."""

    id: str
    parent: str | None
    kind: str
    leaders: int
    site: str
    blocks: dict[Function, int]


class Block(NamedTuple):
    """The posts [1/100] that one unit spends on one function (None: the general block)."""

    unit: str
    function: Function
    posts: int


class Kinds:
    """The kinds of a ruleset; ``*`` describes every kind not listed."""

    def __init__(self, ruleset: Document) -> None:
        self._kinds = {kind: mapping_of(d) for kind, d in mapping_of(ruleset.get("kinds")).items()}
        self._lists: dict[tuple[str, str], set[str]] = {}

    def of(self, kind: str) -> dict[str, object]:
        """Return what the ruleset says about a kind."""
        if kind in self._kinds:
            return self._kinds[kind]
        if "*" not in self._kinds:
            raise ValueError(f"unknown kind {kind!r}")
        return self._kinds["*"]

    def is_agency(self, kind: str) -> bool:
        """Section 1: an agency is a unit whose kind is marked so."""
        return self.of(kind).get("agency") is True

    def is_counted(self, kind: str) -> bool:
        """Section 3: counted by the ruleset."""
        return self.of(kind).get("counted") is True

    def absorbs(self, receiver: str, ended: str) -> bool:
        """Section 4.4: ``kind(u)`` is among ``kind(r).absorbs``."""
        return self._lists_kind("absorbs", receiver, ended)

    def contains(self, parent: str, child: str) -> bool:
        """Section 4.6: the child's kind is among ``contains`` of the parent's."""
        return self._lists_kind("contains", parent, child)

    def _lists_kind(self, key: str, owner: str, kind: str) -> bool:
        if (key, owner) not in self._lists:
            self._lists[key, owner] = set(texts_of(self.of(owner).get(key)))
        listed = self._lists[key, owner]
        return kind in listed or "*" in listed


def covers(code: str, function: Function) -> bool:
    """Return whether a code is the function or stands above it ("itself and all below it")."""
    return function is not None and (function == code or function.startswith(code + "/"))


def similarity(one: str, other: str) -> Fraction:
    """Section 2: common leading segments over the longer number of segments."""
    left, right = one.split("/"), other.split("/")
    common = 0
    while common < min(len(left), len(right)) and left[common] == right[common]:
        common += 1
    return Fraction(common, max(len(left), len(right)))


def split_posts(staff: int, functions: str) -> dict[Function, int]:
    """Section 2, blocks 1 to 3: split the posts [1/100] of a unit over its functions."""
    entries = [entry.strip().split(":") for entry in functions.split(";") if entry.strip()]
    numbered = {parts[0].strip(): hundredths_of(parts[1]) for parts in entries if len(parts) == 2}
    blank = [parts[0].strip() for parts in entries if len(parts) == 1]
    rest = staff - sum(numbered.values())
    if rest < 0 or len({parts[0].strip() for parts in entries}) < len(entries):
        raise ValueError(f"function posts above staff, or a code listed twice: {functions!r}")
    step = POST if staff % POST == 0 and rest % POST == 0 else 1
    blocks: dict[Function, int] = {}
    for parts in entries:
        code = parts[0].strip()
        if code in numbered:
            blocks[code] = numbered[code]
        else:
            each, over = divmod(rest // step, len(blank))
            blocks[code] = step * (each + (1 if blank.index(code) < over else 0))
    if not blank and (rest > 0 or not entries):
        blocks[None] = rest
    return blocks


def lead_of(blocks: Mapping[Function, int]) -> Function:
    """Section 2: the general block if there is one, else the largest, first listed wins."""
    return None if None in blocks else max(blocks, key=lambda function: blocks[function])


def ancestors_of(units: Mapping[str, Unit], unit: str) -> Iterator[str]:
    """Yield the units above a unit, nearest first."""
    parent = units[unit].parent
    while parent is not None:
        yield parent
        parent = units[parent].parent


def agency_of(units: Mapping[str, Unit], kinds: Kinds, unit: str) -> str | None:
    """Section 2: the nearest ancestor-or-self that is an agency."""
    for candidate in (unit, *ancestors_of(units, unit)):
        if kinds.is_agency(units[candidate].kind):
            return candidate
    return None


def is_internal(units: Mapping[str, Unit], kinds: Kinds, unit: str) -> bool:
    """Section 2: below an agency and not an agency itself."""
    return agency_of(units, kinds, unit) not in (None, unit)


def read_units(rows: Sequence[Row], scenario: Document, kinds: Kinds) -> dict[str, Unit]:
    """Section 2: the table as it stands, before any given change."""
    units: dict[str, Unit] = {}
    for row in rows:
        staff, functions = hundredths_of(row.get("staff")), text_of(row.get("functions"))
        units[text_of(row["id"])] = Unit(
            id=text_of(row["id"]),
            parent=text_of(row.get("parent")) or None,
            kind=text_of(row.get("kind")) or text_of(scenario.get("kind")),
            leaders=0,
            site=text_of(row.get("site")),
            blocks=split_posts(staff, functions),
        )
    for row in rows:
        unit = text_of(row["id"])
        heads, deputies = text_of(row.get("heads")), text_of(row.get("deputies"))
        default = "1" if is_internal(units, kinds, unit) else "0"
        units[unit].leaders = int(number_of(heads or default) + number_of(deputies))
    return units


def apply_given(units: dict[str, Unit], kinds: Kinds, given: Iterable[object]) -> dict[str, str]:
    """Section 3, given changes in file order; edits the units, returns ended unit -> receiver."""
    ended: dict[str, str] = {}
    for item in given:
        change = mapping_of(item)
        if "merge" in change:
            into = text_of(change["into"])
            for unit in texts_of(change["merge"]):
                _given_merge(units, unit, into)
                ended[unit] = into
        elif "move" in change:
            for unit in texts_of(change["move"]):
                units[unit].parent = text_of(change["to"])
        else:
            _given_transfer(units, kinds, change)
    return ended


def _given_merge(units: dict[str, Unit], ended: str, into: str) -> None:
    """Section 3: pool blocks (the receiver's first) and leaders; sub-units move under it."""
    if ended == into or ended in ancestors_of(units, into):
        raise ValueError(f"{into!r} is {ended!r} or stands below it")
    gone, receiver = units.pop(ended), units[into]
    _pool(receiver, gone.blocks)
    receiver.leaders += gone.leaders
    for unit in units.values():
        if unit.parent == ended:
            unit.parent = into


def _given_transfer(units: dict[str, Unit], kinds: Kinds, change: Document) -> None:
    """Section 3: named functions leave one unit, or all units of one agency, for another unit."""
    source, receiver = text_of(change["from"]), units[text_of(change["to"])]
    codes = texts_of(change["transfer"])
    givers = [units[source]]
    if kinds.is_agency(units[source].kind):
        givers = [unit for unit in units.values() if agency_of(units, kinds, unit.id) == source]
    used: set[str] = set()
    for giver in givers:
        taken = {f: n for f, n in giver.blocks.items() if any(covers(c, f) for c in codes)}
        used |= {code for code in codes for function in taken if covers(code, function)}
        if giver is not receiver:
            giver.blocks = {f: n for f, n in giver.blocks.items() if f not in taken} or {None: 0}
            _pool(receiver, taken)
    if used != set(codes):
        raise ValueError(f"no block matches {sorted(set(codes) - used)}")


def _pool(receiver: Unit, blocks: Mapping[Function, int]) -> None:
    """Add blocks to a unit, per function, behind its own."""
    for function, posts in blocks.items():
        receiver.blocks[function] = receiver.blocks.get(function, 0) + posts


# --- the problem as one value ------------------------------------------------------------------


@dataclass(frozen=True)
class Rule:
    """One rule instance with its id (given, or ``<rule>-<place in the list>``)."""

    id: str
    name: str
    params: Mapping[str, object]

    @property
    def changed_only(self) -> bool:
        """Section 5: ``applies_to: changed``."""
        return self.params.get("applies_to", "all") == "changed"


@dataclass(frozen=True)
class Tier:
    """One tier of goals: weights, the parameters beside them, and the slack or None."""

    weights: Mapping[str, int]
    params: Mapping[str, object]
    slack: Fraction | None


@dataclass(frozen=True)
class Across:
    """One entry of ``operations.merge.across``: a list of parents, or from/to/kinds."""

    parents: frozenset[str] = frozenset()
    givers: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    kinds: frozenset[str] | None = None


class Operations:
    """Section 4: the operations of a scenario, with the defaults that close the section."""

    def __init__(self, operations: Document) -> None:
        merge = operations.get("merge", True)
        self.merge = merge is not False
        details = mapping_of(merge) if isinstance(merge, Mapping) else {}
        self.cousins = details.get("cousins") is True
        self.across = [_across(entry) for entry in items_of(details.get("across"))]
        dissolve = operations.get("dissolve", False)
        self.dissolve_all = dissolve is True
        named = mapping_of(dissolve) if isinstance(dissolve, Mapping) else {}
        self.dissolve_kinds = set(texts_of(named.get("kinds")))
        self.dissolve_units = set(texts_of(named.get("units")))
        transfer = operations.get("transfer")
        codes = mapping_of(transfer) if isinstance(transfer, Mapping) else {}
        self.transfer = texts_of(codes.get("functions"))
        self.flatten = set(texts_of(operations.get("flatten") or []))
        self.convert = {k: text_of(v) for k, v in mapping_of(operations.get("convert")).items()}

    def may_dissolve(self, unit: Unit) -> bool:
        """Section 4.2: ``dissolve`` is true or names the unit or its kind."""
        named = unit.id in self.dissolve_units or unit.kind in self.dissolve_kinds
        return self.dissolve_all or named


def _across(entry: object) -> Across:
    if not isinstance(entry, Mapping):
        return Across(parents=frozenset(texts_of(entry)))
    details = mapping_of(entry)
    kinds = frozenset(texts_of(details["kinds"])) if details.get("kinds") else None
    givers, to = frozenset(texts_of(details["from"])), frozenset(texts_of(details["to"]))
    return Across(givers=givers, to=to, kinds=kinds)


GOAL_PARAMETERS = ("low", "high", "unknown", "plan")


Agreed = tuple[dict[str, dict[str, object]], dict[tuple[str, object], object]]
"""The line of each unit in a plan file, and the place of each function that a unit had."""


class World:
    """The input of one problem: the organisation after the given changes, and what is asked."""

    def __init__(
        self,
        rows: Sequence[Row],
        scenario: Document,
        ruleset: Document,
        plans: Mapping[str, Document] | None = None,
    ) -> None:
        self.kinds = Kinds(ruleset)
        self.raw = read_units(rows, scenario, self.kinds)
        self.units = {u: replace(unit, blocks=dict(unit.blocks)) for u, unit in self.raw.items()}
        self.given_end = apply_given(self.units, self.kinds, items_of(scenario.get("given")))
        self.scenario = scenario
        self.operations = Operations(mapping_of(scenario.get("operations")))
        self.leaders = {k: mapping_of(v) for k, v in mapping_of(ruleset.get("leaders")).items()}
        self.plans = plans or {}
        self.rules = read_rules(scenario, ruleset)
        self.tiers = [read_tier(tier) for tier in items_of(scenario.get("goals"))]
        self._affinity: dict[tuple[str, str], Fraction] = {}
        self._misplaced: dict[tuple[Block, str], Fraction] = {}
        self._counted: dict[str, bool] = {}
        self._agreed: dict[str, Agreed] = {}
        self._read_scope()
        self._read_blocks()

    def _read_scope(self) -> None:
        units, kinds = self.units, self.kinds
        self.agency = {unit: agency_of(units, kinds, unit) for unit in units}
        self.children: dict[str, list[str]] = {unit: [] for unit in units}
        for unit in units.values():
            if unit.parent is not None:
                self.children[unit.parent].append(unit.id)
        self.above = {unit: tuple(ancestors_of(units, unit)) for unit in units}
        self.scope = self._agencies_in_scope()
        self.inner = tuple(u for u in units if self.agency[u] in self.scope and self.agency[u] != u)
        self.frozen = self._frozen_units()
        self.movable = tuple(unit for unit in self.inner if unit not in self.frozen)
        fixed = [unit for unit in units if unit not in self.movable]
        self.bound = set(fixed) | {above for unit in fixed for above in self.above[unit]}

    def _agencies_in_scope(self) -> set[str]:
        """Section 3: all agencies, or those named; an ended one means its receiver."""
        named = mapping_of(self.scenario.get("scope")).get("agencies", "all")
        if named == "all":
            return {unit for unit in self.units if self.agency[unit] == unit}
        return {self.receiver_of_given(unit) for unit in texts_of(named)}

    def _frozen_units(self) -> set[str]:
        """Section 5, ``freeze``: the units named; an agency stands for every unit in it."""
        named = {u for rule in self.rules if rule.name == "freeze" for u in rule_units(rule)}
        if not named <= set(self.units):
            raise ValueError(f"freeze names unknown or ended units: {named - set(self.units)}")
        return {unit for unit in self.units if unit in named or self.agency[unit] in named}

    def _read_blocks(self) -> None:
        rows = self.units.values()
        self.blocks = [Block(u.id, f, posts) for u in rows for f, posts in u.blocks.items()]
        self.blocks_of: dict[str, list[int]] = {unit: [] for unit in self.units}
        for index, block in enumerate(self.blocks):
            self.blocks_of[block.unit].append(index)
        self.lead: dict[str, int] = {}
        for unit in rows:
            lead = lead_of(unit.blocks)
            self.lead[unit.id] = next(
                i for i in self.blocks_of[unit.id] if self.blocks[i].function == lead
            )

    def receiver_of_given(self, unit: str) -> str:
        """Follow a unit through the given merges to a unit that is still there."""
        while unit in self.given_end:
            unit = self.given_end[unit]
        return unit

    def counted_kind(self, kind: str) -> bool:
        """Section 3: ``counted: true`` in the ruleset, or the scenario's own ``count.kinds``."""
        if kind not in self._counted:
            self._counted[kind] = self._is_counted(kind)
        return self._counted[kind]

    def _is_counted(self, kind: str) -> bool:
        count = mapping_of(self.scenario.get("count"))
        if count.get("kinds") is not None:
            return kind in texts_of(count["kinds"])
        return self.kinds.is_counted(kind)

    @cached_property
    def places(self) -> dict[str, list[tuple[Fraction | None, Fraction]]]:
        """Section 6: the rows of each quota: up to which figure, and 1 head + deputies."""
        rows = {}
        for kind, quota in self.leaders.items():
            listed = quota["by_staff" if "by_staff" in quota else "by_subunits"]
            pairs = [items_of(row) for row in items_of(listed)]
            rows[kind] = [(b if b is None else number_of(b), 1 + number_of(d)) for b, d in pairs]
        return rows

    @cached_property
    def before(self) -> Counter[str]:
        """Section 3: counted units per agency in scope, by the baseline of the scenario."""
        count = mapping_of(self.scenario.get("count"))
        if count.get("baseline", "after_given") == "before_given":
            return self._before_given()
        return self.count_before(self.counted_kind)

    def count_before(self, wanted: Callable[[str], bool]) -> Counter[str]:
        """Section 3: internal units in scope of wanted kinds after the given changes, by agency."""
        found = [unit for unit in self.inner if wanted(self.units[unit].kind)]
        return Counter(str(self.agency[unit]) for unit in found)

    def _before_given(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for unit in self.raw.values():
            agency = agency_of(self.raw, self.kinds, unit.id)
            if agency is None or agency == unit.id or not self.counted_kind(unit.kind):
                continue
            now = self.agency[self.receiver_of_given(agency)]
            if now in self.scope:
                counts[str(now)] += 1
        return counts

    def affinity(self, function: str, receiver: str) -> Fraction:
        """Section 2: best similarity to a function that r or a unit below r has before."""
        key = (function, receiver)
        if key not in self._affinity:
            below = [u for u in self.units if u == receiver or receiver in self.above[u]]
            held = [f for unit in below for f in self.units[unit].blocks if f is not None]
            best = max((similarity(function, other) for other in held), default=Fraction(0))
            self._affinity[key] = best
        return self._affinity[key]

    def misplaced(self, block: Block, receiver: str) -> Fraction:
        """Section 6: what a displaced block with a function costs at a receiver [1/100 posts]."""
        key = (block, receiver)
        if key not in self._misplaced:
            assert block.function is not None
            self._misplaced[key] = block.posts * (1 - self.affinity(block.function, receiver))
        return self._misplaced[key]

    def across(self, unit: str, receiver: str) -> bool:
        """Section 4.4b."""
        parents = {str(self.units[unit].parent), str(self.units[receiver].parent)}
        for entry in self.operations.across:
            if parents <= entry.parents:
                return True
            named = unit in entry.givers or self.units[unit].parent in entry.givers
            kind_fits = entry.kinds is None or self.units[unit].kind in entry.kinds
            if named and receiver in entry.to and kind_fits:
                return True
        return False

    def agreed_in(self, plan: str) -> Agreed:
        """Section 6: the units that a plan file knows, and where it puts what each of them had."""
        if plan not in self._agreed:
            self._agreed[plan] = _read_agreed(self.plans[plan])
        return self._agreed[plan]

    @cached_property
    def may_receive(self) -> dict[str, tuple[str, ...]]:
        """Section 4.4, the words before a to d: internal, in scope, not frozen, absorbs."""
        kind = {unit.id: unit.kind for unit in self.units.values()}
        return {
            unit: tuple(
                r for r in self.movable if r != unit and self.kinds.absorbs(kind[r], kind[unit])
            )
            for unit in self.units
        }


def read_rules(scenario: Document, ruleset: Document) -> tuple[Rule, ...]:
    """Section 5: ruleset rules first, default ids by place, disabled ones dropped; the target."""
    own = [mapping_of(rule) for rule in items_of(ruleset.get("rules"))]
    listed = own + [mapping_of(rule) for rule in items_of(scenario.get("rules"))]
    disabled = set(texts_of(scenario.get("disable")))
    rules = []
    for place, params in enumerate(listed, start=1):
        name = text_of(params["rule"])
        rule = Rule(text_of(params.get("id")) or f"{name}-{place}", name, params)
        if not (place <= len(own) and rule.id in disabled):
            rules.append(rule)
    for item in items_of(scenario.get("lock")):
        for agency in texts_of(mapping_of(item)["agencies"]):
            params = {"plan": mapping_of(item)["plan"], "agency": agency}
            rules.append(Rule(f"lock-{agency}", "lock", params))
    if scenario.get("target"):
        rules.append(Rule("target", "target", mapping_of(scenario["target"])))
    return tuple(rules)


def read_tier(tier: object) -> Tier:
    """Section 6: one goal name, or a weighted sum, with parameters and perhaps a slack."""
    if isinstance(tier, str):
        return Tier({tier: 1}, {}, None)
    entries = mapping_of(tier)
    weights = {goal: int(number_of(entries[goal])) for goal in entries if goal in GOALS}
    params = {key: entries[key] for key in GOAL_PARAMETERS if key in entries}
    slack = share_of(entries["slack"]) if "slack" in entries else None
    return Tier(weights, params, slack)


def rule_units(rule: Rule) -> list[str]:
    """Return the units that a rule names."""
    return texts_of(rule.params.get("units"))


# --- a plan and what it leaves -----------------------------------------------------------------


@dataclass(frozen=True)
class Plan:
    """The decisions: where each block ends, and the kind after of each unit (None: it ends)."""

    dest: tuple[str, ...]
    kind: tuple[str | None, ...]


@dataclass
class After:
    """What a plan leaves. Figures that need a forest are computed when asked for."""

    world: World
    plan: Plan
    kind: dict[str, str] = field(init=False)
    receiver: dict[str, str] = field(init=False)
    parent: dict[str, str | None] = field(init=False)

    def __post_init__(self) -> None:
        world, plan = self.world, self.plan
        self.kind = {u: k for u, k in zip(world.units, plan.kind, strict=True) if k is not None}
        self.receiver = {u: plan.dest[world.lead[u]] for u in world.units if u not in self.kind}
        self.parent = {}
        for unit in world.units.values():
            self.parent[unit.id] = self.place(unit.parent)

    def place(self, unit: str | None) -> str | None:
        """Section 4.5: a unit that survives is its own place, another has gone into its receiver.

        Only units with sub-units are asked for, and these are never split (4.3).
        """
        return unit if unit is None else self.receiver.get(unit, unit)

    def goes_to(self, unit: str) -> list[str]:
        """Return where each block of a unit ends, in block order."""
        return [self.plan.dest[index] for index in self.world.blocks_of[unit]]

    def would_have(self, parent: str) -> list[str]:
        """Section 4.7: the units that have, or would have had, this unit as parent after."""
        return [unit for unit, above in self.parent.items() if above == parent]

    def is_forest(self) -> bool:
        """Section 4.9: no surviving unit stands, directly or through others, below itself."""
        for unit in self.kind:
            above, steps = self.parent[unit], 0
            while above is not None:
                if above == unit or steps > len(self.kind):
                    return False
                above, steps = self.parent[above], steps + 1
        return True

    def is_flattened(self, receiver: str) -> bool:
        """Section 4.7: allowed, and every unit that would have r as parent ends in r."""
        children = self.would_have(receiver)
        if not children or any(set(self.goes_to(child)) != {receiver} for child in children):
            return False
        units, kinds = self.world.units, self.world.kinds
        kind_after = self.kind[receiver]
        return units[receiver].kind in self.world.operations.flatten or any(
            not kinds.contains(kind_after, units[child].kind) for child in children
        )

    @cached_property
    def survivors(self) -> list[str]:
        """Section 5: the surviving internal units in scope, frozen ones included."""
        return [unit for unit in self.world.inner if unit in self.kind]

    @cached_property
    def own(self) -> dict[str, dict[Function, int]]:
        """Own blocks after [1/100 posts], pooled per function."""
        own: dict[str, dict[Function, int]] = {unit: {} for unit in self.kind}
        for block, dest in zip(self.world.blocks, self.plan.dest, strict=True):
            own[dest][block.function] = own[dest].get(block.function, 0) + block.posts
        return own

    @cached_property
    def total(self) -> dict[str, int]:
        """Section 2: posts [1/100] of a unit and everything below it, after."""
        total = dict.fromkeys(self.kind, 0)
        for unit, blocks in self.own.items():
            posts = sum(blocks.values())
            above: str | None = unit
            while above is not None:
                total[above] += posts
                above = self.parent[above]
        return total

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """Surviving direct sub-units after, of any kind."""
        children: dict[str, list[str]] = {unit: [] for unit in self.kind}
        for unit in self.kind:
            above = self.parent[unit]
            if above is not None:
                children[above].append(unit)
        return children

    @cached_property
    def changed(self) -> set[str]:
        """Section 5: surviving units that gained or lost a block in the plan."""
        pairs = zip(self.world.blocks, self.plan.dest, strict=True)
        touched = {u for block, dest in pairs if dest != block.unit for u in (block.unit, dest)}
        return touched & set(self.kind)

    def agency(self, unit: str) -> str:
        """Section 3: the agency in which a surviving internal unit stands after."""
        above: str | None = unit
        while above is not None and not self.world.kinds.is_agency(self.kind[above]):
            above = self.parent[above]
        return str(above)

    def count(self, wanted: Callable[[str], bool]) -> Counter[str]:
        """Section 3: surviving units of wanted kinds (after) by the agency they stand in after."""
        return Counter(self.agency(unit) for unit in self.survivors if wanted(self.kind[unit]))

    @cached_property
    def counts(self) -> Counter[str]:
        """Section 3: ``after`` per agency."""
        return self.count(self.world.counted_kind)

    @cached_property
    def displaced(self) -> list[tuple[Block, str]]:
        """Section 6: displaced blocks, each with its receiver."""
        found = []
        for block, dest in zip(self.world.blocks, self.plan.dest, strict=True):
            if dest != block.unit:
                found.append((block, dest))
                continue
            ended = [above for above in self.world.above[block.unit] if above in self.receiver]
            if ended:
                found.append((block, self.receiver[ended[0]]))
        return found

    @cached_property
    def touched(self) -> list[str]:
        """Section 6: ended, gained or lost a block, changed kind or changed parent."""
        units = self.world.units.values()
        return [u.id for u in units if u.id not in self.kind or self._touches_survivor(u)]

    def _touches_survivor(self, unit: Unit) -> bool:
        moved = self.parent[unit.id] != unit.parent
        return unit.id in self.changed or moved or self.kind[unit.id] != unit.kind


# --- section 4: is the structure allowed? ------------------------------------------------------


def receiver_ways(after: After, unit: str, receiver: str) -> set[str]:
    """Section 4.4: the letters a to d by which r is a possible receiver of u under this plan."""
    world = after.world
    if receiver not in world.may_receive[unit] or receiver not in after.kind:
        return set()
    ways = set()
    if world.units[unit].parent == world.units[receiver].parent:
        ways.add("a")
    if world.across(unit, receiver):
        ways.add("b")
    if world.operations.cousins and after.parent[unit] == after.parent[receiver]:
        ways.add("c")
    if after.parent[unit] == receiver and after.is_flattened(receiver):
        ways.add("d")
    return ways


def fixed_violations(after: After) -> Iterator[str]:
    """Section 4, head: units that are not movable survive unchanged, and so do their ancestors."""
    world = after.world
    for unit in world.units:
        if unit in world.bound and unit not in after.kind:
            yield f"4: {unit} must survive"
        if unit not in world.movable:
            if after.kind.get(unit) != world.units[unit].kind:
                yield f"4: {unit} keeps its kind"
            if set(after.goes_to(unit)) != {unit}:
                yield f"4: {unit} keeps its blocks"


def stay_violations(after: After) -> Iterator[str]:
    """Section 4.1: blocks of surviving units stay, unless transferred by 4a to c."""
    world = after.world
    for unit in world.movable:
        if unit not in after.kind:
            continue
        for index in world.blocks_of[unit]:
            dest, function = after.plan.dest[index], world.blocks[index].function
            if dest == unit:
                continue
            named = any(covers(code, function) for code in world.operations.transfer)
            if index == world.lead[unit] or not named:
                yield f"4.1: block {function} of {unit} stays"
            elif not receiver_ways(after, unit, dest) & set("abc"):
                yield f"4.1: {dest} cannot receive {function} from {unit}"


def end_violations(after: After) -> Iterator[str]:
    """Sections 4.2, 4.3 and 4.9: where the blocks of a unit that ends may go."""
    world = after.world
    for unit in after.receiver:
        places = set(after.goes_to(unit))
        if not places <= set(after.kind):
            yield f"4.9: {unit} ends in a unit that does not survive"
        elif len(places) == 1:
            ways = receiver_ways(after, unit, *places)
            if not ways & set("abcd" if world.operations.merge else "d"):
                yield f"4.2: {unit} cannot end in {places}"
        elif not world.operations.may_dissolve(world.units[unit]):
            yield f"4.2: {unit} is not to be split"
        elif world.children[unit]:
            yield f"4.3: {unit} has sub-units"
        elif not all(receiver_ways(after, unit, place) & set("abc") for place in places):
            yield f"4.2: {unit} cannot end in {sorted(places)}"


def containment_violations(after: After) -> Iterator[str]:
    """Section 4.6: surviving internal units in scope, and whatever stands directly below one."""
    world = after.world
    for unit in after.kind:
        parent = after.parent[unit]
        if parent is None or not (unit in world.inner or parent in world.inner):
            continue
        if not world.kinds.contains(after.kind[parent], after.kind[unit]):
            yield f"4.6: {unit} cannot stand under {parent}"


def convert_violations(after: After) -> Iterator[str]:
    """Section 4.8: a movable unit may take the kind that ``convert`` gives to its kind."""
    convert = after.world.operations.convert
    for unit, kind in after.kind.items():
        before = after.world.units[unit].kind
        if kind not in (before, convert.get(before, before)):
            yield f"4.8: {unit} cannot become {kind}"


def structure_violations(after: After) -> Iterator[str]:
    """Section 4: every clause, in an order in which each can be asked safely."""
    yield from fixed_violations(after)
    yield from convert_violations(after)
    chained = [unit for unit, receiver in after.receiver.items() if receiver not in after.kind]
    if chained or not set(after.plan.dest) <= set(after.kind):
        yield f"4.9: blocks end in units that end: {chained}"
    elif not after.is_forest():
        yield "4.9: the plan leaves no forest"
    else:
        yield from stay_violations(after)
        yield from end_violations(after)
        yield from containment_violations(after)


# --- section 4: every plan ---------------------------------------------------------------------


class Decided(NamedTuple):
    """What the enumeration has fixed for one unit: its kind after (None: it ends), its blocks."""

    kind: str | None
    dest: tuple[str, ...]


class _Search:
    """Depth-first over the movable units, parents first; prunes only what can never be allowed."""

    def __init__(self, world: World) -> None:
        self.world = world
        table = list(world.units)
        deep = sorted(world.movable, key=lambda u: (len(world.above[u]), table.index(u)))
        self.order = deep
        self.decided: dict[str, Decided] = {
            unit: Decided(world.units[unit].kind, (unit,) * len(world.blocks_of[unit]))
            for unit in world.units
            if unit not in world.movable
        }

    def plans(self) -> Iterator[After]:
        """Yield what every plan leaves that section 4 allows."""
        for plan in self._assign(0):
            after = After(self.world, plan)
            if next(structure_violations(after), None) is None:
                yield after

    def _assign(self, position: int) -> Iterator[Plan]:
        if position == len(self.order):
            yield self._plan()
            return
        unit = self.order[position]
        for choice in (*self._survivals(unit), *self._ends(unit)):
            self.decided[unit] = choice
            yield from self._assign(position + 1)
            del self.decided[unit]

    def _plan(self) -> Plan:
        units = self.world.units
        dest = tuple(place for unit in units for place in self.decided[unit].dest)
        return Plan(dest, tuple(self.decided[unit].kind for unit in units))

    def _survivals(self, unit: str) -> Iterator[Decided]:
        """Section 4.1 and 4.8: the unit lives on, with each kind and each set of transfers."""
        world, before = self.world, self.world.units[unit].kind
        kinds = dict.fromkeys((before, world.operations.convert.get(before, before)))
        places = [self._stays_or_leaves(unit, index) for index in world.blocks_of[unit]]
        for kind in kinds:
            if self._may_stand(unit, kind):
                for dest in product(*places):
                    yield Decided(kind, dest)

    def _stays_or_leaves(self, unit: str, index: int) -> list[str]:
        function = self.world.blocks[index].function
        named = any(covers(code, function) for code in self.world.operations.transfer)
        if not named or index == self.world.lead[unit]:
            return [unit]
        return [unit, *(r for r in self._receivers(unit) if self._perhaps_abc(unit, r))]

    def _ends(self, unit: str) -> Iterator[Decided]:
        """Section 4.2 and 4.3: the unit ends, merged into one receiver or split over several."""
        world = self.world
        needed = any(unit in choice.dest for choice in self.decided.values())
        if unit in world.bound or needed:
            return
        blocks = world.blocks_of[unit]
        receivers = self._receivers(unit)
        for receiver in receivers:
            merging = world.operations.merge and self._perhaps_abc(unit, receiver)
            if merging or receiver == self._parent_after(unit):
                yield Decided(None, (receiver,) * len(blocks))
        if world.operations.may_dissolve(world.units[unit]) and not world.children[unit]:
            near = [receiver for receiver in receivers if self._perhaps_abc(unit, receiver)]
            for dest in product(near, repeat=len(blocks)):
                if len(set(dest)) > 1:
                    yield Decided(None, dest)

    def _receivers(self, unit: str) -> list[str]:
        """Section 4.4 and 4.9: possible receivers that are not already known to end."""
        decided = self.decided
        ended = {other for other, choice in decided.items() if choice.kind is None}
        return [r for r in self.world.may_receive[unit] if r not in ended]

    def _perhaps_abc(self, unit: str, receiver: str) -> bool:
        """Section 4.4a to c, as far as it can be known: cousins wait for the parents' fate."""
        world = self.world
        if world.units[unit].parent == world.units[receiver].parent:
            return True
        if world.across(unit, receiver):
            return True
        if not world.operations.cousins:
            return False
        places = {self._parent_after(unit), self._parent_after(receiver)}
        return "?" in places or len(places) == 1

    def _parent_after(self, unit: str) -> str:
        """Section 4.5: the parent after, ``?`` while the parent is undecided."""
        parent = str(self.world.units[unit].parent)
        if parent not in self.decided:
            return "?"
        choice = self.decided[parent]
        return parent if choice.kind is not None else choice.dest[0]

    def _may_stand(self, unit: str, kind: str) -> bool:
        """Section 4.6, once the kind of the parent after is known."""
        parent = self.decided.get(self._parent_after(unit))
        if parent is None or parent.kind is None:
            return True
        return self.world.kinds.contains(parent.kind, kind)


# --- section 5: rules --------------------------------------------------------------------------

Judge = Callable[[After, Rule], Iterator[str]]


def judged(after: After, rule: Rule) -> list[str]:
    """Section 5: surviving internal units in scope; with ``changed`` those that gained or lost."""
    if rule.changed_only:
        return [unit for unit in after.survivors if unit in after.changed]
    return after.survivors


def of_kind(after: After, rule: Rule) -> Iterator[tuple[str, Fraction]]:
    """Yield judged units with the figure that ``kinds: {kind: figure}`` gives to them."""
    figures = mapping_of(rule.params.get("kinds"))
    for unit in judged(after, rule):
        if after.kind[unit] in figures:
            yield unit, number_of(figures[after.kind[unit]])


def min_staff(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: total(r) >= posts."""
    for unit, posts in of_kind(after, rule):
        if after.total[unit] < posts * POST:
            yield unit


def max_staff(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: total(r) <= posts."""
    for unit, posts in of_kind(after, rule):
        if after.total[unit] > posts * POST:
            yield unit


def max_functions(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: number of distinct functions in r's own blocks <= n; no general block."""
    if "at_most" in rule.params:
        most = number_of(rule.params["at_most"])
        limits = [(unit, most) for unit in judged(after, rule)]
    else:
        limits = list(of_kind(after, rule))
    for unit, most in limits:
        if len([function for function in after.own[unit] if function is not None]) > most:
            yield unit


def max_absorbed(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: number of units that ended with a block in r <= n."""
    for unit in judged(after, rule):
        absorbed = [ended for ended in after.receiver if unit in after.goes_to(ended)]
        if len(absorbed) > number_of(rule.params["at_most"]):
            yield unit


def separate_functions(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: no unit's own blocks match both codes of a pair."""
    pairs = [texts_of(pair) for pair in items_of(rule.params["pairs"])]
    for unit in judged(after, rule):
        for one, other in pairs:
            held = after.own[unit]
            if any(covers(one, f) for f in held) and any(covers(other, f) for f in held):
                yield f"{unit}: {one} and {other}"


def single_lead(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: each such function sits in one unit only, per agency or in the whole scope."""
    wanted = rule.params["functions"]
    whole = rule.params["within"] == "organisation"
    holders: dict[tuple[str, str], list[str]] = {}
    for unit in after.survivors:
        for function in after.own[unit]:
            if function is not None and (wanted == "all" or function in texts_of(wanted)):
                area = "" if whole else str(after.agency(unit))
                holders.setdefault((function, area), []).append(unit)
    for (function, _), units in holders.items():
        if rule.changed_only and not after.changed & set(units):
            continue
        if len(units) > 1:
            yield f"{function}: {units}"


def keep(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: each survives."""
    for unit in rule_units(rule):
        if unit not in after.kind:
            yield unit


def freeze(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: judged by the structure, where a frozen unit is fixed and no receiver."""
    return iter(())


def together(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: all blocks of all of them end in one unit (in ``into``, if given)."""
    places = {place for unit in rule_units(rule) for place in after.goes_to(unit)}
    into = text_of(rule.params.get("into"))
    if len(places) > 1 or (into and places != {into}):
        yield f"end in {sorted(places)}"


def apart(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: no two of them have a block in the same unit after."""
    for one, other in combinations(rule_units(rule), 2):
        if set(after.goes_to(one)) & set(after.goes_to(other)):
            yield f"{one} and {other}"


def same_site(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: a block moves only between units with the same site; empty matches every one."""
    units = after.world.units
    for block, dest in zip(after.world.blocks, after.plan.dest, strict=True):
        here, there = units[block.unit].site, units[dest].site
        if here and there and here != there:
            yield f"{block.unit} to {dest}"


def units_per_parent(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: number of surviving direct sub-units of each parent of that kind, in bounds."""
    bounds = {k: mapping_of(v) for k, v in mapping_of(rule.params["parents"]).items()}
    agencies = [unit for unit in after.world.units if unit in after.world.scope]
    for parent in (*agencies, *after.survivors):
        if after.kind[parent] not in bounds:
            continue
        bound = bounds[after.kind[parent]]
        number = len(after.children[parent])
        if number == 0 and bound.get("or_none") is True:
            continue
        if number < number_of(bound.get("at_least")):
            yield f"{parent}: {number}"
        if "at_most" in bound and number > number_of(bound["at_most"]):
            yield f"{parent}: {number}"


def one_per_parent(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: at most one surviving unit of each such kind under a parent."""
    kinds = texts_of(rule.params["kinds"])
    found = Counter((after.parent[u], after.kind[u]) for u in after.survivors)
    for (parent, kind), number in found.items():
        if kind in kinds and number > 1:
            yield f"{parent}: {number} of {kind}"


def target(after: After, rule: Rule) -> Iterator[str]:
    """Section 3: the required cut, of the whole scope or of each agency by itself."""
    rounded = floor if rule.params.get("round", "up") == "down" else ceil
    cut = share_of(rule.params["cut"])
    before, now = after.world.before, after.counts
    if rule.params.get("per", "total") == "total":
        if before.total() - now.total() < rounded(cut * before.total()):
            yield "total"
        return
    for agency, number in before.items():
        if number > 0 and number - now[agency] < rounded(cut * number):
            yield agency


def _cut_breaks(rule: Rule, before: int, now: int) -> bool:
    """Sections 3 and 5: at least rounds up, at most rounds down; nothing asked of nothing."""
    if before == 0:
        return False
    cut = before - now
    least, most = rule.params.get("at_least"), rule.params.get("at_most")
    if least is not None and cut < ceil(share_of(least) * before):
        return True
    return most is not None and cut > floor(share_of(most) * before)


def kind_cut(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: as the target with baseline after_given, for units of these kinds."""
    kinds = texts_of(rule.params["kinds"])
    before = after.world.count_before(lambda kind: kind in kinds)
    now = after.count(lambda kind: kind in kinds)
    if rule.params.get("per", "total") == "total":
        if _cut_breaks(rule, before.total(), now.total()):
            yield "total"
        return
    for agency, number in before.items():
        if _cut_breaks(rule, number, now[agency]):
            yield agency


def agency_cut(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: for each agency in scope with before > 0, of its own before count."""
    for agency, number in after.world.before.items():
        if _cut_breaks(rule, number, after.counts[agency]):
            yield agency


def cap(after: After, rule: Rule) -> Iterator[str]:
    """Section 5: the value of a goal over the whole plan <= at_most."""
    goal = text_of(rule.params["goal"])
    params: Mapping[str, object] = {k: rule.params[k] for k in GOAL_PARAMETERS if k in rule.params}
    if not params:
        tiers = [tier for tier in after.world.tiers if goal in tier.weights]
        params = tiers[0].params if tiers else {}
    value = GOALS[goal](after, params)
    if value > number_of(rule.params["at_most"]):
        yield f"{goal} is {value}"


Lines = dict[object, object]


def lock(after: After, rule: Rule) -> Iterator[str]:
    """Interface, section 2: the agency comes out as in the plan file."""
    world, agency = after.world, text_of(rule.params["agency"])
    own = [unit for unit in world.inner if world.agency[unit] == agency]
    now = _lines_of(after, agency, own)
    then = _lines_of_file(world, mapping_of(world.plans[text_of(rule.params["plan"])]), agency, own)
    for key in {**now, **then}:
        if now.get(key) != then.get(key):
            yield f"{agency}: {key} is {now.get(key)}, agreed was {then.get(key)}"


def _lines_of(after: After, agency: str, own: Sequence[str]) -> Lines:
    """What a plan says of an agency, as lines of its file."""
    world = after.world
    there = [unit for unit in after.survivors if after.agency(unit) == agency]
    lines: Lines = {}
    for unit in own:
        into = list(dict.fromkeys(after.goes_to(unit))) if unit in after.receiver else []
        lines["units", unit] = (after.kind.get(unit), into)
    for block, dest in zip(world.blocks, after.plan.dest, strict=True):
        if dest != block.unit and {block.unit, dest} & {*own, *there}:
            lines["moves", block.unit, block.function] = dest
    for unit in there:
        functions = {function for function in after.own[unit] if function is not None}
        lines["after", unit] = (after.parent[unit], after.kind[unit], functions)
    return lines


def _lines_of_file(world: World, document: Document, agency: str, own: Sequence[str]) -> Lines:
    """The same lines as a plan file has them."""
    standing = {text_of(m["id"]): m for m in map(mapping_of, items_of(document["after"]))}
    there = [unit for unit in standing if _home(world, standing, unit) == agency]
    lines: Lines = {}
    for entry in map(mapping_of, items_of(document["units"])):
        if text_of(entry["id"]) in own:
            lines["units", text_of(entry["id"])] = (entry["kind_after"], texts_of(entry["into"]))
    for move in map(mapping_of, items_of(document["moves"])):
        source, to = text_of(move["from"]), text_of(move["to"])
        if not move.get("given") and {source, to} & {*own, *there}:
            lines["moves", source, move["function"]] = to
    for unit in there:
        functions = set(mapping_of(standing[unit]["functions"]))
        lines["after", unit] = (standing[unit]["parent"], standing[unit]["kind"], functions)
    return lines


def _home(world: World, standing: Mapping[str, Document], unit: str) -> str | None:
    """The nearest agency above a unit of a plan file; None for an agency itself."""
    if world.kinds.is_agency(text_of(standing[unit]["kind"])):
        return None
    above = standing[unit]["parent"]
    while above is not None and not world.kinds.is_agency(text_of(standing[str(above)]["kind"])):
        above = standing[str(above)]["parent"]
    return None if above is None else str(above)


RULES: dict[str, Judge] = {
    "min_staff": min_staff,
    "max_staff": max_staff,
    "max_functions": max_functions,
    "max_absorbed": max_absorbed,
    "separate_functions": separate_functions,
    "single_lead": single_lead,
    "keep": keep,
    "freeze": freeze,
    "together": together,
    "apart": apart,
    "same_site": same_site,
    "units_per_parent": units_per_parent,
    "one_per_parent": one_per_parent,
    "kind_cut": kind_cut,
    "agency_cut": agency_cut,
    "cap": cap,
    "lock": lock,
    "target": target,
}


def rule_violations(after: After) -> Iterator[str]:
    """Section 5: what breaks which rule."""
    for rule in after.world.rules:
        for witness in RULES[rule.name](after, rule):
            yield f"{rule.id}: {witness}"


# --- section 6: goals --------------------------------------------------------------------------

Measure = Callable[[After, Mapping[str, object]], Fraction]


def displaced_staff(after: After, params: Mapping[str, object]) -> Fraction:
    """Section 6: posts of displaced blocks."""
    return Fraction(sum(block.posts for block, _ in after.displaced), POST)


def mismatch(after: After, params: Mapping[str, object]) -> Fraction:
    """Section 6: displaced posts x (1 - affinity); a general block costs posts x unknown."""
    unknown = number_of(params.get("unknown"))
    cost = Fraction(0)
    for block, receiver in after.displaced:
        if block.function is None:
            cost += block.posts * unknown
        else:
            cost += after.world.misplaced(block, receiver)
    return cost / POST


def relocated_staff(after: After, params: Mapping[str, object]) -> Fraction:
    """Section 6: posts that end in another unit where both sites are known and differ."""
    site = {unit.id: unit.site for unit in after.world.units.values()}
    posts = 0
    for block, dest in zip(after.world.blocks, after.plan.dest, strict=True):
        if site[block.unit] and site[dest] and site[block.unit] != site[dest]:
            posts += block.posts
    return Fraction(posts, POST)


def places_of(after: After, unit: str) -> Fraction | None:
    """Section 6: 1 head + the deputies of its kind after; None for a kind without quota."""
    world, kind = after.world, after.kind[unit]
    named = kind if kind in world.leaders else "*"
    if named not in world.leaders:
        return None
    by_staff = "by_staff" in world.leaders[named]
    measure = Fraction(after.total[unit], POST) if by_staff else len(after.children[unit])
    for bound, places in world.places[named]:
        if bound is None or measure <= bound:
            return places
    return world.places[named][-1][1]


def surplus_leaders(after: After, params: Mapping[str, object]) -> Fraction:
    """Section 6: leaders above places; leaders follow the lead block (4.10)."""
    leaders: Counter[str] = Counter()
    for unit in after.world.units.values():
        leaders[after.plan.dest[after.world.lead[unit.id]]] += unit.leaders
    surplus = Fraction(0)
    for unit_id in after.survivors:
        places = places_of(after, unit_id)
        if places is not None:
            surplus += max(Fraction(0), leaders[unit_id] - places)
    return surplus


def size_deviation(after: After, params: Mapping[str, object]) -> Fraction:
    """Section 6: posts below ``low`` or above ``high`` of surviving counted units."""
    low, high = params.get("low"), params.get("high")
    deviation = Fraction(0)
    for unit in after.survivors:
        if after.world.counted_kind(after.kind[unit]):
            deviation += _outside(after.total[unit], text_of(low), text_of(high))
    return deviation


@cache
def _outside(posts: int, low: str, high: str) -> Fraction:
    """Posts below ``low`` or above ``high`` of a unit with so many [1/100 posts]."""
    total, none = Fraction(posts, POST), Fraction(0)
    below = max(none, number_of(low) - total) if low else none
    return below + max(none, total - number_of(high)) if high else below


def extra_receivers(after: After, params: Mapping[str, object]) -> Fraction:
    """Section 6: receivers above one, over the units that ended."""
    return Fraction(sum(len(set(after.goes_to(unit))) - 1 for unit in after.receiver))


def touched_units(after: After, params: Mapping[str, object]) -> Fraction:
    """Section 6: units that ended or changed."""
    return Fraction(len(after.touched))


def touched_agencies(after: After, params: Mapping[str, object]) -> Fraction:
    """Section 6: agencies (before) with a touched unit."""
    return Fraction(len({after.world.agency[unit] for unit in after.touched}))


def remaining_units(after: After, params: Mapping[str, object]) -> Fraction:
    """Section 6: ``after``."""
    return Fraction(after.counts.total())


def changed_from(after: After, params: Mapping[str, object]) -> Fraction:
    """Section 6: units whose fate differs from that in the plan file; unknown ones are ignored."""
    known, agreed = after.world.agreed_in(text_of(params["plan"]))
    changed = [
        unit
        for unit in after.world.units
        if unit in known and _fate_differs(after, unit, known[unit], agreed)
    ]
    return Fraction(len(changed))


def _read_agreed(document: Document) -> Agreed:
    entries = [mapping_of(entry) for entry in items_of(document["units"])]
    moves = [mapping_of(move) for move in items_of(document.get("moves"))]
    agreed = {(text_of(m["from"]), m["function"]): m["to"] for m in moves if not m.get("given")}
    for entry in map(mapping_of, items_of(document.get("after"))):
        held = texts_of(list(mapping_of(entry.get("functions"))))
        agreed |= {(u, f): u for u in [text_of(entry["id"])] for f in held if (u, f) not in agreed}
    for move in moves:
        agreed.setdefault((text_of(move["from"]), move["function"]), move["to"])
    return {text_of(entry["id"]): entry for entry in entries}, agreed


def _fate_differs(
    after: After, unit: str, entry: Document, agreed: Mapping[tuple[str, object], object]
) -> bool:
    ended = entry["fate"] in ("merged", "dissolved", "given")
    into = texts_of(entry.get("into"))
    if ended == (unit in after.kind) or (not ended and after.kind[unit] != entry["kind_after"]):
        return True
    functions = after.world.units[unit].blocks
    for function, place in zip(functions, after.goes_to(unit), strict=True):
        other = into if ended else [unit]
        if place not in ([agreed[unit, function]] if (unit, function) in agreed else other):
            return True
    return False


GOALS: dict[str, Measure] = {
    "displaced_staff": displaced_staff,
    "mismatch": mismatch,
    "relocated_staff": relocated_staff,
    "surplus_leaders": surplus_leaders,
    "size_deviation": size_deviation,
    "extra_receivers": extra_receivers,
    "touched_units": touched_units,
    "touched_agencies": touched_agencies,
    "remaining_units": remaining_units,
    "changed_from": changed_from,
}


def tier_values(after: After) -> Tiers:
    """Section 6: the value of each tier, a weighted sum of its goals."""
    return tuple(
        sum((w * GOALS[g](after, tier.params) for g, w in tier.weights.items()), Fraction(0))
        for tier in after.world.tiers
    )


# --- section 6: which values are best ----------------------------------------------------------


def best_values(tiers: Sequence[Tier], values: Collection[Tiers]) -> tuple[Tiers, Tiers]:
    """Section 6: final tier values with the slack procedure, and the optima of the first pass."""
    alive = list(values)
    optima = []
    for place, tier in enumerate(tiers):
        optimum = min(value[place] for value in alive)
        optima.append(optimum)
        limit = optimum * (1 + (tier.slack or 0))
        alive = [value for value in alive if value[place] <= limit]
    for place, tier in enumerate(tiers):
        if tier.slack is not None:
            reached = min(value[place] for value in alive)
            alive = [value for value in alive if value[place] == reached]
    return alive[0], tuple(optima)


# --- what tests call ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """One admissible plan: where blocks go, kinds after, tier values and the count it leaves."""

    plan: Plan
    moves: Mapping[tuple[str, Function], str]
    kinds: Mapping[str, str]
    ended: frozenset[str]
    tiers: Tiers
    after: int


@dataclass(frozen=True)
class Answer:
    """The answer of section 7; ``plan`` and ``kinds`` are one best plan, ``afters`` of all."""

    status: str
    tiers: Tiers = ()
    first_pass_optima: Tiers = ()
    after: int | None = None
    afters: frozenset[int] = frozenset()
    admissible: int = 0
    optimal_plans: int = 0
    plan: Mapping[tuple[str, Function], str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)


def enumerate_structures(world: World) -> Iterator[After]:
    """Yield every plan that section 4 (and ``freeze``) allows, whatever the other rules say."""
    yield from _Search(world).plans()


def _found(after: After) -> Found:
    blocks = after.world.blocks
    return Found(
        plan=after.plan,
        moves={(b.unit, b.function): d for b, d in zip(blocks, after.plan.dest, strict=True)},
        kinds=dict(after.kind),
        ended=frozenset(after.receiver),
        tiers=tier_values(after),
        after=after.counts.total(),
    )


def enumerate_plans(
    units: Sequence[Row],
    scenario: Document,
    ruleset: Document,
    plans: Mapping[str, Document] | None = None,
) -> Iterator[Found]:
    """Yield every admissible plan: section 4 allows it and it keeps every rule of section 5."""
    yield from plans_of(World(units, scenario, ruleset, plans))


def plans_of(world: World) -> Iterator[Found]:
    """Yield every admissible plan of a world that has been read already."""
    for after in enumerate_structures(world):
        if next(rule_violations(after), None) is None:
            yield _found(after)


def solve(
    units: Sequence[Row],
    scenario: Document,
    ruleset: Document,
    plans: Mapping[str, Document] | None = None,
) -> Answer:
    """Return the optimum over all admissible plans, or ``infeasible``."""
    world = World(units, scenario, ruleset, plans)
    return best(world, list(plans_of(world)))


def best(world: World, found: Sequence[Found]) -> Answer:
    """Return the optimum over these plans, or ``infeasible`` if there is none."""
    if not found:
        return Answer("infeasible")
    tiers, optima = best_values(world.tiers, {plan.tiers for plan in found})
    equal = [plan for plan in found if plan.tiers == tiers]
    return Answer(
        status="optimal",
        tiers=tiers,
        first_pass_optima=optima,
        after=equal[0].after,
        afters=frozenset(plan.after for plan in equal),
        admissible=len(found),
        optimal_plans=len(equal),
        plan=equal[0].moves,
        kinds=equal[0].kinds,
    )


def frontier(
    units: Sequence[Row],
    scenario: Document,
    ruleset: Document,
    plans: Mapping[str, Document] | None = None,
) -> dict[int, Tiers]:
    """Section 7: for every ``after`` that some plan attains without the target, the best values.

    Slack is ignored (section 6).
    """
    free = {key: value for key, value in scenario.items() if key != "target"}
    points: dict[int, Tiers] = {}
    for plan in enumerate_plans(units, free, ruleset, plans):
        points[plan.after] = min(points.get(plan.after, plan.tiers), plan.tiers)
    return dict(sorted(points.items()))


def judge(
    units: Sequence[Row],
    scenario: Document,
    ruleset: Document,
    moves: Mapping[tuple[str, Function], str],
    kind_after: Mapping[str, str],
    ended: Collection[str],
    plans: Mapping[str, Document] | None = None,
) -> tuple[list[str], Tiers]:
    """Judge one plan: what it breaks, and its tier values (none where section 4 is broken).

    ``moves`` says where blocks (unit, function; None is the general block) go; a block that is
    not named stays. ``kind_after`` may leave out units that keep their kind.
    """
    return judge_in(World(units, scenario, ruleset, plans), moves, kind_after, ended)


def judge_in(
    world: World,
    moves: Mapping[tuple[str, Function], str],
    kind_after: Mapping[str, str],
    ended: Collection[str],
) -> tuple[list[str], Tiers]:
    """Judge one plan of a world that has been read already."""
    known = {(block.unit, block.function) for block in world.blocks}
    named = {*ended, *kind_after, *moves.values()}
    if not set(moves) <= known or not named <= set(world.units):
        raise ValueError("the plan names blocks or units that are not there")
    dest = tuple(moves.get((b.unit, b.function), b.unit) for b in world.blocks)
    kinds = {unit.id: kind_after.get(unit.id, unit.kind) for unit in world.units.values()}
    kind = tuple(None if unit in ended else kinds[unit] for unit in world.units)
    after = After(world, Plan(dest, kind))
    broken = list(structure_violations(after))
    if broken:
        return broken, ()
    return list(rule_violations(after)), tier_values(after)


def judge_document(
    units: Sequence[Row],
    scenario: Document,
    ruleset: Document,
    plan: Document,
    plans: Mapping[str, Document] | None = None,
) -> tuple[list[str], Tiers]:
    """Judge a plan file (interface.md, section 4): its ``units`` and the moves not given."""
    entries = [mapping_of(entry) for entry in items_of(plan["units"])]
    moves: dict[tuple[str, Function], str] = {}
    for item in items_of(plan["moves"]):
        move = mapping_of(item)
        if not move.get("given"):
            function = None if move["function"] is None else text_of(move["function"])
            moves[text_of(move["from"]), function] = text_of(move["to"])
    live = [entry for entry in entries if entry["fate"] != "given"]
    ended = [text_of(e["id"]) for e in live if e["fate"] in ("merged", "dissolved")]
    kinds = {text_of(e["id"]): text_of(e["kind_after"]) for e in live if e["kind_after"]}
    return judge(units, scenario, ruleset, moves, kinds, ended, plans)
