"""A Dask cluster of this computer, in a process of its own.

Dask starts its workers in a way that imports the main module again, which a plain script without a
guard does not survive; and a cluster inside this process would outlive it if it is killed. So the
cluster gets a process that has no main module and ends when its input does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from orgplan.engine.pool.local import end_process, start_interpreter
from orgplan.errors import WorkerError
from orgplan.text import Text

if TYPE_CHECKING:
    from distributed import LocalCluster

_HOST = "127.0.0.1"
_PATIENCE = 3.0
"""Time to end and to tidy up [seconds]."""


@contextmanager
def local_cluster(workers: int) -> Iterator[str]:
    """Start a cluster of so many processes; the address of its scheduler."""
    process = start_interpreter(__name__, workers)
    try:
        if process.stdout is None or process.stdin is None:
            raise WorkerError(_DID_NOT_START)
        address = process.stdout.readline().decode("ascii").strip()
        if not address:
            raise WorkerError(_DID_NOT_START)
        yield address
        process.stdin.close()
        with suppress(Exception):
            process.wait(_PATIENCE)
    finally:
        end_process(process)


_DID_NOT_START = Text(
    "Không mở được cụm Dask trên máy này; hãy bỏ --scheduler, chỉ dùng --workers.",
    "No Dask cluster can be started on this computer; leave out --scheduler, use --workers alone.",
)


def _keep_up(cluster: LocalCluster, workers: int) -> None:
    """Start anew what Dask has given up: a worker that is killed while it starts does not return.

    Dask itself strikes such a worker from its list after 15 seconds, and leaves it at that.
    """
    import time

    while True:
        time.sleep(1)
        if len(cluster.workers) < workers:
            cluster.scale(workers)


def main(workers: int) -> None:
    """Run the cluster until the input ends; then end it at once, with everything it has written."""
    import logging
    import multiprocessing
    import os
    import shutil
    import signal
    import tempfile
    import threading

    import dask
    from distributed import LocalCluster

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.warnoptions.append("ignore:resource_tracker:UserWarning")  # it tidies up after us, quietly
    own, answers = tempfile.mkdtemp(prefix="orgplan-"), os.fdopen(os.dup(1), "w")
    with suppress(OSError):
        os.dup2(2, 1)  # nothing else may be written where the address is read
    nothing_to_see: dict[str, object] = {
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
        "distributed.nanny.http.routes": [],
    }
    with dask.config.set(nothing_to_see):
        cluster = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host=_HOST,
            dashboard_address=f"{_HOST}:0",
            worker_dashboard_address=f"{_HOST}:0",
            local_directory=own,
            silence_logs=logging.CRITICAL,
        )
        threading.Thread(target=_keep_up, args=(cluster, workers), daemon=True).start()
        print(cluster.scheduler_address, file=answers, flush=True)
        sys.stdin.buffer.read()
        for process in multiprocessing.active_children():
            process.kill()
            process.join()
        shutil.rmtree(own, ignore_errors=True)
        os._exit(0)
