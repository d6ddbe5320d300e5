"""What a command says when something goes wrong, and the exit code that goes with it."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.errors import CaseError, InputError, UsageError, WorkerError
from orgplan.text import Language, Text

Work = Callable[[], int]

_REASONS = {
    errno.EACCES: Text(
        "không có quyền, hoặc tệp đang mở trong chương trình khác",
        "no permission, or the file is open in another program",
    ),
    errno.ENOSPC: Text("ổ đĩa đã đầy", "the disk is full"),
    errno.ENOTDIR: Text(
        "một phần của đường dẫn không phải là thư mục", "part of the path is no folder"
    ),
    errno.EEXIST: Text("đã có một tệp mang tên ấy", "a file of that name is there"),
    errno.ENOENT: Text("không có nơi ấy", "there is no such place"),
    errno.EISDIR: Text("đó là một thư mục", "that is a folder"),
    errno.EIO: Text("ổ đĩa không trả lời", "the disk does not answer"),
    errno.EROFS: Text("ổ đĩa chỉ cho đọc", "the disk is read-only"),
    errno.ENAMETOOLONG: Text("tên quá dài", "the name is too long"),
}


def guarded(work: Work, language: Language, interrupted: Callable[[], bool] = lambda: False) -> int:
    """Do the work of a command; whatever goes wrong becomes a message and an exit code.

    Parameters
    ----------
    work
        Returns the exit code where nothing goes wrong.
    language
        Language of the message.
    interrupted
        Whether the user asked to stop: libraries turn an interruption into errors of their own.
    """
    try:
        return work()
    except BrokenPipeError:
        raise
    except KeyboardInterrupt:
        return _interrupted(language)
    except Exception as problem:
        if interrupted():
            return _interrupted(language)
        return _failed(problem, language)


def _interrupted(language: Language) -> int:
    say.note(Text("Đã dừng; không ghi tệp nào.", "Stopped; nothing was written."), language)
    return Exit.INTERRUPTED


def _failed(problem: Exception, language: Language) -> int:
    if isinstance(problem, InputError):
        say.findings(problem.findings, language)
        say.note(say.counted(problem.findings), language)
        return Exit.INPUT
    if isinstance(problem, CaseError):
        for complaint in problem.complaints:
            found, expected = complaint.found, complaint.expected
            say.note(
                Text(f"{found.vi}; cần: {expected.vi}", f"{found.en}; expected: {expected.en}"),
                language,
            )
        return Exit.INPUT
    if isinstance(problem, UsageError):
        say.note(problem.message, language)
        return Exit.USAGE
    if isinstance(problem, WorkerError):
        _tell_trace()
        say.note(problem.message, language)
        return Exit.INTERNAL
    if isinstance(problem, ImportError) and _is_solver(problem):
        _tell_trace()
        say.note(_NO_SOLVER, language)
        return Exit.INTERNAL
    if isinstance(problem, OSError) and problem.errno in _REASONS:
        _tell_trace()
        return _cannot_write(problem, language)
    _tell_trace()
    what = f"{type(problem).__name__}: {problem}".strip().splitlines()[0][:300]
    say.note(_internal(what), language)
    return Exit.INTERNAL


def _is_solver(problem: ImportError) -> bool:
    words = f"{problem.name} {problem.path} {problem}".lower()
    return any(name in words for name in ("ortools", "cp_model", "mathopt", "math_opt"))


def _cannot_write(problem: OSError, language: Language) -> int:
    reason = _REASONS[problem.errno or 0]
    place = problem.filename2 or problem.filename or ""
    say.note(
        Text(
            f"Không đọc hoặc ghi được {place}: {reason.vi}.",
            f"Cannot read or write {place}: {reason.en}.",
        ),
        language,
    )
    return Exit.USAGE


def _tell_trace() -> None:
    if os.environ.get("ORGPLAN_DEBUG") == "1":
        traceback.print_exc(file=sys.stderr)


_NO_SOLVER = Text(
    "Không nạp được bộ giải OR-Tools. Trên Windows, hãy cài Microsoft Visual C++ Redistributable "
    "(https://aka.ms/vs/17/release/vc_redist.x64.exe) rồi chạy lại; nơi khác, hãy cài lại gói "
    "`ortools`. Đặt ORGPLAN_DEBUG=1 để xem chi tiết.",
    "The solver OR-Tools cannot be loaded. On Windows, install the Microsoft Visual C++ "
    "Redistributable (https://aka.ms/vs/17/release/vc_redist.x64.exe) and run again; elsewhere, "
    "install the package `ortools` again. Set ORGPLAN_DEBUG=1 for details.",
)


def _internal(what: str) -> Text:
    return Text(
        f"Lỗi bên trong orgplan, không phải do dữ liệu của bạn: {what}\n"
        "Hãy chạy lại với ORGPLAN_DEBUG=1 và gửi những gì in ra, cùng `orgplan --version`, cho "
        "người phát triển.",
        f"An internal error of orgplan, no fault of your data: {what}\n"
        "Please run again with ORGPLAN_DEBUG=1 and send what it prints, with `orgplan --version`, "
        "to the developers.",
    )
