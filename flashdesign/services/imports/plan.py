"""Plan of an import: the differences between a file and the collection."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from flashdesign.domain.ids import DeckId, NoteKey, full_key
from flashdesign.domain.notes import question_kinds
from flashdesign.domain.notes.note import Deck, Note, cards_of
from flashdesign.domain.transfer.import_plan import Change, ImportBundle, ImportPlan, ImportProblem
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.services.collection.built_in_decks import BUILT_IN
from flashdesign.services.context import Context
from flashdesign.services.imports.diff import note_line
from flashdesign.services.imports.match.deck_settings import (
    Stored,
    changed_deck_settings,
    fix_parents,
)
from flashdesign.services.imports.match.decks import (
    assign_local_ids,
    merge_duplicate_decks,
    title_remarks,
)
from flashdesign.services.imports.match.local_keys import (
    local_pictures,
    local_progress,
    with_local_notes,
    with_local_related,
    without_empty_decks,
)
from flashdesign.services.imports.match.own_exports import drop_own_notes, find_rewritten
from flashdesign.services.imports.match.picture_names import rename_conflicting
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import cards as note_cards
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes import note_queries, save, stored_pictures
from flashdesign.storage.rows import note_json

_WORD = re.compile(r"\w+")


def find_unrelated_changes(name: str, changes: Iterable[Change]) -> Iterator[ImportProblem]:
    """Yield a problem if the file `name` would replace notes by unrelated ones of the same id."""
    unrelated = [change for change in changes if _is_unrelated(change)]
    if unrelated:
        message = ngettext(
            "{n} note would be replaced by an unrelated one: same id, no word in common "
            "(“{example}”). If the id is the same only by chance, do not accept the change",
            "{n} notes would be replaced by unrelated ones: same id, no word in common "
            "(such as “{example}”). If the ids are the same only by chance, do not accept the "
            "changes",
            len(unrelated),
        )
        example = note_line(unrelated[0].before)
        yield ImportProblem(name, message.format(n=number(len(unrelated)), example=example))


def _is_unrelated(change: Change) -> bool:
    before, after = _texts(change.before), _texts(change.after)
    if any(_WORD.search(text) for text in before & after):
        return False  # The usual case, without the words of all texts.
    words_before, words_after = _words(before), _words(after)
    return bool(words_before and words_after) and not words_before & words_after


def _texts(note: Note) -> set[str]:
    """Return the questions and answers of a note's cards."""
    question = note.question
    return {
        text
        for part in question_kinds.parts(question)
        for text in (
            question_kinds.prompt_text(question, part),
            question_kinds.answer(question, part),
        )
    }


def _words(texts: Iterable[str]) -> set[str]:
    return {word.casefold() for text in texts for word in _WORD.findall(text)}


_BATCH_SIZE = 500


class BuiltInDeckError(FlashDesignError):
    """A file contains a deck with the id of a built-in deck."""

    def __init__(self, name: str, deck: DeckId) -> None:
        super().__init__(
            N_("{name}: {deck!r} is a built-in deck; give yours another id."), name=name, deck=deck
        )


def plan(context: Context, bundle: ImportBundle) -> ImportPlan:
    """Return what importing the bundle would change; nothing is changed.

    A note is recognized by its guid in the other program, in whichever deck it is now, or else by
    its key.
    """
    with context.database.read() as connection:
        stored = {deck.id: deck for deck in note_decks.decks(connection)}
        built_in = frozenset(name for name, deck in stored.items() if deck.origin == BUILT_IN)
        bundle = _with_ids(connection, merge_duplicate_decks(bundle), stored, built_in)
        bundle = fix_parents(bundle, stored)
        rewritten_keys = find_rewritten(connection, bundle, built_in)
        bundle, own = drop_own_notes(connection, bundle, rewritten_keys.keys())
        local_notes = _find_local_notes(connection, bundle, rewritten_keys)
        bundle = replace(bundle, pictures=local_pictures(bundle, local_notes))
        whole = {deck.id for deck in bundle.decks} if bundle.has_full_decks else frozenset()
        known_pictures = stored_pictures.digests_by_name(connection)
        decks = with_local_notes(bundle.decks, local_notes)
        if not bundle.has_full_decks:
            decks, pictures, remarks = rename_conflicting(
                connection, decks, bundle.pictures, known_pictures
            )
            bundle = replace(bundle, pictures=pictures, problems=(*bundle.problems, *remarks))
        comparisons = [
            _compare(connection, deck, whole=deck.id in whole, is_known=deck.id in stored)
            for deck in with_local_related(decks)
        ]
    bundle = replace(
        bundle,
        problems=(*bundle.problems, *_problems(bundle, stored, comparisons)),
        progress=local_progress(bundle, local_notes),
    )
    return _plan_of(
        without_empty_decks(bundle, local_notes, stored), comparisons, own, stored, known_pictures
    )


def _plan_of(
    bundle: ImportBundle,
    comparisons: Sequence["_Comparison"],
    own: int,
    stored: Stored,
    known_pictures: Mapping[tuple[DeckId, str], str],
) -> ImportPlan:
    """Return the plan for all decks; `own` notes, exported from the collection, stay unchanged."""
    return ImportPlan(
        bundle,
        new=tuple(note for part in comparisons for note in part.new),
        changed=tuple(change for part in comparisons for change in part.changed),
        same=own + sum(part.same for part in comparisons),
        removed=tuple(note for part in comparisons for note in part.removed),
        cards=sum(part.cards for part in comparisons),
        moved=tuple(note for part in comparisons for note in part.moved),
        deck_changes=changed_deck_settings(bundle, stored),
        pictures=tuple(
            picture
            for picture in bundle.pictures
            if known_pictures.get((picture.deck, picture.name)) != picture.digest
        ),
    )


def _with_ids(
    connection: Connection, bundle: ImportBundle, stored: Stored, built_in: frozenset[DeckId]
) -> ImportBundle:
    """Return the bundle with local deck ids; raise BuiltInDeckError for a built-in deck."""
    if not bundle.has_full_decks:
        return assign_local_ids(connection, bundle, stored)
    if refused := [deck.id for deck in bundle.decks if deck.id in built_in]:
        raise BuiltInDeckError(bundle.name, refused[0])
    return bundle


def _find_local_notes(
    connection: Connection, bundle: ImportBundle, rewritten_keys: Mapping[NoteKey, NoteKey]
) -> dict[NoteKey, Note]:
    """Return the notes that have another key in the collection, by their keys in the file.

    They have the same guid, are among `rewritten_keys`, or were replaced in the collection by a
    note that is not in the file. A note of the collection that a note of the file replaces does not
    count: it is about to be removed.
    """
    imported = {note.key: note.guid for deck in bundle.decks for note in deck.notes}
    replaced = {
        full_key(deck.id, old)
        for deck in bundle.decks
        for note in deck.notes
        for old in note.replaces
    }
    known = note_queries.guids(connection) if any(imported.values()) else {}
    local_keys = {
        old: successor
        for old, successor in note_queries.replacements(connection, list(imported)).items()
        if successor not in imported
    }
    local_keys |= {
        key: known[guid] for key, guid in imported.items() if known.get(guid, key) != key
    }
    local_keys |= rewritten_keys
    local_keys = {key: local for key, local in local_keys.items() if local not in replaced}
    stored_notes = _load_notes(connection, list(local_keys.values()))
    return {key: stored_notes[local_key] for key, local_key in local_keys.items()}


@dataclass(frozen=True, slots=True)
class _Comparison:
    """Differences between an imported deck and the stored one; notes come with their positions."""

    new: Sequence[tuple[int, Note]]
    changed: Sequence[tuple[int, Change]]
    moved: Sequence[tuple[int, Note]]
    removed: Sequence[Note]
    same: int
    cards: int


def _compare(connection: Connection, deck: Deck, *, whole: bool, is_known: bool) -> _Comparison:
    """Compare a deck with the stored one; notes of a partial deck are appended to it."""
    stored = save.digests(connection, deck.id) if is_known else {}
    next_position = count(1 + max((known.position for known in stored.values()), default=-1))
    new: list[tuple[int, Note]] = []
    edited: list[tuple[int, Note]] = []
    moved: list[tuple[int, Note]] = []
    same = 0
    for index, note in enumerate(deck.notes):
        known = stored.get(note.id)
        if known is None or known.is_removed:
            new.append((index if whole else next(next_position), note))
            continue
        position = index if whole else known.position
        if known.value != note_json.digest(note, known.position):
            edited.append((position, note))
        else:
            same += 1
            if position != known.position:
                moved.append((position, note))
    missing = _missing_keys(deck, stored) if whole else []
    before = _load_notes(connection, [note.key for _position, note in edited] + missing)
    changed = [(position, Change(before[note.key], note)) for position, note in edited]
    cards = sum(len(cards_of(note)) for _position, note in new if note.id not in stored)
    return _Comparison(new, changed, moved, [before[key] for key in missing], same, cards)


def _problems(
    bundle: ImportBundle, stored: Stored, parts: Sequence[_Comparison]
) -> Iterator[ImportProblem]:
    """Yield problems with notes and decks whose ids belong to others in the collection."""
    changes = (change for part in parts for _position, change in part.changed)
    yield from find_unrelated_changes(bundle.name, changes)
    if not bundle.has_full_decks:
        filled = {note.deck for part in parts for _position, note in part.new}
        yield from title_remarks(bundle, stored, filled)
        return
    for deck, part in zip(bundle.decks, parts, strict=False):
        known = stored.get(deck.id)
        is_similar = known is None or known.title == deck.title or part.same or part.changed
        if known is not None and not is_similar and part.removed:
            message = _(
                "it would replace your deck {title!r}, which has the same id {id!r} and nothing in "
                "common with it"
            )
            yield ImportProblem(
                _("deck {title}").format(title=deck.title),
                message.format(title=known.title, id=deck.id),
            )


def _missing_keys(deck: Deck, stored: dict[str, save.StoredDigest]) -> list[NoteKey]:
    in_file = {note.id for note in deck.notes}
    in_file |= {old for note in deck.notes for old in note.replaces}
    return [
        NoteKey(f"{deck.id}/{name}")
        for name, known in stored.items()
        if name not in in_file and not known.is_removed
    ]


def _load_notes(connection: Connection, keys: list[NoteKey]) -> dict[NoteKey, Note]:
    found: dict[NoteKey, Note] = {}
    for start in range(0, len(keys), _BATCH_SIZE):
        found |= note_cards.notes_of(connection, keys[start : start + _BATCH_SIZE])
    return found
