"""What cannot work is said before time is spent on it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from orgplan.errors import UsageError
from orgplan.text import Text

if TYPE_CHECKING:
    from orgplan.case import Case


def refuse_time(limit: float | None) -> None:
    """Refuse a time limit that is no time.

    Raises
    ------
    UsageError
        If the limit is not above 0 and finite [s].
    """
    if limit is not None and not 0 < limit < float("inf"):
        raise UsageError(
            Text("--time-limit: cần số giây lớn hơn 0", "--time-limit: seconds must be above 0")
        )


def refuse_folder(folder: Path) -> None:
    """Refuse a folder that cannot be made or written to.

    Raises
    ------
    UsageError
        If it, or something above it, is a file or without permission.
    """
    standing = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    if not standing.is_dir():
        raise UsageError(
            Text(
                f"{standing} là một tệp, không phải thư mục", f"{standing} is a file, not a folder"
            )
        )
    if not os.access(standing, os.W_OK | os.X_OK):
        raise UsageError(
            Text(f"không có quyền ghi vào {standing}", f"no permission to write into {standing}")
        )


def refuse_scheduler(scheduler: str | None) -> None:
    """Refuse an address that no scheduler has.

    Raises
    ------
    UsageError
        If it is neither ``local`` nor an address such as ``tcp://10.0.0.5:8786``.
    """
    if scheduler not in (None, "local") and "://" not in scheduler:
        raise UsageError(
            Text(
                "--scheduler: cần local, hoặc địa chỉ như tcp://10.0.0.5:8786",
                "--scheduler: local, or an address such as tcp://10.0.0.5:8786",
            )
        )


def refuse_overwriting_plans(case: Case, folder: Path) -> None:
    """Refuse a folder in which ``plan-2.json`` would replace a plan that the scenario reads.

    Raises
    ------
    UsageError
        If a lock or a goal compares with a numbered plan of that folder: its agreement would be
        lost.
    """
    for file in () if case.inputs is None else case.inputs.plans:
        path = file.path.resolve()
        if path.parent == folder.resolve() and re.fullmatch(r"plan-\d+\.json", path.name):
            raise UsageError(
                Text(
                    f"{file.path} là phương án mà kịch bản so sánh; kết quả có thể ghi đè lên. "
                    "Chọn thư mục khác: -o DIR",
                    f"{file.path} is a plan that the scenario compares with; the results could "
                    "replace it. Choose another folder: -o DIR",
                )
            )


def refuse_overwriting_the_plan(case: Case, folder: Path) -> None:
    """Refuse a folder whose ``plan.json`` the scenario reads.

    Raises
    ------
    UsageError
        If a lock or a goal compares with that plan: its agreement would be lost.
    """
    target = folder / "plan.json"
    plans = () if case.inputs is None else case.inputs.plans
    if any(file.path.resolve() == target.resolve() for file in plans):
        raise UsageError(
            Text(
                f"{target} là phương án đã thống nhất mà kịch bản so sánh; kết quả sẽ ghi đè "
                "lên. Chọn thư mục khác: -o DIR, hoặc chép phương án đã thống nhất sang nơi khác",
                f"{target} is the agreed plan that the scenario compares with; the result would "
                "replace it. Choose another folder: -o DIR, or copy the agreed plan elsewhere",
            )
        )
