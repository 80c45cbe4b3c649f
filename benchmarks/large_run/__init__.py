"""A run over a large folder as a process: watched, killed, and its tables held against those of another run."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]  # where runs are started, so that it is this pipeline that they are of
