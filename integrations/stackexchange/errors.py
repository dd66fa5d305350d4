class CannotImport(Exception):
    """Nothing was changed, and the message says what to do about it."""


class DamagedDump(CannotImport):
    """A file of the dump is not what it should be; says which, and where in it."""

    def __init__(self, file: str, problem: str, *, line: int = 0, key: object = None) -> None:
        where = file
        if line:
            where += f", line {line}"
        if key is not None:
            where += f" (Id {key})"
        super().__init__(f"{where}: {problem}")
