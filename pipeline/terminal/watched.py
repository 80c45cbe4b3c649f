"""A run as the command line does it: what happens is shown or logged while it runs, and summed up at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pipeline.errors import KehoachError, SystemRefused
from pipeline.errors.refusals import shown
from pipeline.events import Observer, RunFailed, RunFinished, all_of
from pipeline.exit_codes import ALL_READ, FAULT, SOME_UNREAD, WRONG_USAGE
from pipeline.stopping import STOPPED_EN, STOPPED_VI, exit_code
from pipeline.summary import Summary
from pipeline.tally import Tally
from pipeline.terminal import console
from pipeline.terminal.json_lines import json_lines
from pipeline.terminal.progress import progress
from pipeline.terminal.summary import show_summary


def watched(extract: Callable[[Observer], Summary], out: str, *, log_json: bool) -> int:
    """Do a run that tells what happens, print its summary and return its exit code; errors go on up."""
    did = Tally()
    with json_lines(FAULT) if log_json else progress(console(errors=True)) as watch, _failure_told(watch):
        summary = extract(all_of(did.tell, watch))
        finished = _finished(summary, did)
        watch(finished)
    show_summary(console(), summary, did, shown(out))
    return finished.exit_code


def _finished(summary: Summary, did: Tally) -> RunFinished:
    return RunFinished(
        exit_code=SOME_UNREAD if summary.unread else ALL_READ,
        files=len(summary.files),
        read_now=summary.read_now,
        unread=len(summary.unread),
        pages=sum(told.pages for told in summary.files),
        findings=sum(told.findings for told in summary.files),
        seconds=did.seconds,
        unchanged=summary.unchanged,
    )


@contextmanager
def _failure_told(watch: Observer) -> Iterator[None]:
    """Tell whoever watches how a run ended that did not come to its end."""
    try:
        yield
    except (KehoachError, OSError) as seen:
        error = seen if isinstance(seen, KehoachError) else SystemRefused(seen)
        watch(RunFailed(WRONG_USAGE, error.message_vi, error.message_en))
        raise error from seen
    except KeyboardInterrupt as stop:
        watch(RunFailed(exit_code(stop), STOPPED_VI, STOPPED_EN))
        raise
