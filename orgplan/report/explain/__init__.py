"""An explanation for people: clash, ways out, prices, reasons and wishes in words and as JSON."""

from orgplan.report.explain.closing import last_words
from orgplan.report.explain.document import explanation_document
from orgplan.report.explain.explained import parts
from orgplan.report.explain.parts import Figures, Part, Sentence
from orgplan.report.explain.terminal import pieces, print_explanation

__all__ = [
    "Figures",
    "Part",
    "Sentence",
    "explanation_document",
    "last_words",
    "parts",
    "pieces",
    "print_explanation",
]
