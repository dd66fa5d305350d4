"""Requests over kept connections, several at a time, for a while."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection

HEADERS = {"Host": "bench.example", "X-Forwarded-Proto": "https", "Accept-Encoding": "identity"}


@dataclass(frozen=True)
class Ask:
    path: str
    method: str = "GET"
    body: str = ""
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Run:
    milliseconds: list[float]  # sorted
    seconds: float
    size: int  # bytes of the last answer's body
    failures: int

    @property
    def requests(self) -> int:
        return len(self.milliseconds)

    def percentile(self, share: float) -> float:
        return self.milliseconds[min(int(self.requests * share), self.requests - 1)]


def run(port: int, ask: Callable[[int], Ask], *, at_once: int, seconds: float) -> Run:
    """``ask`` is given a number that is different for each request."""
    end = time.monotonic() + seconds
    begin = time.monotonic()
    with ThreadPoolExecutor(at_once) as pool:
        workers = [pool.submit(_work, port, ask, n, at_once, end) for n in range(at_once)]
        done = [worker.result() for worker in workers]
    took = sorted(ms for times, _size, _failures in done for ms in times)
    return Run(took, time.monotonic() - begin, done[0][1], sum(failures for *_, failures in done))


def _work(
    port: int, ask: Callable[[int], Ask], number: int, step: int, end: float
) -> tuple[list[float], int, int]:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    times: list[float] = []
    size = failures = 0
    while time.monotonic() < end:
        wanted = ask(number)
        number += step
        begin = time.perf_counter()
        connection.request(
            wanted.method, wanted.path, wanted.body or None, HEADERS | dict(wanted.headers)
        )
        answer = connection.getresponse()
        size = len(answer.read())
        times.append((time.perf_counter() - begin) * 1000)
        failures += answer.status >= 400
    connection.close()
    return times, size, failures
