"""One plan, written out in the formats that offices use.  Only `scripts/make_samples.py` and its tests need this."""
