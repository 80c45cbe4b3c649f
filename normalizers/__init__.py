"""Strings to canonical values; the lowest layer, which imports nothing else of ours."""
