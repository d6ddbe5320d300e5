"""The tables of docs/law.md and the built-in rulesets say the same, figure by figure.

The YAML files are read as they are written, without the package's own loader, so that
this stays an independent check of the data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "orgplan" / "ruleset"
PAGE = ROOT / "docs" / "law.md"
NAMES = (
    "generic",
    "vn-provincial-2020",
    "vn-provincial-2025-03",
    "vn-provincial-2025-07",
    "vn-provincial-2026-01",
)
VIETNAMESE = NAMES[1:]
SECTIONS = {
    "dates": "1. Rulesets and their dates",
    "parameters": "2. The class of the province",
    "kinds": "3. Kinds",
    "posts": "4. Minimum posts",
    "deputies": "5. Deputies",
    "surplus": "5. Deputies",
    "single": "6. One office, one inspectorate",
    "directors": "7. Deputy directors and the order of deputies",
    "ordering": "7. Deputy directors and the order of deputies",
}
NOTHING = "–"

Cells = dict[str, str]
Fact = tuple[object, ...]


def text_of(name: str) -> str:
    """The file of a built-in ruleset."""
    return (FOLDER / f"{name.replace('-', '_')}.yaml").read_text(encoding="utf-8")


def ruleset(name: str) -> dict[str, Any]:
    """A built-in ruleset as plain data."""
    data: dict[str, Any] = YAML(typ="safe", pure=True).load(text_of(name))
    return data


RULESETS = {name: ruleset(name) for name in NAMES}


# --- the page -----------------------------------------------------------------------


def table(section: str) -> list[Cells]:
    """The rows of the table of a section; `ordering` and `surplus` are second tables."""
    page = PAGE.read_text(encoding="utf-8")
    body = page.split(f"\n## {SECTIONS[section]}\n", 1)[1].split("\n## ", 1)[0]
    tables = [part for part in f"\n{body}".split("\n\n") if part.startswith("|")]
    lines = tables[-1 if section in ("ordering", "surplus") else 0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    header, _rule, *content = rows
    assert all(len(row) == len(header) for row in content), section
    return [dict(zip(header, row, strict=True)) for row in content]


def words(cell: str) -> tuple[str, ...]:
    """The code words of a cell; none where it says –."""
    return tuple(re.findall(r"`([^`]+)`", cell))


def rulesets_of(cell: str) -> list[str]:
    """The rulesets that a cell names, patterns resolved."""
    found = [name for name in NAMES if any(fnmatchcase(name, word) for word in words(cell))]
    assert found, cell
    return found


def classes_of(cell: str) -> tuple[str, ...]:
    """The province classes of a cell; `any` stands for itself."""
    return ("any",) if cell == "any" else words(cell)


def flag(cell: str) -> bool | None:
    """True, false or – as Python has them."""
    return {"true": True, "yes": True, "false": False, "no": False, NOTHING: None}[cell]


def optional(cell: str) -> str | None:
    """The text of a cell, None for –."""
    return None if cell == NOTHING else cell


def steps(cell: str) -> tuple[tuple[int | None, int], ...]:
    """`up to 9: 1; above: 2` as rows of a quota."""
    rows: list[tuple[int | None, int]] = []
    for part in cell.split("; "):
        bound, deputies = part.split(": ")
        limit = None if bound == "above" else int(bound.removeprefix("up to "))
        rows.append((limit, int(deputies)))
    return tuple(rows)


def page_dates() -> Iterator[Fact]:
    """Facts of section 1."""
    for row in table("dates"):
        for name in rulesets_of(row["ruleset"]):
            confirmed = (flag(row["from confirmed"]), flag(row["to confirmed"]))
            yield (name, optional(row["from"]), optional(row["to"]), *confirmed)


def page_parameters() -> Iterator[Fact]:
    """Facts of section 2."""
    for row in table("parameters"):
        for name in rulesets_of(row["ruleset"]):
            for parameter in words(row["parameter"]):
                yield name, parameter, flag(row["required"]), words(row["values"])


def page_kinds() -> Iterator[Fact]:
    """Facts of section 3."""
    for row in table("kinds"):
        for name in rulesets_of(row["ruleset"]):
            for kind in words(row["kind"]):
                labels = (row["Vietnamese"], row["English"])
                marks = (flag(row["agency"]), flag(row["counted"]))
                lists = (words(row["contains"]), words(row["absorbs"]))
                yield (name, kind, *labels, *marks, *lists, flag(row["confirmed"]))


def page_posts() -> Iterator[Fact]:
    """Facts of section 4."""
    for row in table("posts"):
        for name in rulesets_of(row["ruleset"]):
            for value in classes_of(row["class"]):
                what = (words(row["rule"])[0], words(row["kind"])[0], int(row["figure"]))
                how = (row["applies to"], flag(row["enabled"]))
                yield (name, value, *what, *how, optional(row["cite"]), flag(row["confirmed"]))


def page_deputies() -> Iterator[Fact]:
    """Facts of section 5."""
    for row in table("deputies"):
        for name in rulesets_of(row["ruleset"]):
            for value in classes_of(row["class"]):
                what = (words(row["kind"])[0], words(row["form"])[0], steps(row["figure"]))
                yield (name, value, *what, optional(row["cite"]), flag(row["confirmed"]))


def page_surplus() -> Iterator[Fact]:
    """Facts of the second table of section 5."""
    for row in table("surplus"):
        for name in rulesets_of(row["ruleset"]):
            yield name, int(row["years"]), optional(row["cite"]), flag(row["confirmed"])


def page_single() -> Iterator[Fact]:
    """Facts of section 6."""
    for row in table("single"):
        for name in rulesets_of(row["ruleset"]):
            what = (words(row["rule"])[0], words(row["kind of rule"])[0], words(row["kinds"]))
            cite = optional(row["cite"])
            yield (name, *what, flag(row["enabled"]), cite, flag(row["confirmed"]))


def page_directors() -> Iterator[Fact]:
    """Facts of the first table of section 7."""
    for row in table("directors"):
        for name in rulesets_of(row["ruleset"]):
            what = (words(row["kinds"]), int(row["average"]))
            yield (name, *what, optional(row["cite"]), flag(row["confirmed"]))


def page_ordering() -> Iterator[Fact]:
    """Facts of the second table of section 7."""
    for row in table("ordering"):
        for name in rulesets_of(row["ruleset"]):
            for clause in words(row["clause"]):
                yield name, clause, optional(row["cite"]), flag(row["confirmed"])


# --- the files ----------------------------------------------------------------------


def by_class(figure: Any) -> Iterator[tuple[str, Any]]:
    """A figure for each province class, or once for `any`."""
    if isinstance(figure, dict):
        for value, one in figure.items():
            yield str(value), one
    else:
        yield "any", figure


def chosen(flag_or_cite: Any, value: str) -> Any:
    """A cite or flag that may itself depend on the class."""
    if isinstance(flag_or_cite, dict):
        return {str(key): one for key, one in flag_or_cite.items()}[value]
    return flag_or_cite


def file_dates() -> Iterator[Fact]:
    """In-force dates of the files."""
    for name, data in RULESETS.items():
        dates = [data["in_force"][end] for end in ("from", "to")]
        confirmed = data.get("in_force_confirmed", {})
        known = (confirmed.get("from"), confirmed.get("to"))
        yield (name, *(date and date.isoformat() for date in dates), *known)


def file_parameters() -> Iterator[Fact]:
    """Parameters of the files."""
    for name, data in RULESETS.items():
        for parameter, entry in data.get("parameters", {}).items():
            yield name, parameter, entry["required"], tuple(map(str, entry["values"]))


def file_kinds() -> Iterator[Fact]:
    """Kinds of the files."""
    for name, data in RULESETS.items():
        for kind, entry in data["kinds"].items():
            labels = (entry["label"]["vi"], entry["label"]["en"])
            marks = (entry.get("agency", False), entry.get("counted", False))
            lists = (tuple(entry.get("contains", ())), tuple(entry.get("absorbs", ())))
            yield (name, kind, *labels, *marks, *lists, entry.get("confirmed"))


def file_posts() -> Iterator[Fact]:
    """Minimum posts of the files."""
    for name, data in RULESETS.items():
        for rule in data["rules"]:
            if rule["rule"] != "min_staff":
                continue
            how = (rule.get("applies_to", "all"), rule.get("enabled", True))
            for kind, figure in rule["kinds"].items():
                for value, posts in by_class(figure):
                    proof = (chosen(rule["cite"], value), chosen(rule["confirmed"], value))
                    yield (name, value, rule["id"], kind, posts, *how, *proof)


def file_deputies() -> Iterator[Fact]:
    """Leader quotas of the files."""
    for name, data in RULESETS.items():
        for kind, entry in data.get("leaders", {}).items():
            (form,) = {"by_staff", "by_subunits"} & entry.keys()
            for value, rows in by_class(entry[form]):
                proof = (chosen(entry["cite"], value), chosen(entry["confirmed"], value))
                yield (name, value, kind, form, tuple(map(tuple, rows)), *proof)


def file_surplus() -> Iterator[Fact]:
    """How long surplus leaders may stay, in the files."""
    for name, data in RULESETS.items():
        if (entry := data.get("surplus_leaders")) is not None:
            yield name, entry["years"], entry["cite"], entry["confirmed"]


def file_single() -> Iterator[Fact]:
    """Every rule of the files that is no minimum."""
    for name, data in RULESETS.items():
        for rule in data["rules"]:
            if rule["rule"] != "min_staff":
                what = (rule["id"], rule["rule"], tuple(rule["kinds"]))
                enabled = rule.get("enabled", True)
                yield (name, *what, enabled, rule["cite"], rule["confirmed"])


def file_directors() -> Iterator[Fact]:
    """Averages of deputy directors of the files."""
    for name, data in RULESETS.items():
        if "directors" in data:
            entry = data["directors"]
            what = (tuple(entry["kinds"]), entry["average"])
            yield (name, *what, entry["cite"], entry["confirmed"])


def file_ordering() -> Iterator[Fact]:
    """Orderings of deputies of the files."""
    for name, data in RULESETS.items():
        for entry in data.get("ordering", ()):
            yield name, entry["clause"], entry["cite"], entry["confirmed"]


PAIRS = {
    "dates": (page_dates, file_dates),
    "parameters": (page_parameters, file_parameters),
    "kinds": (page_kinds, file_kinds),
    "posts": (page_posts, file_posts),
    "deputies": (page_deputies, file_deputies),
    "surplus": (page_surplus, file_surplus),
    "single": (page_single, file_single),
    "directors": (page_directors, file_directors),
    "ordering": (page_ordering, file_ordering),
}


# --- the page against the files -----------------------------------------------------


@pytest.mark.parametrize("section", PAIRS)
def test_every_row_of_the_page_stands_in_a_ruleset(section: str) -> None:
    """What the page states, a ruleset states."""
    page, files = PAIRS[section]
    assert set(page()) - set(files()) == set()


@pytest.mark.parametrize("section", PAIRS)
def test_every_figure_of_a_ruleset_stands_on_the_page(section: str) -> None:
    """What a ruleset states, the page states."""
    page, files = PAIRS[section]
    assert set(files()) - set(page()) == set()


@pytest.mark.parametrize("section", PAIRS)
def test_no_fact_stands_on_the_page_twice(section: str) -> None:
    """A figure has one row, so that a correction cannot miss its twin."""
    facts = list(PAIRS[section][0]())
    assert facts, "an empty table would agree with everything"
    assert len(facts) == len(set(facts))


@pytest.mark.parametrize("section", PAIRS)
def test_what_is_unconfirmed_has_a_reason(section: str) -> None:
    """No row says `false` without saying why."""
    for row in table(section):
        if "false" in {cell for column, cell in row.items() if column.endswith("confirmed")}:
            assert row["reason"] != NOTHING, row


# --- the files by themselves --------------------------------------------------------


def entries(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Everything in a ruleset that holds a figure."""
    yield from data.get("leaders", {}).values()
    yield from (data[key] for key in ("directors", "surplus_leaders") if key in data)
    yield from data.get("ordering", ())
    yield from data["rules"]


def test_the_folder_holds_these_rulesets_and_no_other() -> None:
    """The file name is the ruleset's name with underscores."""
    assert sorted(path.stem.replace("_", "-") for path in FOLDER.glob("*.yaml")) == list(NAMES)
    assert {name: data["name"] for name, data in RULESETS.items()} == {n: n for n in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_no_figure_without_flag(name: str) -> None:
    """A confirmed figure names its source; an unconfirmed one names none, and says why."""
    for entry in entries(RULESETS[name]):
        assert isinstance(entry["confirmed"], bool), entry
        assert (entry["cite"] is not None) == entry["confirmed"], entry
        assert entry["confirmed"] or entry["note"], entry


@pytest.mark.parametrize("name", VIETNAMESE)
def test_no_kind_without_flag(name: str) -> None:
    """What a kind contains and absorbs is flagged too."""
    for entry in RULESETS[name]["kinds"].values():
        assert isinstance(entry["confirmed"], bool), entry


@pytest.mark.parametrize("name", NAMES)
def test_labels_stand_in_both_languages(name: str) -> None:
    """The ruleset, its kinds and its parameters have a Vietnamese and an English name."""
    data = RULESETS[name]
    named = [data, *data["kinds"].values(), *data.get("parameters", {}).values()]
    for entry in named:
        assert entry["label"].keys() == {"vi", "en"}, entry
        assert all(word == word.strip() != "" for word in entry["label"].values()), entry


@pytest.mark.parametrize("path", [PAGE, *sorted(FOLDER.glob("*.yaml"))], ids=lambda p: p.name)
def test_every_letter_is_composed(path: Path) -> None:
    """Vietnamese letters are in NFC, so that equal words are equal bytes."""
    assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", NAMES)
def test_a_ruleset_opens_with_its_instruments(name: str) -> None:
    """The comment on top says what the file stands on and what it is not."""
    text = text_of(name)
    top = text[: text.index("orgplan_ruleset:")]
    assert all(line.startswith("#") for line in top.splitlines())
    assert "Not legal advice" in " ".join(top.replace("#", " ").split())
    assert ("NĐ-CP" in top) == (name != "generic")


@pytest.mark.parametrize("name", NAMES)
def test_kinds_that_are_named_are_known(name: str) -> None:
    """Contains, absorbs, quotas and rules speak of kinds of the same file."""
    data = RULESETS[name]
    known = {*data["kinds"], "*"}
    for entry in data["kinds"].values():
        assert {*entry.get("contains", ()), *entry.get("absorbs", ())} <= known
    assert data.get("leaders", {}).keys() <= known
    for rule in data["rules"]:
        assert set(rule["kinds"]) <= known


@pytest.mark.parametrize("name", NAMES)
def test_a_figure_by_class_names_every_class(name: str) -> None:
    """Nobody with a valid class finds a figure missing, and nothing else is a mapping."""
    data = RULESETS[name]
    declared = data.get("parameters", {}).get("province_class", {}).get("values")
    figures = [
        figure
        for rule in data["rules"]
        if isinstance(rule["kinds"], dict)
        for figure in rule["kinds"].values()
    ]
    for entry in data.get("leaders", {}).values():
        figures += [entry[form] for form in ("by_staff", "by_subunits") if form in entry]
    for figure in figures:
        if isinstance(figure, dict):
            assert declared is not None
            assert list(figure) == declared


@pytest.mark.parametrize("name", NAMES)
def test_rule_ids_are_unique(name: str) -> None:
    """A scenario disables and enables rules by their id."""
    ids = [rule["id"] for rule in RULESETS[name]["rules"]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", VIETNAMESE)
def test_only_the_rule_with_exceptions_is_off(name: str) -> None:
    """The minimum of a public service unit is offered, and switched off."""
    off = [rule["id"] for rule in RULESETS[name]["rules"] if not rule.get("enabled", True)]
    assert off == ["vn-min-public-service-unit"]


@pytest.mark.parametrize("name", ["vn-provincial-2025-07", "vn-provincial-2026-01"])
def test_inspectorates_have_no_place_from_july_2025(name: str) -> None:
    """No kind contains one; office and division take it over; the kind itself stays known."""
    kinds = RULESETS[name]["kinds"]
    assert "inspectorate" in kinds
    assert [k for k, entry in kinds.items() if "inspectorate" in entry["contains"]] == []
    absorbing = [k for k, entry in kinds.items() if "inspectorate" in entry.get("absorbs", ())]
    assert absorbing == ["office", "inspectorate", "division"]
