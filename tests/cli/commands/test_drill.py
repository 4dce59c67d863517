"""The output and exit codes of `drill list`, `show` and `score`."""

import pytest

from tests.support.shell import DECKS, Shell

POSTS = ("posts", "--seed", "3")


@pytest.fixture(autouse=True)
def _drills(shell: Shell) -> None:
    """Add a built-in deck of two drills."""
    shell.decks = DECKS.with_name("drills")


def test_the_built_in_drills_need_no_collection(shell: Shell) -> None:
    assert shell("drill", "list", "--json").json == [
        {"id": "posts", "deck": "sums", "title": "Posts per second", "level": 1, "target_s": 50},
        {"id": "mail", "deck": "sums", "title": "mail", "level": 2, "target_s": 60},
    ]
    assert shell("drill", "list").lines == [
        "DRILL  LEVEL  SECONDS  TITLE",
        "posts      1       50  Posts per second",
        "mail       2       60  mail",
    ]
    assert not shell.collection.exists()


def test_the_drills_of_a_collection(shell: Shell) -> None:
    path = str(shell.home / "other.flashdesign")
    listed = shell("drill", "list", "--json", "--collection", path).json
    assert listed == shell("drill", "list", "--json").json
    shown = shell("drill", "show", *POSTS, "--json", "--collection", path).json
    assert shown == shell("drill", "show", *POSTS, "--json").json


def test_a_drill_is_shown(shell: Shell) -> None:
    shown = shell("drill", "show", *POSTS, "--json").json
    assert shown == {
        "id": "posts",
        "version": 1,
        "seed": 3,
        "question": (
            "300 million people a month, 50 % of them daily, 2 posts each. Posts per second?"
        ),
        "values": {"mau": 300_000_000, "share": 50, "posts": 2},
        "truth": pytest.approx(3472.222),
        "unit": "posts/s",
        "target_s": 50,
        "steps": [
            {
                "name": "dau",
                "say": "monthly users times daily share",
                "value": 150_000_000,
                "unit": "users/day",
            },
            {
                "name": "answer",
                "say": "posts a day over a day",
                "value": pytest.approx(3472.222),
                "unit": "posts/s",
            },
        ],
        "mistakes": [
            {"say": "You divided by the hours of a year.", "value": pytest.approx(34246.6)},
            {"say": "You took the monthly users.", "value": pytest.approx(6944.44)},
        ],
    }


def test_a_drill_is_shown_as_text(shell: Shell) -> None:
    assert shell("drill", "show", *POSTS).lines == [
        "300 million people a month, 50 % of them daily, 2 posts each. Posts per second?",
        "",
        "  dau = 150 million users/day  monthly users times daily share",
        "  answer = 3,470 posts/s  posts a day over a day",
        "",
        "→ 3,470 posts/s",
        "Shortcut: A day is about 10⁵ s.",
    ]


def test_an_open_drill_shows_its_assumptions_and_range(shell: Shell) -> None:
    shown = shell("drill", "show", "mail", "--seed", "1", "--json").json
    assert (shown["truth"], shown["values"]) == ([0.5, 3], {"mails": 40})
    lines = shell("drill", "show", "sums/mail", "--seed", "1").lines
    assert "  assume mails = 40 messages/day  e-mails a day" in lines
    assert lines[-1] == "→ 500 MB to 3 GB"
    scored = shell("drill", "score", "mail", "--seed", "1", "--answer", "800 MB", "--json").json
    assert scored == {
        "reading": {"value": 0.8, "unit": "GB", "text": "800 megabytes"},
        "truth": [0.5, 3],
        "error_log10": 0,
        "grade": "good",
        "mistake": None,
    }


@pytest.mark.parametrize(
    ("answer", "seconds", "grade", "mistake"),
    [
        pytest.param("3500", "40", "good", None, id="rounded"),
        pytest.param("3472", "20", "easy", None, id="right and fast"),
        pytest.param("3.5k/s", "100", "hard", None, id="slow"),
        pytest.param("2000", "60", "hard", None, id="coarse"),
        pytest.param("6900", "40", "again", "You took the monthly users.", id="a mistake"),
        pytest.param("34247", "40", "again", "You divided by the hours of a year.", id="another"),
        pytest.param("0", "40", "again", None, id="zero"),
    ],
)
def test_an_answer_is_graded(
    shell: Shell, answer: str, seconds: str, grade: str, mistake: str | None
) -> None:
    typed = ("--answer", answer, "--seconds", seconds)
    scored = shell("drill", "score", *POSTS, *typed, "--json").json
    assert (scored["grade"], scored["mistake"]) == (grade, mistake)
    assert scored["truth"] == pytest.approx(3472.222)
    assert scored["reading"]["unit"] == "posts/s"
    assert (scored["error_log10"] is None) == (answer == "0")


def test_an_empty_answer_is_no_answer(shell: Shell) -> None:
    scored = shell("drill", "score", *POSTS, "--answer", " ", "--seconds", "150", "--json").json
    assert (scored["reading"], scored["error_log10"], scored["grade"]) == (None, None, "again")
    assert shell("drill", "score", *POSTS, "--answer", "").lines == [
        "Again: no answer.",
        "→ 3,470 posts/s",
    ]


def test_a_grade_is_shown_as_text(shell: Shell) -> None:
    assert shell("drill", "score", *POSTS, "--answer", "6.9k").lines == [
        "Reads as 6.9 thousand posts per second.",
        "Again: a known mistake.",
        "You took the monthly users.",
        "→ 3,470 posts/s",
    ]


def test_an_answer_that_cannot_be_read(shell: Shell) -> None:
    done = shell("drill", "score", *POSTS, "--answer", "30 TB", "--json")
    assert done.code == 1
    assert list(done.json) == ["error"]
    assert "Answer in posts/s" in done.json["error"]
    done = shell("drill", "score", *POSTS, "--answer", "30 TB")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith('flashdesign: "TB" is an amount of data')


def test_a_drill_that_does_not_exist(shell: Shell) -> None:
    done = shell("drill", "show", "post", "--seed", "1")
    assert (done.code, done.out) == (1, "")
    assert done.err == "flashdesign: There is no drill 'post'. Did you mean 'posts'?\n"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["show", "posts"], id="no seed"),
        pytest.param(["score", *POSTS], id="no answer"),
        pytest.param(["score", *POSTS, "--answer", "3", "--seconds", "x"], id="no time"),
        pytest.param(["score", *POSTS, "--answer", "3", "--seconds=-1"], id="a negative time"),
    ],
)
def test_a_wrong_call(shell: Shell, arguments: list[str]) -> None:
    done = shell("drill", *arguments)
    assert (done.code, done.out) == (2, "")
    assert "usage: flashdesign drill" in done.err


OWN = """\
format: 1
id: own
title: My drills
cards:
  - id: {name}
    kind: drill
    title: My posts
    prompt: "{{n}} posts a day. Posts per second?"
    params: {{n: {{choice: [86400k], measure: posts/day}}}}
    steps: [{{name: answer, expr: n / 86400, unit: posts/s}}]
    answer: answer
    unit: posts/s
"""


def _import_own(shell: Shell, name: str) -> None:
    path = shell.home / "own.yaml"
    path.write_text(OWN.format(name=name), "utf-8")
    assert shell("import", str(path)).code == 0


def test_ones_own_drills_are_found_without_naming_the_collection(shell: Shell) -> None:
    _import_own(shell, "mine")
    listed = shell("drill", "list").lines
    assert [line.split()[0] for line in listed] == ["DRILL", "posts", "mail", "mine"]
    assert shell("drill", "show", "mine", "--seed", "1").lines[-1] == "→ 1,000 posts/s"
    assert shell("drill", "score", "own/mine", "--seed", "1", "--answer", "1k").lines[-2:] == [
        "Good: right.",
        "→ 1,000 posts/s",
    ]
    assert "→ 3,470 posts/s" in shell("drill", "show", *POSTS).lines


def test_drills_with_the_same_id_are_listed_with_their_decks(shell: Shell) -> None:
    _import_own(shell, "posts")
    listed = shell("drill", "list").lines
    assert [line.split()[0] for line in listed] == ["DRILL", "sums/posts", "mail", "own/posts"]
    assert shell("drill", "show", "own/posts", "--seed", "1").lines[-1] == "→ 1,000 posts/s"
