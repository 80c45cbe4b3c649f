"""The command line `kehoach`: arguments, progress and summaries, and the one place where errors become messages.

Exit codes: 0 all files were read; 3 some were not; 2 the command could not begin (no such path, nothing to read,
output not writable); 130 stopped with Ctrl-C.  Commands import what they need, so that help comes at once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, NoReturn

import typer

from pipeline.errors import KehoachError
from pipeline.settings import Settings

ALL_READ, WRONG_USAGE, SOME_UNREAD, STOPPED = 0, 2, 3, 130

app = typer.Typer(
    name="kehoach",
    help="Vietnamese plans (kế hoạch) to tables: legal bases, targets, deadlines, responsibilities, and what to check.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"kehoach {version('kehoach')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command(epilog="Exit code: 0 all files were read, 3 some were not, 2 wrong usage, 130 stopped with Ctrl-C.")
def extract(
    raw: Annotated[
        Path, typer.Argument(metavar="RAW", help="A folder of documents, with its subfolders, or one file.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="Folder for the Parquet tables.")],
    workers: Annotated[
        int | None, typer.Option("--workers", "-j", min=1, help="Processes that read; else one a core, at most 8.")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option("--seconds", min=1, help="Time a document is given before it is left unread.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Read everything again, also what has not changed.")] = False,
) -> None:
    """Read every document under RAW and write the twelve tables to OUT.

    PDF, Word files old and new, pictures, HTML, Markdown and text are told apart by what is in them; ZIP archives count
    as folders.  A file that cannot be read is reported, and the others are read.  Started again, it reads only what is
    new or was not finished.
    """
    from pipeline.run import extract_folder
    from pipeline.terminal import console, progress_bar, show_summary

    try:
        with progress_bar(console(errors=True)) as progress:
            summary = extract_folder(raw, out, _settings(workers, seconds), force=force, progress=progress)
    except KehoachError as error:
        _stop(error)
    except KeyboardInterrupt:
        typer.echo("\nĐã dừng. Lần chạy sau sẽ đọc tiếp từ đây.\nStopped. The next run goes on from here.", err=True)
        raise typer.Exit(STOPPED) from None
    show_summary(console(), summary, out)
    raise typer.Exit(SOME_UNREAD if summary.unread else ALL_READ)


@app.command(epilog="Exit code: 0 the file was read, 3 it was not, 2 wrong usage.")
def show(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="One document.")],
    seconds: Annotated[float | None, typer.Option("--seconds", min=1, help="Time it is given.")] = None,
) -> None:
    """Show what is found in one document: header, outline, records, findings.  Nothing is written."""
    from pipeline.run import read_alone
    from pipeline.terminal import console, show_document

    try:
        checked = read_alone(file, _settings(None, seconds))
    except KehoachError as error:
        _stop(error)
    except KeyboardInterrupt:
        raise typer.Exit(STOPPED) from None
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
    """Print a text with the marks and letters that it lost: "Ke hoach", "nhi¢m vu ctia", "S6 25/KH-SGDDT".

    What is clean, and what is not Vietnamese, comes back as it is.  A text file keeps its layout; of other documents
    the lines of the pages are printed.  Nothing is written.
    """
    from pipeline.records import Unread
    from pipeline.restored_text import to_json, with_doubts
    from pipeline.run import restore_alone

    try:
        with _named(file) as path:
            restored = restore_alone(path, _settings(None, seconds))
    except KehoachError as error:
        _stop(error)
    except KeyboardInterrupt:
        raise typer.Exit(STOPPED) from None
    if isinstance(restored, Unread):
        typer.echo(f"kehoach: {restored.message_vi}\n         {restored.message_en}", err=True)
        raise typer.Exit(SOME_UNREAD)
    typer.echo(to_json(restored) if as_json else with_doubts(restored) if doubts else restored.text, nl=False)


@app.command()
def schema(
    markdown: Annotated[
        bool, typer.Option("--markdown", help="As Markdown, the text of docs/data-dictionary.md.")
    ] = False,
) -> None:
    """Print the data dictionary: every table and column, from the schema that writes them."""
    from pipeline.dictionary import as_markdown, as_text

    typer.echo(as_markdown() if markdown else as_text(), nl=False)


def main() -> None:
    """Run the command line; the terminal's encoding never stops a message."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    app()


@contextmanager
def _named(file: str) -> Iterator[Path]:
    """Give the path of a file; what is piped becomes one while the block runs."""
    if file != "-":
        yield Path(file)
        return
    with TemporaryDirectory(prefix="kehoach-") as folder:
        piped = Path(folder) / "stdin"
        piped.write_bytes(sys.stdin.buffer.read())
        yield piped


def _settings(workers: int | None, seconds: float | None) -> Settings:
    usual = Settings()
    return replace(
        usual,
        workers=workers or usual.workers,
        seconds_per_document=seconds or usual.seconds_per_document,
        seconds_per_page=max(seconds or 0, usual.seconds_per_page),
    )


def _stop(error: KehoachError) -> NoReturn:
    typer.echo(f"kehoach: {error.message_vi}\n         {error.message_en}", err=True)
    raise typer.Exit(WRONG_USAGE)
