"""Alternatives for people: on the terminal, as plan files with their charts, tables, and JSON."""

from orgplan.report.alternatives.document import alternatives_document
from orgplan.report.alternatives.folder import WrittenAlternatives, write_alternatives
from orgplan.report.alternatives.terminal import print_alternatives
from orgplan.report.alternatives.words import ended_words, last_words, status_words

__all__ = [
    "WrittenAlternatives",
    "alternatives_document",
    "ended_words",
    "last_words",
    "print_alternatives",
    "status_words",
    "write_alternatives",
]
