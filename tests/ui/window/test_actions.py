"""Keys: every action has one, and no two conflict."""

from itertools import combinations

import pytest

from flashdesign.ui.window import actions
from flashdesign.ui.window.actions import ACTIONS, EVERYWHERE


def test_every_action_has_its_own_key_and_name() -> None:
    assert all(action.key and action.label for action in ACTIONS)
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


def test_the_defaults_do_not_conflict() -> None:
    meeting = [
        (one.id, other.id)
        for one, other in combinations(ACTIONS, 2)
        if one.key == other.key
        and (EVERYWHERE in (one.scope, other.scope) or one.scope == other.scope)
    ]
    assert meeting == []


def test_a_chosen_key_replaces_the_default() -> None:
    bound = actions.bound_keys({"undo": "Ctrl+U", "help": ""})
    assert bound["undo"] == "Ctrl+U"
    assert bound["help"] == ""
    assert bound["quit"] == "Ctrl+Q"


@pytest.mark.parametrize(
    ("chosen", "action", "key", "expected"),
    [
        pytest.param({}, "review.why", "1", "review.again", id="the same page"),
        pytest.param({}, "review.why", "Ctrl+Q", "quit", id="a key of every page"),
        pytest.param({}, "quit", "W", "review.why", id="a key for every page that one page uses"),
        pytest.param({}, "review.why", "Shift+?", "help", id="a sign that is typed with Shift"),
        pytest.param({}, "home.start", "1", None, id="another page"),
        pytest.param({}, "review.why", "W", None, id="its own key"),
        pytest.param({}, "review.why", "", None, id="no key"),
        pytest.param({}, "review.why", "Shift+1", None, id="Shift with a digit is another key"),
        pytest.param(
            {"review.again": "A"}, "review.why", "1", None, id="a default that another action uses"
        ),
        pytest.param({"review.again": "A"}, "review.why", "A", "review.again", id="a chosen key"),
        pytest.param({"help": ""}, "review.why", "?", None, id="a removed key"),
    ],
)
def test_conflict(chosen: dict[str, str], action: str, key: str, expected: str | None) -> None:
    found = actions.find_conflict(chosen, action, key)
    assert (found.id if found else None) == expected


def test_review_letters_have_a_second_key_unless_it_is_taken() -> None:
    keys = actions.typing_keys(actions.bound_keys({}))
    assert keys["review.flag"] == "Alt+F"
    assert "review.again" not in keys  # a digit is for choosing
    assert "review.leave" not in keys
    chosen = {"browse.edit": "Alt+F", "review.bury": "Ctrl+D"}
    others = actions.typing_keys(actions.bound_keys(chosen))
    assert not {"review.flag", "review.bury"} & set(others)
