import sys
from contextlib import suppress
from typing import TextIO

COLOURS = (36, 33, 35, 32, 34)
DIM = 2


class Log:
    """Lines of several programs, each behind the name of who says it."""

    def __init__(self, names: list[str], out: TextIO = sys.stdout) -> None:
        self.out = out
        self.width = max(map(len, names))
        self.colour = {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(names)}
        self.in_colour = out.isatty()

    def write(self, name: str, line: str) -> None:
        prefix = f"{name:<{self.width}} |"
        if self.in_colour:
            prefix = f"\033[{self.colour.get(name, DIM)}m{prefix}\033[0m"
        self.say(f"{prefix} {line}")

    def say(self, line: str) -> None:
        # When nobody reads any more, that is no reason to leave orphans.
        with suppress(BrokenPipeError):
            self.out.write(f"{line}\n")
            self.out.flush()
