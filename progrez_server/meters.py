"""What Prometheus reads: counts and durations, by route and status. No id, and nothing of a person or a device."""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

KIND = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Meters:
    """Those of one process, or, where workers share a folder for them, of all."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "progrez_requests", "Requests answered", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "progrez_request_seconds", "How long an answer took", ("route",), buckets=_SECONDS, registry=self._registry
        )
        self._items = Counter("progrez_items", "Items of batches", ("kind", "status"), registry=self._registry)
        self._ended = Counter("progrez_releases_ended", "Releases whose term ended", registry=self._registry)

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(_METHODS.get(method, "other"), route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def count_item(self, kind: str, status: int) -> None:
        self._items.labels(kind, str(status)).inc()

    def count_ended(self, number: int) -> None:
        self._ended.inc(number)

    def told(self) -> bytes:
        """Return all of them in the form that Prometheus reads."""
        if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:  # set by `run` where there are several workers
            return generate_latest(self._registry)
        of_all = CollectorRegistry()
        MultiProcessCollector(of_all)  # type: ignore[no-untyped-call]
        return generate_latest(of_all)


_METHODS = {name: name for name in ("GET", "POST", "PUT", "DELETE", "HEAD")}
"""Whoever asks makes up methods, and each would be a line for ever."""
