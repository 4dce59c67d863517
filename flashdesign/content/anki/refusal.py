"""The one failure of reading a package: it is refused, and nothing of it was taken."""

from flashdesign.errors import FlashDesignError


class PackageError(FlashDesignError):
    """A package is refused; `problem` is a sentence, the file's name is put before it."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name, self.problem = name, problem
