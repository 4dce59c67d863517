"""The map of consistency models: its edges, and the weakest models that forbid an anomaly."""

from itertools import product
from pathlib import Path

import pytest

from flashdesign.content.system_design.generators.consistency import Records
from flashdesign.content.system_design.generators.consistency_models import Anomaly, Model, ModelMap
from flashdesign.content.system_design.record import load
from flashdesign.content.yaml import reader

DECK = Path(__file__).parents[4] / "decks" / "consistency.yaml"


@pytest.fixture(scope="module")
def built_in() -> Records:
    return load(Records, reader.parse(DECK.read_bytes(), DECK))


@pytest.fixture(scope="module")
def graph(built_in: Records) -> ModelMap:
    return ModelMap(built_in.models, built_in.anomalies)


def closure(records: Records) -> set[tuple[str, str]]:
    """Return all pairs (stronger, weaker), calculated independently of the tested code."""
    ids = [model.id for model in records.models]
    pairs = {(model.id, weaker) for model in records.models for weaker in model.implies}
    for middle, strong, weak in product(ids, repeat=3):
        if (strong, middle) in pairs and (middle, weak) in pairs:
            pairs.add((strong, weak))
    return pairs


@pytest.mark.parametrize(
    ("anomaly", "weakest"),
    [
        ("dirty-write", {"read-uncommitted"}),
        ("dirty-read", {"read-committed"}),
        ("circular-flow", {"read-committed"}),
        ("fractured-read", {"monotonic-atomic-view"}),
        ("cursor-lost-update", {"snapshot-isolation", "cursor-stability"}),
        ("lost-update", {"repeatable-read", "snapshot-isolation"}),
        ("fuzzy-read", {"repeatable-read", "snapshot-isolation"}),
        ("read-skew", {"repeatable-read", "snapshot-isolation"}),
        ("write-skew", {"repeatable-read"}),
        ("phantom", {"snapshot-isolation"}),
        ("predicate-write-skew", {"serializable"}),
        ("missed-own-write", {"read-your-writes"}),
        ("non-monotonic-read", {"monotonic-reads"}),
        ("reordered-own-writes", {"monotonic-writes"}),
        ("reply-before-question", {"writes-follow-reads"}),
        ("causal-reversal", {"causal"}),
        ("order-dispute", {"sequential"}),
        ("stale-read", {"linearizable"}),
    ],
)
def test_the_weakest_models_are_those_of_the_literature(
    graph: ModelMap, anomaly: str, weakest: set[str]
) -> None:
    assert set(graph.weakest(anomaly)) == weakest


def test_the_map_follows_indirect_edges(built_in: Records, graph: ModelMap) -> None:
    pairs = closure(built_in)
    for model in built_in.models:
        assert graph.weaker(model.id) == {weak for strong, weak in pairs if strong == model.id}
        assert model.id not in graph.weaker(model.id)


def test_a_stronger_model_forbids_at_least_as_much_and_is_not_more_available(
    built_in: Records,
) -> None:
    rank = {"total": 0, "sticky": 1, "unavailable": 2}
    models = {model.id: model for model in built_in.models}
    for strong, weak in closure(built_in):
        assert set(models[weak].forbids) <= set(models[strong].forbids)
        if not models[weak].beside:
            assert rank[models[weak].availability] <= rank[models[strong].availability]


def test_the_nearest_models_come_first(graph: ModelMap) -> None:
    order = graph.nearest(("causal",))
    assert order[0] == "causal"
    assert set(order[1:4]) == {"writes-follow-reads", "pram", "sequential"}
    assert order.index("linearizable") > order.index("sequential")


@pytest.mark.parametrize(
    ("model", "stops"),
    [
        pytest.param("causal", False, id="a client that stays is served"),
        pytest.param("linearizable", True, id="the smaller side must wait"),
        pytest.param("eventual", False, id="any replica answers"),
    ],
)
def test_a_partition_stops_what_needs_agreement(
    graph: ModelMap, model: str, *, stops: bool
) -> None:
    assert graph.stops(model) == stops


@pytest.mark.parametrize(
    "model",
    [
        pytest.param(
            Model(id="m1", name="M", promise="P.", availability="total", implies=("m2",)),
            id="an edge to a missing model",
        ),
        pytest.param(
            Model(id="m1", name="M", promise="P.", availability="total", forbids=("a2",)),
            id="a missing anomaly",
        ),
    ],
)
def test_unknown_names_are_rejected(model: Model) -> None:
    with pytest.raises(ValueError, match="among the models or anomalies"):
        ModelMap([model], [Anomaly(id="a1", named="A")])
