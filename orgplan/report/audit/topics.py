"""The subjects of the audit in their order, the most important first."""

from __future__ import annotations

from orgplan.audit import Audit
from orgplan.report.audit.counts import agency_topic, baseline_topic, kind_topic, line_topic
from orgplan.report.audit.directors import director_topic
from orgplan.report.audit.functions import general_topic, shared_topic, unled_topic
from orgplan.report.audit.leaders import leader_topic
from orgplan.report.audit.ordering import ordering_topic
from orgplan.report.audit.rules import broken_topic, missing_topic, unconfirmed_topic
from orgplan.report.audit.sizes import optional_size_topic, size_topic
from orgplan.report.audit.table import Topic, has_two
from orgplan.report.audit.verdict import verdict_topic


def topics(audit: Audit) -> tuple[Topic, ...]:
    """Every subject of which there is something to say; the verdict always."""
    found = (
        size_topic(audit),
        leader_topic(audit),
        director_topic(audit),
        ordering_topic(audit),
        broken_topic(audit),
        shared_topic(audit),
        unled_topic(audit),
        line_topic(audit),
        kind_topic(audit),
        agency_topic(audit),
        *((baseline_topic(audit),) if has_two(audit) or _asks(audit) else ()),
        general_topic(audit),
        missing_topic(audit),
        optional_size_topic(audit),
        unconfirmed_topic(audit),
    )
    return (verdict_topic(audit), *(topic for topic in found if topic.rows))


def _asks(audit: Audit) -> bool:
    return audit.case.scenario.target is not None
