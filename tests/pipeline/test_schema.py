"""The schema against the records that fill it and the dictionary made from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.mention import Header
from pipeline.dictionary import as_markdown, as_text
from pipeline.records import Citation, Unit
from pipeline.rows import RECORD_TABLES, names
from pipeline.schema import TABLES

ROOT = Path(__file__).parents[2]


def test_the_data_dictionary_is_up_to_date():
    written = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == as_markdown(), "run: kehoach schema --markdown > docs/data-dictionary.md"


@pytest.mark.parametrize("name", TABLES)
def test_every_column_says_what_it_is(name):
    schema = TABLES[name]
    assert [f.name for f in schema if not f.metadata or len(f.metadata[b"doc"]) < 5] == []
    assert len(set(schema.names)) == len(schema.names)
    assert set(schema.metadata[b"key"].decode().split(", ")) <= set(schema.names)
    assert f"{name}: " in as_text()


@pytest.mark.parametrize(("name", "kind"), RECORD_TABLES, ids=[name for name, _ in RECORD_TABLES])
def test_every_field_of_a_mention_is_a_column(name, kind):
    """PyArrow drops a key that is no column without a word."""
    own = set(names(kind)) - {"start", "end", "section", "remarks"}
    assert own <= set(TABLES[name].names)


def test_every_field_of_header_and_citation_is_a_column():
    assert set(names(Header)) - {"remarks"} <= set(TABLES["documents"].names)
    assert set(names(Citation)) == set(TABLES["citations"].names)
    assert set(names(Unit)) == set(TABLES["units"].names)


# The columns that readers of the tables rely on; more may come, none of these may go.
PROMISED = {
    "documents": "doc_id source_path also_at source_sha256 media_type bytes text text_origin restored garble_score "
    "page_count doc_type doc_number doc_symbol issued_date issued_place issuer parent_issuer title period_start "
    "period_end signer_title signer_name recipients",
    "pages": "doc_id page method text_state garble_score ocr_confidence width height raw_text char_start char_end",
    "sections": "section_id parent_id ordinal level marker path title role text char_start char_end page_start "
    "page_end",
    "legal_bases": "cited_type cited_number cited_date cited_year issuer subject role pinpoint citation_id",
    "citations": "citation_id cited_type cited_number cited_date issuer subject conflicts akn_id",
    "edges": "doc_id citation_id cited_doc_id role mentions quote char_start char_end page",
    "units": "unit_id unit_name unit_kind level belongs_to documents responsibilities as_written",
    "targets": "kind status value value_max unit comparator change indicator due_date",
    "deadlines": "kind start_date due_date rrule relation task",
    "responsibilities": "unit unit_name unit_kind level role task stated_by unit_id",
    "findings": "doc_id source_path code severity message_vi message_en quote char_start char_end page",
    "runs": "run started finished version executor workers layout files documents pages read_now unread seconds "
    "seconds_by_stage findings",
    "restorations": "doc_id page raw restored alternatives confidence char_start char_end",
}


@pytest.mark.parametrize("name", TABLES)
def test_promised_columns_are_there(name):
    assert set(PROMISED[name].split()) <= set(TABLES[name].names)
    if name in dict(RECORD_TABLES):
        keys = {"doc_id", "record_id", "section_id", "quote", "char_start", "char_end", "page", "confidence", "method"}
        assert keys <= set(TABLES[name].names)
