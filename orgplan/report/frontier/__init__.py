"""The frontier for people: table on the terminal, CSV, JSON, pages, and what is proven."""

from orgplan.report.frontier.chart import frontier_chart
from orgplan.report.frontier.document import frontier_document
from orgplan.report.frontier.folder import WrittenFrontier, write_frontier
from orgplan.report.frontier.terminal import print_frontier
from orgplan.report.frontier.words import last_words, proof_words, status_words

__all__ = [
    "WrittenFrontier",
    "frontier_chart",
    "frontier_document",
    "last_words",
    "print_frontier",
    "proof_words",
    "status_words",
    "write_frontier",
]
