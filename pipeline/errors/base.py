"""What all errors have in common: a message in both languages that says what was seen and what to do next."""

from __future__ import annotations

from typing import ClassVar


class KehoachError(Exception):
    """Anything this program knows how to explain."""

    code: ClassVar[str] = "error"

    def __init__(self, message_vi: str, message_en: str) -> None:
        super().__init__(message_en)
        self.message_vi = message_vi
        self.message_en = message_en

    def __reduce__(self) -> tuple[object, ...]:
        return _as_it_was, (type(self), self.args, self.__dict__)  # an error of a worker is raised by its run


def _as_it_was(kind: type[KehoachError], args: tuple[object, ...], state: dict[str, object]) -> KehoachError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(state)
    return error


class UnreadableFile(KehoachError):
    """A file that gives no document; `reason` tells which kind of trouble, for counting."""

    code = "file-unreadable"
    reason: ClassVar[str] = "unreadable"

    def __init__(self, name: str, message_vi: str, message_en: str) -> None:
        super().__init__(f"{name}: {message_vi}", f"{name}: {message_en}")
        self.name = name


class WrongUsage(KehoachError):
    """The command cannot begin; nothing was read or written."""

    code = "wrong-usage"
