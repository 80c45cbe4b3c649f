"""The limits of a run, and how they follow from one another."""

from __future__ import annotations

import pytest

from pipeline.settings import MIB, Settings


@pytest.mark.parametrize(
    ("size", "seconds"),
    [
        pytest.param(0, 28, id="empty"),
        pytest.param(MIB, 28, id="a plan"),
        pytest.param(11 * MIB, 48, id="a volume"),
        pytest.param(500 * MIB, 180, id="a shelf"),
    ],
)
def test_a_large_document_is_given_more_time_within_bounds(size, seconds):
    assert Settings().seconds_for(size) == seconds


def test_time_that_was_set_is_given_to_every_document():
    settings = Settings(seconds_per_document=7)
    assert settings.seconds_for(0) == settings.seconds_for(500 * MIB) == 7


def test_the_tables_of_a_large_folder_may_be_larger_than_what_a_document_needs():
    usual = Settings()
    wide = usual.trusted()
    assert wide.memory_per_worker > usual.memory_per_worker
    assert wide.file_per_task > usual.file_per_task
    assert wide.workers == usual.workers
