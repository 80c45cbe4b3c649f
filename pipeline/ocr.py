"""Pages without a usable text layer to lines of text.

No engine is called here yet: such pages pass through as they are, with the finding that triage gave them.
"""

from __future__ import annotations

from pipeline.records import Recognised, Triaged


def recognise(triaged: Triaged) -> Recognised:
    """Return the document unchanged: every page keeps what its text layer gave."""
    return Recognised(triaged.source, triaged.text_origin, triaged.pages, triaged.findings)
