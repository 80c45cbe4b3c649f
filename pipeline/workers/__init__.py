"""Tasks done in worker processes, each with limits of memory, time and output: what kills a worker costs that one task.

    do_all (pool.py) ── asks ──> nursery (nursery.py, forking.py) ── forks ──> workers (worker.py, network.py)
      │
      └── task.py, verdict.py: what it is given, and what it says of it

The pool hands tasks to the workers and takes their answers; it never waits for one that is dead.  The nursery tells it
of deaths, ends what holds too much memory, and leaves nothing behind when the run is gone.  A worker can reach neither
the network nor the terminal, and the kernel ends it when its time is over.
"""

from pipeline.workers.nursery import stop, warm_up
from pipeline.workers.pool import do_all
from pipeline.workers.task import ON_THE_CLOCK, DoAll, Key, Task

__all__ = ["ON_THE_CLOCK", "DoAll", "Key", "Task", "do_all", "stop", "warm_up"]
