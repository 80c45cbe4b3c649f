"""How a run comes to a Ray cluster: the one at an address, or one started on this machine that ends with the run.

Ray is quieted, and neither tells its makers of the run nor keeps anything for it at home.
"""

from __future__ import annotations

import logging
import os
import re
import signal
import socket
import threading
from secrets import token_hex
from typing import Any

from pipeline.errors import ClusterNotThere, RayMissing

OBJECT_STORE = 100 * 1024 * 1024  # bytes, of a cluster started here: what is sent is small; Ray would take gigabytes
CONNECT_SECONDS = 10.0
_ENVIRONMENT = {
    "RAY_USAGE_STATS_ENABLED": "0",  # of a cluster started here nothing is told to anybody
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",  # or it warns of what does not concern us
    "RAY_task_oom_retries": "2",  # where a node has too little memory; usually without end
    "RAY_NUM_REDIS_GET_RETRIES": "1",  # half a minute for a cluster that does not answer, instead of twelve
}
_HOST_AND_PORT = re.compile(r"(?:ray://)?\[?([^\[\]/]+?)\]?:(\d+)")


def connect(address: str | None, cores: int) -> Any:
    """Return the module `ray`, connected; it is imported here, since it is large and an extra."""
    address = address or os.environ.get("RAY_ADDRESS")
    for name, value in _ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    if address is None and "RAY_AUTH_MODE" not in os.environ:
        # For this cluster alone; Ray would keep one for all clusters in the home of whoever runs it.
        os.environ.update(RAY_AUTH_MODE="token", RAY_AUTH_TOKEN=token_hex(32))
    try:
        import ray
    except ImportError as error:
        raise RayMissing from error
    quiet = {"log_to_driver": False, "logging_level": logging.ERROR}
    before = signal.getsignal(signal.SIGTERM)
    try:
        if address is None:  # and "local", lest Ray look for a cluster that has died here
            here = {"num_cpus": cores, "include_dashboard": False, "object_store_memory": OBJECT_STORE}
            ray.init(address="local", **here, **quiet)
        else:
            _knock(address)
            ray.init(address=address, **quiet)
    except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as error:
        raise ClusterNotThere(address or "local", str(error).strip().partition("\n")[0]) from error
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, before)  # how a run is stopped is not for Ray to decide
    # Ray prints of each process that is lost, in the midst of ours, and has no option not to; its log has that too.
    ray._private.worker.print_to_stdstream = lambda *_, **__: None
    return ray


def _knock(address: str) -> None:
    """Raise an OSError where nobody listens, for which Ray would wait and print warnings."""
    if host_and_port := _HOST_AND_PORT.fullmatch(address):
        socket.create_connection((host_and_port[1], int(host_and_port[2])), CONNECT_SECONDS).close()
