"""Sprints: timed drills, the same for everyone who enters the same code."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from flashdesign.domain.drills import sprint as drill_sprint
from flashdesign.domain.drills.attempt import Attempt, Mode
from flashdesign.domain.drills.calibration import Calibration, calibrate
from flashdesign.domain.drills.sprint import SprintCode, SprintCodeError, decode, encode
from flashdesign.domain.drills.template import Template
from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Drill
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import DamagedRowError, consequence
from flashdesign.i18n.translation import N_, _
from flashdesign.services.collection.built_in_decks import BUILT_IN
from flashdesign.services.context import Changes, Context
from flashdesign.services.drills.active_drill import (
    ActiveDrill,
    DrawnDrill,
    draw_instance,
    start_drill,
)
from flashdesign.services.drills.practice import PracticeSession
from flashdesign.services.drills.session_base import DrillSessionBase
from flashdesign.services.drills.state import AnswerSummary, DrillPrompt, summarize_answer
from flashdesign.services.scheduling.card_actions import NOT_STORED
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.drills import attempts, sprints
from flashdesign.storage.drills.sprints import Sprint
from flashdesign.storage.notes import built_in_versions, cards, decks

_LEVELS = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class SprintInfo:
    """The meaning of a code: topic ("" is all), level (0 is all), and the `best` points so far.

    A code `fits` if it was made with the drills that are installed; otherwise questions differ.
    """

    code: str
    topic: str
    level: int
    is_compatible: bool
    best: float | None


@dataclass(frozen=True, slots=True)
class TopicLine:
    """Results of one topic: median seconds and error, mean points."""

    topic: str
    questions: int
    seconds: float
    error_log10: float | None
    points: float


@dataclass(frozen=True, slots=True)
class SprintResult:
    """Result of a sprint; `best` is the previous best score, `topics` begins with the weakest."""

    points: float
    best: float | None
    is_best: bool
    seconds: float
    lines: tuple[AnswerSummary, ...]
    topics: tuple[TopicLine, ...]
    misses: tuple[CardKey, ...]
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class SprintState:
    """State of a sprint to show; `last` is the previous answer, `result` is set at the end."""

    code: str
    drill: DrillPrompt | None
    number: int
    total: int
    points: float
    last: AnswerSummary | None
    result: SprintResult | None


def new_code(context: Context, topic: str = "", level: int = 0) -> str:
    """Return the code of a new sprint; raises `SprintCodeError` if no drill matches."""
    code = SprintCode(
        context.random.getrandbits(drill_sprint.SEED_BITS), drill_sprint.topic_mark(topic), level
    )
    with context.database.read() as connection:
        fitting = _fitting(connection, code)
    if level not in _LEVELS or not fitting:
        raise SprintCodeError(topic or _("all topics"), N_("no drill has this topic and level."))
    mark = drill_sprint.pool_mark(_templates(fitting))
    return encode(SprintCode(code.seed, code.topic_mark, level, mark))


def describe_code(context: Context, text: str) -> SprintInfo:
    """Return the meaning of a typed code; raises `SprintCodeError` if it is not valid."""
    code = decode(text)
    with context.database.read() as connection:
        fitting = _fitting(connection, code)
        best = _best_points(connection, code)
    topics = {template.topic for _note, template in fitting.values()}
    topic = min(topics, default="") if code.topic_mark else ""
    fits = bool(fitting) and drill_sprint.pool_mark(_templates(fitting)) == code.pool_mark
    return SprintInfo(encode(code), topic, code.level, fits, best)


class SprintSession(DrillSessionBase[SprintState]):
    """A sprint: each answer is stored at once, then the next question is drawn; without hints.

    Raises `SprintCodeError`.
    """

    def __init__(self, context: Context, text: str) -> None:
        super().__init__()
        self._context, self._code = context, decode(text)
        with context.database.read() as connection:
            self._drills = _fitting(connection, self._code)
            self._best = _best_points(connection, self._code)
        self._questions = drill_sprint.questions(self._code.seed, self._drills)
        if not self._questions:
            raise SprintCodeError(text, N_("no installed drill matches it."))
        self._uid = context.uids.next(context.clock.now_ms())
        self._lines: list[AnswerSummary] = []
        self._attempts: list[Attempt] = []
        self._draw_drill()
        self._state = self._make_state(None)

    @property
    def state(self) -> SprintState:
        """The state to show now."""
        return self._state

    def practice_misses(self) -> PracticeSession:
        """Return a practice session with the missed drills and new values; there must be some."""
        result = self._state.result
        misses = () if result is None else result.misses
        return PracticeSession(self._context, count=len(misses), cards=misses)

    def close(self) -> None:
        """Notify the other parts of the program of the stored answers."""
        if self._lines:
            self._context.broadcast.notify(Changes(drills=True))

    def _show(self, drill: ActiveDrill) -> SprintState:
        result = None
        if drill.feedback is not None:
            result = self._store(drill)
            self._draw_drill()
        self._state = self._make_state(result)
        return self._state

    @consequence(NOT_STORED)
    def _store(self, drill: ActiveDrill) -> SprintResult | None:
        """Store the answer, and with the last answer the sprint; return its result then."""
        feedback, at = drill.feedback, self._context.clock.now_ms()
        assert feedback is not None  # `_show` has checked it
        key, _seed = self._questions[len(self._lines)]
        uid = self._context.uids.next(at)
        attempt = drill.attempt(uid, at, mode=Mode.SPRINT, sprint=self._uid)
        self._attempts.append(attempt)
        self._lines.append(summarize_answer(key, drill.prompt, feedback, drill.points()))
        result = self._make_result() if len(self._lines) == len(self._questions) else None
        with self._context.database.transaction() as connection:
            attempts.add(connection, attempt)
            if result is not None:
                total_ms = sum(past.answer.ms for past in self._attempts)
                sprint = Sprint(self._uid, at, encode(self._code), result.points, total_ms)
                sprints.add(connection, sprint)
        return result

    def _draw_drill(self) -> None:
        if len(self._lines) == len(self._questions):
            self._set_drill(None)
            return
        key, seed = self._questions[len(self._lines)]
        note, template = self._drills[key]
        instance, seed = draw_instance(template, seed)
        # The author's target time, not the user's own, so that points can be compared.
        drawn = DrawnDrill(note, instance, seed, template.target_s, has_help=False)
        self._set_drill(start_drill(self._context, drawn))

    def _make_state(self, result: SprintResult | None) -> SprintState:
        drill, done = self._drill, len(self._lines)
        return SprintState(
            code=encode(self._code),
            drill=None if drill is None else drill.prompt,
            number=min(done + 1, len(self._questions)),
            total=len(self._questions),
            points=sum(answer.points for answer in self._lines),
            last=self._lines[-1] if self._lines else None,
            result=result,
        )

    def _make_result(self) -> SprintResult:
        points = sum(answer.points for answer in self._lines)
        misses = (answer.key for answer in self._lines if answer.rating is Rating.AGAIN)
        return SprintResult(
            points=points,
            best=self._best,
            is_best=points > (self._best or 0.0),
            seconds=sum(answer.seconds or 0.0 for answer in self._lines),
            lines=tuple(self._lines),
            topics=_topic_lines(self._lines),
            misses=tuple(dict.fromkeys(misses)),
            calibration=calibrate(self._attempts),
        )


def _fitting(connection: Connection, code: SprintCode) -> dict[CardKey, tuple[Note, Template]]:
    """Return the built-in drills that match the code; only these are the same for everyone."""
    built_in = {deck.id for deck in decks.decks(connection) if deck.origin == BUILT_IN}
    own = built_in_versions.built_in_versions(connection)
    pool = {
        stored.card.key: (note, note.question.template)
        for stored in cards.drills(connection)
        if stored.card.deck in built_in
        and (note := _built_in_version(stored.note, own.get(stored.note.key))) is not None
        and isinstance(note.question, Drill)
    }
    return {key: pool[key] for key in drill_sprint.drills_for_code(code, _templates(pool))}


def _built_in_version(note: Note, built_in_json: str | None) -> Note | None:
    """Return the built-in version of a note; None if the user added the note.

    `built_in_json` is the stored original of an edited note, or `built_in_versions.ADDED`.
    """
    if built_in_json is None:
        return note
    if built_in_json == built_in_versions.ADDED:
        return None
    try:
        return built_in_versions.built_in_note(note.key, built_in_json)[1]
    except DamagedRowError:
        # The original cannot be read: the drill is left out, like one of the user's own.
        return None


def _templates(drills: dict[CardKey, tuple[Note, Template]]) -> dict[CardKey, Template]:
    return {key: template for key, (_note, template) in drills.items()}


def _best_points(connection: Connection, code: SprintCode) -> float | None:
    """Return the best score of a sprint with the same topic and level."""
    wanted = (code.topic_mark, code.level)
    points = []
    for sprint in sprints.sprints(connection):
        other = decode(sprint.code)
        if (other.topic_mark, other.level) == wanted:
            points.append(sprint.points)
    return max(points, default=None)


def _topic_lines(lines: Sequence[AnswerSummary]) -> tuple[TopicLine, ...]:
    by_topic: defaultdict[str, list[AnswerSummary]] = defaultdict(list)
    for answer in lines:
        by_topic[answer.topic].append(answer)
    results = (_topic_line(topic, answers) for topic, answers in by_topic.items())
    return tuple(sorted(results, key=lambda result: (result.points, result.topic.casefold())))


def _topic_line(topic: str, lines: Sequence[AnswerSummary]) -> TopicLine:
    errors = [answer.error_log10 for answer in lines if answer.error_log10 is not None]
    return TopicLine(
        topic,
        len(lines),
        median(answer.seconds or 0.0 for answer in lines),
        median(errors) if errors else None,
        fmean(answer.points for answer in lines),
    )
