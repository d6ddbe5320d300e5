"""Trade-offs for people: table on the terminal, CSV, JSON, a page, plan files."""

from orgplan.report.trade_off.chart import trade_off_chart
from orgplan.report.trade_off.document import trade_off_document
from orgplan.report.trade_off.folder import WrittenTradeOff, write_trade_off
from orgplan.report.trade_off.terminal import print_trade_off
from orgplan.report.trade_off.words import last_words, proof_words, status_words

__all__ = [
    "WrittenTradeOff",
    "last_words",
    "print_trade_off",
    "proof_words",
    "status_words",
    "trade_off_chart",
    "trade_off_document",
    "write_trade_off",
]
