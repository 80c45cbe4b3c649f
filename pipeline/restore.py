"""Garbled pages to pages with their diacritics.

Nothing is restored here yet: garbled pages pass through as they are, with the finding that triage gave them, and
`restored` stays false.
"""

from __future__ import annotations

from pipeline.records import Recognised, Restored


def restore(recognised: Recognised) -> Restored:
    """Return the document unchanged."""
    return Restored(recognised.source, recognised.text_origin, recognised.pages, recognised.findings, restored=False)
