"""The stages, in order: ingest, triage, ocr, restore, read, segment, extract, resolve, check, store.

run/document.py and run/folder.py call them; records.py holds what passes between them.
"""
