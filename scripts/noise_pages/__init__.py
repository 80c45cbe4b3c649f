"""Pages whose text is known, printed, worn and read by an engine that knows no Vietnamese.

Only `scripts/make_noise_pages.py` and its tests need this.
"""
