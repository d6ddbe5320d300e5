"""The guesses that are left: what nobody has confirmed or corrected before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from orgplan.carry.matched import Matched
from orgplan.io.reading import Guess
from orgplan.text import Text

_FIGURES = ("staff", "present")


def guesses_left(matched: Matched) -> Iterator[Guess]:
    """The guesses that somebody must still look at, with the ids of the result.

    Parameters
    ----------
    matched
        Both readings.
    """
    for guess in matched.reading.guesses:
        if _is_settled(guess, matched):
            continue
        value = guess.value
        if guess.field in ("id", "parent"):
            named = guess.unit if guess.field == "id" else matched.parents[guess.unit]
            value = "" if named is None else matched.id_of[named]
        made = replace(guess, unit=matched.id_of[guess.unit], value=value)
        if guess.field == "parent" and matched.is_disputed(guess.unit):
            made = replace(made, because=_disputed(guess, matched))
        yield made


def _is_settled(guess: Guess, matched: Matched) -> bool:
    """Whether people have confirmed or corrected a value before."""
    before = matched.before(guess.unit)
    if before is None or not matched.is_known(guess.unit, guess.field):
        return False
    if guess.field == "id":
        return matched.id_of[guess.unit] == before.id
    if guess.field == "parent":
        return matched.is_placed(guess.unit) and not matched.is_disputed(guess.unit)
    if guess.field in _FIGURES:
        return bool(getattr(matched.new[guess.unit], guess.field) == getattr(before, guess.field))
    return True


def _disputed(guess: Guess, matched: Matched) -> Text:
    """Why a place of before is in doubt."""
    above = matched.new[guess.unit].parent
    found = "–" if above is None else matched.id_of[above]
    return Text(
        f"bản trước ghi như vậy, tệp mới suy ra {found} ({guess.because.vi})",
        f"it was so before; the new file gives {found} ({guess.because.en})",
    )
