"""Writing of drills: the fields of a template in a deck file."""

from collections.abc import Mapping
from typing import assert_never

from flashdesign.domain.drills.template import (
    Assumption,
    OneOf,
    Param,
    RoundNumber,
    Step,
    Template,
    WholeNumber,
)
from flashdesign.domain.source import Source

Entry = dict[str, object]


def drill_fields(template: Template) -> Entry:
    """Return the fields of a template without default values."""
    level = None if template.level == 1 else template.level
    bands = list(template.bands) if isinstance(template.bands, tuple) else template.bands
    head = drop_empty(title=template.title, topic=template.topic, level=level)
    question: Entry = {"version": template.version, "prompt": template.prompt}
    question |= drop_empty(
        params={param.name: _param(param) for param in template.params},
        constraints=list(template.constraints),
        assumptions=[_assumption(assumption) for assumption in template.assumptions],
    )
    solution: Entry = {
        "steps": [_step(step) for step in template.steps],
        "answer": template.answer,
        "unit": template.unit,
    }
    rest = drop_empty(
        accept_units=list(template.accept_units),
        range=list(template.span or ()),
        bands=None if bands == "closed" else bands,
        mistakes=[
            {"expr": mistake.expr} | drop_empty(unit=mistake.unit, say=mistake.say)
            for mistake in template.mistakes
        ],
        short_cut=template.short_cut,
        sources=[source_fields(source) for source in template.sources],
    )
    return head | question | solution | rest


def source_fields(source: Source) -> Entry:
    """Return a source as a mapping."""
    return {"title": source.title} | drop_empty(url=source.url, checked=source.checked)


def drop_empty(**values: object) -> Entry:
    """Return the values that are not empty, None or False."""
    return {key: value for key, value in values.items() if value}


def _param(param: Param) -> Entry:
    return _spread(param) | drop_empty(unit=param.unit, measure=param.measure, label=param.label)


def _spread(param: Param) -> Entry:
    match param.spread:
        case OneOf(values=values):
            return {"choice": [_number(value) for value in values]}
        case WholeNumber(first=first, last=last, step=step):
            return {"int": [first, last, step]}
        case RoundNumber(low=low, high=high, mantissas=mantissas):
            ends = [_number(low), _number(high)]
            return {"nice": ends, "mantissas": [_number(mantissa) for mantissa in mantissas]}
        case _:
            assert_never(param.spread)


def _assumption(assumption: Assumption) -> Entry:
    entry: Entry = {
        "name": assumption.name,
        "usual": _number(assumption.usual),
        "say": assumption.say,
    }
    source = None if assumption.source is None else source_fields(assumption.source)
    span = [_number(end) for end in assumption.span or ()]
    return entry | drop_empty(unit=assumption.unit, range=span, source=source)


def _step(step: Step) -> Mapping[str, object]:
    return {"name": step.name, "expr": step.expr} | drop_empty(
        unit=step.unit, say=step.say, ask=step.ask
    )


def _number(value: float) -> float | int:
    """Return a whole number as an int, so that it is written without a decimal point."""
    return int(value) if value == int(value) else value
