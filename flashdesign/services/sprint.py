"""Ten drills against the clock, the same for everybody who types the same code."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median

from flashdesign.domain import sprint as rules
from flashdesign.domain.attempts import Attempt, Mode
from flashdesign.domain.calibration import Calibration, calibrate
from flashdesign.domain.cards import CardKey, Note
from flashdesign.domain.drills import Template
from flashdesign.domain.faces import Drill
from flashdesign.domain.ratings import Rating
from flashdesign.domain.sprint import SprintCode, SprintCodeError, decode, encode
from flashdesign.errors import DamagedRowError, consequence
from flashdesign.services.answering import NOT_STORED
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.services.dealing import drawn
from flashdesign.services.drill_moves import DrillMoves
from flashdesign.services.drill_states import AnswerLine, DrillAsked, line
from flashdesign.services.drill_table import Dealt, DrillTable, put_on_table
from flashdesign.services.library import SHIPPED
from flashdesign.services.practice import PracticeSession
from flashdesign.storage import attempts, notes, shipping, sprints
from flashdesign.storage.database import Connection
from flashdesign.storage.sprints import Sprint

_LEVELS = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class SprintOffer:
    """What a code stands for here: "" is all topics, 0 all levels, `best` the most points so far.

    It `fits` unless it was made with other drills than these: then the questions differ.
    """

    code: str
    topic: str
    level: int
    fits: bool
    best: float | None


@dataclass(frozen=True, slots=True)
class TopicLine:
    """How a topic went: median seconds and error, mean points."""

    topic: str
    questions: int
    seconds: float
    error_log10: float | None
    points: float


@dataclass(frozen=True, slots=True)
class SprintResult:
    """How a sprint went; `best` is the most points before it, `topics` has the weakest first."""

    points: float
    best: float | None
    is_best: bool
    seconds: float
    lines: tuple[AnswerLine, ...]
    topics: tuple[TopicLine, ...]
    misses: tuple[CardKey, ...]
    calibration: Calibration


@dataclass(frozen=True, slots=True)
class SprintState:
    """All there is to draw; `last` is the answer before, `result` is there when it is over."""

    code: str
    drill: DrillAsked | None
    number: int
    of: int
    points: float
    last: AnswerLine | None
    result: SprintResult | None


def new_code(context: Context, topic: str = "", level: int = 0) -> str:
    """Return the code of a sprint nobody has run; raises `SprintCodeError` where no drill fits."""
    code = SprintCode(context.random.getrandbits(rules.SEED_BITS), rules.topic_mark(topic), level)
    with context.database.read() as connection:
        fitting = _fitting(connection, code)
    if level not in _LEVELS or not fitting:
        wanted = topic or "all topics"
        raise SprintCodeError(wanted, "no drill has this topic and level.")
    mark = rules.pool_mark(_templates(fitting))
    return encode(SprintCode(code.seed, code.topic_mark, level, mark))


def sprint_of(context: Context, text: str) -> SprintOffer:
    """Return what a typed code stands for; raises `SprintCodeError` where it is none."""
    code = decode(text)
    with context.database.read() as connection:
        fitting = _fitting(connection, code)
        best = _best(connection, code)
    topics = {template.topic for _, template in fitting.values()}
    topic = min(topics, default="") if code.topic_mark else ""
    fits = bool(fitting) and rules.pool_mark(_templates(fitting)) == code.pool_mark
    return SprintOffer(encode(code), topic, code.level, fits, best)


class SprintSession(DrillMoves[SprintState]):
    """A sprint: each answer is stored at once and the next question comes; there is no help.

    Raises `SprintCodeError`.
    """

    def __init__(self, context: Context, text: str) -> None:
        super().__init__()
        self._context, self._code = context, decode(text)
        with context.database.read() as connection:
            self._drills = _fitting(connection, self._code)
            self._best = _best(connection, self._code)
        self._questions = rules.questions(self._code.seed, self._drills)
        if not self._questions:
            raise SprintCodeError(text, "none of the drills here fits it.")
        self._uid = context.uids.next(context.clock.now_ms())
        self._lines: list[AnswerLine] = []
        self._attempts: list[Attempt] = []
        self._deal()
        self._state = self._stated(None)

    @property
    def state(self) -> SprintState:
        """The state to draw now."""
        return self._state

    def again(self) -> PracticeSession:
        """Return a sitting at the misses, with new values; there must be some."""
        result = self._state.result
        misses = () if result is None else result.misses
        return PracticeSession(self._context, count=len(misses), cards=misses)

    def close(self) -> None:
        """Tell the rest of the program what was stored."""
        if self._lines:
            self._context.broadcast.tell(Changes(drills=True))

    def _show(self, table: DrillTable) -> SprintState:
        result = None
        if table.feedback is not None:
            result = self._store(table)
            self._deal()
        self._state = self._stated(result)
        return self._state

    @consequence(NOT_STORED)
    def _store(self, table: DrillTable) -> SprintResult | None:
        """Store the answer, and with the last one the sprint."""
        told, at = table.feedback, self._context.clock.now_ms()
        assert told is not None  # it was asked for
        key, _ = self._questions[len(self._lines)]
        uid = self._context.uids.next(at)
        attempt = table.attempt(uid, at, mode=Mode.SPRINT, sprint=self._uid)
        self._attempts.append(attempt)
        self._lines.append(line(key, table.asked, told, table.points()))
        result = self._result() if len(self._lines) == len(self._questions) else None
        with self._context.database.transaction() as connection:
            attempts.add(connection, attempt)
            if result is not None:
                total_ms = sum(one.said.ms for one in self._attempts)
                done = Sprint(self._uid, at, encode(self._code), result.points, total_ms)
                sprints.add(connection, done)
        return result

    def _deal(self) -> None:
        if len(self._lines) == len(self._questions):
            self._put(None)
            return
        key, seed = self._questions[len(self._lines)]
        note, template = self._drills[key]
        instance, seed = drawn(template, seed)
        # The author's target, not the learner's own: or points could not be compared.
        dealt = Dealt(note, instance, seed, template.target_s, helps=False)
        self._put(put_on_table(self._context, dealt))

    def _stated(self, result: SprintResult | None) -> SprintState:
        table, done = self._table, len(self._lines)
        return SprintState(
            code=encode(self._code),
            drill=None if table is None else table.asked,
            number=min(done + 1, len(self._questions)),
            of=len(self._questions),
            points=sum(one.points for one in self._lines),
            last=self._lines[-1] if self._lines else None,
            result=result,
        )

    def _result(self) -> SprintResult:
        points = sum(one.points for one in self._lines)
        misses = (one.key for one in self._lines if one.rating is Rating.AGAIN)
        return SprintResult(
            points=points,
            best=self._best,
            is_best=points > (self._best or 0.0),
            seconds=sum(one.seconds or 0.0 for one in self._lines),
            lines=tuple(self._lines),
            topics=_topics(self._lines),
            misses=tuple(dict.fromkeys(misses)),
            calibration=calibrate(self._attempts),
        )


def _fitting(connection: Connection, code: SprintCode) -> dict[CardKey, tuple[Note, Template]]:
    """Return the drills that the code leaves of those that ship: everybody has these."""
    shipped = {deck.id for deck in notes.decks(connection) if deck.origin == SHIPPED}
    own = shipping.all_shipped(connection)
    pool = {
        stored.card.key: (note, note.face.template)
        for stored in notes.drills(connection)
        if stored.card.deck in shipped
        and (note := _as_it_ships(stored.note, own.get(stored.note.key))) is not None
        and isinstance(note.face, Drill)
    }
    return {key: pool[key] for key in rules.matching(code, _templates(pool))}


def _as_it_ships(note: Note, words: str | None) -> Note | None:
    """Return the note without the words of the person who has it here; None if it is their own."""
    if words is None:
        return note
    if words == shipping.ADDED:
        return None
    try:
        return shipping.read(note.key, words)[1]
    except DamagedRowError:
        # What ships is not known: the drill is left out, as one of the person's own.
        return None


def _templates(drills: dict[CardKey, tuple[Note, Template]]) -> dict[CardKey, Template]:
    return {key: template for key, (_, template) in drills.items()}


def _best(connection: Connection, code: SprintCode) -> float | None:
    """Return the most points of a sprint with the same topic and level."""
    wanted = (code.topic_mark, code.level)
    points = []
    for done in sprints.sprints(connection):
        other = decode(done.code)
        if (other.topic_mark, other.level) == wanted:
            points.append(done.points)
    return max(points, default=None)


def _topics(lines: Sequence[AnswerLine]) -> tuple[TopicLine, ...]:
    by_topic: defaultdict[str, list[AnswerLine]] = defaultdict(list)
    for one in lines:
        by_topic[one.topic].append(one)
    found = (_topic(topic, those) for topic, those in by_topic.items())
    return tuple(sorted(found, key=lambda one: (one.points, one.topic)))


def _topic(topic: str, lines: Sequence[AnswerLine]) -> TopicLine:
    errors = [one.error_log10 for one in lines if one.error_log10 is not None]
    return TopicLine(
        topic,
        len(lines),
        median(one.seconds or 0.0 for one in lines),
        median(errors) if errors else None,
        fmean(one.points for one in lines),
    )
