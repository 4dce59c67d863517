"""The map of consistency models: which implies which, and the anomalies each forbids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from flashdesign.content.system_design.record import Record
from flashdesign.content.yaml.dataclass_builder import Id


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly(Record):
    """An anomaly; `named` completes "... can still happen"."""

    named: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Model(Record):
    """A guarantee about reads and writes: the anomalies it forbids, the weaker models it implies.

    `beside` marks a model that `ModelMap.weakest` does not return.
    """

    name: str
    promise: str
    implies: tuple[Id, ...] = ()
    forbids: tuple[Id, ...] = ()
    availability: Literal["total", "sticky", "unavailable"]
    beside: bool = False


class ModelMap:
    """The models and their edges, with queries for right and wrong options."""

    def __init__(self, models: Iterable[Model], anomalies: Iterable[Anomaly]) -> None:
        self.models = {model.id: model for model in models}
        self.anomalies = {anomaly.id: anomaly for anomaly in anomalies}
        for model in self.models.values():
            check_known(model.implies, self.models)
            check_known(model.forbids, self.anomalies)

    def weaker(self, model: str) -> frozenset[str]:
        """Return all models that `model` implies, directly or indirectly."""
        weaker_models: set[str] = set()
        edge = set(self.models[model].implies)
        while edge:
            weaker_models |= edge
            edge = {far for near in edge for far in self.models[near].implies} - weaker_models
        return frozenset(weaker_models)

    def serves(self, model: str, wanted: str) -> bool:
        """Return whether `model` implies `wanted` or forbids the same anomalies."""
        forbids_enough = set(self.models[wanted].forbids) <= set(self.models[model].forbids)
        return forbids_enough or wanted in {model} | self.weaker(model)

    def stops(self, model: str) -> bool:
        """Return whether some clients of `model` must wait in a partition."""
        check_known((model,), self.models)
        return self.models[model].availability == "unavailable"

    def weakest(self, anomaly: str) -> tuple[str, ...]:
        """Return the models that forbid `anomaly` and imply no other model that does."""
        able = {m.id for m in self.models.values() if anomaly in m.forbids and not m.beside}
        return tuple(
            model for model in self.models if model in able and not able & self.weaker(model)
        )

    def nearest(self, starts: Iterable[str]) -> tuple[str, ...]:
        """Return all models by their distance from `starts` in edges, the nearest first."""
        order = list(starts)
        for model_id in order:
            up = [model.id for model in self.models.values() if model_id in model.implies]
            near = [*self.models[model_id].implies, *up]
            order += [model for model in dict.fromkeys(near) if model not in order]
        return tuple(order)


def check_known(ids: Iterable[str], table: Mapping[str, object]) -> None:
    """Raise ValueError if a name is not in `table`."""
    for name in ids:
        if name not in table:
            msg = f"there is no {name!r} among the models or anomalies"
            raise ValueError(msg)
