"""The settings in a deck file are imported, and undone; a table has no settings."""

from dataclasses import replace

import pytest

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.transfer.import_plan import ImportBundle, ImportOptions
from flashdesign.services.context import Context
from flashdesign.services.decks import overview
from flashdesign.services.editing import decks as editing_decks
from flashdesign.services.editing import undo
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.match.deck_settings import DeckParentError
from flashdesign.storage.notes import decks as note_decks
from tests.support.learner import Learner, note

MINE, WITHIN = DeckId("mine"), DeckId("mine.within")
HEAD = Deck(MINE, "Mine", (note(MINE, "one"), note(MINE, "two")))
OTHERWISE = replace(
    HEAD, title="Ours", description="Words", retention=0.8, license="CC BY 4.0", language="de"
)


@pytest.fixture
def context(learner: Learner) -> Context:
    """A user with a deck from a file."""
    bring(learner.context, HEAD)
    return learner.context


def bring(context: Context, *decks: Deck, whole: bool = True, changed: bool = True) -> None:
    plan = import_plan.plan(context, ImportBundle("mine.yaml", decks, has_full_decks=whole))
    apply.apply(context, plan, ImportOptions(changed=changed))


def head(context: Context) -> Deck:
    with context.database.read() as connection:
        return next(deck.without_notes for deck in note_decks.decks(connection) if deck.id == MINE)


def test_everything_that_a_file_says_of_its_deck_is_taken_and_put_back(context: Context) -> None:
    plan = import_plan.plan(context, ImportBundle("mine.yaml", (OTHERWISE,), has_full_decks=True))
    assert (plan.new, plan.changed, plan.same, plan.removed) == ((), (), 2, ())
    assert plan.deck_changes == ((replace(HEAD, notes=()), replace(OTHERWISE, notes=())),)
    assert apply.has_changes(context, plan)
    apply.apply(context, plan)
    assert head(context) == replace(OTHERWISE, notes=())
    assert import_plan.plan(context, plan.bundle).is_empty
    undo.undo(context)
    assert head(context) == replace(HEAD, notes=())


def test_it_stays_where_changes_are_not_wanted(context: Context) -> None:
    bring(context, replace(OTHERWISE, notes=(*HEAD.notes, note(MINE, "three"))), changed=False)
    assert head(context) == replace(HEAD, notes=())


def test_the_title_that_a_person_gave_stays_when_a_table_comes_again(context: Context) -> None:
    editing_decks.rename(context, MINE, "Ours")
    bring(context, Deck(MINE, "mine", (note(MINE, "three"),)), whole=False)
    assert dict(overview.titles(context))[MINE] == "Ours"


def test_another_order_alone_is_taken_too(context: Context) -> None:
    turned = replace(HEAD, notes=HEAD.notes[::-1])
    plan = import_plan.plan(context, ImportBundle("mine.yaml", (turned,), has_full_decks=True))
    assert [(place, one.id) for place, one in plan.moved] == [(0, "two"), (1, "one")]
    apply.apply(context, plan)
    assert import_plan.plan(context, plan.bundle).is_empty


def test_a_deck_whose_parent_is_nowhere_stands_at_the_top_until_it_comes(context: Context) -> None:
    lost = ImportBundle("mine.yaml", (replace(HEAD, parent=DeckId("core")),), has_full_decks=True)
    plan = import_plan.plan(context, lost)
    assert plan.is_empty
    (found,) = plan.bundle.problems
    assert "its `parent` 'core' is not in the collection" in found.message
    bring(context, Deck(DeckId("core"), "Core"))
    apply.apply(context, import_plan.plan(context, lost))
    assert head(context).parent == "core"


def test_decks_within_each_other_are_refused(context: Context) -> None:
    within = Deck(WITHIN, "Within", (note(WITHIN, "one"),), parent=MINE)
    found = "mine.yaml: the deck 'mine' would be inside itself"
    with pytest.raises(DeckParentError, match=found):
        bring(context, replace(HEAD, parent=WITHIN), within)
    bring(context, within)
    with pytest.raises(DeckParentError, match=found):
        bring(context, replace(HEAD, parent=WITHIN))
    assert head(context) == replace(HEAD, notes=())
