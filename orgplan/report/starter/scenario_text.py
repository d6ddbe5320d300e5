"""The scenario of a new start: ready to run, with everything else as comments to switch on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from orgplan.organisation import Organisation, Unit
from orgplan.ruleset import Ruleset, builtin_names
from orgplan.text import Language

DEFAULT_RULESET = "vn-provincial-2026-01"
"""The newest built-in statute that needs no parameter."""
_PLAIN = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_OFFICE = "office"
MOST_NAMED = 40
"""Agencies that the scenario lists by name; where there are more, it says all."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a new scenario asks.

    Parameters
    ----------
    name
        Name of the scenario.
    language
        Language of every output.
    organisation
        The units that it is about.
    ruleset
        The ruleset, its parameters filled in.
    choice
        How the scenario names the ruleset: a built-in name or a path.
    parameters
        Parameters of the ruleset.
    units_file, functions_file
        The files beside the scenario; the second is empty where there is no function list.
    listed
        Whether agencies are listed by id, as those that have sent their files.
    """

    name: str
    language: Language
    organisation: Organisation
    ruleset: Ruleset
    choice: str
    parameters: dict[str, str]
    units_file: str
    functions_file: str
    listed: bool


def scenario_text(question: Question) -> str:
    """The text of the scenario.

    A line that begins with ``#`` and a blank explains; one that begins with ``#`` alone is a
    setting to switch on by deleting the ``#``.
    """
    parts = (
        _top(question),
        _statute(question),
        _agencies(question),
        _target(),
        _rules(question),
        _goals(question.organisation),
        _people(question),
    )
    return "\n".join("\n".join(part) for part in parts) + "\n"


def _said(vi: str, en: str) -> list[str]:
    return [f"# {vi}", f"# {en}"]


def _top(question: Question) -> Iterator[str]:
    yield from _said(
        "Kịch bản sắp xếp tổ chức bộ máy. Sửa tệp này, rồi chạy: orgplan solve scenario.yaml",
        "A restructuring scenario. Edit this file, then run: orgplan solve scenario.yaml",
    )
    yield from _said(
        "Dòng «# chữ» là lời giải thích; dòng «#chữ» là mục có thể bật: xóa dấu # ở đầu dòng.",
        'A line "# words" explains; a line "#words" may be switched on by deleting its #.',
    )
    yield "orgplan: 1"
    yield f"name: {_quoted(question.name)}"
    yield f"language: {question.language}    # vi | en"
    yield ""
    yield from _said(
        "Tệp đơn vị; có thể là danh sách tệp hoặc mẫu tên, ví dụ: units/*.xlsx",
        "The file of units; may be a list of files or a pattern such as units/*.xlsx",
    )
    yield f"organisation: {question.units_file}"
    yield from _said(
        "Bật nếu biên chế ghi trong bảng đã gồm cả các đơn vị bên trong.",
        "Switch on if the posts in the table include those of sub-units.",
    )
    yield "#staff_includes_subunits: true"
    yield from _said(
        "Danh mục chức năng (cột code, vi, en) để có tên gọi và gợi ý mã.",
        "A list of functions (columns code, vi, en), for names and suggestions.",
    )
    yield (
        f"function_list: {question.functions_file}"
        if question.functions_file
        else ("#function_list: functions.csv")
    )
    yield from _said(
        "Các cơ quan phải gửi số liệu; cơ quan chưa gửi sẽ được nhắc tên.",
        "Agencies that must send their tables; those missing are named.",
    )
    yield '#awaited: [so-noi-vu, "Sở Tài chính"]'
    yield ""


def _statute(question: Question) -> Iterator[str]:
    label = question.ruleset.label
    said = "" if label is None else f"    # {_one_line(label.vi)} / {_one_line(label.en)}"
    yield from _said(
        "Bộ quy định áp dụng; phải đối chiếu với Công báo trước khi trình.",
        "The statute that applies; check its figures against the official gazette.",
    )
    if not question.parameters and question.choice == DEFAULT_RULESET:
        yield from _said(
            "Đây là bộ mới nhất không cần tham số.", "This is the newest one without parameters."
        )
    yield "# Các bộ có sẵn / built in:"
    yield from (f"# - {name}" for name in builtin_names())
    yield from _said(
        "Cũng có thể ghi đường dẫn tới một tệp quy định.", "A path to a ruleset file works as well."
    )
    if question.parameters:
        given = ", ".join(f"{key}: {_quoted(v)}" for key, v in question.parameters.items())
        yield f"ruleset: {{name: {_quoted(question.choice)}, {given}}}{said}"
    else:
        yield f"ruleset: {_word(question.choice)}{said}"
        yield from _said(
            "Bộ cần tham số thì ghi như sau.", "A ruleset with a parameter is named like this."
        )
        yield "#ruleset: {name: vn-provincial-2025-03, province_class: 2}"
    yield ""


def _agencies(question: Question) -> Iterator[str]:
    yield from _said(
        "Các cơ quan được sắp xếp: all là tất cả, hoặc danh sách mã.",
        "The agencies that may change: all, or a list of ids.",
    )
    agencies = _agencies_of(question)
    if question.listed and 0 < len(agencies) <= MOST_NAMED:
        yield "scope:"
        yield "  agencies:"
        yield from (f"    - {_word(unit.id)}    # {_one_line(unit.name)}" for unit in agencies)
    else:
        yield "scope: {agencies: all}"
    yield from _said(
        "Đã có chủ trương, áp dụng trước khi tính: sáp nhập, chuyển đơn vị, chuyển chức năng.",
        "Already decided, applied before anything is planned: merge, move, transfer.",
    )
    yield "#given:"
    yield "#  - {merge: [don-vi-a], into: don-vi-b, name: Tên mới}"
    yield "#  - {move: [don-vi-c], to: co-quan-d}"
    yield "#  - {transfer: [linh-vuc/nhiem-vu], from: co-quan-a, to: don-vi-b}"
    yield ""


def _agencies_of(question: Question) -> list[Unit]:
    return [u for u in question.organisation if question.ruleset.kind(u.kind).agency]


def _target() -> Iterator[str]:
    yield from _said(
        "Mục tiêu: giảm 15 % số đầu mối ở từng cơ quan, làm tròn lên; per: total là tính chung.",
        "Target: 15 % fewer units in every agency, rounded up; per: total takes all together.",
    )
    yield "target: {cut: 15%, per: agency, round: up}"
    yield ""
    yield from _said(
        "Được làm gì: sáp nhập các đơn vị cùng cấp trên. Các thao tác khác: bật khi cần.",
        "What may be done: merge units with the same superior. Others: switch on as needed.",
    )
    yield "operations:"
    yield "  merge: true"
    yield "#  dissolve: {kinds: [division]}           # giải thể, chia nhiệm vụ / split a unit"
    yield "#  transfer: {functions: [linh-vuc]}       # điều chuyển chức năng / move functions"
    yield "#  flatten: [sub_department]               # bỏ cấp phòng bên trong / absorb sub-units"
    yield "#  convert: {sub_department: division}     # chi cục thành phòng / change the kind"
    yield ""


def _rules(question: Question) -> Iterator[str]:
    yield from _said(
        "Quy tắc thêm vào bộ quy định: xem `orgplan rules`.",
        "Rules besides those of the statute: see `orgplan rules`.",
    )
    offices = [unit.id for unit in question.organisation if unit.kind == _OFFICE]
    if offices:
        yield "rules:"
        yield "  # giữ các văn phòng (vẫn có thể tiếp nhận đơn vị khác) / offices stay, may receive"
        if not question.listed:
            yield "  # mã của ví dụ: đổi theo danh sách của mình / ids of the example: change them"
        yield "  - rule: keep"
        yield "    id: keep-offices"
        yield "    units:"
        yield from (f"      - {_word(unit)}" for unit in offices)
    else:
        yield "#rules:"
    yield "#  - {rule: separate_functions, pairs: [[licensing, inspection]]}"
    yield "#  - {rule: apart, units: [don-vi-a, don-vi-b]}"
    yield "#  - {rule: freeze, units: [don-vi-c]}"
    yield from _said(
        "Tắt quy tắc của bộ quy định theo mã.", "Rules of the statute to switch off, by id."
    )
    yield "#disable: [vn-min-division]"
    yield ""


def _goals(organisation: Organisation) -> Iterator[str]:
    yield from _said(
        "Thế nào là tốt hơn, xếp theo thứ tự ưu tiên; slack là phần được nhường cho mục sau.",
        "What is better, most important first; slack is what may be given up for what follows.",
    )
    yield "goals:"
    yield "  # ít biên chế bị xáo trộn / few posts displaced"
    yield "  - {displaced_staff: 1, slack: 5%}"
    leaders = any(unit.deputies is not None for unit in organisation)
    yield "  # về nơi làm việc gần với việc cũ / where similar work is done"
    yield "  - {mismatch: 1, unknown: 0.5, slack: 5%}"
    yield "  # ít lãnh đạo dôi dư / few leaders above the quota"
    if not leaders:
        yield "  # (bật khi bảng có số cấp phó / switch on once the table has deputies)"
    yield f"{_off(leaders)}  - surplus_leaders"
    yield "#  - {changed_from: 1, plan: thong-nhat/plan.json}   # giữ phương án cũ / keep a plan"
    yield ""


def _people(question: Question) -> Iterator[str]:
    yield from _said(
        "Điều đã thống nhất giữa người với người: chỉ in ra, không tính toán.",
        "What people have decided: printed everywhere, never optimised.",
    )
    yield "#decisions:"
    yield "#  - {unit: don-vi-a, name: Tên mới, form: merge, head: to_be_decided}"
    yield from _said(
        "Cơ quan giữ nguyên như phương án trước.", "Agencies that come out as in an earlier plan."
    )
    yield "#lock: {plan: thong-nhat/plan.json, agencies: [co-quan-a]}"
    yield from _said(
        "Lộ trình giải quyết lãnh đạo dôi dư, tính từ ngày quyết định có hiệu lực.",
        "When surplus leaders must be gone, counted from the day of the decision.",
    )
    yield "#road_map: {decided: 2026-07-01}"
    yield from _said("Thời gian tìm, giây.", "Seconds allowed for the search.")
    yield "settings: {time_limit: 60, seed: 1}"


def _off(on: bool) -> str:
    return "" if on else "#"


def _word(text: str) -> str:
    """A text as a plain word where YAML cannot misunderstand it, else in quotation marks."""
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _one_line(text: str) -> str:
    """A text as it may stand in a comment."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
