"""The built-in decks: they load in order, and their cards follow the quality rules."""

from pathlib import Path

import pytest
import yaml

from flashdesign.content.lint.note_lint import lint_decks
from flashdesign.content.note_kinds.registry import names
from flashdesign.content.system_design import generators
from flashdesign.content.system_design.loader import KINDS, load_built_in_decks
from flashdesign.domain.notes.note import Deck, Note, cards_of
from flashdesign.domain.notes.question_kinds import MultipleChoice
from flashdesign.errors import DeckFormatError

DECKS = Path(__file__).parents[3] / "decks"
TOPICS = (
    "storage",
    "transactions",
    "replication",
    "streams",
    "realtime",
    "search",
    "operations",
    "caching",
)
MIN_NOTES = 30

ROOT = "content: framework\ndeck: {id: root, title: Root}\nfiles: [%s]\n"
CHILD = "format: 1\nid: %s\ntitle: Child\ncards: [{id: one, kind: basic, front: q, back: a}]\n"


@pytest.fixture(scope="module")
def decks() -> tuple[Deck, ...]:
    return load_built_in_decks(DECKS)


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_root_comes_first_and_is_the_ancestor_of_all_others(decks: tuple[Deck, ...]) -> None:
    root, *children = decks
    assert (root.id, root.title, root.parent) == ("system-design", "System design interview", None)
    assert [child.id for child in children][:3] == ["phases", "characteristics", "estimation"]
    assert all(child.parent is not None and child.title and child.description for child in children)


def test_every_card_has_its_own_key(decks: tuple[Deck, ...]) -> None:
    keys = [card.key for deck in decks for note in deck.notes for card in cards_of(note)]
    assert len(keys) == len(set(keys)) > 500


def test_every_file_is_listed_in_the_framework() -> None:
    named = (DECKS / "framework.yaml").read_text(encoding="utf-8")
    names = [path.relative_to(DECKS).as_posix() for path in DECKS.rglob("*.yaml")]
    assert [name for name in names if f"- {name}\n" not in named] == ["framework.yaml"]


def test_every_built_in_card_is_a_good_card(decks: tuple[Deck, ...]) -> None:
    poor = [f"{found.note}: [{found.rule}] {found.message}" for found in lint_decks(decks)]
    assert not poor, "\n".join(poor)


def test_the_decks_use_every_kind_of_note(decks: tuple[Deck, ...]) -> None:
    assert {note.question.kind for deck in decks for note in deck.notes} == set(names())


@pytest.mark.parametrize("topic", TOPICS)
def test_each_card_of_a_topic_has_tags_and_reasons(decks: tuple[Deck, ...], topic: str) -> None:
    (deck,) = (deck for deck in decks if deck.id == topic)
    assert len(deck.notes) >= MIN_NOTES
    assert [note.id for note in deck.notes if not (note.why and note.tags)] == []
    choices = [note for note in deck.notes if isinstance(note.question, MultipleChoice)]
    assert [note.id for note in choices if not _has_reasons(note)] == []


def _has_reasons(note: Note) -> bool:
    assert isinstance(note.question, MultipleChoice)
    return all(option.why for option in note.question.wrong)


def test_every_generator_is_in_the_table() -> None:
    folder = Path(str(generators.__file__)).parent
    modules = {
        path.stem for path in folder.glob("*.py") if "\ndef notes(" in path.read_text("utf-8")
    }
    assert modules == set(KINDS)


def test_listed_files_come_in_order_and_others_after_them(tmp_path: Path) -> None:
    write(tmp_path, framework=ROOT % "zz.yaml", zz=CHILD % "zz", bb=CHILD % "bb", aa=CHILD % "aa")
    loaded = load_built_in_decks(tmp_path)
    assert [(deck.id, deck.parent) for deck in loaded] == [
        ("root", None),
        ("zz", "root"),
        ("aa", "root"),
        ("bb", "root"),
    ]


def test_files_may_be_in_folders(tmp_path: Path) -> None:
    write(tmp_path, framework=ROOT % "more/bb.yaml", aa=CHILD % "aa")
    (tmp_path / "more").mkdir()
    write(tmp_path / "more", bb=CHILD % "bb", cc=CHILD % "cc")
    loaded = load_built_in_decks(tmp_path)
    assert [deck.id for deck in loaded] == ["root", "bb", "aa", "cc"]


def test_hand_written_cards_come_after_generated_ones(tmp_path: Path) -> None:
    card = "{id: one, kind: basic, front: q, back: a, source: book}"
    sources = "sources: [{id: book, title: The book}]"
    root = f"{ROOT % ''}cards: [{card}]\n{sources}\n"
    (note,) = load_built_in_decks(write(tmp_path, framework=root))[0].notes
    assert note.key == "root/one"
    assert note.source is not None
    assert note.source.title == "The book"


ORDERED = """\
content: situations
deck: {id: child, title: Child}
situations:
  - {id: one, theme: room, scene: A., move: B.}
  - {id: two, theme: room, scene: C., move: D.}
cards: [{id: own, kind: basic, front: q, back: a}]
order: [%s]
"""


@pytest.mark.parametrize(
    ("order", "learnt"),
    [
        pytest.param("", ["one.move", "two.move", "own"], id="hand-written cards come last"),
        pytest.param("own", ["own", "one.move", "two.move"], id="what is named comes first"),
        pytest.param("two.move, own", ["two.move", "own", "one.move"], id="as it is named"),
    ],
)
def test_a_file_sets_the_order_of_its_notes(tmp_path: Path, order: str, learnt: list[str]) -> None:
    _, deck = load_built_in_decks(write(tmp_path, framework=ROOT % "", child=ORDERED % order))
    assert [note.id for note in deck.notes] == learnt


def test_a_file_sets_the_priorities_of_its_notes(tmp_path: Path) -> None:
    child = ORDERED % "" + "core: [two.move]\nextra: [own]\n"
    _, deck = load_built_in_decks(write(tmp_path, framework=ROOT % "", child=child))
    assert [(note.id, note.priority) for note in deck.notes] == [
        ("one.move", 2),
        ("two.move", 1),
        ("own", 3),
    ]


def test_a_record_sets_the_priority_of_its_notes(tmp_path: Path) -> None:
    child = (ORDERED % "").replace("move: B.", "move: B., priority: 3")
    _, deck = load_built_in_decks(write(tmp_path, framework=ROOT % "", child=child))
    assert [note.priority for note in deck.notes] == [3, 2, 2]


@pytest.mark.parametrize(
    ("root", "child", "expected"),
    [
        pytest.param(
            ROOT % "missing.yaml",
            CHILD % "child",
            "do not exist: missing.yaml",
            id="a missing file",
        ),
        pytest.param(ROOT % "child.yaml", "[]", "child.yaml:1:1: ", id="a file that is not a deck"),
        pytest.param(
            ROOT % "",
            "content: fases\ndeck: {id: child, title: Child}",
            "unknown content 'fases'; did you mean 'phases'?",
            id="a misspelled kind",
        ),
        pytest.param(
            ROOT % "", "content: qqq", "the kinds are: characteristics", id="an unknown kind"
        ),
        pytest.param(ROOT % "", "content: [phases]", "child.yaml:1:1: ", id="a list of kinds"),
        pytest.param(
            ROOT % "", CHILD % "root", "already defines the deck 'root'", id="a deck twice"
        ),
        pytest.param(
            ROOT % "",
            ORDERED % "one.move, three.move",
            "`order` has notes that do not exist: three.move",
            id="an order with unknown notes",
        ),
        pytest.param(
            ROOT % "",
            ORDERED % "" + "core: [three.move]\n",
            "`core` has notes that do not exist: three.move",
            id="unknown notes with a priority",
        ),
        pytest.param(
            ROOT % "",
            ORDERED % "" + "core: [one.move]\nextra: [one.move]\n",
            "`core` and `extra` both have the notes: one.move",
            id="notes with two priorities",
        ),
        pytest.param(
            ROOT % "" + "cards: [{id: one, kind: basic}]\n",
            CHILD % "child",
            "framework.yaml:4:9: the key 'front' is missing",
            id="a bad card of the root",
        ),
    ],
)
def test_invalid_files_are_refused(tmp_path: Path, root: str, child: str, expected: str) -> None:
    with pytest.raises(DeckFormatError) as caught:
        load_built_in_decks(write(tmp_path, framework=root, child=child))
    assert expected in str(caught.value)


def test_a_folder_without_the_framework_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeckFormatError, match=r"framework\.yaml:1:1: the file cannot be read"):
        load_built_in_decks(tmp_path)


def test_the_decks_read_the_same_without_libyaml() -> None:
    files = sorted(DECKS.rglob("*.yaml"))
    assert len(files) > 20
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert yaml.load(text, yaml.SafeLoader) == yaml.load(text, yaml.CSafeLoader), path
