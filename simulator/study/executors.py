"""Where tasks are computed: this process, local processes, or a Dask cluster. Answers come back in the order asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

INSTALL = 'pip install "detention-impact[dask]"'


class MissingExtra(ValueError):
    """Dask is asked for and not installed."""

    def __init__(self) -> None:
        super().__init__(f"--dask needs the package distributed, which is not installed: {INSTALL}")


class Executor(Protocol):
    """Applies a function to tasks; functions and tasks can be pickled."""

    def map(self, function: Callable[[Any], Any], tasks: Sequence[Any]) -> Iterator[Any]:
        """Results in the order of the tasks, each as soon as it and those before it are there."""
        ...


class Local:
    """This process for one worker, else a pool of processes."""

    def __init__(self, workers: int = 1) -> None:
        self._workers = workers

    def map(self, function: Callable[[Any], Any], tasks: Sequence[Any]) -> Iterator[Any]:
        """See `Executor.map`."""
        if self._workers <= 1 or len(tasks) <= 1:
            yield from map(function, tasks)
            return
        from simulator.kernel.workers import pool

        with pool(min(self._workers, len(tasks))) as processes:
            yield from processes.map(function, tasks)


class Dask:
    """A Dask cluster by the address of its scheduler; its workers need the same version of this package.

    Raises:
        MissingExtra: `distributed` is not installed.
        OSError: nobody answers at the address.
    """

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ModuleNotFoundError:
            raise MissingExtra from None
        connect: Any = distributed.Client
        self._client = connect(address, timeout="10s", set_as_default=False)

    def map(self, function: Callable[[Any], Any], tasks: Sequence[Any]) -> Iterator[Any]:
        """See `Executor.map`."""
        try:
            for future in self._client.map(function, list(tasks), pure=False):
                yield future.result()
        finally:
            self._client.close()
