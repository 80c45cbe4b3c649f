"""The command line `kehoach`: what may be asked of it, and the one place where errors become messages.

Exit codes are in exit_codes.py.  Commands import what they need, so that help comes at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.errors import KehoachError, NoRuns, SystemRefused
from pipeline.exit_codes import ALL_READ, SOME_UNREAD, WRONG_USAGE
from pipeline.settings import MIB, Settings
from pipeline.stopping import STOPPED_EN, STOPPED_VI, exit_code, orderly_stop
from pipeline.streams import usable_streams
from pipeline.without_pandas import leave_out_pandas

if TYPE_CHECKING:
    from pipeline.events import Observer
    from pipeline.job import Executor
    from pipeline.summary import Summary

READING = ("pipeline.run.document",)  # modules of the work that is done in other processes, so that these load them
WRITING = ("pipeline.run.parts", "pipeline.store")  # while this one still begins

app = typer.Typer(
    name="kehoach",
    help="Vietnamese plans (kế hoạch) to tables: legal bases, targets, deadlines, responsibilities, and what to check.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help, which comes in half the time and reads the same in any terminal
    pretty_exceptions_enable=False,
)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"kehoach {version('kehoach')}")
        raise typer.Exit


def _not_empty(place: str) -> str:
    """Refuse what a script passes on whose variable is not set; it would mean the folder where the script runs."""
    if not place:
        raise typer.BadParameter("it is empty; is a variable of the script not set?")
    return place


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command(
    epilog="Exit code: 0 all files were read, 3 some were not, 2 it could not begin or go on, "
    "130 stopped with Ctrl-C, 143 by SIGTERM. More in docs/running.md."
)
def extract(
    raw: Annotated[
        str,
        typer.Argument(
            metavar="RAW", help="A folder of documents, with its subfolders, or one file.", callback=_not_empty
        ),
    ],
    out: Annotated[
        str,
        typer.Option(
            "--out",
            "-o",
            metavar="OUT",
            help="Folder for the Parquet tables, or s3://bucket/folder.",
            callback=_not_empty,
        ),
    ],
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget earlier work and read everything again.")] = False,
    force: Annotated[bool, typer.Option("--force", hidden=True)] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Wait while another run writes to OUT.")] = False,
    layout: Annotated[
        Literal["single", "dataset"],
        typer.Option("--layout", help="One file a table, or for very large folders a folder of files a table."),
    ] = "single",
    workers: Annotated[
        int | None, typer.Option("--workers", "-j", min=1, help="Processes that read; else one a core, at most 8.")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option("--seconds", min=1, help="Time a document is given; else 30, or more if large.")
    ] = None,
    memory: Annotated[
        int | None, typer.Option("--memory", metavar="MIB", min=256, help="Memory a document may take; else 512.")
    ] = None,
    on: Annotated[
        Literal["local", "ray"], typer.Option("--on", help="Where to read: on this machine, or on a Ray cluster.")
    ] = "local",
    address: Annotated[
        str | None,
        typer.Option("--address", metavar="HOST:PORT", help="Of the Ray cluster; else it is found or started."),
    ] = None,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="Instead of progress, a line of JSON an event on standard error.")
    ] = False,
) -> None:
    """Read every document under RAW and write the thirteen tables to OUT.

    PDF, Word files old and new, pictures, HTML, Markdown and text are told apart by what is in them; ZIP archives count
    as folders.  A file that cannot be read is reported, and the others are read.  Started again, it reads only what is
    new or was not finished.
    """
    if address is not None and on != "ray":
        raise typer.BadParameter("--address goes with --on ray.")
    with _explained(STOPPED_VI, STOPPED_EN):
        from pipeline.workers import warm_up

        warm_up(*READING, *WRITING)
        from pipeline.terminal.watched import watched

        def run(tell: Observer) -> Summary:
            from pipeline.run import extract_folder  # while the first words are already on the screen

            return extract_folder(
                Path(raw),
                out,
                _settings(workers, seconds, memory),
                fresh=fresh or force,
                wait=wait,
                layout=layout,
                executor=_executor(on, address),
                tell=tell,
            )

        raise typer.Exit(watched(run, out, log_json=log_json))


@app.command(epilog="Exit code: 0 the file was read, 3 it was not, 2 wrong usage.")
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="One document.")],
    seconds: Annotated[float | None, typer.Option("--seconds", min=1, help="Time it is given.")] = None,
) -> None:
    """Show what is found in one document.

    That is its header, outline, records and findings.  Nothing is written.
    """
    with _explained():
        from pipeline.workers import warm_up

        warm_up(*READING)
        from pipeline.run import read_alone
        from pipeline.terminal import console
        from pipeline.terminal.document import show_document

        checked = read_alone(file, _settings(seconds=seconds))
        show_document(console(), checked)
        raise typer.Exit(ALL_READ if checked.extracted else SOME_UNREAD)


@app.command(epilog="Exit code: 0 the text was read, 3 it was not, 2 wrong usage.")
def restore(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A text file, any other document, or - for what is piped.")
    ],
    doubts: Annotated[
        bool, typer.Option("--doubts", help="Mark what is uncertain, as in trong [trường?] học.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Every restored syllable, with what else it may be.")] = False,
    seconds: Annotated[float | None, typer.Option("--seconds", min=1, help="Time a document is given.")] = None,
) -> None:
    """Print a text with the marks that it lost.

    It may have been typed without them, "Ke hoach", or misread, "nhi¢m vu ctia", "S6 25/KH-SGDDT".  What is clean, and
    what is not Vietnamese, comes back as it is.  A text file keeps its layout; of other documents the lines of the
    pages are printed.  Nothing is written.
    """
    with _explained():
        from pipeline.workers import warm_up

        warm_up(*READING)
        from pipeline.records import Unread
        from pipeline.restored_text import to_json, with_doubts
        from pipeline.run import restore_alone

        with _named(file) as path:
            restored = restore_alone(path, _settings(seconds=seconds))
        if isinstance(restored, Unread):
            _say(restored.message_vi, restored.message_en)
            raise typer.Exit(SOME_UNREAD)
        with suppress(BrokenPipeError):  # '… | head': whoever read has read enough
            typer.echo(to_json(restored) if as_json else with_doubts(restored) if doubts else restored.text, nl=False)


@app.command(epilog="Exit code: 0 there are runs to show, 2 there are none.")
def runs(
    out: Annotated[str, typer.Argument(metavar="OUT", help="The folder of tables, or s3://bucket/folder.")],
    last: Annotated[int, typer.Option("--last", min=1, help="How many.")] = 10,
) -> None:
    """List the last runs that wrote to a folder of tables."""
    with _explained():
        from pipeline.errors.refusals import shown
        from pipeline.runs import runs_before
        from pipeline.storage import Storage
        from pipeline.terminal import console
        from pipeline.terminal.runs import show_runs

        rows = runs_before(Storage(out))
        if not rows:
            raise NoRuns(shown(out))
        show_runs(console(), rows[-last:])


@app.command()
def schema(
    markdown: Annotated[
        bool, typer.Option("--markdown", help="As Markdown, the text of docs/data-dictionary.md.")
    ] = False,
) -> None:
    """Print what every table and column means."""
    from pipeline.dictionary import as_markdown, as_text

    typer.echo(as_markdown() if markdown else as_text(), nl=False)


def main() -> None:
    """Run the command line."""
    leave_out_pandas()
    with usable_streams(), orderly_stop():
        app()


@contextmanager
def _explained(*stopped: str) -> Iterator[None]:
    """Make a message and an exit code of what ends a command; `stopped` is said to whoever stopped it."""
    try:
        yield
    except (KehoachError, OSError) as seen:
        error = seen if isinstance(seen, KehoachError) else SystemRefused(seen)
        _say(error.message_vi, error.message_en)
        raise typer.Exit(WRONG_USAGE) from None
    except KeyboardInterrupt as stop:
        if stopped:
            typer.echo("\n".join(("", *stopped)), err=True)
        raise typer.Exit(exit_code(stop)) from None


def _executor(on: str, address: str | None) -> Executor:
    if on == "local":
        from pipeline.executors.local import LocalExecutor

        return LocalExecutor()
    from pipeline.executors.ray import RayExecutor

    return RayExecutor(address)


@contextmanager
def _named(file: str) -> Iterator[Path]:
    """Give the path of a file; what is piped becomes one while the block runs."""
    if file != "-":
        yield Path(file)
        return
    from pipeline.own_folder import own_folder

    with own_folder() as folder:
        piped = folder / "stdin"
        piped.write_bytes(sys.stdin.buffer.read())
        yield piped


def _settings(workers: int | None = None, seconds: float | None = None, memory: int | None = None) -> Settings:
    usual = Settings()
    return replace(
        usual,
        workers=workers or usual.workers,
        seconds_per_document=seconds or usual.seconds_per_document,
        seconds_per_page=max(seconds or 0, usual.seconds_per_page),
        memory_per_worker=memory * MIB if memory else usual.memory_per_worker,
    )


def _say(message_vi: str, message_en: str) -> None:
    """Print a message; what it quotes of a name or a library is not obeyed by the terminal."""
    from pipeline.terminal.text import shown

    typer.echo(f"kehoach: {shown(message_vi)}\n         {shown(message_en)}", err=True)
