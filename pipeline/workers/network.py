"""No network for the process that calls this, and for all that it starts: what a document points to is never fetched.

On Linux the kernel refuses every socket that leaves the machine, to libraries in C and to programs that are run as
well; elsewhere Python's own sockets are refused, which is what our readers could use.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys
from typing import Any

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2  # linux/prctl.h, linux/seccomp.h
_AF_UNIX = 1
# Of each machine: its name for the kernel, and the number of the call `socket`.
_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_IO_URING = 425  # makes sockets as well; the same number on every machine
_FOREIGN_CALLS = 0x40000000  # from here on: the same calls by other numbers (x32)
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
# Where the filter finds what it asks about: struct seccomp_data.
_CALL, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
# Instructions of the filter: load a word, jump if equal, jump if greater or equal, return.
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06


def cut_off() -> None:
    """Refuse every connection from now on, for good."""
    cut_off_python()
    if sys.platform == "linux" and platform.machine() in _MACHINES:
        _filter_calls(*_MACHINES[platform.machine()])


def cut_off_python() -> None:
    """Refuse those of Python alone, where results are kept in a store that Arrow's library connects to."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "socket.connect" and arguments[0].family == _AF_UNIX:  # on this machine: the relay of a store
        return
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        raise PermissionError(errno.EACCES, "a document is read without network")


def _filter_calls(machine: int, socket: int) -> None:
    """Have the kernel answer "permission denied"; where it does not offer that, the hook above is all there is."""
    program = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUAL, 0, 6, machine),
        (_LOAD, 0, 0, _CALL),
        (_AT_LEAST, 4, 0, _FOREIGN_CALLS),
        (_EQUAL, 3, 0, _IO_URING),
        (_EQUAL, 0, 3, socket),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_EQUAL, 1, 0, _AF_UNIX),
        (_RETURN, 0, 0, _REFUSE | errno.EACCES),
        (_RETURN, 0, 0, _ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *one) for one in program))
    header = ctypes.create_string_buffer(struct.pack("@HP", len(program), ctypes.addressof(code)))
    prctl = ctypes.CDLL(None).prctl
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    prctl(_PR_SET_SECCOMP, _FILTER, ctypes.addressof(header), 0, 0)
