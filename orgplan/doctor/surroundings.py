"""The font, the console, the language, the folders and the size of the computer."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from orgplan.doctor import windows
from orgplan.doctor.finding import Look, reason
from orgplan.io.language import LOCALES, choose_language, spoken
from orgplan.text import Text, same

VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
)
_UTF_8_PAGE = 65001
_LITTLE_MEMORY = 2 * 1024**3
_LANGUAGE = "ORGPLAN_LANG"


def look_at_font() -> Look:
    """Whether the font of the charts is there and has every Vietnamese letter."""
    try:
        from orgplan.draw.fonts import FAMILY, plain

        letters = VIETNAMESE + VIETNAMESE.upper()
        missing = [a for a, drawn in zip(letters, plain(letters), strict=True) if a != drawn]
    except Exception as problem:  # whatever it is, it is what the user should read
        found = Text(
            f"không đọc được phông chữ kèm theo ({reason(problem)})",
            f"the bundled font cannot be read ({reason(problem)})",
        )
        return Look("font", "fault", found, _AGAIN)
    if missing:
        found = Text(f"{FAMILY} thiếu {''.join(missing)}", f"{FAMILY} lacks {''.join(missing)}")
        return Look("font", "fault", found, _AGAIN)
    words = Text(f"{FAMILY}, đủ chữ tiếng Việt", f"{FAMILY}, with every Vietnamese letter")
    return Look("font", "ok", words)


_AGAIN = Text(
    "cài lại orgplan như khi cài lần đầu",
    "install orgplan again, the way it was installed first",
)


def look_at_console(encoding: str | None, page: int | None) -> Look:
    """Whether what is printed shows every letter.

    Parameters
    ----------
    encoding
        Encoding of the standard output.
    page
        Code page of a Windows console, or None where there is none.
    """
    known = (encoding or "").lower().replace("_", "-").replace("utf8", "utf-8")
    advice = Text(
        "gõ chcp 65001 trong cửa sổ lệnh trước khi chạy orgplan",
        "type chcp 65001 in the window before you run orgplan",
    )
    if known != "utf-8":
        shown = encoding or "?"
        found = Text(f"in ra theo bảng mã {shown}, không phải UTF-8", f"{shown}, not UTF-8")
        return Look("console", "fault", found, advice)
    if page not in (None, _UTF_8_PAGE):
        found = Text(
            f"orgplan in ra UTF-8, còn cửa sổ lệnh theo bảng mã {page}",
            f"orgplan prints UTF-8, the window has code page {page}",
        )
        return Look("console", "note", found, advice)
    return Look("console", "ok", same("UTF-8"))


def look_at_language(environment: Mapping[str, str]) -> Look:
    """The language of the outputs, and what it comes from."""
    chosen = choose_language(environment=environment)
    name = Text("tiếng Việt", "Vietnamese") if chosen == "vi" else Text("tiếng Anh", "English")
    asked = environment.get(_LANGUAGE)
    if asked and spoken(asked) is None:
        return Look(
            "language",
            "note",
            Text(
                f"{name.vi}; {_LANGUAGE}={asked} không dùng được", f"{name.en}; {_LANGUAGE}={asked}"
            ),
            Text(f"đặt {_LANGUAGE}=vi hoặc en", f"set {_LANGUAGE} to vi or en"),
        )
    if asked:
        return Look("language", "ok", _by(name, f"{_LANGUAGE}={asked}"))
    first = next((key for key in LOCALES if environment.get(key)), None)
    if first is None or spoken(environment[first]) is None:
        words = Text(f"{name.vi} (mặc định)", f"{name.en} (the default)")
        return Look("language", "ok", words)
    return Look("language", "ok", _by(name, f"{first}={environment[first]}"))


def _by(name: Text, source: str) -> Text:
    return Text(f"{name.vi} ({source})", f"{name.en} ({source})")


def look_at_folders() -> Iterator[Look]:
    """Whether files can be written here, and where programs keep passing ones."""
    here = Path.cwd()
    problem = cannot_write(here)
    if problem is None:
        yield Look("folder", "ok", Text(f"ghi được vào {here}", f"{here} can be written to"))
    else:
        words = Text(
            f"không ghi được vào {here} ({problem})", f"cannot write to {here} ({problem})"
        )
        advice = Text(
            "làm việc trong thư mục khác, hoặc nêu thư mục kết quả bằng -o",
            "work in another folder, or name the folder of the results with -o",
        )
        yield Look("folder", "note", words, advice)
    try:
        passing = Path(tempfile.gettempdir())
    except OSError as error:
        passing, problem = Path("TEMP"), reason(error)
    else:
        problem = cannot_write(passing)
    if problem is None:
        yield Look("temp", "ok", Text(f"ghi được vào {passing}", f"{passing} can be written to"))
        return
    words = Text(
        f"không có thư mục tạm ghi được ({problem})", f"no folder for passing files ({problem})"
    )
    advice = Text(
        "đặt biến TEMP (Windows) hoặc TMPDIR thành một thư mục ghi được",
        "set TEMP (Windows) or TMPDIR to a folder that can be written to",
    )
    yield Look("temp", "fault", words, advice)


def cannot_write(folder: Path) -> str | None:
    """Why no file can be written in a folder; None if one can."""
    try:
        with tempfile.TemporaryFile(dir=folder) as stream:
            stream.write(b"orgplan")
    except OSError as problem:
        return reason(problem)
    return None


def look_at_size() -> Iterator[Look]:
    """Processors and memory."""
    count = os.cpu_count()
    yield Look("processors", "ok", same("?" if count is None else str(count)))
    memory = memory_bytes()
    if memory is None:
        yield Look("memory", "ok", Text("không rõ", "not known"))
        return
    amount = round(memory / 1024**3, 1)
    vi = f"{amount}".replace(".", ",")
    words = Text(f"{vi} GB", f"{amount} GB")
    if memory < _LITTLE_MEMORY:
        advice = Text(
            "tổ chức lớn có thể cần nhiều hơn; đóng bớt chương trình khác",
            "large organisations may need more; close other programs",
        )
        yield Look("memory", "note", words, advice)
    else:
        yield Look("memory", "ok", words)


def memory_bytes() -> int | None:
    """Memory of the computer [bytes], or None where nobody tells."""
    if sys.platform == "win32":
        return windows.memory_bytes()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return None


def look_at_network() -> Look:
    """That there is nothing to look at."""
    return Look(
        "network",
        "ok",
        Text(
            "không cần mạng; dữ liệu không rời khỏi máy này",
            "none is needed; no data leaves this computer",
        ),
    )
