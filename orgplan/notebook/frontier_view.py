"""The frontier in a notebook: what is asked, what is proven, and the table about its turns."""

from __future__ import annotations

from orgplan.draw.curve_words import target_words, tier_title
from orgplan.frontier import Frontier
from orgplan.notebook.markup import bullets, faint, folded, frame, line, table
from orgplan.report.frontier import proof_words
from orgplan.report.frontier.terminal import headings, shown_rows, table_notes
from orgplan.report.provenance import source
from orgplan.text import Text


def frontier_html(found: Frontier) -> str:
    """The frontier as HTML, in the language of its case."""
    language = found.case.language
    parts = [line(words.to(language)) for words in proof_words(found)]
    if found.points:
        if found.required_after is not None:
            parts.append(line(target_words(found).to(language)))
        tiers = [tier_title(n, tier).to(language) for n, tier in enumerate(found.case.tiers)]
        heads = [head.to(language) for head in headings(found)]
        inside = bullets(tiers) + table(heads, shown_rows(found, language))
        inside += "".join(faint(words.to(language)) for words in table_notes(found))
        count = len(found.points)
        said = Text(f"{count} mức", "1 count" if count == 1 else f"{count} counts")
        parts.append(folded(said.to(language), inside, is_open=count <= 15))
    engine = f"{found.engine} {found.engine_version}"
    parts.append(faint(f"{source(found.case, language)} · {engine}"))
    return frame(found.case.scenario.name, *parts)
