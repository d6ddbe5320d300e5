"""What only Windows knows: the code page of its console and its memory."""

from __future__ import annotations

import ctypes
import sys


def console_page() -> int | None:
    """Code page of the console, or None where there is none."""
    if sys.platform != "win32":
        return None
    return ctypes.windll.kernel32.GetConsoleOutputCP() or None


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX of the Windows API."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("total", ctypes.c_uint64),
        ("rest", ctypes.c_uint64 * 6),
    )


def memory_bytes() -> int | None:
    """Memory of the computer [bytes], or None where Windows does not tell."""
    if sys.platform != "win32":
        return None
    status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
    told = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
    return int(status.total) if told else None
