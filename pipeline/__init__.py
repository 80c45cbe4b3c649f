"""The stages, in order: ingest, triage, ocr, restore, read, segment, extract, resolve, check, store.

run.py calls them; records.py holds what passes between them.
"""
