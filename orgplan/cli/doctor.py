"""`orgplan doctor`: is everything on this computer that orgplan needs?"""

from __future__ import annotations

import shutil

from orgplan.cli import say
from orgplan.cli.exits import Exit
from orgplan.cli.failures import guarded
from orgplan.cli.options import AsJson, SpokenByItself
from orgplan.io.language import choose_language
from orgplan.text import Language, Text

NAME = "doctor"
ABOUT = Text(
    "Kiểm tra máy tính: thư viện, bộ giải, phông chữ, cửa sổ lệnh. Mã thoát 1 nếu có lỗi.",
    "Check the computer: libraries, solvers, font, console. Exit code 1 if something is at fault.",
)


def command(as_json: AsJson = False, language: SpokenByItself = None) -> int:
    """Look at the computer."""
    spoken = choose_language(language)
    return guarded(lambda: _doctor(as_json, spoken), spoken)


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
