"""Text in, mentions out: what a plan cites, sets, dates and assigns.  No files, no pages, no settings."""
