"""What to say when a command is called in a wrong way.

The parser below may be typer's own or click; its exceptions are told apart by their names, which
both share.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from orgplan.cli.help_page import translated
from orgplan.text import Text, same

_EXPECTED = {
    "time_limit": Text("số giây lớn hơn 0", "a number of seconds above 0"),
    "workers": Text("một số nguyên từ 1", "a whole number of 1 or more"),
    "seed": Text("một số nguyên từ 0 đến 2147483647", "a whole number from 0 to 2147483647"),
    "engine": Text("cp-sat hoặc highs", "cp-sat or highs"),
    "language": Text("vi hoặc en", "vi or en"),
    "what": Text("scenario hoặc ruleset", "scenario or ruleset"),
    "way": Text(
        "early-retirement (nghỉ hưu trước tuổi) hoặc resignation (thôi việc)",
        "early-retirement or resignation",
    ),
}


def usage_message(problem: Exception) -> Text | None:
    """The message for a usage error of the parser; None if it is none."""
    if getattr(problem, "exit_code", None) != 2:
        return None
    if type(problem).__name__ == "NoArgsIsHelpError":
        return same(str(getattr(problem, "message", "")))
    what = _what(problem)
    context = getattr(problem, "ctx", None)
    if context is None:
        return what
    usage, path = context.get_usage(), context.command_path
    return Text(
        f"{translated(usage)}\n{what.vi}\nXem: {path} --help",
        f"{usage}\n{what.en}\nSee: {path} --help",
    )


def _what(problem: Exception) -> Text:
    kind, told = type(problem).__name__, str(getattr(problem, "message", problem))
    parameter = getattr(problem, "param", None)
    name, shown = getattr(parameter, "name", "") or "", _shown(parameter)
    if kind == "NoSuchOption":
        wrong = str(getattr(problem, "option_name", ""))
        known = [str(option) for option in getattr(problem, "possibilities", None) or ()]
        return _unknown(Text("không có tùy chọn", "there is no option"), wrong, known)
    if kind == "NoSuchCommand" or told.startswith("No such command"):
        context = getattr(problem, "ctx", None)
        known = list(getattr(getattr(context, "command", None), "commands", {}))
        wrong = told.split("'")[1] if told.count("'") >= 2 else told
        near = difflib.get_close_matches(wrong, known, 3)
        return _unknown(Text("không có lệnh", "there is no command"), wrong, near)
    if kind == "MissingParameter":
        return Text(f"Lỗi: thiếu {shown}", f"Error: {shown} is missing")
    if kind == "BadParameter":
        expected = _EXPECTED.get(name)
        tail = Text(told, told) if expected is None else expected
        return Text(
            f"Lỗi: giá trị của {shown} không dùng được; cần: {tail.vi}",
            f"Error: the value of {shown} cannot be used; expected: {tail.en}",
        )
    if kind == "BadOptionUsage":
        option = str(getattr(problem, "option_name", ""))
        return Text(f"Lỗi: tùy chọn {option} dùng chưa đúng", f"Error: {told}")
    return Text(f"Lỗi: lệnh gọi thừa hoặc sai tham số ({told})", f"Error: {told}")


def _unknown(words: Text, wrong: str, known: Sequence[str]) -> Text:
    if not known:
        return Text(f"Lỗi: {words.vi} {wrong}", f"Error: {words.en} {wrong}")
    listed = ", ".join(sorted(known))
    return Text(
        f"Lỗi: {words.vi} {wrong}; có phải: {listed}?",
        f"Error: {words.en} {wrong}; did you mean: {listed}?",
    )


def _shown(parameter: object) -> str:
    """How the user writes a parameter."""
    options: Sequence[str] = getattr(parameter, "opts", None) or ()
    if getattr(parameter, "param_type_name", "") == "option" and options:
        return max(options, key=len)
    metavar: str | None = getattr(parameter, "metavar", None)
    return metavar or str(getattr(parameter, "name", "") or "").upper()
