"""Reads files with one engine and prints, as JSON, what that took: what peers.py starts, once for every figure.

    PYTHON read_with.py ENGINE [--warm FILE] FILE...

PYTHON is that of the environment in which the engine is installed, so nothing of this program is imported for another.
With `--warm`, one file is read before the clock starts, so that what is loaded at the first file is not counted.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

Read = Callable[[str], str]


def kehoach() -> Read:
    """All stages: text, tables, outline, header, legal bases, targets, deadlines, responsibilities."""
    from pipeline.run import process

    return lambda path: process(Path(path), Path(path).name).outline.reading.text


def kehoach_lines() -> Read:
    """Its first stage alone: lines and table rows in reading order with their boxes."""
    from pipeline.ingest import ingest

    return lambda path: "\n".join(line.text for page in ingest(Path(path), path).pages for line in page.lines)


def pdfplumber() -> Read:
    import pdfplumber as engine

    def read(path: str) -> str:
        texts = []
        with engine.open(path) as document:
            for page in document.pages:
                texts.append(page.extract_text())
                page.close()  # else it keeps all that it found: 761 MB for 200 pages instead of 46
        return "\n".join(texts)

    return read


def pypdfium2() -> Read:
    import pypdfium2 as engine

    def read(path: str) -> str:
        with engine.PdfDocument(path) as document:
            texts = []
            for page in document:
                with closing(page), closing(page.get_textpage()) as text:
                    texts.append(text.get_text_range())
            return "\n".join(texts)

    return read


def pymupdf() -> Read:
    import pymupdf as engine

    def read(path: str) -> str:
        with engine.open(path) as document:
            return "\n".join(word[4] for page in document for word in page.get_text("words"))

    return read


def pdf_inspector() -> Read:
    import pdf_inspector as engine

    return lambda path: str(engine.extract_text(path))


def kreuzberg() -> Read:
    import kreuzberg as engine

    config = engine.ExtractionConfig(use_cache=False)
    return lambda path: str(engine.extract_file_sync(path, config=config).content)


def markitdown() -> Read:
    from markitdown import MarkItDown

    converter = MarkItDown()
    return lambda path: str(converter.convert(path).text_content)


def unstructured() -> Read:
    """Its strategy "fast"; the English model that it downloads is replaced by one that costs nothing.

    Without the model it returns nothing at all for a PDF, and no error.
    """
    import spacy
    import unstructured.nlp.tokenize as tokenize
    from unstructured.partition.auto import partition

    def blank() -> Any:
        language = spacy.blank("en")
        language.add_pipe("sentencizer")
        return language

    tokenize._load_spacy_model = blank
    return lambda path: "\n".join(str(element) for element in partition(path, strategy="fast", languages=["vie"]))


def docling() -> Read:
    """The pipeline that needs no models for PDF, which finds no tables; other formats need none."""
    from docling.datamodel.base_models import InputFormat
    from docling.document_converter import DocumentConverter, NativePdfFormatOption

    converter = DocumentConverter(format_options={InputFormat.PDF: NativePdfFormatOption()})
    return lambda path: str(converter.convert(path).document.export_to_text())


def docling_standard() -> Read:
    """The pipeline that it recommends: it downloads a model of page layout and one of tables."""
    from docling.document_converter import DocumentConverter

    converter = DocumentConverter()
    return lambda path: str(converter.convert(path).document.export_to_text())


def docling_parse() -> Read:
    from docling_parse.pdf_parser import DoclingPdfParser

    parser = DoclingPdfParser(loglevel="fatal")

    def read(path: str) -> str:
        document = parser.load(path)
        return "\n".join(cell.text for _, page in document.iterate_pages() for cell in page.textline_cells)

    return read


def cpu_seconds() -> float:
    """Return what this process and those that it has waited for have computed."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine")
    parser.add_argument("--package", help="whose version is asked for")
    parser.add_argument("--warm", metavar="FILE")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    start = time.perf_counter()
    read: Read = globals()[options.engine]()
    imported = time.perf_counter() - start
    if options.warm:
        read(options.warm)
    before, start = cpu_seconds(), time.perf_counter()
    letters = sum(len(read(path)) for path in options.files)
    print(
        json.dumps(
            {
                "version": version(options.package) if options.package else "",
                "import_s": imported,
                "cpu_s": cpu_seconds() - before,
                "wall_s": time.perf_counter() - start,
                "letters": letters,
            }
        )
    )


if __name__ == "__main__":
    main()
