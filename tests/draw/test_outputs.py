"""Saved files read again: sizes, fonts, words and equal bytes."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import combinations
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]
import pytest

from orgplan.draw import Heading, Page, before_after, save, show
from orgplan.draw.fonts import ASCENT, DESCENT, MM_PER_POINT, Face, text_width
from orgplan.draw.matplotlib_output import Sheet
from orgplan.errors import UsageError
from orgplan.plan import Plan

SVG = "{http://www.w3.org/2000/svg}"
Extent = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def pages(home_affairs: Plan, heading: Heading) -> tuple[Page, ...]:
    """Overview and page of one department."""
    return before_after(home_affairs, heading, language="vi")


def svg_texts(path: Path) -> list[tuple[str, float, Extent]]:
    """Every text of an SVG: words, size [pt] and extent [mm], measured on paper."""
    root = ET.parse(path).getroot()
    width = float(root.attrib["width"].removesuffix("pt"))
    box = [float(number) for number in root.attrib["viewBox"].split()]
    scale = width / box[2]
    found = []
    for node in root.iter(f"{SVG}text"):
        style = node.attrib["style"]
        assert "font-family: 'Tinos', 'Times New Roman', serif" in style
        size = float(re.search(r"font-size: ([\d.]+)px", style)[1]) * scale  # type: ignore[index]
        bold, italic = "font-weight: 700" in style, "font-style: italic" in style
        face: Face = "regular"
        if bold:
            face = "bold_italic" if italic else "bold"
        elif italic:
            face = "italic"
        place = re.search(r"translate\(([\d.]+) ([\d.]+)\)", node.attrib["transform"])
        assert place is not None
        x, y = (float(number) * scale * MM_PER_POINT for number in place.groups())
        em = size * MM_PER_POINT
        words = node.text or ""
        right = x + text_width(words, face, size)
        found.append((words, size, (x, y - ASCENT * em, right, y + DESCENT * em)))
    return found


def test_svg_on_paper(pages: tuple[Page, ...], home_affairs: Plan, tmp_path: Path) -> None:
    """A4 in size, no type under 9 pt, no overlap, every unit named."""
    paths = save(pages, tmp_path / "chart.svg")
    assert [path.name for path in paths] == ["chart.svg", "chart-02.svg"]
    root = ET.parse(paths[1]).getroot()
    assert float(root.attrib["width"].removesuffix("pt")) == pytest.approx(297 / 25.4 * 72)
    assert float(root.attrib["height"].removesuffix("pt")) == pytest.approx(210 / 25.4 * 72)
    texts = svg_texts(paths[1])
    assert len(texts) == len(pages[1].labels)
    for words, size, (left, top, right, bottom) in texts:
        assert size >= 9.0 - 1e-6, words
        assert left > 5 and top > 5 and right < 292 and bottom < 205, words
    for (one, _, a), (other, _, b) in combinations(texts, 2):
        apart = min(a[2], b[2]) - max(a[0], b[0]) < 0.02 or min(a[3], b[3]) - max(a[1], b[1]) < 0.02
        assert apart, (one, other)
    everything = " ".join(words for words, _, _ in texts)
    for unit in home_affairs.problem.before:
        if home_affairs.problem.agency[unit.id] is not None:
            assert unit.name in everything


def test_svg_matches_the_scene(pages: tuple[Page, ...], tmp_path: Path) -> None:
    """What was laid out is what is written, to a hundredth of a millimetre."""
    (path,) = save(pages[1:], tmp_path / "one.svg")
    for label, (words, size, extent) in zip(pages[0:2][1].labels, svg_texts(path), strict=True):
        assert words == label.text
        assert size == pytest.approx(label.size)
        assert extent == pytest.approx(label.extent, abs=0.01)


def test_pdf_embeds_its_fonts_and_keeps_its_sizes(
    pages: tuple[Page, ...], home_affairs: Plan, tmp_path: Path
) -> None:
    """One file with all pages; TrueType inside; no letter under 9 pt."""
    (path,) = save(pages, tmp_path / "chart.pdf")
    document = pypdfium2.PdfDocument(path)
    assert len(document) == len(pages)
    for page in document:
        assert page.get_size() == pytest.approx((297 / 25.4 * 72, 210 / 25.4 * 72), abs=0.01)
        text = page.get_textpage()
        for n in range(text.count_chars()):
            if text.get_text_range(n, 1).strip():
                assert pdfium.FPDFText_GetFontSize(text, n) >= 9.0 - 1e-3
        for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.FPDFTextObj_GetFont(drawn)
            assert pdfium.FPDFFont_GetIsEmbedded(font) == 1
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, name, 200)
            assert b"Tinos" in name.value
    words = " ".join(document[1].get_textpage().get_text_bounded().split())
    for unit in ("vp", "cc", "luu", "kho"):
        assert home_affairs.problem.before[unit].name in words
    assert b"/CreationDate" not in path.read_bytes()


def test_pdf_text_stands_where_the_scene_measured_it(
    pages: tuple[Page, ...], tmp_path: Path
) -> None:
    """Each line of letters lies within its label, but for accents that overhang."""
    (path,) = save(pages, tmp_path / "chart.pdf")
    for page, scene in zip(pypdfium2.PdfDocument(path), pages, strict=True):
        extents = [label.extent for label in scene.labels]
        for drawn in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            left, bottom, right, top = (n * MM_PER_POINT for n in drawn.get_bounds())
            high, low = scene.height - top, scene.height - bottom
            assert any(
                a - 0.6 <= left and b - 0.6 <= high and right <= c + 0.6 and low <= d + 0.1
                for a, b, c, d in extents
            )


def test_png_is_sharp_enough_for_print(pages: tuple[Page, ...], tmp_path: Path) -> None:
    """200 points an inch on A4."""
    paths = save(pages, tmp_path / "chart.png")
    head = paths[0].read_bytes()[16:24]
    width, height = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:], "big")
    assert abs(width - 297 / 25.4 * 200) < 2 and abs(height - 210 / 25.4 * 200) < 2


@pytest.mark.parametrize("suffix", [".pdf", ".svg", ".png"])
def test_equal_pages_make_equal_bytes(pages: tuple[Page, ...], tmp_path: Path, suffix: str) -> None:
    """Twice in one process."""
    first = [path.read_bytes() for path in save(pages, tmp_path / f"one{suffix}")]
    second = [path.read_bytes() for path in save(pages, tmp_path / f"two{suffix}")]
    assert first == second


def test_equal_bytes_in_another_process(
    pages: tuple[Page, ...], home_affairs: Plan, heading: Heading, tmp_path: Path
) -> None:
    """Whatever the seed of Python's own hashes."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import conftest\n"
        "from orgplan.draw import before_after, save, Heading\n"
        "heading = Heading(*sys.argv[3:6])\n"
        "pages = before_after(conftest.home_affairs_plan(), heading, language='vi')\n"
        "save(pages, sys.argv[2] + '/other.pdf'); save(pages, sys.argv[2] + '/other.svg')\n"
    )
    words = [heading.title, heading.provenance, heading.status]
    where = [str(Path(__file__).parent), str(tmp_path)]
    environment = {**os.environ, "PYTHONHASHSEED": "17"}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-c", script, *where, *words]
    subprocess.run(command, check=True, env=environment)
    for suffix in (".pdf", ".svg"):
        mine = save(pages, tmp_path / f"mine{suffix}")
        assert mine[0].read_bytes() == (tmp_path / f"other{suffix}").read_bytes()


def test_hostile_names_are_escaped_in_svg_and_literal_in_pdf(
    heading: Heading, plan_of: object, tmp_path: Path
) -> None:
    """No markup, no mathematics."""
    assert callable(plan_of)
    rows = [
        ("a", None, "<script>x</script>", "department", 1),
        ("b", "a", "$x^2$ & $y$", "division", 2),
    ]
    pages = before_after(plan_of(rows), heading, language="vi")
    paths = save(pages, tmp_path / "x.svg")
    assert "<script" not in paths[1].read_text(encoding="utf-8")
    words = [text for text, _, _ in svg_texts(paths[1])]
    assert "<script>x</script> (1)".replace("(1)", "(3)") in words
    (pdf,) = save(pages, tmp_path / "x.pdf")
    text = pypdfium2.PdfDocument(pdf)[1].get_textpage().get_text_bounded()
    assert "$x^2$ & $y$ (2)" in text


def test_nothing_is_left_behind_by_a_refusal(pages: tuple[Page, ...], tmp_path: Path) -> None:
    """A wrong suffix is told, and no file appears; a good run leaves only its files."""
    with pytest.raises(UsageError):
        save(pages, tmp_path / "chart.bmp")
    assert list(tmp_path.iterdir()) == []
    save(pages, tmp_path / "chart.svg")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chart-02.svg", "chart.svg"]


def test_show_draws_into_given_axes_in_proportion(pages: tuple[Page, ...]) -> None:
    """A small figure has small type: the page keeps its looks."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(297 / 25.4 / 2, 210 / 25.4 / 2))
    axes = figure.add_axes((0, 0, 1, 1))
    assert show(pages[1], axes) is axes
    sheets = [artist for artist in axes.artists if isinstance(artist, Sheet)]
    assert [sheet.scale for sheet in sheets] == pytest.approx([0.5])
    figure.canvas.draw()


def test_charts_load_without_matplotlib() -> None:
    """Scenes are made without it; only saving and showing need it."""
    command = "import sys, orgplan.draw; sys.exit('matplotlib' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    subprocess.run([sys.executable, "-c", command], check=True, env=environment)
