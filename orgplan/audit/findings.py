"""The audit of a case: everything that is there to be said before any plan."""

from __future__ import annotations

from dataclasses import dataclass

from orgplan.audit.broken import BrokenRule, broken_rules
from orgplan.audit.counts import (
    AgencyCount,
    BaselineCount,
    KindCount,
    LineCount,
    Strength,
    agency_counts,
    baseline_counts,
    kind_counts,
    line_counts,
    strength,
)
from orgplan.audit.directors import Directors, directors
from orgplan.audit.functions import (
    GeneralShare,
    SharedFunction,
    functions_without_lead,
    general_shares,
    shared_functions,
)
from orgplan.audit.leaders import LeaderRow, kinds_without_quota, leader_rows
from orgplan.audit.missing import (
    Missing,
    Unconfirmed,
    missing_agencies,
    missing_data,
    unconfirmed,
)
from orgplan.audit.ordering import OrderingRemark, ordering_remarks
from orgplan.audit.sizes import ShortUnit, short_units
from orgplan.audit.state import State, states
from orgplan.case import Case
from orgplan.shown import Shown


@dataclass(frozen=True)
class Findings:
    """What is found at one moment.

    Parameters
    ----------
    state
        The organisation at that moment.
    total
        Everything together.
    kinds, agencies, lines
        The same by kind, by agency and by line.
    short
        Units below a minimum, those of rules in force first.
    leaders
        Leaders of every unit whose kind has a quota.
    without_quota
        Kinds that have none → units.
    directors
        Deputies of the heads of agencies, where the statute speaks of them.
    ordering
        Remarks on the order of deputies.
    shared
        Functions with several leads.
    general
        Posts without a function.
    broken
        What breaks a rule of the scenario already.
    """

    state: State
    total: Strength
    kinds: tuple[KindCount, ...]
    agencies: tuple[AgencyCount, ...]
    lines: tuple[LineCount, ...]
    short: tuple[ShortUnit, ...]
    leaders: tuple[LeaderRow, ...]
    without_quota: dict[str, int]
    directors: Directors | None
    ordering: tuple[OrderingRemark, ...]
    shared: tuple[SharedFunction, ...]
    general: tuple[GeneralShare, ...]
    broken: tuple[BrokenRule, ...]

    @property
    def below(self) -> tuple[ShortUnit, ...]:
        """Units below a minimum in force."""
        return tuple(row for row in self.short if row.in_force)

    @property
    def others_broken(self) -> tuple[BrokenRule, ...]:
        """What is broken besides minimums, which `short` has with more detail."""
        return tuple(row for row in self.broken if row.rule != "min_staff")

    @property
    def doubled(self) -> tuple[SharedFunction, ...]:
        """Functions with several leads in one agency."""
        return tuple(row for row in self.shared if row.agency is not None)

    @property
    def over_quota(self) -> tuple[LeaderRow, ...]:
        """Units with a leader too many."""
        return tuple(row for row in self.leaders if row.over)


@dataclass(frozen=True)
class Audit(Shown):
    """The present state of an organisation against the law, before any plan.

    Parameters
    ----------
    case
        What was audited.
    findings
        As the files have it and, where something is already decided, after that.
    baselines
        Counted units under both baselines, with the cut that the target asks for.
    without_lead
        Functions of the department's list that nobody leads.
    missing
        What the files do not say of their units.
    missing_agencies
        Agencies that must still send a file.
    unconfirmed
        Figures used that must still be checked against the gazette.
    """

    case: Case
    findings: tuple[Findings, ...]
    baselines: tuple[BaselineCount, ...]
    without_lead: tuple[str, ...]
    missing: tuple[Missing, ...]
    missing_agencies: tuple[str, ...]
    unconfirmed: tuple[Unconfirmed, ...]

    def __repr__(self) -> str:
        below, over = len(self.present.below), len(self.present.over_quota)
        return (
            f"Audit({self.case.scenario.name!r}, {self.present.total.units} units, "
            f"{below} below a minimum, {over} over quota)"
        )

    @property
    def present(self) -> Findings:
        """What is found in the organisation as the files have it."""
        return self.findings[0]


def audit(case: Case) -> Audit:
    """Hold the organisation of a case against its statute and its rules, without any plan."""
    moments = states(case)
    return Audit(
        case=case,
        findings=tuple(_findings(state) for state in moments),
        baselines=baseline_counts(case),
        without_lead=functions_without_lead(case),
        missing=missing_data(moments[0]),
        missing_agencies=missing_agencies(case),
        unconfirmed=tuple(dict.fromkeys(u for state in moments for u in unconfirmed(state))),
    )


def _findings(state: State) -> Findings:
    return Findings(
        state=state,
        total=strength(state, state.units),
        kinds=kind_counts(state),
        agencies=agency_counts(state),
        lines=line_counts(state),
        short=short_units(state),
        leaders=leader_rows(state),
        without_quota=kinds_without_quota(state),
        directors=directors(state),
        ordering=ordering_remarks(state),
        shared=shared_functions(state),
        general=general_shares(state),
        broken=broken_rules(state),
    )
