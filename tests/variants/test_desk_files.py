"""The files that come in during the six weeks are what their generator writes."""

from __future__ import annotations

from pathlib import Path

from orgplan.io.organisation import read_organisation
from tools import desk

FOLDER = Path(desk.FOLDER)


def test_the_files_of_every_week_are_those_of_the_generator(tmp_path: Path) -> None:
    desk.write_all(tmp_path)
    written = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert [path.as_posix() for path in written] == [
        "tuan-1/So Ngoai vu.csv",
        "tuan-2/don-vi-da-dien.xlsx",
        "tuan-4/so-y-te-01.xlsx",
    ]
    mistaken, *readable = written
    assert (FOLDER / mistaken).read_bytes() == (tmp_path / mistaken).read_bytes()
    for path in readable:
        committed, made = read_organisation([FOLDER / path]), read_organisation([tmp_path / path])
        assert list(committed.organisation) == list(made.organisation)
        assert committed.duties == made.duties


def test_the_filled_workbook_leaves_nothing_to_guess_and_no_duty_without_a_code() -> None:
    reading = read_organisation([FOLDER / "tuan-2" / desk.FILLED])
    assert reading.guesses == ()
    assert len(reading.duties) == 378
    assert all(duty.code for duty in reading.duties)
