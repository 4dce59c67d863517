"""Changed files in a watched folder are offered once, in one parcel."""

from hashlib import sha256
from pathlib import Path

from flashdesign.content.yaml.reader import MAX_FILE_BYTES
from flashdesign.domain.transfer.import_plan import ImportBundle
from flashdesign.services.imports import apply, plan, watched_folder
from flashdesign.services.imports.watched_folder import find_changed, read_bundle
from tests.support.learner import Learner


def write(folder: Path, name: str, *, deck: str = "", front: str = "Q", head: str = "") -> Path:
    path = folder / f"{name}.yaml"
    card = f"- {{id: aa, kind: basic, front: {front}, back: A}}\n"
    text = f"format: 1\nid: {deck or name}\ntitle: {name}\n{head}cards:\n{card}"
    path.write_text(text, encoding="utf-8")
    return path


def len_of(bundle: ImportBundle) -> int:
    return len(bundle.decks)


def names(folder: Path, learner: Learner) -> list[str]:
    return [
        item.path.name
        for item in find_changed(folder, watched_folder.known_digests(learner.context))
    ]


def test_only_changes_of_deck_files_come_up(learner: Learner, tmp_path: Path) -> None:
    folder = tmp_path / "decks"
    folder.mkdir()
    first = write(folder, "one")
    write(folder, "two")
    for name in ("notes.txt", ".hidden.yaml", "three.yaml.new"):
        (folder / name).write_text("x", encoding="utf-8")
    (folder / "folder.yaml").mkdir()
    assert names(folder, learner) == ["one.yaml", "two.yaml"]
    watched_folder.store_digests(learner.context, find_changed(folder, {}))
    assert names(folder, learner) == []
    first.touch()
    assert names(folder, learner) == []
    write(folder, "one", front="R")
    assert names(folder, learner) == ["one.yaml"]
    learner.restart()
    assert names(folder, learner) == ["one.yaml"]


def test_a_deck_may_have_a_folder_of_its_own(learner: Learner, tmp_path: Path) -> None:
    for name in ("one", "two", ".git", "two/deeper"):
        (tmp_path / name).mkdir()
    write(tmp_path / "one", "deck", deck="one")
    write(tmp_path / "two", "deck", deck="one")
    write(tmp_path / "two" / "deeper", "deck")
    write(tmp_path / ".git", "deck")
    files = find_changed(tmp_path, {})
    assert [file.name for file in files] == ["one/deck.yaml", "two/deck.yaml"]
    bundle, refused = read_bundle(files, lambda bundle: plan.plan(learner.context, bundle))
    assert [deck.id for deck in bundle.decks] == ["one"]
    assert [item.message for item in refused] == [
        "two/deck.yaml: another file also contains the deck 'one'."
    ]
    (tmp_path / "two" / "deck.yaml").write_text("format: 1\nid: x\ntitle: X\ncards: 1\n")
    _, refused = read_bundle(find_changed(tmp_path, {}), lambda _: None)
    assert refused[0].message.startswith("two/deck.yaml:2:5: ")


def test_a_huge_file_is_told_once_and_not_read(learner: Learner, tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.write(b"format: 1\n")
        file.truncate(60_000_000_000)  # sparse: reading it would take minutes
    write(tmp_path, "one")
    found = watched_folder.plan_import(learner.context, tmp_path)
    assert found is not None
    (message,) = found.rejected
    assert message.where == "huge.yaml"
    assert "larger than 8 MB" in message.message
    assert [deck.id for deck in found.plan.bundle.decks] == ["one"]
    watched_folder.store_digests(learner.context, found.files)
    assert names(tmp_path, learner) == []
    with huge.open("r+b") as file:
        file.truncate(70_000_000_000)
    assert names(tmp_path, learner) == ["huge.yaml"]
    with huge.open("r+b") as file:
        file.truncate(0)
    write(tmp_path, "huge")
    assert names(tmp_path, learner) == ["huge.yaml"]


def test_a_file_of_the_largest_size_is_known_by_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_bytes(b"#" * MAX_FILE_BYTES)
    (found,) = find_changed(tmp_path, {})
    assert found.digest == sha256(path.read_bytes()).hexdigest()


def test_a_file_that_went_is_forgotten(learner: Learner, tmp_path: Path) -> None:
    path = write(tmp_path, "one")
    watched_folder.store_digests(learner.context, find_changed(tmp_path, {}))
    path.unlink()
    watched_folder.store_digests(learner.context, ())
    assert watched_folder.known_digests(learner.context) == {}


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    assert find_changed(tmp_path / "none", {}) == ()


def test_many_files_come_as_one_parcel_parents_first(learner: Learner, tmp_path: Path) -> None:
    write(tmp_path, "child", head="parent: parent\n")
    write(tmp_path, "parent")
    write(tmp_path, "twin", deck="child")
    (tmp_path / "zz.yaml").write_text("format: 1\n", encoding="utf-8")
    bundle, refused = read_bundle(
        find_changed(tmp_path, {}), lambda bundle: plan.plan(learner.context, bundle)
    )
    assert refused == bundle.problems
    assert bundle.name == "2 deck files"
    assert [deck.id for deck in bundle.decks] == ["parent", "child"]
    assert [problem.where for problem in bundle.problems] == ["twin.yaml", "zz.yaml"]
    assert "another file also contains the deck 'child'" in bundle.problems[0].message
    done = apply.apply(learner.context, plan.plan(learner.context, bundle))
    assert (done.new, done.removed) == (2, 0)


def test_a_ring_of_parents_ends(tmp_path: Path) -> None:
    write(tmp_path, "one", head="parent: two\n")
    write(tmp_path, "two", head="parent: one\n")
    assert {deck.id for deck in read_bundle(find_changed(tmp_path, {}), len_of)[0].decks} == {
        "one",
        "two",
    }
