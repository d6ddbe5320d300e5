"""Where the figures of a report come from: one line for the foot of every page."""

from __future__ import annotations

from collections.abc import Iterable

from orgplan.case import InputFile
from orgplan.io.findings import visible
from orgplan.result import Result
from orgplan.text import Language, Text, amount
from orgplan.version import __version__

_DIGITS = 8
"""Characters of a fingerprint that a reader compares by eye."""
DRAFT = Text("DỰ THẢO", "DRAFT")


def status_words(result: Result) -> Text:
    """What is known of the plan, never more than is proven."""
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
    parts = [f"orgplan {__version__}"]
    inputs = result.case.inputs
    if inputs is not None:
        scenario = Text("kịch bản", "scenario").to(language)
        organisation = Text("tổ chức", "organisation").to(language)
        ruleset = Text("quy định", "ruleset").to(language)
        parts.append(f"{scenario} {_files([inputs.scenario])}")
        parts.append(f"{organisation} {_files(inputs.organisation)}")
        parts.append(f"{ruleset} {inputs.ruleset_name} {inputs.ruleset.sha256[:_DIGITS]}")
    parts.append(f"{result.engine} {result.engine_version}")
    return " · ".join(parts)


def _files(files: Iterable[InputFile]) -> str:
    listed = [f"{visible(file.path.name)} {file.sha256[:_DIGITS]}" for file in files]
    return listed[0] if len(listed) == 1 else f"{listed[0]} + {len(listed) - 1}"
