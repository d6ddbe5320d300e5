"""One step of a way out: what it asks of people, and where the scenario says it."""

from __future__ import annotations

from collections.abc import Iterator

from orgplan.case import Case
from orgplan.explain import Edit, Repair
from orgplan.explain.openings import Opening
from orgplan.report.explain.origin import statute_ids
from orgplan.rules import AgencyCut, Freeze, Keep, KindCut, LockedAgency, Target
from orgplan.rules.separate_functions import SeparateFunctions
from orgplan.rules.single_lead import SingleLead
from orgplan.text import Text, same


def repair_words(repair: Repair, case: Case) -> Text:
    """Everything that a repair asks of people, as one sentence."""
    says = [edit_words(edit, case) for edit in repair.edits]
    return Text(
        "; đồng thời ".join(words.vi for words in says),
        "; and also ".join(words.en for words in says),
    )


def edit_words(edit: Edit | Opening, case: Case) -> Text:
    """What one edit asks of people: functions by name, and what a bare figure is about."""
    if isinstance(edit, Opening):
        return edit.says
    old = edit.old
    if isinstance(old, SingleLead):
        return _single_lead(old, edit, case)
    if isinstance(old, SeparateFunctions):
        return _separate(old, edit, case)
    if isinstance(old, Target):
        if isinstance(edit.new, Target) and not edit.new.cut:
            return Text("không đòi giảm đầu mối nào nữa", "ask for no cut at all")
        return _about(Text("mục tiêu cắt giảm", "the target"), edit.says)
    if isinstance(old, AgencyCut):
        return _about(Text("mỗi cơ quan", "each agency"), edit.says)
    if isinstance(old, KindCut):
        kinds = [case.problem.ruleset.label_of(kind) for kind in old.kinds]
        named = Text(", ".join(k.vi for k in kinds), ", ".join(k.en for k in kinds))
        return _about(named, edit.says)
    return edit.says


def _about(what: Text, says: Text) -> Text:
    return Text(f"{what.vi}: {says.vi}", f"{what.en}: {says.en}")


def _single_lead(old: SingleLead, edit: Edit, case: Case) -> Text:
    left = edit.new.codes(case.problem) if isinstance(edit.new, SingleLead) else ()
    names = [case.function_name(f) for f in old.codes(case.problem) if f not in left]
    if not names:
        return edit.says
    return Text(
        f"được có nhiều đơn vị chủ trì: {', '.join(f'“{n.vi}”' for n in names)}",
        f"may have several leads: {', '.join(f'“{n.en}”' for n in names)}",
    )


def _separate(old: SeparateFunctions, edit: Edit, case: Case) -> Text:
    left = edit.new.pairs if isinstance(edit.new, SeparateFunctions) else ()
    pairs = [tuple(map(case.function_name, pair)) for pair in old.pairs if pair not in left]
    return Text(
        "một đơn vị được làm cả " + "; ".join(f"“{a.vi}” và “{b.vi}”" for a, b in pairs),
        "one unit may have both " + "; ".join(f"“{a.en}” and “{b.en}”" for a, b in pairs),
    )


def edit_place(edit: Edit | Opening, case: Case) -> Text:
    """What to write in the scenario."""
    if isinstance(edit, Opening):
        return same("; ".join(_flat(edit.shown, None, "operations")))
    old, new = edit.old, edit.new
    if isinstance(old, LockedAgency):
        return Text(f"bỏ {old.agency} khỏi lock", f"take {old.agency} out of lock")
    if isinstance(old, Target):
        cut = edit.as_json()["target"]
        return same(f"target.cut: {cut['cut']}" if isinstance(cut, dict) else "target")
    if old.id in statute_ids(case):
        return _beside_the_statute(edit)
    if new is None:
        return Text(f"bỏ quy tắc {old.id} khỏi rules", f"take the rule {old.id} out of rules")
    if isinstance(old, Keep | Freeze) and isinstance(new, Keep | Freeze):
        gone = ", ".join(unit for unit in old.units if unit not in new.units)
        return Text(
            f"bỏ {gone} khỏi rules.{old.id}.units", f"take {gone} out of rules.{old.id}.units"
        )
    return same("; ".join(f"rules.{old.id}.{path}" for path in _figures(edit)))


def _beside_the_statute(edit: Edit) -> Text:
    """A scenario cannot change the statute: it switches a rule off, and writes its own."""
    off = f"disable: [{edit.old.id}]"
    if edit.new is None:
        return same(off)
    own = "; ".join(_figures(edit))
    return Text(
        f"{off}, rồi thêm vào rules một quy tắc {edit.old.rule} riêng với {own}",
        f"{off}, then add to rules a rule {edit.old.rule} of your own with {own}",
    )


def _figures(edit: Edit) -> Iterator[str]:
    """Each figure that changes, by its path in the rule."""
    data = edit.as_json().get("set")
    yield from _flat(data, edit.old, "")


def _flat(data: object, old: object, path: str) -> Iterator[str]:
    """The leaves of new data that differ from the old ones."""
    if not isinstance(data, dict):
        yield f"{path}: {_written(data)}"
        return
    for key, value in data.items():
        before = old.get(key) if isinstance(old, dict) else getattr(old, key, None)
        if isinstance(value, dict):
            yield from _flat(value, before, f"{path}.{key}" if path else key)
        elif isinstance(value, str) or before != value:
            yield f"{path}.{key}: {_written(value)}" if path else f"{key}: {_written(value)}"


def _written(value: object) -> str:
    """A value as YAML writes it on one line."""
    if isinstance(value, list):
        return f"[{', '.join(_written(inner) for inner in value)}]"
    if isinstance(value, bool) or value is None:
        return str(value).lower().replace("none", "null")
    return str(value)
