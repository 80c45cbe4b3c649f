"""What a large folder of plans is made of: who issues them, what they say, how they are written, what is faulty.

Only `scripts/make_folder.py`, the benchmarks and tests need this.
"""
