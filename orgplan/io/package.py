"""Unfolding a workbook without trusting it.

A workbook is a zip archive, and a small archive can unfold to more than the memory holds. The
sizes are checked before anything is unfolded, and what goes on to the reader of the sheets is a
plain copy of the parts that were checked, never the archive itself.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from orgplan.io.findings import Cell, Findings
from orgplan.io.limits import MAX_FILE_BYTES, MAX_PARTS, MAX_RATIO, RATIO_FREE_BYTES
from orgplan.text import Text

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_A_WORKBOOK = Text("một bảng tính `.xlsx`", "an `.xlsx` workbook")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unfold(data: bytes, home: Cell, findings: Findings) -> dict[str, bytes] | None:
    """Unfold the XML parts of a workbook within the limits.

    Parameters
    ----------
    data
        The bytes of the file.
    home
        The file as a place.
    findings
        Gets the reason where the file is refused.

    Returns
    -------
    parts
        The parts by name, or None.
    """
    if not data.startswith(b"PK"):
        _report_other(data, home, findings)
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            reason = _too_much(entries)
            if reason is not None:
                findings.error(home, *reason)
                return None
            return {
                entry.filename: archive.read(entry)
                for entry in entries
                if entry.filename.lower().endswith((".xml", ".rels"))
            }
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
        KeyError,
    ):
        report_damaged(home, findings)
        return None


def fold_again(parts: dict[str, bytes]) -> io.BytesIO:
    """Pack checked parts into an archive without compression.

    Parameters
    ----------
    parts
        The parts by name.

    Returns
    -------
    archive
        The archive, ready to be read.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    stream.seek(0)
    return stream


def report_damaged(home: Cell, findings: Findings) -> None:
    """Report a workbook that cannot be read.

    Parameters
    ----------
    home
        The file as a place.
    findings
        Gets the error.
    """
    findings.error(
        home,
        Text("bảng tính bị hỏng", "a damaged workbook"),
        _A_WORKBOOK,
        Text("mở tệp trong Excel rồi lưu lại", "open the file in Excel and save it"),
    )


def _too_much(entries: list[zipfile.ZipInfo]) -> tuple[Text, Text] | None:
    """Say why an archive is refused, from what it says of itself."""
    names = {entry.filename for entry in entries}
    if len(names) < len(entries) or any(entry.compress_type not in _METHODS for entry in entries):
        return Text("bảng tính bị hỏng", "a damaged workbook"), _A_WORKBOOK
    if any(entry.flag_bits & 0x1 for entry in entries):
        return Text("bảng tính có mật khẩu", "a workbook with a password"), _A_WORKBOOK
    total = sum(entry.file_size for entry in entries)
    inflating = any(
        entry.file_size > RATIO_FREE_BYTES and entry.file_size > MAX_RATIO * entry.compress_size
        for entry in entries
    )
    if total <= MAX_FILE_BYTES and len(entries) <= MAX_PARTS and not inflating:
        return None
    size, limit = total // (1024 * 1024), MAX_FILE_BYTES // (1024 * 1024)
    return (
        Text(
            f"bảng tính bung ra thành {size} MB, {len(entries)} phần",
            f"a workbook that unfolds to {size} MB, {len(entries)} parts",
        ),
        Text(
            f"nhiều nhất {limit} MB, {MAX_PARTS} phần, mỗi phần lớn nén không quá {MAX_RATIO} lần",
            f"at most {limit} MB and {MAX_PARTS} parts, large ones packed at most {MAX_RATIO}:1",
        ),
    )


def _report_other(data: bytes, home: Cell, findings: Findings) -> None:
    """Say what a file is that is named as a workbook and is none."""
    if data.startswith(_OLD_WORKBOOK):
        findings.error(
            home,
            Text(
                "bảng tính kiểu cũ `.xls` hoặc có mật khẩu",
                "an old `.xls` workbook, or one with a password",
            ),
            _A_WORKBOOK,
            Text("lưu lại dạng `.xlsx`, không mật khẩu", "save as `.xlsx` without password"),
        )
        return
    advice = None
    if data and b"\0" not in data[:1_000]:
        advice = Text("có lẽ là `.csv`: đổi đuôi tệp", "`.csv`: rename the file")
    found = Text("không phải bảng tính", "no workbook") if data else Text("tệp trống", "nothing")
    findings.error(home, found, _A_WORKBOOK, advice)
