"""Malformed plan files are refused with a place, and never with anything but an input error."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orgplan.check import check
from orgplan.errors import InputError

from .town import Json, decide, edit, entry, town

Change = Callable[[Json], None]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A sound plan: c ends in a, y ended in x by a given change."""
    given = [{"merge": ["y"], "into": "x"}]
    return decide(town(tmp_path, given=given), merge={"c": "a"})


def refused(path: Path) -> str:
    """What is said of a file that must be refused, in both languages."""
    with pytest.raises(InputError) as caught:
        check(path)
    findings = caught.value.findings
    assert findings
    return "\n".join(f.render("en") + "\n" + f.render("vi") for f in findings)


def _at(*path: str | int) -> Callable[[Json], Any]:
    """The value at a path of the document."""

    def reach(document: Json) -> Any:
        here: Any = document
        for step in path:
            here = here[step]
        return here

    return reach


def _set(*path: str | int, to: object) -> Change:
    return lambda document: _at(*path[:-1])(document).__setitem__(path[-1], to)


def _drop(*path: str | int) -> Change:
    return lambda document: _at(*path[:-1])(document).__delitem__(path[-1])


def _again(part: str, unit: str) -> Change:
    return lambda document: document[part].append(entry(document, part, unit))


MALFORMED: list[tuple[Change, str]] = [
    (_set("orgplan", to=2), "plan.json:orgplan: error: `2`"),
    (_set("orgplan", to="1"), "plan.json:orgplan"),
    (_set("status", to="perfect"), "plan.json:status"),
    (_set("language", to="fr"), "plan.json:language"),
    (_set("name", to=5), "plan.json:name"),
    (_drop("status"), "plan.json:status: error: `status` is missing"),
    (_drop("inputs"), "plan.json:inputs"),
    (_set("inputs", to=[]), "plan.json:inputs: error: a list"),
    (_drop("inputs", "scenario"), "plan.json:inputs.scenario"),
    (_set("inputs", "scenario", "path", to=None), "plan.json:inputs.scenario.path"),
    (_set("inputs", "scenario", "sha256", to="abc"), "plan.json:inputs.scenario.sha256"),
    (_set("inputs", "organisation", to=[]), "plan.json:inputs.organisation"),
    (_set("inputs", "organisation", to=[7]), "plan.json:inputs.organisation[0]"),
    (_drop("inputs", "ruleset", "name"), "plan.json:inputs.ruleset.name"),
    (_drop("gap"), "plan.json:gap"),
    (_set("gap", to="0"), "plan.json:gap"),
    (_set("gap", to=1e99), "plan.json:gap"),
    (_drop("count"), "plan.json:count"),
    (_set("count", "after", to=4.5), "plan.json:count.after: error: `4.5`"),
    (_set("count", "after", to=True), "plan.json:count.after: error: true"),
    (_set("count", "agencies", 0, "id", to="nowhere"), "plan.json:count.agencies[0].id"),
    (_set("count", "agencies", 1, "id", to="so"), "plan.json:count.agencies[1].id"),
    (_set("goals", to={}), "plan.json:goals: error: an object"),
    (_set("goals", 0, "tier", to=2), "plan.json:goals[1].tier"),
    (_set("goals", 0, "terms", to=[1]), "plan.json:goals[0].terms"),
    (_set("goals", 0, "terms", "displaced_staff", to=None), "goals[0].terms.displaced_staff"),
    (_drop("goals", 0, "bound"), "plan.json:goals[0].bound"),
    (_set("units", 3, to="b"), "plan.json:units[3]: error: `b`"),
    (_set("units", 3, "id", to="bb"), "plan.json:units[3].id: error: unknown unit `bb`"),
    (_set("units", 3, "id", to=3), "plan.json:units[3].id: error: `3`"),
    (_again("units", "b"), "plan.json:units[11].id"),
    (_set("units", 3, "fate", to="lost"), "plan.json:units[3].fate"),
    (_set("units", 3, "into", to="a"), "plan.json:units[3].into: error: `a`"),
    (_set("units", 3, "into", to=[None]), "plan.json:units[3].into[0]"),
    (_set("units", 3, "into", to=["z"]), "plan.json:units[3].into[0]: error: unknown unit"),
    (_drop("units", 3, "kind_after"), "plan.json:units[3].kind_after"),
    (_set("units", 3, "moved_given", to="yes"), "plan.json:units[3].moved_given"),
    (_set("moves", 0, "from", to="z"), "plan.json:moves[0].from: error: unknown unit"),
    (_set("moves", 0, "to", to="z"), "plan.json:moves[0].to: error: unknown unit"),
    (_set("moves", 0, "function", to="war"), "moves[0].function: error: unknown function `war`"),
    (_set("moves", 0, "function", to=3), "plan.json:moves[0].function"),
    (_set("moves", 0, "posts", to="4"), "plan.json:moves[0].posts"),
    (_set("moves", 0, "given", to=0), "plan.json:moves[0].given"),
    (_drop("moves", 0, "given"), "plan.json:moves[0].given"),
    (_set("after", 0, "id", to="z"), "plan.json:after[0].id: error: unknown unit"),
    (_set("after", 1, "parent", to="z"), "plan.json:after[1].parent: error: unknown unit"),
    (_set("after", 0, "staff", to=None), "plan.json:after[0].staff: error: null"),
    (_set("after", 0, "heads", to=-0.5), "plan.json:after[0].heads"),
    (_set("after", 0, "functions", to={"war": 3}), "plan.json:after[0].functions"),
    (_set("after", 0, "functions", to={"": "x"}), "plan.json:after[0].functions.``"),
    (_again("after", "b"), "plan.json:after[9].id"),
]


@pytest.mark.parametrize(("change", "said"), MALFORMED, ids=[said for _, said in MALFORMED])
def test_a_malformed_file_is_refused_with_its_path(plan: Path, change: Change, said: str) -> None:
    """Every wrong type, missing key, doubled or unknown name has a path and two languages."""
    assert said in refused(edit(plan, change))


def test_everything_wrong_is_told_at_once(plan: Path) -> None:
    """Three mistakes make three findings, in order of the file."""

    def change(document: Json) -> None:
        _set("status", to=1)(document)
        _set("inputs", "scenario", "sha256", to=1)(document)
        _drop("inputs", "organisation", "path")(document)

    with pytest.raises(InputError) as caught:
        check(edit(plan, change))
    assert [finding.place for finding in caught.value.findings] == [
        "plan.json:status",
        "plan.json:inputs.scenario.sha256",
        "plan.json:inputs.organisation.path",
    ]


TEXTS = {
    "": "JSON",
    "{": "plan.json:1:2",
    "[]": "an object {…}",
    "null": "an object {…}",
    "1e999999999": "an object {…}",
    '{"orgplan": 1e999999999}': "plan.json:orgplan",
    '{"orgplan": NaN}': "plan.json:orgplan: error: `NaN`",
    '{"orgplan": 1, "orgplan": 1}': "the key `orgplan` twice",
    "[" * 100_000: "plan.json",
    '{"a":' * 50_000: "plan.json",
    "9" * 100_000: "an object {…}",
    '{"orgplan": 1, "status": "\\ud800"}': "\\u{D800}",
}


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:30] or "empty")
def test_what_is_no_plan_is_refused(tmp_path: Path, text: str) -> None:
    """Broken JSON, other JSON and JSON made to hurt."""
    path = tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    assert TEXTS[text] in refused(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    """No traceback for a wrong path."""
    assert "no such file" in refused(tmp_path / "plan.json")
    assert "no such file" in refused(tmp_path)


def _old_and_new(changed: Path) -> tuple[str, str]:
    old = hashlib.sha256(changed.read_bytes()).hexdigest()
    changed.write_bytes(changed.read_bytes() + b"\n")
    return old[:12], hashlib.sha256(changed.read_bytes()).hexdigest()[:12]


@pytest.mark.parametrize(
    ("name", "key"),
    [("units.csv", "organisation"), ("scenario.yaml", "scenario"), ("ruleset.yaml", "ruleset")],
)
@pytest.mark.parametrize("ruleset_path", [True, False])
def test_a_stale_input_is_named(plan: Path, name: str, key: str, ruleset_path: bool) -> None:
    """A changed input is refused with its name, both fingerprints and the advice to solve again."""
    if not ruleset_path:
        edit(plan, _drop("inputs", "ruleset", "path"))
    old, new = _old_and_new(plan.parent.parent / name)
    said = refused(plan)
    assert f"plan.json:inputs.{key}.sha256" in said
    assert f"`{name}` has changed since the plan was made: {old} → {new}" in said
    assert f"`{name}` đã thay đổi sau khi lập phương án: {old} → {new}" in said
    assert "solve again: `orgplan solve scenario.yaml`" in said


def test_all_stale_inputs_are_named(plan: Path) -> None:
    """Two changed inputs make two findings."""
    for name in ("units.csv", "scenario.yaml"):
        _old_and_new(plan.parent.parent / name)
    assert refused(plan).count("has changed since") == 2


def test_a_missing_input_is_named(plan: Path) -> None:
    """Paths are relative to the plan file, so a plan that was moved alone finds nothing."""
    alone = plan.parent / "deeper" / "plan.json"
    alone.parent.mkdir()
    shutil.copy(plan, alone)
    assert "no such file: `../scenario.yaml`" in refused(alone)


def test_a_moved_folder_is_still_judged(plan: Path, tmp_path: Path) -> None:
    """Inputs and plan together may go anywhere."""
    there = tmp_path / "elsewhere"
    shutil.copytree(plan.parent.parent, there, ignore=shutil.ignore_patterns("elsewhere"))
    assert check(there / "out" / "plan.json").ok


def test_a_new_file_of_a_glob_is_told(tmp_path: Path) -> None:
    """A file that the scenario reads and the plan does not name makes the plan stale."""
    scenario = town(tmp_path, organisation="*.csv")
    path = decide(scenario, merge={"c": "a"})
    header = (tmp_path / "units.csv").read_text(encoding="utf-8").splitlines()[0]
    more = tmp_path / "more.csv"
    more.write_text(f"{header}\nso-3,,Sở Ba,department,1,1,0,,\n", encoding="utf-8")
    assert "reads `more.csv` too" in refused(path)
    both = decide(scenario, merge={"c": "a"})
    assert check(both).ok
    more.rename(tmp_path / "more.txt")
    assert "no such file: `../more.csv`" in refused(both)


def test_a_built_in_ruleset_is_known_by_name_and_fingerprint(tmp_path: Path) -> None:
    """A built-in ruleset has no path; another version of it makes the plan stale."""
    path = decide(town(tmp_path, ruleset="generic"), merge={"c": "a"})
    ruleset = json.loads(path.read_text(encoding="utf-8"))["inputs"]["ruleset"]
    assert set(ruleset) == {"name", "sha256"}
    check(path)
    assert "plan.json:inputs.ruleset.sha256" in refused(
        edit(path, _set("inputs", "ruleset", "sha256", to="0" * 64))
    )


def _mutated(data: bytes, rng: random.Random) -> bytes:
    """A few bytes changed, cut, doubled or swapped for something JSON knows."""
    work = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 5])):
        place = rng.randrange(len(work))
        match rng.randrange(5):
            case 0:
                work[place] = rng.randrange(256)
            case 1:
                del work[place : place + rng.choice([1, 3, 40])]
            case 2:
                work[place:place] = work[place : place + rng.choice([1, 30])]
            case 3:
                words = [b"null", b"-1", b"[]", b"{}", b'"a"', b"true", b"1e400", b'"\\ud800"']
                work[place:place] = rng.choice(words)
            case _:
                work[place:place] = rng.choice([b"0", b",", b'"', b"}", b"\xff\xfe", b"\0"])
    return bytes(work)


@pytest.mark.parametrize("seed", range(6))
def test_mutated_bytes_are_judged_or_refused(plan: Path, seed: int) -> None:
    """Whatever the bytes say, there is a verdict or an input error."""
    rng = random.Random(seed)
    data = plan.read_bytes()
    for _ in range(40):
        plan.write_bytes(_mutated(data, rng))
        _verdict_or_refusal(plan)


def _verdict_or_refusal(path: Path) -> None:
    try:
        verdict = check(path)
    except InputError as problem:
        for finding in problem.findings:
            assert (finding.render("vi") + finding.render("en")).encode()
    else:
        for violation in verdict.violations:
            assert (violation.message.vi + violation.message.en).encode()


def _leaves(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    if isinstance(value, dict):
        return [leaf for k, v in value.items() for leaf in _leaves(v, (*path, k))] + [path]
    if isinstance(value, list):
        return [leaf for k, v in enumerate(value) for leaf in _leaves(v, (*path, k))] + [path]
    return [path]


@pytest.mark.parametrize("seed", range(6))
def test_mutated_values_are_judged_or_refused(plan: Path, seed: int) -> None:
    """Well-formed nonsense: values swapped with others of the file."""
    rng = random.Random(seed)
    document = json.loads(plan.read_text(encoding="utf-8"))
    places = [p for p in _leaves(document) if p and p[0] != "inputs"]
    for _ in range(40):
        changed = json.loads(json.dumps(document))
        for _ in range(rng.choice([1, 2, 4])):
            here, there = rng.choice(places), rng.choice(places)
            try:
                value = json.loads(json.dumps(_at(*there)(changed)))
                _set(*here, to=rng.choice([value, None, "so-2", -1]))(changed)
            except (KeyError, IndexError, TypeError, AttributeError):
                continue
        plan.write_text(json.dumps(changed), encoding="utf-8")
        _verdict_or_refusal(plan)
