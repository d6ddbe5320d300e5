"""The same over dask.distributed: a cluster that runs somewhere, or one on this computer.

Only this file and `cluster_host` know Dask, and they import it when a cluster is asked for. The
data of a task travel inside the task: what is scattered beforehand is gone with the worker that
holds it.
"""

from __future__ import annotations

import logging
import pickle
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from orgplan.engine.backend import Watch
from orgplan.engine.pool.run import CrewPool, News, Returned, lost_text
from orgplan.engine.pool.task import run_packed
from orgplan.errors import OrgplanError, UsageError, WorkerError
from orgplan.text import Text
from orgplan.version import __version__

if TYPE_CHECKING:
    from distributed import Client, Future

_ADDRESS = re.compile(r"(tcp|tls)://[^\s/]+:\d+")
_PATIENCE = 10
"""Time in which a cluster must answer [seconds]."""
_RECOUNT = 2.0
"""Time after which its workers are counted again [seconds]."""
_DESERTED = 60.0
"""Time without any worker after which nobody waits for one to come back [seconds]."""


@contextmanager
def open_cluster(scheduler: str, workers: int) -> Iterator[CrewPool]:
    """A pool over a Dask cluster: at an address, or ``local`` with so many processes.

    Raises
    ------
    UsageError
        Dask is not there, the address is none, or nobody fit for the work answers at it.
    """
    if scheduler != "local" and _ADDRESS.fullmatch(scheduler) is None:
        raise UsageError(_no_address(scheduler))
    if find_spec("distributed") is None:
        raise UsageError(_NOT_INSTALLED)
    with ExitStack() as stack:
        address = scheduler
        if scheduler == "local":
            from orgplan.engine.pool.cluster_host import local_cluster

            address = stack.enter_context(local_cluster(workers))
        yield CrewPool(_Crew(stack.enter_context(_connected(address))), lone_task_here=False)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A client of a scheduler whose workers can do the work."""
    import dask
    from distributed import Client

    with _quiet(), dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GB"}):
        try:
            client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError, RuntimeError) as problem:
            raise UsageError(_no_answer(address, problem)) from problem
        try:
            _look_at_workers(client, address)
            yield client
        finally:
            client.close(timeout=2)


@contextmanager
def _quiet() -> Iterator[None]:
    """While this lasts, Dask writes nothing of what it mends by itself."""
    before = {
        logger: logger.level
        for name, logger in logging.root.manager.loggerDict.items()
        if name.partition(".")[0] == "distributed" and isinstance(logger, logging.Logger)
    }
    for logger in before:
        logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for logger, level in before.items():
            logger.setLevel(level)


def _look_at_workers(client: Client, address: str) -> None:
    """Refuse a cluster without workers, or with ones that have no orgplan or another one."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as problem:
        raise UsageError(_no_workers(address)) from problem
    from pydoc import locate  # of the standard library, so that every worker has it

    versions = client.run(locate, "orgplan.version.__version__")
    for worker, version in sorted(versions.items()):
        if version != __version__:
            raise UsageError(_other_version(worker, version))


class _Crew:
    """The workers of a Dask cluster, however many there are just now."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._counted = -_RECOUNT
        self._seen = time.monotonic()
        self._workers = 1

    @property
    def workers(self) -> int:
        """Threads of all workers, at least 1: who is gone may come back.

        Raises
        ------
        WorkerError
            Nobody has come back.
        """
        now = time.monotonic()
        if now - self._counted >= _RECOUNT:
            self._counted = now
            with suppress(OSError):  # a lost connection shows in the tasks
                self._workers = sum(self._client.nthreads().values())
            self._seen = now if self._workers else self._seen
            if now - self._seen > _DESERTED:
                raise WorkerError(_DESERTED_TEXT)
        return max(1, self._workers)

    def give(self, index: int, packed: bytes, seconds: float, news: News) -> _Job:
        """Hand a task to the scheduler."""
        future = self._client.submit(run_there, packed, seconds, pure=False)
        future.add_done_callback(lambda done: news.put(_returned(index, done)))
        return _Job(future)


@dataclass(frozen=True, slots=True)
class _Job:
    """A task at the scheduler."""

    future: Future[tuple[bool, bytes]]

    def tell(self) -> None:
        """Nothing: a task there knows when its time is over, and `drop` stops its watch."""

    def drop(self) -> None:
        """Forget the task; the worker ends it when it next looks at its watch."""
        with suppress(Exception):  # the cluster may be gone, and with it the task
            self.future.release()


def _returned(index: int, future: Future[tuple[bool, bytes]]) -> Returned:
    """What became of a task."""
    from distributed.scheduler import KilledWorker

    problem: OrgplanError
    try:
        good, packed = future.result()
        return Returned(index, good, packed)
    except KilledWorker as killed:  # Dask has tried it again by itself
        problem = WorkerError(lost_text(index, killed.allowed_failures + 1, None))
    except Exception as failure:
        problem = WorkerError(_broken(failure))
    return Returned(index, False, pickle.dumps(problem))


def run_there(packed: bytes, seconds: float) -> tuple[bool, bytes]:
    """Run a task in a Dask worker."""
    return run_packed(packed, _WatchThere(seconds))


class _WatchThere(Watch):
    """The watch of a task in a Dask worker, stopped when nobody wants its result any more."""

    def __init__(self, seconds: float) -> None:
        from distributed import get_worker

        super().__init__(seconds)
        self._worker = get_worker()
        self._key = self._worker.get_current_task()

    @property
    def left(self) -> float:
        """Seconds left, 0 if stopped or no longer wanted."""
        task = self._worker.state.tasks.get(self._key)
        if task is None or task.state != "executing":
            self.stop()
        return super().left


_NOT_INSTALLED = Text(
    "--scheduler cần thư viện Dask, chưa được cài trên máy này. "
    'Hãy chạy: python -m pip install "orgplan[cluster]"',
    "--scheduler needs the library Dask, which is not installed here. "
    'Run: python -m pip install "orgplan[cluster]"',
)


_DESERTED_TEXT = Text(
    "Cụm máy Dask không còn máy tính toán nào.", "The Dask cluster has no workers left."
)


def _no_address(found: str) -> Text:
    return Text(
        f"--scheduler: không dùng được «{found}»; cần local hoặc tcp://máy:cổng, tls://máy:cổng.",
        f"--scheduler: cannot use «{found}»; expected local, tcp://host:port or tls://host:port.",
    )


def _no_answer(address: str, problem: Exception) -> Text:
    words = f"{type(problem).__name__}: {problem}".strip().splitlines()[0][:200]
    return Text(
        f"Không kết nối được với bộ điều phối Dask tại {address} trong {_PATIENCE} giây ({words}). "
        "Hãy kiểm tra địa chỉ, mạng, và `dask scheduler` có đang chạy không.",
        f"No Dask scheduler answers at {address} within {_PATIENCE} seconds ({words}). "
        "Check the address, the network, and that `dask scheduler` runs there.",
    )


def _no_workers(address: str) -> Text:
    return Text(
        f"Bộ điều phối {address} chưa có máy tính toán nào. Hãy chạy: dask worker {address}",
        f"The scheduler {address} has no workers. Run: dask worker {address}",
    )


def _other_version(worker: str, version: object) -> Text:
    vi = "không có orgplan" if version is None else f"có orgplan {version}"
    en = "has no orgplan" if version is None else f"has orgplan {version}"
    return Text(
        f"Máy tính toán {worker} {vi}, ở đây là {__version__}. Hãy cài cùng một phiên bản ở mọi "
        "máy.",
        f"The worker {worker} {en}, here it is {__version__}. Install the same version everywhere.",
    )


def _broken(problem: Exception) -> Text:
    words = f"{type(problem).__name__}: {problem}".strip().splitlines()[0][:200]
    return Text(
        f"Mất kết nối với cụm máy Dask giữa chừng ({words}).",
        f"The Dask cluster failed in the middle of the work ({words}).",
    )
