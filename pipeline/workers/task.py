"""A task for a worker, and what stands for doing many of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pipeline.errors import UnreadableFile
from pipeline.settings import Settings

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Task(Generic[Key]):
    """`work(*args)`, which must be importable by its name; `key` is the caller's, `name` the file's in messages."""

    key: Key
    work: Callable[..., Any]
    args: tuple[Any, ...]
    name: str
    seconds: float  # of computing
    weight: int = 1  # how many ordinary documents it is worth, where tasks are handed out by the dozen


ON_THE_CLOCK = 3.0
"""Times its seconds that a task may take on the clock, waiting or on a busy machine, which must not decide what is
read. A loop ends with its seconds of computing."""

Done = tuple[Task[Key], Any | UnreadableFile]
DoAll = Callable[[deque[Task[Any]], Settings], Iterator[Done[Any]]]  # what does as `do_all`, here or elsewhere
