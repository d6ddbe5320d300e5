"""Trade-off: what less of one goal costs in another, point by point, with proof."""

from orgplan.trade_off.answer import answer_at
from orgplan.trade_off.find import trade_off
from orgplan.trade_off.front import Stretch, TradeOff, TradeOffPoint
from orgplan.trade_off.measure import CUT, Measure, MeasureName, measure_of
from orgplan.trade_off.news import TradeOffListener, TradeOffProgress

__all__ = [
    "CUT",
    "Measure",
    "MeasureName",
    "Stretch",
    "TradeOff",
    "TradeOffListener",
    "TradeOffPoint",
    "TradeOffProgress",
    "answer_at",
    "measure_of",
    "trade_off",
]
