"""Earlier answers to drills, each with its sprint, and with its worked solution on request."""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from flashdesign.domain.drills.attempt import Attempt, Mode, task_of
from flashdesign.domain.drills.grading import grade_estimate
from flashdesign.domain.drills.instance import Instance, task
from flashdesign.domain.drills.sprint import SPRINT_LENGTH
from flashdesign.domain.ids import ReviewId
from flashdesign.domain.quantities.quantity import Quantity
from flashdesign.domain.quantities.unit import parse_unit
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.study_day import StudyMoment
from flashdesign.services.context import Context
from flashdesign.services.drills import feedback
from flashdesign.services.drills.attempts import LAST, drill_of_attempt
from flashdesign.services.drills.state import AnswerSummary, DrillPrompt, summarize_answer
from flashdesign.storage import stored_settings
from flashdesign.storage.drills import attempts, sprints


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """An earlier answer; in a sprint also the number of the question.

    `code` is that of the sprint, or "" if it was not finished.
    """

    attempt: Attempt
    code: str = ""
    number: int = 0


def past_attempts(context: Context, most: int = LAST) -> tuple[PastAttempt, ...]:
    """Return the last answers that are not undone, the newest first."""
    with context.database.read() as connection:
        # A few more: the questions of the oldest sprint are counted from its first one, unless many
        # other answers were given in between.
        found = attempts.newest(connection, most + SPRINT_LENGTH)
        codes = {sprint.uid: sprint.code for sprint in sprints.sprints(connection)}
    counts: Counter[ReviewId] = Counter()
    past = []
    for attempt in found:
        if attempt.sprint is None:
            past.append(PastAttempt(attempt))
        else:
            counts[attempt.sprint] += 1
            code = codes.get(attempt.sprint, "")
            past.append(PastAttempt(attempt, code, counts[attempt.sprint]))
    return tuple(reversed(past[-most:]))


@dataclass(frozen=True, slots=True)
class AttemptGroup:
    """The answers of one sprint, or of one day's practice or reviews, in the order they were given.

    `at` is when the first one was given, `code` as in `PastAttempt`.
    """

    mode: Mode
    at: int
    code: str
    attempts: tuple[PastAttempt, ...]

    @property
    def right(self) -> int:
        """The number of answers that were graded Good or better."""
        return sum(past.attempt.rating >= Rating.GOOD for past in self.attempts)


def attempt_groups(context: Context, most: int = LAST) -> tuple[AttemptGroup, ...]:
    """Return the last answers by sprint, or by mode and study day, the newest group first."""
    with context.database.read() as connection:
        rollover_h = stored_settings.load(connection).rollover_h
    groups: dict[object, list[PastAttempt]] = {}
    for past in reversed(past_attempts(context, most)):
        attempt = past.attempt
        moment = StudyMoment(attempt.at, context.clock.zone_min(attempt.at), rollover_h)
        key: object = attempt.sprint or (attempt.mode, moment.day)
        groups.setdefault(key, []).append(past)
    return tuple(
        AttemptGroup(group[0].attempt.mode, group[0].attempt.at, group[0].code, tuple(group))
        for group in reversed(groups.values())
    )


def worked_solution(context: Context, attempt: Attempt) -> AnswerSummary:
    """Return an earlier answer with its feedback, as it was shown then.

    If the drill has changed since, there are no givens and no steps.
    """
    instance = drill_of_attempt(context, attempt)
    answer, asked = attempt.answer, attempt.question
    given = None
    if answer.value is not None:
        given = Quantity(Fraction(answer.value), parse_unit(answer.unit))
    details = feedback.AnswerDetails(given, answer.seconds, answer.hints, {})
    wanted = task_of(asked) if instance is None else task(instance, asked.target_s)
    verdict = grade_estimate(wanted, answer.value, seconds=answer.seconds, hints=answer.hints)
    shown = (
        feedback.feedback_without_steps(attempt, verdict, details)
        if instance is None
        else feedback.feedback(instance, wanted, verdict, details)
    )
    return summarize_answer(attempt.card, _prompt(attempt, instance), shown)


def _prompt(attempt: Attempt, instance: Instance | None) -> DrillPrompt:
    asked = attempt.question
    return DrillPrompt(
        title=asked.title,
        topic=asked.topic,
        level=0 if instance is None else instance.template.level,
        question=asked.question,
        givens=() if instance is None else feedback.givens(instance),
        unit=asked.unit,
        is_open=instance is not None and bool(instance.template.assumptions),
        is_timed=attempt.answer.is_timed,
        target_s=asked.target_s,
        gives_up_after_s=0,
    )
