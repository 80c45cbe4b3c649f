"""The parts of a run and what is of the whole folder, put together as tables and these in the place of the last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline import summary
from pipeline.commit import STAGED, Written, put_in_place
from pipeline.errors import TablesNotWritten, UnreadableFile
from pipeline.job import Executor, Group, Job, Part
from pipeline.rows import Row
from pipeline.schema import FOLDER_TABLES, TABLES
from pipeline.store import PartWriter, TableFile, files_of, write_table_file
from pipeline.summary import Summary


def put_together(
    groups: Sequence[Group],
    parts: Sequence[Part],
    of_folder: dict[str, list[Row]],
    files_a_table: int | None,
    job: Job,
    executor: Executor,
    done: Summary,
) -> tuple[dict[str, int], int]:
    """Replace the tables of the last run; return the rows of each table, and the bytes of all files."""
    joined = PartWriter(job.parts, f"{done.run}-folder")
    joined.add(of_folder)
    folder = joined.close()
    placed = [(group.table_file, part) for group, part in zip(groups, parts, strict=True)]
    files = [
        *files_of([table for table in TABLES if table not in FOLDER_TABLES], placed, files_a_table),
        *files_of(FOLDER_TABLES, [(0, folder)], files_a_table and 1),
    ]
    sizes = _written(files, job, executor, {"pipeline_version": job.version, "run": done.run})
    summary.keep(done, job.out / STAGED / ".work")
    put_in_place(job.out, Written(done.run, sizes), (f".work/{summary.NAME}",))
    rows: Counter[str] = Counter()
    for part in (*parts, folder):
        rows.update(part.rows)
    return dict(rows), sum(sizes.values())


def _written(files: Sequence[TableFile], job: Job, executor: Executor, metadata: dict[str, str]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    tasks = [(file, job.parts, job.out / STAGED, metadata) for file in files]
    for place, size in executor.each(write_table_file, tasks, job):
        if isinstance(size, UnreadableFile):
            raise TablesNotWritten(files[place].name, size.message_en)
        sizes[files[place].name] = size
    return sizes
