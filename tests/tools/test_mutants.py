"""Every mutant finds the sentence that it leaves out, and the tests that must notice."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tools.mutants import Mutant, all_mutants

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("mutant", all_mutants().values(), ids=lambda mutant: mutant.name)
def test_finds_its_place(mutant: Mutant) -> None:
    if mutant.old:
        place = ROOT.joinpath(*mutant.module.split(".")).with_suffix(".py")
        source = place.read_text(encoding="utf-8")
        assert source.count(mutant.old) == 1
        compile(source.replace(mutant.old, mutant.new), str(place), "exec")
    else:
        owner, method = mutant.path.split(".")
        assert method in vars(getattr(importlib.import_module(mutant.module), owner))
    files = [test.split("::")[0] for test in mutant.tests if test.startswith("tests/")]
    assert files
    assert all((ROOT / file).exists() for file in files)
