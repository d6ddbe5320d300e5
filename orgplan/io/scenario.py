"""Reading a scenario with everything that it names, and telling all that is wrong in one go."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

from orgplan.case import Case, InputFile, Inputs
from orgplan.errors import CaseError, Complaint, Finding, InputError, PathStep
from orgplan.goals import EarlierPlan
from orgplan.io.containment import containment_notes
from orgplan.io.earlier import read_earlier
from orgplan.io.findings import shown, visible
from orgplan.io.joining import Joined, complain_default_kind, plans_named
from orgplan.io.language import choose_language
from orgplan.io.organisation import read_organisation
from orgplan.io.organisation_files import find_files
from orgplan.io.ruleset import AskedAt, RulesetFile, find_ruleset, load_ruleset, place_all
from orgplan.io.schema_errors import place_complaint, schema_complaints
from orgplan.io.sound import Sound, sound_part
from orgplan.io.text_file import TextFile, fingerprint, is_file, read_text_file
from orgplan.io.yaml_tree import Node, Tree, parse_tree, to_data
from orgplan.organisation import Organisation
from orgplan.scenario import Scenario
from orgplan.text import Language, Text

_SUPPRESSED_WITHOUT_ALL_RULES = ("disable", "enable")


def load_case(path: Path, *, language: Language | None = None) -> tuple[Case, tuple[Finding, ...]]:
    """Read a scenario, its organisation, its ruleset and the plans that it compares with.

    Parameters
    ----------
    path
        The scenario file; other files are relative to its folder.
    language
        Language of every output; without it the scenario's own, `ORGPLAN_LANG`, the locale, vi.

    Returns
    -------
    case
        Ready to be solved or judged.
    notes
        What somebody should look at, in order of place.

    Raises
    ------
    InputError
        With everything that is wrong in any of the files.
    """
    file = read_text_file(path)
    tree = parse_tree(file.source)
    if isinstance(tree.root.value, dict) and "orgplan_ruleset" in tree.root.value:
        raise InputError([_a_ruleset(tree)])
    loading = _Loading(path, file, tree)
    case = loading.case(language)
    if case is None or any(f.severity == "error" for f in loading.findings):
        raise InputError(sorted(loading.findings, key=lambda finding: finding.order))
    return case, tuple(sorted(loading.findings, key=lambda finding: finding.order))


class _Loading:
    """One scenario on its way to a case, and what was found so far."""

    def __init__(self, path: Path, file: TextFile, tree: Tree) -> None:
        self.path = path
        self.file = file
        self.tree = tree
        data = to_data(tree.root)
        complaints = schema_complaints(Scenario, data)
        self.findings = place_all(tree, tree.root, complaints)
        self.sound = sound_part(data, complaints)
        self.whole = not self.findings
        self.ruleset: RulesetFile | None = None

    def case(self, language: Language | None) -> Case | None:
        """The case, or None if something is wrong; the findings then say what."""
        sound = self.sound
        if sound is None:
            return None
        self.ruleset = self._load_ruleset(sound)
        files, organisation = self._load_organisation(sound)
        ruleset = self.ruleset
        if ruleset is None or organisation is None:
            if ruleset is not None:
                self._complain(complain_default_kind(sound.scenario, ruleset.ruleset))
            return None
        earlier, plans = self._load_plans(sound, ruleset)
        joined = Joined(sound.scenario, organisation, ruleset.ruleset, earlier)
        chosen = choose_language(language, sound.scenario.language)
        inputs = Inputs(
            InputFile(self.path, self.file.sha256),
            tuple(InputFile(path, fingerprint(path)) for path in files),
            InputFile(ruleset.path, ruleset.sha256),
            ruleset.ruleset.name,
            ruleset.builtin,
            plans,
        )
        try:
            case = joined.case(chosen, inputs)
        except CaseError as problem:
            self._complain(problem.complaints)
            return None
        if self.whole:
            place = ", ".join(visible(path.name) for path in files)
            self.findings += containment_notes(case, place)
        return case

    def _complain(self, complaints: Iterable[Complaint], below: tuple[PathStep, ...] = ()) -> None:
        """Add complaints about the scenario, or about the rules of the ruleset."""
        for complaint in complaints:
            path = (*below, *complaint.path)
            sound = self.sound
            if self.ruleset is not None and path[:2] == ("ruleset", "rules"):
                moved = dataclasses.replace(complaint, path=path[1:])
                tree = self.ruleset.tree
                self.findings.append(place_complaint(moved, tree.source, tree.root))
                continue
            if sound is not None:
                lost = "rules" in sound.broken
                if lost and path[:1] and path[0] in _SUPPRESSED_WITHOUT_ALL_RULES:
                    continue
                path = sound.in_file(path)
            moved = dataclasses.replace(complaint, path=path)
            self.findings.append(place_complaint(moved, self.tree.source, self.tree.root))

    def _load_ruleset(self, sound: Sound) -> RulesetFile | None:
        if "ruleset" in sound.broken:
            return None
        choice = sound.scenario.ruleset
        name, parameters = (
            (choice, {}) if isinstance(choice, str) else (choice.name, choice.parameters)
        )
        node = _child(self.tree.root, "ruleset")
        found = find_ruleset(name, self.path.parent)
        if isinstance(found, Complaint):
            below = ("ruleset",) if isinstance(choice, str) else ("ruleset", "name")
            self._complain([found], below)
            return None
        try:
            asked_at = AskedAt(self.tree.source, node)
            return load_ruleset(found, parameters, asked_at=asked_at)
        except InputError as problem:
            self.findings += problem.findings
            return None

    def _kind_labels(self) -> dict[str, str]:
        """What the ruleset calls its kinds, in both languages."""
        if self.ruleset is None:
            return {}
        return {
            word: name
            for name, kind in reversed(self.ruleset.ruleset.kinds.items())
            if kind.label is not None
            for word in (kind.label.vi, kind.label.en)
        }

    def _load_organisation(self, sound: Sound) -> tuple[tuple[Path, ...], Organisation | None]:
        """The organisation files, and the organisation if nothing is wrong in them."""
        if sound.broken & {"organisation", "kind", "staff_includes_subunits"}:
            return (), None
        scenario = sound.scenario
        files, complaints = find_files(scenario.organisation, self.path.parent)
        self._complain(complaints, ("organisation",))
        if not files or complaints:
            return files, None
        kinds = None if self.ruleset is None else frozenset(self.ruleset.ruleset.kinds)
        try:
            organisation, notes = read_organisation(
                files,
                default_kind=scenario.kind,
                known_kinds=kinds,
                kind_labels=self._kind_labels(),
                staff_includes_subunits=scenario.staff_includes_subunits,
            )
        except InputError as problem:
            self.findings += _after_scenario(problem.findings)
            return files, None
        self.findings += _after_scenario(notes)
        return files, organisation

    def _load_plans(
        self, sound: Sound, ruleset: RulesetFile
    ) -> tuple[dict[str, EarlierPlan], tuple[InputFile, ...]]:
        """The earlier plans by the name that the scenario gives them."""
        earlier: dict[str, EarlierPlan] = {}
        files: list[InputFile] = []
        for name, path in plans_named(sound.scenario, ruleset.ruleset).items():
            earlier[name] = EarlierPlan()
            place = self.path.parent / name
            if not is_file(place):
                found = Text(f"không tìm thấy tệp {shown(name)}", f"no such file: {shown(name)}")
                expected = Text("một tệp phương án `plan.json`", "a plan file, `plan.json`")
                self._complain([Complaint(path, found, expected)])
                continue
            try:
                earlier[name], sha256 = read_earlier(place)
            except InputError as problem:
                self.findings += _after_scenario(problem.findings)
            else:
                files.append(InputFile(place, sha256))
        return earlier, tuple(files)


def _a_ruleset(tree: Tree) -> Finding:
    return tree.source.finding(
        tree.root.at,
        Text("một tệp quy định, không phải kịch bản", "a ruleset, not a scenario"),
        Text("một kịch bản, bắt đầu bằng `orgplan: 1`", "a scenario, beginning with `orgplan: 1`"),
    )


def _after_scenario(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of another reader, sorted behind those of scenario and ruleset."""
    return [dataclasses.replace(f, order=(2, *f.order)) for f in findings]


def _child(root: Node, key: str) -> Node:
    return root.value[key] if isinstance(root.value, dict) and key in root.value else root
