"""The error of a refused package: nothing is imported from it."""

from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import N_, LazyText, as_lazy_text


class PackageError(FlashDesignError):
    """A package is refused; `problem` is a sentence, as in "it is encrypted."."""

    def __init__(self, name: str, problem: str | LazyText, /, **values: object) -> None:
        self.name, self._problem = name, as_lazy_text(problem, **values)
        super().__init__(N_("{name} was refused: {problem}"), name=name, problem=self._problem)

    @property
    def problem(self) -> str:
        """Return why it is refused, as a sentence."""
        return str(self._problem)
