"""Texts of the drill screens: questions, timers, verdicts, results and calibration."""

from collections.abc import Mapping
from math import ceil

from flashdesign.content.rendering.displayed_text import displayed_line
from flashdesign.domain.drills.calibration import Bias, Calibration
from flashdesign.domain.scheduling.memory import Rating, grade_name
from flashdesign.domain.source import Source
from flashdesign.i18n import formatting
from flashdesign.i18n.formatting import factor, number, times
from flashdesign.i18n.translation import N_, _, ngettext, pgettext
from flashdesign.services.drills.state import (
    AnswerSummary,
    AssumptionFeedback,
    DrillFeedback,
    DrillPrompt,
    StepFeedback,
    StepPrompt,
)
from flashdesign.ui.drills.widgets.answer_table import Row
from flashdesign.ui.drills.widgets.drill_card import DrillQuestion, ToolNames
from flashdesign.ui.drills.widgets.log_scale import ScaleFigures
from flashdesign.ui.drills.widgets.step_chain import ChainStep
from flashdesign.ui.drills.widgets.verdict import VerdictTexts
from flashdesign.ui.widgets.controls.shortcut import with_key

OPEN_REMARK = N_("Make typical assumptions. The usual ones are shown after your answer.")
HINTED_REMARK = N_("With a hint, the best grade is Hard.")
WRONG_STEP = N_("This is where you went wrong.")
_EVEN_FACTOR = 1.05
_MIN_CHANGE = 0.05


def card_figures(drill: DrillPrompt, *, answered: bool) -> DrillQuestion:
    """Return what the card shows of a question; after the answer, only question and givens."""
    givens = [(given.label, given.text) for given in drill.givens]
    if answered:
        return DrillQuestion(drill.question, givens)
    step = drill.step
    remarks = [_(OPEN_REMARK)] if drill.is_open else []
    if drill.hints or step is not None:
        remarks.append(_(HINTED_REMARK))
    return DrillQuestion(
        question=drill.question,
        givens=givens,
        unit=drill.unit if step is None else step.unit,
        remark=" ".join(remarks),
        hints=drill.hints,
        step="" if step is None else _format_step(step),
        steps_done=[(name, answer or _("skipped")) for name, answer in drill.step_answers],
    )


def tool_labels(drill: DrillPrompt, keys: Mapping[str, str]) -> ToolNames:
    """Return the labels of the tool buttons: what the drill offers now, with its keys."""
    can_step = drill.steps > 0 and drill.step is None and not drill.step_answers
    return ToolNames(
        hint=with_key(_("Hint"), keys["drill.hint"]) if drill.hints_left else "",
        steps=with_key(_("Steps"), keys["drill.steps"]) if can_step else "",
        scratch=with_key(_("Scratch pad"), keys["drill.scratch"]),
        pause=with_key(_("Pause"), keys["drill.pause"]) if drill.is_timed else "",
    )


def format_timer(used_s: float, drill: DrillPrompt) -> tuple[float, float, str]:
    """Return the seconds left, the target, and the text below them."""
    left = drill.target_s - used_s
    if left > 0:
        return left, drill.target_s, _("of {seconds} s").format(seconds=number(drill.target_s))
    return 0.0, drill.target_s, _("{seconds} s over").format(seconds=number(ceil(-left)))


def submit_name(drill: DrillPrompt | None, *, typed: bool, can_give_up: bool = True) -> str:
    """Return the label of what the Return key does."""
    if drill is not None and drill.step is not None:
        return _("Next step") if typed else _("Skip this step")
    if typed:
        return pgettext("verb", "Check") if can_give_up else pgettext("verb", "Answer")
    return _("Give up") if can_give_up else pgettext("verb", "Skip")


def empty_notice(can_give_up: bool) -> str:
    """Return what to say when an empty answer is submitted for the first time."""
    if can_give_up:
        return _("No answer yet. Press Return again to give up.")
    return _("No answer yet. Press Return again to skip this question.")


def verdict(feedback: DrillFeedback, kept: Rating) -> VerdictTexts:
    """Return what to show after an answer; `kept` is its grade."""
    cited = {assumption.source for assumption in feedback.assumptions}
    return VerdictTexts(
        headline=feedback.verdict,
        facts=_format_facts(feedback),
        grade=grade_name(kept),
        scale=None if feedback.bands.exact else _scale_figures(feedback),
        mistake=feedback.mistake,
        steps=[
            _chain_step(step, is_left=position == feedback.first_wrong_step)
            for position, step in enumerate(feedback.steps)
        ],
        shortcut=feedback.short_cut,
        assumptions=[_format_assumption(assumption) for assumption in feedback.assumptions],
        sources=" · ".join(
            _format_source(source) for source in feedback.sources if source not in cited
        ),
    )


def answer_row(line: AnswerSummary, *, with_points: bool) -> Row:
    """Return a row of the table of answers."""
    grade = grade_name(line.rating)
    time = "–" if line.seconds is None else formatting.clock(line.seconds)
    points = (number(line.points),) if with_points else ()
    texts = (
        line.title,
        line.answer or "–",
        line.truth,
        line.error_text or "–",
        time,
        *points,
        grade,
    )
    tooltip = "\n".join(filter(None, (displayed_line(line.question), line.verdict, line.mistake)))
    return Row(texts, line.rating.name.lower(), tooltip)


def format_bias(calibration: Calibration) -> str:
    """Return the bias of the answers: "1.2× too low", "even"."""
    bias = calibration.bias_log10
    if calibration.bias_direction is Bias.UNKNOWN or bias is None:
        return "–"
    if calibration.bias_direction is Bias.EVEN or 10 ** abs(bias) < _EVEN_FACTOR:
        return pgettext("bias", "even")
    message = (
        _("{factor}× too low")
        if calibration.bias_direction is Bias.LOW
        else _("{factor}× too high")
    )
    return message.format(factor=times(abs(bias)))


def format_remarks(calibration: Calibration) -> str:
    """Return a few sentences with advice for practice."""
    sentences = []
    if calibration.mistake:
        message = ngettext(
            "Most common mistake ({n} time): {mistake}",
            "Most common mistake ({n} times): {mistake}",
            calibration.mistake_times,
        )
        sentences.append(
            message.format(n=number(calibration.mistake_times), mistake=calibration.mistake)
        )
    worst = next((topic for topic in calibration.topics if topic.error_log10 is not None), None)
    if worst is not None:
        message = _("Weakest topic: {topic}, {factor}.")
        sentences.append(message.format(topic=worst.topic, factor=factor(worst.error_log10)))
    return " ".join(filter(None, (*sentences, _format_pace(calibration))))


def _format_pace(calibration: Calibration) -> str:
    """Return how the pace has changed, if the change is noticeable."""
    before, now = calibration.pace_before, calibration.pace_now
    if not before or now is None or abs(now / before - 1) < _MIN_CHANGE:
        return ""
    share = formatting.percent(abs(now / before - 1))
    if now < before:
        return _("Recently {share} faster than before.").format(share=share)
    return _("Recently {share} slower than before.").format(share=share)


def _format_step(step: StepPrompt) -> str:
    message = _("Step {number} of {total}: {step}")
    return message.format(
        number=number(step.number), total=number(step.of), step=step.say or step.name
    )


def _format_facts(feedback: DrillFeedback) -> str:
    own = _("You: {answer}").format(answer=feedback.answer) if feedback.answer else _("No answer")
    parts = [own, _("Answer: {answer}").format(answer=feedback.truth), feedback.error_text]
    if feedback.seconds is not None:
        message = _("{time} (target {target})")
        time, target = formatting.clock(feedback.seconds), formatting.clock(feedback.target_s)
        parts.append(message.format(time=time, target=target))
    return " · ".join(filter(None, parts))


def _scale_figures(feedback: DrillFeedback) -> ScaleFigures:
    return ScaleFigures(
        feedback.answer, feedback.truth, feedback.error_text, feedback.signed_log10, feedback.bands
    )


def _chain_step(step: StepFeedback, *, is_left: bool) -> ChainStep:
    remark = _(WRONG_STEP) if is_left else ""
    return ChainStep(step.say or step.name, step.text, step.own, remark)


def _format_assumption(feedback: AssumptionFeedback) -> str:
    # Markdown, not a sentence: content of the deck in a fixed order.
    span = f" ({feedback.span})" if feedback.span else ""
    source = f" · {_format_source(feedback.source)}" if feedback.source is not None else ""
    return f"{feedback.say}: **{feedback.text}**{span}{source}"


def _format_source(source: Source) -> str:
    return f"[{source.title}]({source.url})" if source.url else source.title
