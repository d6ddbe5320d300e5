"""Where the figures of a report come from: one line for the foot of every page."""

from __future__ import annotations

from collections.abc import Iterable

from orgplan.approval import DRAFT, Standing, standing
from orgplan.case import Case, InputFile
from orgplan.io.findings import visible
from orgplan.result import Result
from orgplan.text import Language, Text, amount
from orgplan.version import __version__

_DIGITS = 8
"""Characters of a fingerprint that a reader compares by eye."""
APPROVED = Text("ĐÃ PHÊ DUYỆT", "APPROVED")


def draft_words(result: Result, agency: str | None = None) -> Text | None:
    """The mark of a draft, or None for a document of which everything is approved.

    Parameters
    ----------
    result
        The answer that the document shows.
    agency
        The agency that a page or a sheet is about; None for the whole plan.
    """
    known = standing_of(result, agency)
    return DRAFT if known is None or known.draft else None


def state_words(result: Result, agency: str | None = None) -> Text:
    """Draft or approved, and how many changes are approved where that is part of them."""
    state = draft_words(result, agency) or APPROVED
    share = approved_share(result, agency)
    if share is None or state is APPROVED:
        return state
    return Text(f"{state.vi} · {share.vi}", f"{state.en} · {share.en}")


def approved_share(result: Result, agency: str | None = None) -> Text | None:
    """How many of the changes are approved; None where none is, or nothing changes."""
    known = standing_of(result, agency)
    if known is None or not known.approved:
        return None
    return Text(
        f"đã phê duyệt {known.approved}/{known.changes} thay đổi",
        f"{known.approved} of {known.changes} changes approved",
    )


def standing_of(result: Result, agency: str | None = None) -> Standing | None:
    """How far the plan of a result, or its part in one agency, is approved; None of no plan."""
    if result.plan is None:
        return None
    return standing(result.plan, result.case, agency)


def status_words(result: Result) -> Text:
    """What is known of the plan, never more than is proven."""
    if result.status == "infeasible" and result.confirmed is False:
        return Text(
            "không có phương án, chưa được bộ giải thứ hai xác nhận",
            "no plan exists, not confirmed by a second solver",
        )
    if result.status == "infeasible":
        return Text("không có phương án, đã chứng minh", "no plan exists, proven")
    if result.status == "unknown":
        return Text("chưa tìm được phương án", "no plan found")
    if result.status == "optimal" and not result.tiers:
        return Text("phương án giữ mọi quy tắc", "a plan that keeps every rule")
    if result.status == "optimal":
        return Text("phương án tốt nhất, đã chứng minh", "best plan, proven")
    if result.gap is None:
        return Text("phương án chưa chứng minh là tốt nhất", "plan not proven to be the best")
    gap = amount(round(result.gap * 100, 1))
    return Text(
        f"phương án chưa chứng minh là tốt nhất, khoảng cách {gap.vi} %",
        f"plan not proven to be the best, gap {gap.en} %",
    )


def provenance(result: Result, language: Language) -> str:
    """Version, inputs with the start of their fingerprints, and the proof, on one line."""
    return f"{source(result.case, language)} · {result.engine} {result.engine_version}"


def source(case: Case, language: Language) -> str:
    """Version and inputs with the start of their fingerprints, on one line."""
    parts = [f"orgplan {__version__}"]
    inputs = case.inputs
    if inputs is not None:
        scenario = Text("kịch bản", "scenario").to(language)
        organisation = Text("tổ chức", "organisation").to(language)
        ruleset = Text("quy định", "ruleset").to(language)
        parts.append(f"{scenario} {_files([inputs.scenario])}")
        parts.append(f"{organisation} {_files(inputs.organisation)}")
        parts.append(f"{ruleset} {inputs.ruleset_name} {inputs.ruleset.sha256[:_DIGITS]}")
    return " · ".join(parts)


def _files(files: Iterable[InputFile]) -> str:
    listed = [f"{visible(file.path.name)} {file.sha256[:_DIGITS]}" for file in files]
    return listed[0] if len(listed) == 1 else f"{listed[0]} + {len(listed) - 1}"
