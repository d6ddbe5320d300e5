"""`orgplan doctor`: is everything on this computer that orgplan needs?"""

from __future__ import annotations

import shutil
from typing import Annotated

import typer

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.options import AsJson, SpokenByItself, said
from orgplan.io.language import choose_language
from orgplan.text import Language, Text

NAME = "doctor"
ABOUT = Text(
    "Kiểm tra máy tính: thư viện, bộ giải, phông chữ, cửa sổ lệnh. Mã thoát 1 nếu có lỗi.",
    "Check the computer: libraries, solvers, font, console. Exit code 1 if something is at fault.",
)


ClearCache = Annotated[
    bool,
    typer.Option(
        "--clear-cache",
        help=said(
            "Xóa các kết quả đã lưu để dùng lại, rồi thôi; lần sau sẽ tính lại từ đầu.",
            "Remove the results kept for later runs, and nothing else; the next run computes anew.",
        ),
    ),
]


def command(
    clear_cache: ClearCache = False, as_json: AsJson = False, language: SpokenByItself = None
) -> int:
    """Look at the computer."""
    spoken = choose_language(language)
    if clear_cache:
        return guarded(lambda: _clear(as_json, spoken), spoken)
    return guarded(lambda: _doctor(as_json, spoken), spoken)


def _clear(as_json: bool, language: Language) -> int:
    """Empty the cache and say how much that was."""
    from orgplan.doctor.extras import in_megabytes
    from orgplan.engine.cache.place import clear, default_folder, size

    folder = default_folder()
    freed = 0 if folder is None else size(folder)
    if folder is not None:
        clear(folder)
    if as_json:
        say.document({"folder": None if folder is None else str(folder), "bytes": freed})
        return Exit.DONE
    room = in_megabytes(freed)
    done = Text(f"Đã xóa {room.vi} ở {folder}.", f"Removed {room.en} in {folder}.")
    off = Text("Không lưu kết quả nào: ORGPLAN_CACHE để trống.", "There is no cache to remove.")
    print((off if folder is None else done).to(language))
    return Exit.DONE


def _doctor(as_json: bool, language: Language) -> int:
    from orgplan.doctor import examine
    from orgplan.doctor.page import count, document, lines

    looks = examine()
    if as_json:
        say.document(document(looks, language))
    else:
        width = shutil.get_terminal_size((80, 24)).columns
        for line in lines(looks, language, width):
            print(line)
    return Exit.INTERNAL if count(looks, "fault") else Exit.DONE
