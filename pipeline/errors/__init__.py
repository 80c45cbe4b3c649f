"""What stops a document or a run, each with a message that names it, says what was seen and what to do next.

An error stops one file, never the run: it becomes a row of `findings` with `code`, and the next file is read.  What a
careful reader would flag in a document that could be read is no error but a Finding (records.py).
"""

from pipeline.errors.base import KehoachError, UnreadableFile, WrongUsage
from pipeline.errors.clusters import ClusterLost, ClusterNotThere, NodeDiffers, OutputNotShared, RayMissing
from pipeline.errors.files import (
    CannotOpen,
    Changed,
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    LeadsOutside,
    NestedArchive,
    NoFile,
    NoPermission,
    OldWordFile,
    OnlyPictures,
    UnknownFormat,
    UnsafeMember,
    UnsupportedFormat,
)
from pipeline.errors.limits import NoRoomToWork, OutOfMemory, ReaderCrashed, ReaderFailed, TooLarge, TooSlow
from pipeline.errors.usage import (
    FolderNotReadable,
    NoDocuments,
    NoRuns,
    NoSuchPath,
    NotAFile,
    OutputInUse,
    OutputNotWritable,
    OutputTakenOver,
    SystemRefused,
    TablesNotWritten,
    UnknownStore,
    writing,
)

__all__ = [
    "CannotOpen",
    "Changed",
    "ClusterLost",
    "ClusterNotThere",
    "DamagedFile",
    "EmptyFile",
    "EncryptedFile",
    "FolderNotReadable",
    "KehoachError",
    "LeadsOutside",
    "NestedArchive",
    "NoDocuments",
    "NoFile",
    "NoPermission",
    "NoRoomToWork",
    "NoRuns",
    "NoSuchPath",
    "NodeDiffers",
    "NotAFile",
    "OldWordFile",
    "OnlyPictures",
    "OutOfMemory",
    "OutputInUse",
    "OutputNotShared",
    "OutputNotWritable",
    "OutputTakenOver",
    "RayMissing",
    "ReaderCrashed",
    "ReaderFailed",
    "SystemRefused",
    "TablesNotWritten",
    "TooLarge",
    "TooSlow",
    "UnknownFormat",
    "UnknownStore",
    "UnreadableFile",
    "UnsafeMember",
    "UnsupportedFormat",
    "WrongUsage",
    "writing",
]
