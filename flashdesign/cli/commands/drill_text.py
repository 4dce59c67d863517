"""Drills as plain text: the prompt for an answer, and the feedback after it."""

from collections.abc import Iterable

from flashdesign.cli.terminal import one_line, to_plain_text
from flashdesign.domain.drills.grading import Bands
from flashdesign.i18n import formatting
from flashdesign.i18n.translation import _
from flashdesign.services.drills.state import DrillFeedback, DrillPrompt, StepPrompt

HINT, STEPS = "h", "t"


def format_prompt(drill: DrillPrompt) -> str:
    """Return what the user can type now."""
    if drill.step is not None:
        return _ask_step(drill.step)
    prompt = (
        _("Type your answer in {unit}").format(unit=drill.unit)
        if drill.unit
        else _("Type your answer")
    )
    commands = []
    if drill.hints_left:
        commands.append(_("{key} gives a hint").format(key=HINT))
    if drill.steps and not drill.step_answers:
        commands.append(_("{key} goes step by step").format(key=STEPS))
    return "; ".join([prompt, *commands, _("Enter gives up")])


def _ask_step(step: StepPrompt) -> str:
    values = {"n": step.number, "total": step.of, "name": step.name.replace("_", " ")}
    title = (
        _("Step {n} of {total}, {name}: {explanation}.").format(
            **values, explanation=one_line(step.say)
        )
        if step.say
        else _("Step {n} of {total}, {name}.").format(**values)
    )
    prompt = (
        _("Type it in {unit}; Enter skips it").format(unit=step.unit)
        if step.unit
        else _("Type it; Enter skips it")
    )
    return f"{title} {prompt}"


def hint(drill: DrillPrompt) -> str:
    """Return the last hint that was shown."""
    if not drill.hints:
        return _("There is no hint.")
    return _("Hint: {hint}").format(hint=to_plain_text(drill.hints[-1]))


def format_feedback(feedback: DrillFeedback, *, with_answer: bool = True) -> str:
    """Return the feedback after the answer."""
    lines = []
    if with_answer:
        lines.append(f"→ {feedback.truth}")
    if feedback.mistake:
        lines.append(one_line(feedback.mistake))
    lines += _steps(feedback)
    if feedback.first_wrong_step is not None:
        name = feedback.steps[feedback.first_wrong_step].name.replace("_", " ")
        lines.append(_("You went wrong at: {step}").format(step=name))
    for assumption in feedback.assumptions:
        usual = (
            _("usual: {value} ({range})").format(value=assumption.text, range=assumption.span)
            if assumption.span
            else _("usual: {value}").format(value=assumption.text)
        )
        lines.append(f"  {usual}  {one_line(assumption.say)}")
    if feedback.short_cut:
        lines.append(_("Shortcut: {text}").format(text=one_line(feedback.short_cut)))
    lines += _measured(feedback)
    return "\n".join(lines)


def _steps(feedback: DrillFeedback) -> Iterable[str]:
    for step in feedback.steps:
        line = f"  {step.name.replace('_', ' ')} = {step.text}  {one_line(step.say)}".rstrip()
        if step.own and step.is_wrong:
            own = _("(you: {value})").format(value=step.own)
            line = f"{line}  {own}"
        yield line


def _measured(feedback: DrillFeedback) -> Iterable[str]:
    """Yield the error and the time, with their limits."""
    parts = []
    if feedback.error_log10 is not None and not feedback.bands.exact:
        parts.append(
            _("off by {error} powers of ten ({bands})").format(
                error=formatting.number(feedback.error_log10, 2), bands=_bands(feedback.bands)
            )
        )
    if feedback.seconds is not None:
        parts.append(
            _("{time} of {target}").format(
                time=formatting.clock(feedback.seconds), target=formatting.clock(feedback.target_s)
            )
        )
    if parts:
        yield "; ".join(parts)


def _bands(bands: Bands) -> str:
    return _("easy {easy}, good {good}, hard {hard}").format(
        easy=formatting.number(bands.easy, 2),
        good=formatting.number(bands.good, 2),
        hard=formatting.number(bands.hard, 2),
    )
