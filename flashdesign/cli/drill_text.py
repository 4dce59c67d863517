"""A drill as plain text: what to type, and what is told after the answer."""

from collections.abc import Iterable

from flashdesign import formatting
from flashdesign.cli.terminal import one_line, plain
from flashdesign.domain.scoring import Bands
from flashdesign.services.drill_states import DrillAsked, DrillFeedback

HINT, STEPS = "h", "t"


def asking(drill: DrillAsked) -> str:
    """Return what can be typed now."""
    helps = []
    if drill.hints_left:
        helps.append(f"{HINT} gives a hint")
    if drill.steps and drill.step is None and not drill.step_answers:
        helps.append(f"{STEPS} asks for the steps")
    if drill.step is not None:
        step = drill.step
        unit = f" in {step.unit}" if step.unit else ""
        said = f": {one_line(step.say)}" if step.say else ""
        name = step.name.replace("_", " ")
        return f"Step {step.number} of {step.of}, {name}{said}. Type it{unit}; Enter skips it"
    unit = f" in {drill.unit}" if drill.unit else ""
    return "; ".join([f"Type your answer{unit}", *helps, "Enter gives up"])


def hint(drill: DrillAsked) -> str:
    """Return the last hint that was taken."""
    return f"Hint: {plain(drill.hints[-1])}" if drill.hints else "There is no hint."


def told(feedback: DrillFeedback, *, with_answer: bool = True) -> str:
    """Return what is told after the answer."""
    lines = []
    if with_answer:
        lines.append(f"→ {feedback.truth}")
    if feedback.mistake:
        lines.append(one_line(feedback.mistake))
    lines += _steps(feedback)
    if feedback.left_at is not None:
        name = feedback.steps[feedback.left_at].name.replace("_", " ")
        lines.append(f"You left the path at: {name}")
    for one in feedback.assumptions:
        span = f" ({one.span})" if one.span else ""
        lines.append(f"  usual: {one.text}{span}  {one_line(one.say)}")
    if feedback.short_cut:
        lines.append(f"Short cut: {one_line(feedback.short_cut)}")
    lines += _measured(feedback)
    return "\n".join(lines)


def _steps(feedback: DrillFeedback) -> Iterable[str]:
    for step in feedback.steps:
        own = f"  (you: {step.own})" if step.own and step.is_off else ""
        yield f"  {step.name.replace('_', ' ')} = {step.text}  {one_line(step.say)}".rstrip() + own


def _measured(feedback: DrillFeedback) -> Iterable[str]:
    """Yield how far off and how long it was, against what is allowed."""
    parts = []
    if feedback.error_log10 is not None and not feedback.bands.exact:
        parts.append(f"off by {feedback.error_log10:.2f} powers of ten ({_bands(feedback.bands)})")
    if feedback.seconds is not None:
        parts.append(
            f"{formatting.clock(feedback.seconds)} of {formatting.clock(feedback.target_s)}"
        )
    if parts:
        yield "; ".join(parts)


def _bands(bands: Bands) -> str:
    return f"easy {bands.easy:g}, good {bands.good:g}, hard {bands.hard:g}"
