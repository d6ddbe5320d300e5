"""Reading a scenario with everything that it names, and telling all that is wrong in one go."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from orgplan.case import Case, InputFile, Inputs
from orgplan.errors import CaseError, Complaint, Finding, InputError, PathStep
from orgplan.goals import EarlierPlan
from orgplan.io.awaited import is_there
from orgplan.io.changing import changed
from orgplan.io.containment import containment_notes
from orgplan.io.earlier import read_earlier
from orgplan.io.findings import listed, shown, visible
from orgplan.io.function_list import read_function_list
from orgplan.io.guess_notes import guess_notes
from orgplan.io.joining import Joined, complain_default_kind, plans_named
from orgplan.io.language import choose_language
from orgplan.io.organisation import read_organisation
from orgplan.io.organisation_files import find_files
from orgplan.io.reading import Reading
from orgplan.io.ruleset import AskedAt, RulesetFile, find_ruleset, load_ruleset, place_all
from orgplan.io.schema_errors import place_complaint, schema_complaints
from orgplan.io.sound import Sound, sound_part
from orgplan.io.text_file import TextFile, fingerprint, is_file, read_text_file
from orgplan.io.yaml_tree import Node, Tree, parse_tree, to_data
from orgplan.organisation import Organisation
from orgplan.ruleset import Ruleset
from orgplan.scenario import Scenario
from orgplan.text import Language, Text

_TABLES = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv")
_SUPPRESSED_WITHOUT_ALL_RULES = ("disable", "enable")
_LOCKS_REST_ON = frozenset(("given", "scope", "operations"))
"""Without all of these nobody can say whether an agency still fits its agreed plan."""


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
    loaded = load_scenario(path, language=language)
    notes = [*loaded.notes, *_after_scenario(guess_notes(loaded.reading.guesses, path.name))]
    return loaded.case, tuple(sorted(notes, key=lambda finding: finding.order))


@dataclasses.dataclass(frozen=True)
class Loaded:
    """A case with what was read on the way.

    Parameters
    ----------
    case
        Ready to be solved or judged.
    notes
        What somebody should look at, in order of place; guesses are not among them.
    reading
        How the organisation was read, with every guess.
    ruleset
        The ruleset with its parameters filled in.
    inputs
        Every file that was read; the case names them only if it says what they say.
    """

    case: Case
    notes: tuple[Finding, ...]
    reading: Reading
    ruleset: Ruleset
    inputs: Inputs


def load_scenario(
    path: Path, *, language: Language | None = None, change: Mapping[str, object] | None = None
) -> Loaded:
    """Read a scenario as `load_case` does, and keep how its organisation was read.

    Parameters
    ----------
    path, language
        As in `load_case`.
    change
        Values to change on the way in, see `orgplan.io.changing`; the case then answers no file.

    Raises
    ------
    InputError
        With everything that is wrong in any of the files.
    UsageError
        If a change names nothing.
    """
    loading = _open(path, change or {})
    case = loading.case(language)
    findings = tuple(sorted(loading.findings, key=lambda finding: finding.order))
    reading, ruleset = loading.reading, loading.ruleset
    wrong = any(finding.severity == "error" for finding in findings)
    inputs = None if case is None else case.inputs
    if case is None or reading is None or ruleset is None or inputs is None or wrong:
        raise InputError(findings)
    if change:
        case = dataclasses.replace(case, inputs=None)
    return Loaded(case, findings, reading, ruleset.ruleset, inputs)


@dataclasses.dataclass(frozen=True)
class ScenarioReading:
    """The organisation behind a scenario, and what it was read with.

    Parameters
    ----------
    scenario
        The scenario as far as it is right.
    ruleset
        The ruleset with its parameters filled in.
    reading
        The units, guesses and duties.
    function_names
        Code → name, from the list of functions; empty without one.
    language
        Language of every output.
    """

    scenario: Scenario
    ruleset: Ruleset
    reading: Reading
    function_names: Mapping[str, Text]
    language: Language


def read_scenario_organisation(path: Path, *, language: Language | None = None) -> ScenarioReading:
    """Read the organisation of a scenario, even while its rules or goals are still wrong.

    Parameters
    ----------
    path, language
        As in `load_case`.

    Raises
    ------
    InputError
        With everything that is wrong in scenario, ruleset, list of functions and organisation, if
        the organisation cannot be read.
    """
    loading = _open(path)
    sound = loading.sound
    if sound is not None:
        loading.load_organisation(sound)
    reading, ruleset = loading.reading, loading.ruleset
    if sound is None or reading is None or ruleset is None or loading.names_wrong:
        raise InputError(sorted(loading.findings, key=lambda finding: finding.order))
    chosen = choose_language(language, sound.scenario.language)
    return ScenarioReading(sound.scenario, ruleset.ruleset, reading, loading.function_names, chosen)


def _open(path: Path, change: Mapping[str, object] = MappingProxyType({})) -> _Loading:
    """A scenario whose own text is read."""
    if path.suffix.lower() in _TABLES and path.is_file():
        raise InputError([_a_table(path)])
    file = read_text_file(path)
    tree = changed(parse_tree(file.source), change)
    if isinstance(tree.root.value, dict) and "orgplan_ruleset" in tree.root.value:
        raise InputError([_a_ruleset(tree)])
    return _Loading(path, file, tree)


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
        self.reading: Reading | None = None
        self.function_names: Mapping[str, Text] = {}
        self.names_wrong = False

    def case(self, language: Language | None) -> Case | None:
        """The case, or None if something is wrong; the findings then say what."""
        sound = self.sound
        if sound is None:
            return None
        files = self.load_organisation(sound)
        organisation = None if self.reading is None else self.reading.organisation
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
        case = dataclasses.replace(case, function_names=self.function_names)
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
                if path[0:1] == ("lock",) and "agencies" in path and sound.broken & _LOCKS_REST_ON:
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

    def load_organisation(self, sound: Sound) -> tuple[Path, ...]:
        """Read ruleset, list of functions and organisation; return the organisation files."""
        self.ruleset = self._load_ruleset(sound)
        self._load_names(sound)
        if sound.broken & {"organisation", "kind", "staff_includes_subunits"}:
            return ()
        scenario = sound.scenario
        files, complaints = find_files(scenario.organisation, self.path.parent)
        self._complain(complaints, ("organisation",))
        if not files or complaints:
            return files
        try:
            reading = read_organisation(
                files,
                default_kind=scenario.kind,
                ruleset=None if self.ruleset is None else self.ruleset.ruleset,
                staff_includes_subunits=scenario.staff_includes_subunits,
                function_names=self.function_names,
            )
        except InputError as problem:
            self.findings += _after_scenario(problem.findings)
            return files
        self.findings += _after_scenario(reading.notes)
        self.reading = reading
        self._note_awaited(sound, reading.organisation)
        return files

    def _load_names(self, sound: Sound) -> None:
        """Read the list of functions, if the scenario names one."""
        name = sound.scenario.function_list
        if name is None or "function_list" in sound.broken:
            return
        place = self.path.parent / name
        if not is_file(place):
            found = Text(f"không tìm thấy tệp {shown(name)}", f"no such file: {shown(name)}")
            expected = Text("một danh mục chức năng dạng CSV", "a list of functions as CSV text")
            self._complain([Complaint(("function_list",), found, expected)])
            self.names_wrong = True
            return
        try:
            self.function_names = read_function_list(place)
        except InputError as problem:
            self.findings += _after_scenario(problem.findings)
            self.names_wrong = True

    def _note_awaited(self, sound: Sound, organisation: Organisation) -> None:
        """Tell which agencies have not sent a file yet."""
        awaited = () if "awaited" in sound.broken else sound.scenario.awaited
        missing = [name for name in awaited if not is_there(name, organisation)]
        if not missing:
            return
        named = listed(missing, most=40)
        found = Text(
            f"{len(missing)} trong {len(awaited)} cơ quan chưa gửi tệp: {named}",
            f"{len(missing)} of {len(awaited)} agencies have not sent a file yet: {named}",
        )
        expected = Text("mỗi cơ quan một tệp", "a file from each agency")
        self._complain([Complaint(("awaited",), found, expected, severity="note")])

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


def _a_table(path: Path) -> Finding:
    name = visible(path.name)
    command = f"`orgplan init DIR --from {name}`"
    return Finding(
        name,
        Text("một bảng đơn vị, không phải kịch bản", "a table of units, not a scenario"),
        Text("một tệp kịch bản `.yaml`", "a scenario file, `.yaml`"),
        Text(f"lập kịch bản từ bảng này: {command}", f"make a scenario of it: {command}"),
    )


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
