"""The way through: the stages for one document in order (document.py), and a run over a folder of them (folder.py).

Documents are read in worker processes (reading.py) and kept as they are done; citations are joined over the whole
folder here; rows are checked and written in workers again (parts.py) and put together in store.
"""

from pipeline.run.alone import read_alone, restore_alone
from pipeline.run.document import process
from pipeline.run.folder import extract_folder

__all__ = ["extract_folder", "process", "read_alone", "restore_alone"]
