"""What each way of finding units adds: the lists, the structure of the plan, tags of words, a trained model.

    python benchmarks/units.py [--model FOLDER] [--withheld FOLDER] [--documents FOLDER] [--only WORD | --show VARIANT]

Every variant runs in a process of its own over the documents of ../shared/gold, with lists emptied or stages left out
before anything is read, and is scored by ../shared/score.py.  `--model` and `--withheld` are models of
scripts/train_units.py, the second one trained with `--withhold 0.3`.  `--show` prints instead what a variant finds in
the documents of a folder and the rules do not, and what the rules find and it does not.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import pickle
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PAGE = 2_000  # characters of a full page of a plan
NO_NAME = "zzzz"
"""What stands in an emptied list: patterns are made of the lists, and an empty one would match anywhere."""
NAMES = (
    "unit_heads",
    "unit_sets",
    "people_groups",
    "government_fields",
    "fixed_bodies",
    "school_kinds",
    "provinces",
    "abbreviations",
)


@dataclass(frozen=True, slots=True)
class Variant:
    """The rules, less or more something."""

    name: str
    emptied: tuple[str, ...] = ()
    without: tuple[str, ...] = ()  # headings, labels, rows
    withheld: float = 0.0  # share of heads of units
    proposer: str = ""  # tags, any verb, model
    model: Path | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A document as segmented, pickled, with its gold."""

    name: str
    outline: bytes
    gold: str = ""


@dataclass(slots=True)
class Outcome:
    """What a variant found."""

    variant: Variant
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    headers: dict[str, dict[str, Any]] = field(default_factory=dict)
    ms_per_page: float = 0.0


def variants(model: Path | None, withheld: Path | None) -> list[Variant]:
    """Return what is compared, the rules as they are first."""
    single = [Variant(f"without {name}.csv", emptied=(name,)) for name in NAMES]
    structure = [Variant(f"without {name}", without=(name,)) for name in ("headings", "labels", "rows")]
    found = [
        Variant("rules"),
        *single,
        Variant("without any of these lists", emptied=NAMES),
        *structure,
        Variant("without any of this structure", without=("headings", "labels", "rows")),
        Variant("rules + tags before a verb of duty", proposer="tags"),
        Variant("rules + tags before any verb", proposer="any verb"),
        Variant("0.3 of heads withheld", withheld=0.3),
        Variant("0.3 of heads withheld + tags", withheld=0.3, proposer="tags"),
        Variant("0.3 of heads withheld + tags before any verb", withheld=0.3, proposer="any verb"),
    ]
    if model:
        found += [
            Variant("rules + model", proposer="model", model=model),
            Variant("without any of these lists + model", emptied=NAMES, proposer="model", model=model),
        ]
    if withheld:
        found.append(Variant("0.3 of heads withheld + model", withheld=0.3, proposer="model", model=withheld))
    return found


def run(variant: Variant, documents: Sequence[Document]) -> Outcome:
    """Return what a variant finds; runs in a fresh process, since lists are read when modules are imported."""
    _empty(variant.emptied)
    from extractors import responsibilities, unit_headings
    from pipeline.extract import extract
    from pipeline.records import Outline

    if variant.withheld:
        sys.path.insert(0, str(ROOT / "scripts"))
        from train_units import withhold

        withhold(variant.withheld)
    propose = _proposer(variant)
    if propose is not None:
        _listen_to(propose)
    if "headings" in variant.without:
        unit_headings.UnitsAbove.of = lambda self, passage: ()  # type: ignore[method-assign]
    if "labels" in variant.without:
        responsibilities.labelled_tasks = lambda passages: {}
    if "rows" in variant.without:
        responsibilities.TaskRows.tasks = lambda self, row: []  # type: ignore[method-assign]
    outcome = Outcome(variant)
    seconds = characters = 0.0
    for number, document in enumerate((documents[0], *documents)):  # the first of all compiles patterns
        outline: Outline = pickle.loads(document.outline)
        begin = time.process_time()
        extracted = extract(outline)
        if number:
            seconds += time.process_time() - begin
            characters += len(outline.reading.text)
        text = outline.reading.text
        found = sorted(extracted.responsibilities, key=lambda row: (row.start, row.end))
        outcome.rows[document.name] = [asdict(row) | {"quote": text[row.start : row.end]} for row in found]
        outcome.headers[document.name] = asdict(extracted.header)
    outcome.ms_per_page = 1000 * seconds * PAGE / characters
    return outcome


def _empty(names: Sequence[str]) -> None:
    """Leave nothing in these lists but a row that no text has."""
    from normalizers import tables

    read = tables.rows

    def rows(name: str, package: str = "normalizers") -> tuple[dict[str, str], ...]:
        found = read(name, package)
        nothing = {key: NO_NAME if key in ("seen", "value") else text for key, text in found[0].items()}
        return (nothing,) if name in names else found

    tables.rows = rows  # type: ignore[assignment]


def _proposer(variant: Variant) -> Callable[[str], Sequence[tuple[int, int, str]]] | None:
    if not variant.proposer:
        return None
    from unit_proposals import by_model, by_tags

    if variant.proposer == "model" and variant.model is not None:
        return by_model(variant.model)
    return by_tags(any_verb=variant.proposer == "any verb")


def _listen_to(propose: Callable[[str], Sequence[tuple[int, int, str]]]) -> None:
    """Have a proposal taken for a unit where the rules read none."""
    from extractors import unit_headings, units
    from extractors.words import Words

    by_rules = units._read_unit

    def read_unit(seen: Words, begin: int, how: units.Reading, *, shared: bool) -> units.UnitList | None:
        found = by_rules(seen, begin, how, shared=shared)
        if found is not None or begin >= len(seen) or not seen.is_word(begin):
            return found
        place = seen.start(begin)
        for start, end, kind in propose(seen.text):
            if start == place:
                after = begin + 1
                while after < len(seen) and seen.start(after) < end:
                    after += 1
                return units.UnitList((units.Unit(start, end, seen.text[start:end], kind, None),), after)
        return None

    class Anything(frozenset[str]):
        def __contains__(self, word: object) -> bool:
            return True

    units._read_unit = read_unit
    unit_headings.FIRST_WORDS = Anything()


def gold_documents() -> Iterator[Document]:
    """Yield the documents of ../shared/gold as the pipeline segments them."""
    for path in sorted((SHARED / "gold").rglob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = next(f for folder in ("plans", "documents") for f in (SHARED / folder).glob(gold["source"]))
        yield Document(path.stem, _outline(source), path.read_text(encoding="utf-8"))


def text_documents(folder: Path) -> Iterator[Document]:
    """Yield the documents of a folder that can be read without reading images."""
    from pipeline.errors import KehoachError

    for path in sorted(folder.iterdir()):
        with suppress(KehoachError, _NeedsImages):
            if path.is_file() and path.suffix != ".tsv":
                yield Document(path.name, _outline(path, images=False))


class _NeedsImages(Exception):
    """Pages have no text of their own."""


def _outline(path: Path, *, images: bool = True) -> bytes:
    from pipeline.ocr import read_here
    from pipeline.run import process

    def refuse(*args: Any) -> Any:
        if args[2]:
            raise _NeedsImages(path.name)
        return read_here(*args)

    return pickle.dumps(process(path, path.name, read_here if images else refuse).outline)


def table(outcomes: Sequence[Outcome], documents: Sequence[Document]) -> Iterator[str]:
    """Yield a Markdown table: a line for each variant."""
    score = load_score()
    yield "| variant | predicted | precision | recall | found F1 | exact F1 | header | ms a page |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    for outcome in outcomes:
        total = score.Tally()
        right = fields = 0
        for document in documents:
            gold = json.loads(document.gold)
            rows = outcome.rows[document.name]
            total.add(score.tally("responsibilities", document.name, gold["responsibilities"], rows))
            header = outcome.headers[document.name]
            for key in set(score.HEADER_FIELDS) & set(gold["header"]) - set(gold["header"].get("doubtful_fields", [])):
                want, got = gold["header"][key], header[key]
                fields += 1
                right += score.plain(want) == score.plain(got) or (
                    score.fuzz.ratio(score.fold(want), score.fold(got)) >= 92
                )
        row = total.row()
        yield (
            f"| {outcome.variant.name} | {total.predicted} | {row['precision'] or 0:.3f} | {row['recall']:.3f} "
            f"| {row['found_f1']:.3f} | {row['exact_f1']:.3f} | {right / fields:.3f} | {outcome.ms_per_page:.1f} |"
        )


def load_score(shared: Path = SHARED) -> Any:
    """Return ../shared/score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", shared / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


def differences(rules: Outcome, other: Outcome) -> Iterator[str]:
    """Yield the rows that a variant has and the rules have not, and the other way round."""
    for name, rows in other.rows.items():
        mine = {_key(row): row for row in rules.rows[name]}
        theirs = {_key(row): row for row in rows}
        for sign, found, known in (("+", theirs, mine), ("-", mine, theirs)):
            for key in found.keys() - known.keys():
                row = found[key]
                yield f"{sign} {name[:12]} | {row['unit']} | {row['role']} | {row['task'][:80]} | {row['quote'][:140]}"


def _key(row: dict[str, Any]) -> tuple[int, str, str]:
    return row["start"], row["unit"], row["task"][:40]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--withheld", type=Path)
    parser.add_argument("--documents", type=Path, default=SHARED / "documents", help="what --show reads")
    parser.add_argument("--show", help="name of a variant")
    parser.add_argument("--only", help="variants of which the name holds this, and the rules")
    args = parser.parse_args()
    chosen = variants(args.model, args.withheld)
    if args.only:
        chosen = [chosen[0], *(v for v in chosen[1:] if args.only in v.name)]
    if args.show:
        chosen = [chosen[0], *(v for v in chosen if v.name == args.show)]
        documents = list(text_documents(args.documents))
    else:
        documents = list(gold_documents())
    outcomes = []
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as pool:
        for outcome in pool.map(run, chosen, [documents] * len(chosen)):
            outcomes.append(outcome)
            print(outcome.variant.name, file=sys.stderr, flush=True)
    print("\n".join(differences(*outcomes) if args.show else table(outcomes, documents)))


if __name__ == "__main__":
    main()
