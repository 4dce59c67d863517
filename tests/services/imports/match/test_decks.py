"""Imported decks get distinct ids: none is confused or lost, and old ids stay."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from flashdesign.content.decks.slugs import deck_id, distinct_deck_id
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportPlan, Picture
from flashdesign.services import deck_pictures
from flashdesign.services.browse import card_listing
from flashdesign.services.editing import decks as editing_decks
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.read_file import read_file
from tests.support.anki.packages import card, note, write_package
from tests.support.learner import Learner

PNG = b"\x89PNG\r\n\x1a\n"


def package(folder: Path, name: str, *decks: str, guid: str = "") -> Path:
    """Write a package with a note in each deck."""
    numbers = range(1, len(decks) + 1)
    notes = [note(at, f"q {name} {at}", "a", guid=f"{guid or name}-{at}") for at in numbers]
    cards = [card(at, at, did=at) for at in numbers]
    named = dict(zip(numbers, decks, strict=True))
    return write_package(folder / f"{name}.apkg", notes, cards, decks=named)


def bring(learner: Learner, path: Path) -> ImportPlan:
    plan = import_plan.plan(learner.context, read_file(path))
    apply.apply(learner.context, plan)
    return plan


def decks_of(learner: Learner, *fronts: str) -> list[str]:
    found = {card.front: card.deck for card in card_listing.iterate_cards(learner.context)}
    return [found[front] for front in fronts]


def told(plan: ImportPlan) -> str:
    return "\n".join(f"{problem.where}: {problem.message}" for problem in plan.bundle.problems)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AWS 认证", "AWS 网络"),
        ("C", "C++"),
        ("C#", "C++"),
        ("Top::C#", "Top::C"),
        ("A B", "A-B"),
        ("A_B", "A-B"),
        ("Café", "Cafe"),
        ("网络", "Сети"),
    ],
)
@pytest.mark.parametrize("is_turned", [False, True], ids=["as they are", "the other first"])
def test_decks_of_two_packages_stay_two(
    learner: Learner, tmp_path: Path, one: str, other: str, *, is_turned: bool
) -> None:
    paths = [package(tmp_path, "one", one), package(tmp_path, "other", other)]
    plans = [bring(learner, path) for path in (reversed(paths) if is_turned else paths)]
    assert len(set(decks_of(learner, "q one 1", "q other 1"))) == 2
    assert [plan.bundle.problems for plan in plans] == [(), ()]
    assert [bring(learner, path).is_empty for path in paths] == [True, True]


def test_names_that_differ_in_capitals_are_one_deck_and_told(
    learner: Learner, tmp_path: Path
) -> None:
    plan = bring(learner, package(tmp_path, "a", "Сети", "Сети::Основы", "сети::Протоколы"))
    assert len(plan.new) == 3
    assert "differ only in case" in told(plan)
    plan = bring(learner, package(tmp_path, "b", "СЕТИ"))
    assert len(set(decks_of(learner, "q a 1", "q b 1"))) == 1
    assert "deck СЕТИ: already exists as 'Сети'" in told(plan)


def old(learner: Learner, name: str, title: str, *notes: Note) -> None:
    """Store a deck under its id from an earlier version."""
    learner.store(Deck(DeckId(name), title, notes))
    with learner.context.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE deck SET origin = 'own'")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        pytest.param("aws", "AWS 认证", id="of its Latin letters"),
        pytest.param(
            distinct_deck_id(("plain_programmer",)), "plain_programmer", id="followed by a hash"
        ),
    ],
)
def test_a_deck_under_an_old_id_is_found_by_its_title(
    learner: Learner, tmp_path: Path, name: str, title: str
) -> None:
    old(learner, name, title, Note(DeckId(name), "x-1", Basic("old", "a")))
    plan = bring(learner, package(tmp_path, "a", title))
    assert [one.deck for _, one in plan.new] == [name]
    assert bring(learner, tmp_path / "a.apkg").is_empty


@pytest.mark.parametrize("title", ["AWS 网络", "AWS"])
def test_another_deck_does_not_fall_into_one_under_an_old_id(
    learner: Learner, tmp_path: Path, title: str
) -> None:
    old(learner, "aws", "AWS 认证", Note(DeckId("aws"), "x-1", Basic("old", "a")))
    plan = bring(learner, package(tmp_path, "a", title))
    assert all(one.deck != "aws" for _, one in plan.new)
    assert bring(learner, tmp_path / "a.apkg").is_empty


def test_notes_stay_where_they_are_by_their_guid(learner: Learner, tmp_path: Path) -> None:
    kept = Note(DeckId("aws"), "a-1", Basic("q a 1", "a"), guid="a-1")
    old(learner, "aws", "Renamed", kept)
    plan = bring(learner, package(tmp_path, "a", "AWS 认证"))
    assert (plan.new, plan.same) == ((), 1)


def test_a_deck_that_was_renamed_here_stays_one_and_that_is_told(
    learner: Learner, tmp_path: Path
) -> None:
    bring(learner, package(tmp_path, "a", "Caching", guid="g"))
    editing_decks.rename(learner.context, DeckId("caching"), "My caching")
    assert bring(learner, tmp_path / "a.apkg").is_empty
    plan = bring(learner, package(tmp_path, "b", "Caching", "Caching", guid="g"))
    assert [one.deck for _, one in plan.new] == ["caching"]
    assert "already exists as 'My caching'" in told(plan)


def test_a_deck_above_that_was_renamed_stays_one(learner: Learner, tmp_path: Path) -> None:
    bring(learner, package(tmp_path, "a", "Interview::Caching"))
    editing_decks.rename(learner.context, DeckId("interview"), "Job")
    assert bring(learner, tmp_path / "a.apkg").is_empty


@pytest.mark.parametrize("title", ["Of my own", "Cachings"])
def test_another_deck_that_has_the_id_stays_another(
    learner: Learner, tmp_path: Path, title: str
) -> None:
    old(learner, "caching", title, Note(DeckId("caching"), "mine", Basic("mine", "a")))
    plan = bring(learner, package(tmp_path, "a", "Caching"))
    assert all(one.deck != "caching" for _, one in plan.new)
    assert bring(learner, tmp_path / "a.apkg").is_empty
    table = tmp_path / "Caching.csv"
    table.write_text("front,back\nIn a table?,Yes\n")
    assert len(bring(learner, table).new) == 1
    assert bring(learner, table).is_empty
    assert len({*decks_of(learner, "In a table?", "q a 1", "mine")}) == 2


def test_parts_of_one_deck_become_one(learner: Learner) -> None:
    name = DeckId("mine")
    first, second = (Note(name, at, Basic(at, "a")) for at in ("aa", "bb"))
    parts: Iterable[Deck] = (Deck(name, "Mine", (first,)), Deck(name, "MINE", (first, second)))
    plan = import_plan.plan(learner.context, ImportBundle("a.csv", tuple(parts)))
    assert len(plan.new) == 2
    assert "differ only in case" in told(plan)
    assert "same card" in told(plan)


def test_two_deck_files_of_one_id_are_told(learner: Learner, tmp_path: Path) -> None:
    text = (
        "format: 1\nid: mine\ntitle: {0}\ncards:\n  - {{id: {1}, kind: basic, front: Q, back: A}}\n"
    )
    for title, card_id in (("One", "aa"), ("Other", "bb")):
        (tmp_path / f"{title}.yaml").write_text(text.format(title, card_id))
    assert told(bring(learner, tmp_path / "One.yaml")) == ""
    plan = import_plan.plan(learner.context, read_file(tmp_path / "Other.yaml"))
    assert "nothing in common" in told(plan)


def with_picture(name: str, data: bytes) -> ImportBundle:
    deck = deck_id(("Mine",))
    shown = Note(deck, f"n-{name}", Basic("![](ring.png)", "a"), guid=f"g-{name}")
    image = Picture(deck, "ring.png", f"{name * 16}", lambda: data, len(data))
    return ImportBundle(f"{name}.apkg", (Deck(deck, "Mine", (shown,)),), (image,))


def test_a_picture_of_another_package_is_not_replaced(learner: Learner) -> None:
    bundles = [with_picture("one", PNG + b"1"), with_picture("two", PNG + b"2")]
    plans = []
    for bundle in bundles:
        plans.append(import_plan.plan(learner.context, bundle))
        apply.apply(learner.context, plans[-1])
    assert "another picture with this name" in told(plans[1])
    new = "ring-twotwotw.png"
    assert deck_pictures.load(learner.context, DeckId("mine"), "ring.png") == PNG + b"1"
    assert deck_pictures.load(learner.context, DeckId("mine"), new) == PNG + b"2"
    assert decks_of(learner, f"![]({new})") == ["mine"]
    assert [import_plan.plan(learner.context, bundle).is_empty for bundle in bundles] == [
        True,
        True,
    ]


def test_another_edition_of_a_picture_takes_its_place(learner: Learner) -> None:
    apply.apply(learner.context, import_plan.plan(learner.context, with_picture("one", PNG)))
    again = with_picture("one", PNG + b"2")
    newer = replace(again.pictures[0], digest="f" * 64)
    plan = import_plan.plan(learner.context, replace(again, pictures=(newer,)))
    assert [picture.name for picture in plan.pictures] == ["ring.png"]
