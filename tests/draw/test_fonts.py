"""Text is measured in the font that is embedded, and only what it can show is set."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from matplotlib.font_manager import get_font
from matplotlib.ft2font import LoadFlags

from orgplan.draw.fonts import UNKNOWN, Face, font_path, plain, shorten, text_width, wrap

FACES: tuple[Face, ...] = ("regular", "bold", "italic", "bold_italic")
VIETNAMESE = "Ủy ban nhân dân tỉnh Khánh Hòa – Phòng Kế hoạch, Tổng hợp (12) ẫẵỡữỹđĐƯỜNG"


@pytest.mark.parametrize("face", FACES)
def test_widths_are_those_of_matplotlib(face: Face) -> None:
    """Kerning may pull letters together a little; nothing may be wider than measured."""
    font = get_font(str(font_path(face)))
    font.set_size(9.0, 72)
    font.set_text(VIETNAMESE, 0.0, flags=LoadFlags.NO_HINTING)
    drawn = font.get_width_height()[0] / 64 * 25.4 / 72
    measured = text_width(VIETNAMESE, face, 9.0)
    assert drawn <= measured * 1.005
    assert measured <= drawn * 1.06


@example(":¼؆", 5.0)
@given(st.text(max_size=80), st.floats(5, 80))
def test_wrapped_lines_fit_and_lose_nothing(text: str, width: float) -> None:
    """Every letter that can be set is in some line, and no line is too wide."""
    words = plain(text)
    lines = wrap(words, width, "regular", 9.0)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(text_width(line, "regular", 9.0) <= width or len(line) == 1 for line in lines)


@given(st.text(max_size=200))
def test_plain_text_is_one_line_of_known_letters(text: str) -> None:
    """Whatever a file holds, it can be measured in every face."""
    words = plain(text)
    assert plain(words) == words
    assert all(text_width(words, face, 9.0) >= 0 for face in FACES)


def test_marks_of_direction_and_control_vanish_and_strange_letters_show() -> None:
    """Nobody can reverse or hide a name."""
    assert plain("Phòng\u202e ABC\u2066\x07\u200b") == "Phòng ABC"
    assert plain("Phòng\n\tA") == "Phòng A"
    assert plain("財政") == UNKNOWN * 2
    assert plain("Pho\u0300ng") == "Phòng"


def test_a_dash_stays_with_the_word_before_it() -> None:
    """No line of a Vietnamese name begins with a dash."""
    lines = wrap("Phòng Hành chính - Tổng hợp - Thi đua", 28.0, "regular", 9.0)
    assert len(lines) > 1
    assert not any(line.startswith("-") for line in lines)


def test_text_that_is_cut_shows_it() -> None:
    """Three dots stand for what is missing."""
    lines = shorten("một " * 100, 20.0, "regular", 9.0, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
