"""An explanation in a notebook: the same parts as on a terminal, the long ones folded."""

from __future__ import annotations

from collections.abc import Iterable

from orgplan.explain import Explanation
from orgplan.notebook.markup import bullets, faint, folded, frame, line, table
from orgplan.report.explain import Figures, Part, Sentence, parts
from orgplan.report.provenance import provenance
from orgplan.text import Language

_OPEN = 25
"""Lines up to which a part is shown without being asked for."""


def explanation_html(found: Explanation) -> str:
    """The explanation as HTML, in the language of its case."""
    language = found.case.language
    answer, *others = parts(found)
    content = [line(words) for words in _words(answer.content, language)]
    content += [_part(part, language) for part in others]
    content.append(faint(provenance(found.result, language)))
    return frame(found.case.scenario.name, *content)


def _part(part: Part, language: Language) -> str:
    """A heading that opens and closes what stands below it."""
    inside, waiting = "", list[Sentence]()
    for piece in part.content:
        if isinstance(piece, Sentence):
            waiting.append(piece)
            continue
        inside += _sentences(waiting, language)
        waiting = []
        heads = [head.to(language) for head in piece.heads]
        inside += table(heads, ([cell.to(language) for cell in row] for row in piece.rows))
    inside += _sentences(waiting, language)
    return folded(part.title.to(language), inside, is_open=len(part.content) <= _OPEN)


def _sentences(listed: Iterable[Sentence], language: Language) -> str:
    """Marked sentences as a list, each with what stands below it; others as lines."""
    html, points = "", list[str]()
    for sentence in listed:
        words = sentence.words.to(language)
        if sentence.mark.strip():
            points.append(f"{sentence.mark}{words}".lstrip("•– "))
        elif sentence.mark and points:
            points[-1] += f" ({words.strip('()')})"
        else:
            html += (bullets(points) if points else "") + line(words)
            points = []
    return html + (bullets(points) if points else "")


def _words(listed: Iterable[Sentence | Figures], language: Language) -> list[str]:
    return [piece.words.to(language) for piece in listed if isinstance(piece, Sentence)]
