"""Write a drill's template as the fields of a deck file's entry."""

from collections.abc import Mapping
from typing import assert_never

from flashdesign.domain.cards import Source
from flashdesign.domain.drills import Assumption, Nice, OneOf, Param, Step, Template, Whole

Entry = dict[str, object]


def drill_fields(template: Template) -> Entry:
    """Return what the template says, leaving out what holds anyway."""
    level = None if template.level == 1 else template.level
    bands = list(template.bands) if isinstance(template.bands, tuple) else template.bands
    head = given(title=template.title, topic=template.topic, level=level)
    asked: Entry = {"version": template.version, "prompt": template.prompt}
    asked |= given(
        params={param.name: _param(param) for param in template.params},
        constraints=list(template.constraints),
        assumptions=[_assumption(one) for one in template.assumptions],
    )
    worked: Entry = {
        "steps": [_step(step) for step in template.steps],
        "answer": template.answer,
        "unit": template.unit,
    }
    rest = given(
        accept_units=list(template.accept_units),
        range=list(template.span or ()),
        bands=None if bands == "closed" else bands,
        mistakes=[{"expr": mistake.expr, "say": mistake.say} for mistake in template.mistakes],
        short_cut=template.short_cut,
        sources=[source_fields(source) for source in template.sources],
    )
    return head | asked | worked | rest


def source_fields(source: Source) -> Entry:
    """Return a source as a mapping."""
    return {"title": source.title} | given(url=source.url, checked=source.checked)


def given(**values: object) -> Entry:
    """Return the values that say something: no empty text or list, no None, no False."""
    return {key: value for key, value in values.items() if value}


def _param(param: Param) -> Entry:
    return _spread(param) | given(unit=param.unit, label=param.label)


def _spread(param: Param) -> Entry:
    match param.spread:
        case OneOf(values=values):
            return {"choice": [_number(value) for value in values]}
        case Whole(first=first, last=last, step=step):
            return {"int": [first, last, step]}
        case Nice(low=low, high=high, mantissas=mantissas):
            ends = [_number(low), _number(high)]
            return {"nice": ends, "mantissas": [_number(one) for one in mantissas]}
        case _:
            assert_never(param.spread)


def _assumption(one: Assumption) -> Entry:
    entry: Entry = {"name": one.name, "usual": _number(one.usual), "say": one.say}
    source = None if one.source is None else source_fields(one.source)
    span = [_number(end) for end in one.span or ()]
    return entry | given(unit=one.unit, range=span, source=source)


def _step(step: Step) -> Mapping[str, object]:
    return {"name": step.name, "expr": step.expr} | given(
        unit=step.unit, say=step.say, ask=step.ask
    )


def _number(value: float) -> float | int:
    """Return a whole number without its point."""
    return int(value) if value == int(value) else value
