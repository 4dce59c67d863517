"""What the drill screens say: questions, clocks, verdicts, results and calibration in words."""

from collections.abc import Mapping
from math import ceil

from flashdesign import formatting
from flashdesign.content.plain_line import plain_line
from flashdesign.domain.calibration import Calibration, Lean
from flashdesign.domain.cards import Source
from flashdesign.domain.ratings import Rating
from flashdesign.formatting import factor, times
from flashdesign.services import wording
from flashdesign.services.drill_states import (
    AnswerLine,
    AssumptionTold,
    DrillAsked,
    DrillFeedback,
    StepTold,
)
from flashdesign.ui.widgets.answer_table import Row
from flashdesign.ui.widgets.drill_card import DrillFace, ToolNames
from flashdesign.ui.widgets.drill_verdict import VerdictFigures
from flashdesign.ui.widgets.log_scale import ScaleFigures
from flashdesign.ui.widgets.step_chain import ChainStep

OPEN_REMARK = "Assume what is usual. What others assume is told afterwards."
HINTED_REMARK = "With a hint the grade is Hard at best."
LEFT_PATH = "Here you left the path."
GRADES = {
    Rating.AGAIN: "Again",
    Rating.HARD: "Hard",
    Rating.GOOD: "Good",
    Rating.EASY: "Easy",
}
_EVEN_FACTOR = 1.05
_FELT_CHANGE = 0.05


def face(drill: DrillAsked, *, answered: bool) -> DrillFace:
    """Return what the card shows of a question; of an answered one, no more than it says."""
    givens = [(given.label, given.text) for given in drill.givens]
    if answered:
        return DrillFace(drill.question, givens)
    step = drill.step
    remarks = [OPEN_REMARK] if drill.is_open else []
    if drill.hints or step is not None:
        remarks.append(HINTED_REMARK)
    return DrillFace(
        question=drill.question,
        givens=givens,
        unit=drill.unit if step is None else step.unit,
        remark=" ".join(remarks),
        hints=drill.hints,
        step="" if step is None else f"Step {step.number} of {step.of}: {step.say or step.name}",
        steps_done=[(name, said or "skipped") for name, said in drill.step_answers],
    )


def tools(drill: DrillAsked, keys: Mapping[str, str]) -> ToolNames:
    """Return the words on the quiet buttons: what the drill offers now, with its keys."""
    can_step = drill.steps > 0 and drill.step is None and not drill.step_answers
    return ToolNames(
        hint=_with_key("Hint", keys["drill.hint"]) if drill.hints_left else "",
        steps=_with_key("Steps", keys["drill.steps"]) if can_step else "",
        scratch=_with_key("Scratch", keys["drill.scratch"]),
        pause=_with_key("Pause", keys["drill.pause"]) if drill.is_timed else "",
    )


def clock(used_s: float, drill: DrillAsked) -> tuple[float, float, str]:
    """Return the seconds left, of how many, and the line below them."""
    left = drill.target_s - used_s
    if left > 0:
        return left, drill.target_s, f"of {drill.target_s:.0f} s"
    return 0.0, drill.target_s, f"{ceil(-left)} s over"


def submit_name(drill: DrillAsked | None, *, typed: bool, can_give_up: bool = True) -> str:
    """Return what Return does now."""
    if drill is not None and drill.step is not None:
        return "Next step" if typed else "Skip this step"
    if typed:
        return "Check" if can_give_up else "Answer"
    return "Give up" if can_give_up else "Skip"


def verdict(told: DrillFeedback, kept: Rating) -> VerdictFigures:
    """Return what to tell after an answer that counts as `kept`."""
    named = {one.source for one in told.assumptions}
    return VerdictFigures(
        said=told.said,
        facts=_facts(told),
        grade=GRADES[kept],
        scale=None if told.bands.exact else _scale(told),
        mistake=told.mistake,
        steps=[_step(step, is_left=at == told.left_at) for at, step in enumerate(told.steps)],
        short_cut=told.short_cut,
        assumptions=[_assumption(one) for one in told.assumptions],
        sources=" · ".join(_source(source) for source in told.sources if source not in named),
    )


def answer_row(line: AnswerLine, *, with_points: bool) -> Row:
    """Return a line of the table of answers."""
    grade = GRADES[line.rating]
    time = "–" if line.seconds is None else formatting.clock(line.seconds)
    points = (f"{line.points:.0f}",) if with_points else ()
    texts = (line.title, line.own or "–", line.truth, line.off or "–", time, *points, grade)
    told = "\n".join(filter(None, (plain_line(line.question), line.said, line.mistake)))
    return Row(texts, line.rating.name.lower(), told)


def lean(calibration: Calibration) -> str:
    """Return which way the answers lean: "1.2x low", "neither way"."""
    bias = calibration.bias_log10
    if calibration.lean is Lean.UNKNOWN or bias is None:
        return "–"
    if calibration.lean is Lean.EVEN or 10 ** abs(bias) < _EVEN_FACTOR:
        return "even"
    return f"{times(abs(bias))}x {calibration.lean.value}"


def remarks(calibration: Calibration) -> str:
    """Return in a sentence or two what to work on."""
    said = []
    if calibration.mistake:
        times = wording.count(calibration.mistake_times, "time")
        said.append(f"The most frequent mistake, {times}: {calibration.mistake}")
    worst = next((one for one in calibration.topics if one.error_log10 is not None), None)
    if worst is not None:
        said.append(f"Furthest off: {worst.topic}, {factor(worst.error_log10)}.")
    return " ".join(filter(None, (*said, _pace(calibration))))


def _pace(calibration: Calibration) -> str:
    """Return how the pace has changed, where that can be felt."""
    before, now = calibration.pace_before, calibration.pace_now
    if not before or now is None or abs(now / before - 1) < _FELT_CHANGE:
        return ""
    way = "faster" if now < before else "slower"
    return f"Lately {formatting.percent(abs(now / before - 1))} {way} than before."


def _with_key(name: str, key: str) -> str:
    return f"{name}  ({key})" if key else name


def _facts(told: DrillFeedback) -> str:
    parts = [f"You said {told.own}" if told.own else "No answer", f"the truth is {told.truth}"]
    said = ", ".join(parts) + (f": {told.off}" if told.off else "")
    if told.seconds is None:
        return said
    return f"{said} · {formatting.clock(told.seconds)}, aimed at {formatting.clock(told.target_s)}"


def _scale(told: DrillFeedback) -> ScaleFigures:
    return ScaleFigures(told.own, told.truth, told.off, told.signed_log10, told.bands)


def _step(step: StepTold, *, is_left: bool) -> ChainStep:
    return ChainStep(step.say or step.name, step.text, step.own, LEFT_PATH if is_left else "")


def _assumption(told: AssumptionTold) -> str:
    span = f" ({told.span})" if told.span else ""
    source = f" · {_source(told.source)}" if told.source is not None else ""
    return f"{told.say}: **{told.text}**{span}{source}"


def _source(source: Source) -> str:
    return f"[{source.title}]({source.url})" if source.url else source.title
