"""Hold the map of consistency models: who implies whom, and what each forbids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from flashdesign.content.framework import Record
from flashdesign.content.typed import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly(Record):
    """Something that can go wrong; `named` goes before "can still happen"."""

    named: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Model(Record):
    """A promise about reads and writes: what it forbids, and which weaker models it contains.

    `beside` marks a model that does not stand on the map of the weakest models.
    """

    name: str
    promise: str
    implies: tuple[Id, ...] = ()
    forbids: tuple[Id, ...] = ()
    availability: Literal["total", "sticky", "unavailable"]
    beside: bool = False


class Map:
    """The models and their edges; answers what contains what, and what an option would be worth."""

    def __init__(self, models: Iterable[Model], anomalies: Iterable[Anomaly]) -> None:
        self.models = {model.id: model for model in models}
        self.anomalies = {anomaly.id: anomaly for anomaly in anomalies}
        for model in self.models.values():
            known(model.implies, self.models)
            known(model.forbids, self.anomalies)

    def weaker(self, model: str) -> frozenset[str]:
        """Return all that `model` implies, over any number of edges."""
        found: set[str] = set()
        edge = set(self.models[model].implies)
        while edge:
            found |= edge
            edge = {far for near in edge for far in self.models[near].implies} - found
        return frozenset(found)

    def serves(self, model: str, wanted: str) -> bool:
        """Tell whether `model` might do for `wanted`: by an edge, or by all that it forbids."""
        enough = set(self.models[wanted].forbids) <= set(self.models[model].forbids)
        return enough or wanted in {model} | self.weaker(model)

    def stops(self, model: str) -> bool:
        """Tell whether a partition makes some clients of `model` wait."""
        known((model,), self.models)
        return self.models[model].availability == "unavailable"

    def weakest(self, anomaly: str) -> tuple[str, ...]:
        """Return the models on the map that forbid `anomaly` and contain no other that does."""
        able = {m.id for m in self.models.values() if anomaly in m.forbids and not m.beside}
        return tuple(
            model for model in self.models if model in able and not able & self.weaker(model)
        )

    def nearest(self, starts: Iterable[str]) -> tuple[str, ...]:
        """Return the other models, those fewest edges away from `starts` first."""
        order = list(starts)
        for here in order:
            up = [model.id for model in self.models.values() if here in model.implies]
            near = [*self.models[here].implies, *up]
            order += [model for model in dict.fromkeys(near) if model not in order]
        return tuple(order)


def known(ids: Iterable[str], table: Mapping[str, object]) -> None:
    """Raise ValueError for a name that the table lacks."""
    for name in ids:
        if name not in table:
            msg = f"there is no {name!r} among the models or anomalies"
            raise ValueError(msg)
