"""Everything in a package is imported or reported as a problem."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

from hypothesis import given, settings
from hypothesis import strategies as st

from flashdesign.content.decks.slugs import fold_title
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, MS_PER_HOUR
from flashdesign.domain.transfer.import_plan import ImportOptions, ImportPlan
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.read_file import read_file
from tests.support.anki.packages import CREATED_S, card, note, write_package
from tests.support.learner import Learner

WITH = ImportOptions(schedule=True)
DECKS = (
    "C",
    "C#",
    "C++",
    "c",
    "AWS 认证",
    "AWS 网络",
    "Сети",
    "СЕТИ",
    "A::B",
    "a::Б",
    "A-B",
    "A B",
    "网络",
)
letters = st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"])
tag = st.sampled_from(("C#", "C++", "c", ".NET", "हिन्दी", "a::b", "e\u0301", "☕")) | st.text(
    letters, min_size=1, max_size=8
).filter(lambda text: text.split() == [text])


@dataclass(frozen=True)
class Made:
    """A note of a package with one card and its progress."""

    deck: str
    tags: tuple[str, ...]
    flag: int
    suspended: bool
    buried: bool
    is_review: bool
    is_filtered: bool
    due: int
    interval: int
    ease: int
    data: str
    has_log: bool


made = st.builds(
    Made,
    deck=st.sampled_from(DECKS),
    tags=st.lists(tag, max_size=4).map(tuple),
    flag=st.integers(0, 7),
    suspended=st.booleans(),
    buried=st.booleans(),
    is_review=st.booleans(),
    is_filtered=st.booleans(),
    due=st.integers(-30_000, 40_000),
    interval=st.integers(-600, 36_500),
    ease=st.integers(-1, 5_000),
    data=st.sampled_from(("", "{}", '{"s":12.5,"d":4.5}', '{"s":40000,"d":1}', '{"s":"x"}', "{")),
    has_log=st.booleans(),
)
notes = st.lists(made, min_size=1, max_size=4)


def write(path: Path, name: str, all_made: Sequence[Made]) -> Path:
    numbers = {deck: at for at, deck in enumerate(DECKS, 1)}
    rows, cards, answers = [], [], []
    for at, made in enumerate(all_made, 1):
        rows.append(note(at, f"q {name} {at}", "a", guid=f"{name}{at}", tags=" ".join(made.tags)))
        queue = -1 if made.suspended else -2 if made.buried else 2 * made.is_review
        home = {"did": 99, "odid": numbers[made.deck], "odue": made.due}
        place = home if made.is_filtered else {"did": numbers[made.deck]}
        cards.append(
            card(
                at, at, type=2 * made.is_review, queue=queue, flags=made.flag, due=made.due,
                ivl=made.interval, factor=made.ease, data=made.data, **place,
            )
        )  # fmt: skip
        if made.has_log and made.is_review:
            answers.append((CREATED_S * 1_000 + at, at, 3, 5_000, 1))
    decks = {number: deck for deck, number in numbers.items()}
    return write_package(path / f"{name}.apkg", rows, cards, answers=answers, decks=decks)


def bring(learner: Learner, path: Path) -> ImportPlan:
    plan = import_plan.plan(learner.context, read_file(path))
    apply.apply(learner.context, plan, WITH)
    return plan


def stored(learner: Learner) -> dict[str, tuple[str, str, int, int, int | None]]:
    """Return each card by its guid: titles from the root down, tags, flag, suspended, due."""
    query = (
        "WITH RECURSIVE path(id, titles) AS (SELECT id, title FROM deck WHERE parent_id IS NULL"
        " UNION ALL SELECT deck.id, titles || '::' || title FROM deck JOIN path"
        " ON deck.parent_id = path.id)"
        " SELECT guid, titles, tags, flag, suspended, due FROM card JOIN note"
        " ON note.id = card.note_id JOIN path ON path.id = note.deck_id WHERE guid <> ''"
    )
    with learner.context.database.read() as connection:
        return {row[0]: tuple(row[1:]) for row in connection.exec_driver_sql(query)}


@settings(max_examples=settings().max_examples // 6)
@given(notes)
def test_everything_is_here_or_told(all_made: list[Made]) -> None:
    with TemporaryDirectory() as folder:
        learner = Learner(Path(folder))
        path = write(Path(folder), "n", all_made)
        plan = bring(learner, path)
        found = "\n".join(f"{problem.where}: {problem.message}" for problem in plan.bundle.problems)
        here = stored(learner)
        for at, made in enumerate(all_made, 1):
            titles, labels, flag, suspended, due = here[f"n{at}"]
            assert fold_title(titles) == fold_title(made.deck)
            assert titles == made.deck or "names differ only in case" in found
            for label in made.tags:
                assert normalize("NFC", label) in labels.split(" ") or repr(label) in found
            assert (flag, bool(suspended)) == (made.flag, made.suspended)
            assert not (made.buried and not made.suspended) or "unburied" in found
            assert not made.is_filtered or "filtered deck" in found
            wanted = (CREATED_S + made.due * 86_400) * 1_000 + MS_PER_DAY // 2
            is_kept = due is not None and abs(due - wanted) <= 12 * MS_PER_HOUR
            is_reported = "starts as new" in found or f"({made.due}) is not valid" in found
            assert not made.is_review or is_kept or is_reported
        assert import_plan.plan(learner.context, read_file(path)).is_empty
        assert not apply.has_changes(learner.context, plan) or plan.new
        assert apply.apply(learner.context, plan_again(learner, path), WITH).answers == 0
        learner.assert_sound()
        learner.context.database.close()


def plan_again(learner: Learner, path: Path) -> ImportPlan:
    plan = import_plan.plan(learner.context, read_file(path))
    assert not apply.has_changes(learner.context, plan)
    return plan


@settings(max_examples=settings().max_examples // 6)
@given(notes, notes)
def test_two_packages_are_the_same_in_either_order(made: list[Made], other: list[Made]) -> None:
    found = []
    for is_turned in (False, True):
        with TemporaryDirectory() as folder:
            learner = Learner(Path(folder))
            paths = [write(Path(folder), "x", made), write(Path(folder), "y", other)]
            for path in reversed(paths) if is_turned else paths:
                bring(learner, path)
            here = stored(learner)
            found.append({guid: (fold_title(row[0]), *row[1:]) for guid, row in here.items()})
            learner.context.database.close()
    assert found[0] == found[1]
