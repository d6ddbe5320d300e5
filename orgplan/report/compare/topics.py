"""The subjects of a comparison as tables, before anybody knows whether they become sheets."""

from __future__ import annotations

from orgplan.compare import Comparison
from orgplan.report.audit.table import Topic
from orgplan.report.compare.figure_topics import agencies_topic, goals_topic, result_topic
from orgplan.report.compare.rule_topics import fit_topic, rules_topic
from orgplan.report.compare.unit_topics import distances_topic, units_topic
from orgplan.text import Text

TITLE = Text("SO SÁNH PHƯƠNG ÁN", "PLANS SIDE BY SIDE")
_FEW = 3
"""Plans of which a terminal has room for names; of more it shows ids."""


def topics(found: Comparison, *, by_id: bool = False) -> tuple[Topic, ...]:
    """Everything there is to say, subject by subject.

    Parameters
    ----------
    found
        The comparison.
    by_id
        Whether cells name units by their ids: where columns are narrow.
    """
    listed = [
        result_topic(found),
        agencies_topic(found),
        goals_topic(found),
        rules_topic(found, by_id),
    ]
    if any(fit.violations or fit.unasked for row in found.fit for fit in row):
        listed.append(fit_topic(found, by_id))
    if len(found.plans) > 2:
        listed.append(distances_topic(found))
    return (*listed, units_topic(found, by_id))


def is_narrow(found: Comparison) -> bool:
    """Whether a terminal has no room for names in the cells."""
    return len(found.plans) > _FEW
