"""Reading a ruleset file: parameters filled in, schema checked, kinds held against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from orgplan.errors import Complaint, Finding, InputError, PathStep
from orgplan.io.findings import listed, shown
from orgplan.io.guess import did_you_mean, near
from orgplan.io.parameters import (
    Resolver,
    complain_parameters,
    declared_parameters,
    every_choice,
)
from orgplan.io.schema_errors import place_complaint, schema_complaints
from orgplan.io.source_text import SourceText
from orgplan.io.text_file import is_file, read_text_file
from orgplan.io.yaml_tree import Data, Node, Tree, parse_tree, to_data
from orgplan.rules import AnyRule
from orgplan.ruleset import Ruleset, builtin_names, builtin_path
from orgplan.text import Text

Path_ = tuple[PathStep, ...]


@dataclass(frozen=True, slots=True)
class RulesetFile:
    """A ruleset with the file that it came from."""

    ruleset: Ruleset
    path: Path
    sha256: str
    builtin: bool
    tree: Tree


@dataclass(frozen=True, slots=True)
class AskedAt:
    """Where a scenario names a ruleset: its text and the value of `ruleset` in it."""

    source: SourceText
    node: Node

    def finding(self, complaint: Complaint) -> Finding:
        """A complaint of which the path starts at the value of `ruleset`."""
        return place_complaint(complaint, self.source, self.node)


def read_ruleset(
    path: Path, parameters: Mapping[str, str] | None = None, *, asked_at: AskedAt | None = None
) -> Ruleset:
    """Read a ruleset file and fill in its parameters.

    Parameters
    ----------
    path
        The file.
    parameters
        Parameter → value.
    asked_at
        Where the scenario asks for it, for errors in the parameters; the ruleset file itself if
        None.

    Raises
    ------
    InputError
        With everything that is wrong in the file or in the parameters.
    """
    return load_ruleset(path, parameters or {}, asked_at=asked_at).ruleset


def load_ruleset(
    path: Path, parameters: Mapping[str, str], *, asked_at: AskedAt | None = None
) -> RulesetFile:
    """The same as `read_ruleset`, with the fingerprint of the file and its tree."""
    file = read_text_file(path, file=1)
    tree = parse_tree(file.source)
    declared = declared_parameters(tree.root)
    asked = asked_at or AskedAt(tree.source, Node(None, 0, 0))
    wrong = [asked.finding(c) for c in complain_parameters(declared, parameters)]
    if wrong:
        raise InputError([*check_ruleset(tree), *wrong])
    resolved, complaints = _judge(tree.root, Resolver(declared, parameters))
    findings = place_all(tree, resolved, complaints)
    if findings:
        raise InputError(findings)
    ruleset = Ruleset.model_validate(to_data(resolved))
    settled = Tree(resolved, tree.source)
    builtin = path in {builtin_path(name) for name in builtin_names()}
    return RulesetFile(ruleset, path, file.sha256, builtin, settled)


def check_ruleset(tree: Tree) -> tuple[Finding, ...]:
    """Everything that is wrong in a ruleset file, whatever its parameters will be."""
    declared = declared_parameters(tree.root)
    found: dict[tuple[str, Text], Finding] = {}
    for chosen in every_choice(declared):
        resolved, complaints = _judge(tree.root, Resolver(declared, chosen))
        for finding in place_all(tree, resolved, complaints):
            found.setdefault((finding.place, finding.found), finding)
    return tuple(sorted(found.values(), key=lambda finding: finding.order))


def find_ruleset(name: str, folder: Path) -> Path | Complaint:
    """The file that a scenario means by the name of a ruleset, or what is wrong with the name."""
    path = builtin_path(name)
    if path is not None:
        return path
    if name.endswith((".yaml", ".yml")) or "/" in name or "\\" in name:
        path = folder / name
        if is_file(path):
            return path
        missing = Text(f"không tìm thấy tệp {shown(name)}", f"no such file: {shown(name)}")
        return Complaint((), missing, Text("một tệp quy định", "a ruleset file"))
    names = builtin_names()
    named = listed(names, len(names))
    advice = did_you_mean(near(name, names))
    if advice is None and is_file(folder / f"{name}.yaml"):
        advice = did_you_mean(f"{name}.yaml")
    return Complaint(
        (),
        Text(f"không có bộ quy định {shown(name)}", f"unknown ruleset {shown(name)}"),
        Text(f"một trong {named}, hoặc đường dẫn tới tệp", f"one of {named}, or a path to a file"),
        advice,
    )


def _judge(root: Node, resolver: Resolver) -> tuple[Node, list[Complaint]]:
    """The tree with its parameters filled in, and everything that is wrong with it."""
    resolved = resolver.resolve(root)
    data = to_data(resolved)
    complaints = schema_complaints(Ruleset, data)
    if isinstance(data, dict):
        rules = data.get("rules")
        if isinstance(rules, list):
            complaints += schema_complaints(tuple[AnyRule, ...], rules, ("rules",))
        complaints += [*_complain_kinds(data), *_complain_quotas(data)]
    open_paths = {complaint.path for complaint in resolver.complaints}
    rest = [c for c in complaints if not any(c.path[: len(p)] == p for p in open_paths)]
    return resolved, [*resolver.complaints, *rest]


def place_all(tree: Tree, root: Node, complaints: Iterable[Complaint]) -> list[Finding]:
    """Findings in order of place; where the tree itself is wrong nothing else is said."""
    broken = {finding.place for finding in tree.findings}
    found = [place_complaint(complaint, tree.source, root) for complaint in complaints]
    kept = [*tree.findings, *(finding for finding in found if finding.place not in broken)]
    return sorted(kept, key=lambda finding: finding.order)


def _complain_kinds(data: dict[str, Data]) -> Iterator[Complaint]:
    """Kinds that the ruleset names and does not have."""
    kinds = data.get("kinds")
    if not isinstance(kinds, dict) or "*" in kinds:
        return
    for path, kind, at_key in _kinds_named(data, kinds):
        if kind not in kinds and kind != "*":
            names = list(kinds)
            yield Complaint(
                path,
                Text(f"không có loại hình {shown(kind)}", f"unknown kind {shown(kind)}"),
                Text(f"một trong {listed(names, 20)}", f"one of {listed(names, 20)}"),
                did_you_mean(near(kind, names)),
                at_key,
            )


def _kinds_named(
    data: dict[str, Data], kinds: dict[str, Data]
) -> Iterator[tuple[Path_, str, bool]]:
    """Path, kind, and whether it is a key, of every kind that a ruleset names."""
    for name, kind in kinds.items():
        for key in ("absorbs", "contains"):
            yield from _names(
                (kind if isinstance(kind, dict) else {}).get(key), ("kinds", name, key)
            )
    yield from _names(data.get("leaders"), ("leaders",))
    directors = data.get("directors")
    if isinstance(directors, dict):
        yield from _names(directors.get("kinds"), ("directors", "kinds"))
    rules = data.get("rules")
    for place, rule in enumerate(rules if isinstance(rules, list) else []):
        for key in ("kinds", "parents"):
            yield from _names(
                (rule if isinstance(rule, dict) else {}).get(key), ("rules", place, key)
            )


def _names(value: Data, path: Path_) -> Iterator[tuple[Path_, str, bool]]:
    """The words of a list, or the keys of a mapping."""
    if isinstance(value, dict):
        yield from (((*path, key), key, True) for key in value)
    elif isinstance(value, list):
        yield from (
            ((*path, place), item, False)
            for place, item in enumerate(value)
            if isinstance(item, str)
        )


def _complain_quotas(data: dict[str, Data]) -> Iterator[Complaint]:
    """Leader quotas with no table or two, or with rows out of order."""
    leaders = data.get("leaders")
    for kind, quota in (leaders if isinstance(leaders, dict) else {}).items():
        if not isinstance(quota, dict):
            continue
        tables = [key for key in ("by_staff", "by_subunits") if quota.get(key) is not None]
        if len(tables) != 1:
            found = Text(f"{len(tables)} bảng cấp phó", f"{len(tables)} tables of deputies")
            either = Text(
                "hoặc `by_staff`, hoặc `by_subunits`", "either `by_staff` or `by_subunits`"
            )
            yield Complaint(("leaders", kind), found, either)
        for key in tables:
            rows = quota[key]
            place = _first_disorder(rows if isinstance(rows, list) else [])
            if place is not None:
                yield Complaint(
                    ("leaders", kind, key, place),
                    Text("dòng không theo thứ tự", "a row out of order"),
                    Text(
                        "ngưỡng tăng dần, `null` chỉ ở dòng cuối",
                        "growing limits, `null` in the last row only",
                    ),
                )


def _first_disorder(rows: Sequence[Data]) -> int | None:
    """The first row whose limit is not above the one before it."""
    last: Fraction | None = Fraction(-1)
    for place, row in enumerate(rows):
        limit = row[0] if isinstance(row, list) and row else None
        if last is None:
            return place
        try:
            now = Fraction(limit) if isinstance(limit, str) and len(limit) < 30 else None
        except (ValueError, ZeroDivisionError):
            return None
        if now is not None and now <= last:
            return place
        last = now
    return None
