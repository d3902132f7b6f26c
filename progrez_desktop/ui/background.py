"""Work off the UI thread: a job is a value with a call-back for success and one for failure."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")


class _Delivery(QObject):
    """Carries a finished job to the UI thread, where its call-back runs.

    It was made there and the signal comes from a worker, so that Qt queues the call.
    """

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._run)

    def _run(self, call_back: Callable[[], None]) -> None:
        call_back()


def nothing(_: object) -> None:
    """What follows where nobody waits for what came, or nobody is left to tell."""


class Lane:
    """One worker thread that runs jobs in the order in which they came.

    The store lane is the only thread that touches the databases; the free lane does what needs no database.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._delivery = _Delivery()
        self._waiting = 0
        self.watchers: list[Callable[[Exception], None]] = []
        """Told of every failure on the UI thread, before the call-back of its job."""

    @cached_property
    def _pool(self) -> "ThreadPoolExecutor":
        # Loaded with the first job, which is after the first paint.
        from concurrent.futures import ThreadPoolExecutor

        return ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)

    @property
    def busy(self) -> bool:
        return self._waiting > 0

    def run(
        self,
        job: Callable[[], T],
        on_success: Callable[[T], None],
        on_failure: Callable[[Exception], None],
        owner: QObject,
    ) -> None:
        """Run `job` on this lane; one of the call-backs follows on the UI thread, unless `owner` was closed."""
        self._waiting += 1

        def deliver(call_back: Callable[[], None]) -> None:
            self._waiting -= 1
            if isValid(owner):
                call_back()

        def fail(failure: Exception) -> None:
            for tell in self.watchers:
                tell(failure)
            deliver(lambda: on_failure(failure))

        def work() -> None:
            try:
                result = job()
            except Exception as failure:  # noqa: BLE001 - the outer edge: ui.errors turns it into words
                reason = failure
                self._delivery.arrived.emit(lambda: fail(reason))
            else:
                self._delivery.arrived.emit(lambda: deliver(lambda: on_success(result)))

        self._pool.submit(work)

    def wait(self) -> None:
        """Finish what was asked; what follows from it comes later, in its turn."""
        self._pool.submit(lambda: None).result()

    def close(self) -> None:
        """Finish what was asked and stop the thread."""
        self._pool.shutdown(wait=True)
