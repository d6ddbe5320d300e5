"""Every variant of a table as sent comes out as somebody wrote down who read it, or is refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from orgplan.errors import Finding, InputError
from orgplan.io.organisation import read_organisation
from orgplan.io.reading import Reading
from orgplan.io.ruleset import read_ruleset
from orgplan.organisation import Unit
from orgplan.ruleset.builtin import builtin_path
from tests.variants.expected import Loads, Refused, Variant
from tests.variants.lettered import LETTERED
from tests.variants.numbered import NUMBERED
from tests.variants.numbered_oddly import NUMBERED_ODDLY
from tests.variants.outlined import OUTLINED
from tests.variants.refused import REFUSED

USABLE = NUMBERED + NUMBERED_ODDLY + LETTERED + OUTLINED


def _name(variant: Variant) -> str:
    return variant.build.__name__


def _read(variant: Variant, folder: Path) -> Reading:
    path = folder / variant.file
    variant.build(path)
    ruleset = builtin_path("vn-provincial-2025-03")
    assert ruleset is not None
    return read_organisation([path], ruleset=read_ruleset(ruleset, {"province_class": "2"}))


def _facts(unit: Unit, reading: Reading) -> Mapping[str, object]:
    duties = (duty for duty in reading.duties if duty.unit == unit.id)
    return {
        "parent": unit.parent,
        "name": unit.name,
        "kind": unit.kind,
        "blocks": tuple((block.function, block.posts) for block in unit.blocks),
        "staff": unit.staff,
        "present": unit.present,
        "heads": unit.heads,
        "deputies": unit.deputies,
        "duties": tuple(duty.prose for duty in duties),
        "site": unit.site,
        "short": unit.short,
        "note": unit.note,
    }


def _said(finding: Finding) -> str:
    return finding.render("vi") + "\n" + finding.render("en")


@pytest.mark.parametrize("variant", USABLE, ids=_name)
def test_a_table_as_sent_becomes_the_organisation_that_a_reader_sees(
    variant: Variant, tmp_path: Path
) -> None:
    assert isinstance(variant.outcome, Loads)
    reading = _read(variant, tmp_path)
    wanted = {unit.id: unit.facts for unit in variant.outcome.units}
    assert {unit.id: _facts(unit, reading) for unit in reading.organisation} == wanted
    assert reading.organisation.ids == tuple(wanted)


@pytest.mark.parametrize("variant", USABLE, ids=_name)
def test_what_was_guessed_is_listed_and_posts_are_guessed_only_from_totals(
    variant: Variant, tmp_path: Path
) -> None:
    assert isinstance(variant.outcome, Loads)
    reading = _read(variant, tmp_path)
    guessed = {(guess.unit, guess.field) for guess in reading.guesses}
    assert set(variant.outcome.guessed) <= guessed
    assert {unit for unit, field in guessed if field == "staff"} == set(
        variant.outcome.staff_guessed
    )
    assert all(guess.place.startswith(variant.file) for guess in reading.guesses)


@pytest.mark.parametrize("variant", USABLE, ids=_name)
def test_what_is_odd_is_told_at_its_place(variant: Variant, tmp_path: Path) -> None:
    assert isinstance(variant.outcome, Loads)
    reading = _read(variant, tmp_path)
    for place, word in variant.outcome.told:
        notes = [note for note in reading.notes if note.place.endswith(place)]
        assert any(word in _said(note) for note in notes), f"{place} says nothing of {word}"
    for place in variant.outcome.not_told:
        assert not [note for note in reading.notes if note.place.endswith(place)]


@pytest.mark.parametrize("variant", REFUSED, ids=_name)
def test_a_table_that_cannot_be_used_is_refused_at_its_cell(
    variant: Variant, tmp_path: Path
) -> None:
    assert isinstance(variant.outcome, Refused)
    with pytest.raises(InputError) as problem:
        _read(variant, tmp_path)
    errors = [each for each in problem.value.findings if each.severity == "error"]
    said = {each.place.removeprefix(variant.file): _said(each) for each in errors}
    assert set(said) == set(variant.outcome.errors)
    for place, words in variant.outcome.errors.items():
        for word in words:
            assert word in said[place]
