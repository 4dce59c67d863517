"""The plan reports a file that uses existing ids for unrelated notes or decks."""

from pathlib import Path

import pytest

from flashdesign.domain.transfer.import_plan import ImportPlan
from flashdesign.services.imports import apply as import_apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.read_file import read_file
from tests.support.learner import Learner

ONE = """\
format: 1
id: mine
title: Caching
cards:
- {id: aa, kind: basic, front: What is a TTL?, back: time to live}
- {id: bb, kind: basic, front: What is LRU?, back: least recently used}
"""


def plan_of(learner: Learner, path: Path, text: str, *, apply: bool = False) -> ImportPlan:
    path.write_text(text, encoding="utf-8")
    plan = import_plan.plan(learner.context, read_file(path))
    if apply:
        import_apply.apply(learner.context, plan)
    return plan


@pytest.mark.parametrize("id_column", ["id", "guid"])
def test_tables_with_the_same_ids_add_notes_and_overwrite_none(
    learner: Learner, tmp_path: Path, id_column: str
) -> None:
    head = f"#deck:Shared\n{id_column},front,back\n"
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    plan_of(learner, one, f"{head}1,CAP?,a theorem\n2,LSM?,a tree\n", apply=True)
    second = plan_of(learner, other, f"{head}1,Raft?,consensus\n2,B-tree?,pages\n", apply=True)
    assert (len(second.new), second.changed, second.same) == (2, (), 0)
    again = plan_of(learner, one, f"{head}1,CAP?,a theorem\n2,LSM?,sorted\n")
    assert (again.new, len(again.changed), again.same) == ((), 1, 1)
    assert again.bundle.problems == ()


def test_quite_other_notes_by_the_same_ids_are_told(learner: Learner, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    plan_of(learner, path, "id,front,back\n1,CAP?,a theorem\n2,LSM?,a tree\n", apply=True)
    plan = plan_of(learner, path, "id,front,back\n1,Hund,dog\n2,LSM?,the tree\n")
    assert len(plan.changed) == 2
    (found,) = plan.bundle.problems
    assert found.where == "words.csv"
    assert found.message.startswith("1 note would be replaced by an unrelated one: same id")
    assert "CAP?" in found.message


def test_another_deck_of_the_same_id_is_told(learner: Learner, tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    plan_of(learner, path, ONE, apply=True)
    other = (
        ONE.replace("Caching", "Networks").replace("id: aa", "id: cc").replace("id: bb", "id: dd")
    )
    plan = plan_of(learner, tmp_path / "other.yaml", other)
    (found,) = plan.bundle.problems
    assert (
        "your deck 'Caching', which has the same id 'mine' and nothing in common" in found.message
    )


def test_a_usual_edit_is_told_by_the_changes_alone(learner: Learner, tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    plan_of(learner, path, ONE, apply=True)
    plan = plan_of(learner, path, ONE.replace("time to live", "how long it is kept"))
    assert (len(plan.changed), plan.bundle.problems) == (1, ())
