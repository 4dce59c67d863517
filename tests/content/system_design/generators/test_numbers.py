"""The estimation deck: computed answers are checked, and all question types are used."""

import ast
import math
import operator
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from flashdesign.content.note_kinds.registry import find_problem
from flashdesign.content.system_design.generators.numbers import (
    DISTINCT_DECADES,
    KnownNumber,
    Records,
    notes,
)
from flashdesign.content.system_design.record import load
from flashdesign.content.yaml import reader
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Cloze,
    MultipleChoice,
    Number,
    answer,
    parts,
    prompt_text,
)
from flashdesign.domain.quantities.quantity import parse_quantity
from flashdesign.domain.quantities.unit import parse_unit
from flashdesign.errors import DeckFormatError

DECK = Path(__file__).parents[4] / "decks" / "estimation.yaml"
RECORDS = load(Records, reader.read(DECK))
NOTES = tuple(notes(RECORDS))
COMPUTED = [quantity for quantity in RECORDS.quantities if quantity.formula]

# Basic numbers; each is a record of the deck, whatever its question type.
CORE = {
    "time": """
        day month year day_shortcut_error million_per_day hundred_million_per_day
        billion_per_day five_years_days""",
    "power": "2_7 2_8 2_10 2_16 2_20 2_30 2_31 2_32 2_40 2_64",
    "nines": """
        2_year 2_month 3_year 3_month 4_year 4_month 5_year sequence_2 sequence_10 parallel_2""",
    "latency": """
        l1 mutex ram mem_1mb ssd_random ssd_1mb dc_rtt cache_query hdd_seek net_1mb_1g
        blob_get na_cross eu_us_east eu_us_west fibre_km ratio_ssd_ram ratio_seek_ram""",
    "capacity": """
        redis pg_read pg_write pg_size cassandra kafka_broker serial_commits app conns_plan
        s3_get s3_put ddb_read ddb_write hdd_iops little""",
    "size": """
        ascii utf8 int64 uuid row url_row log metric_raw metric_packed thumb photo_web
        photo_phone video_1080_rate video_4k_rate video_minute video_hour audio_minute""",
    "id": "b62_6 b62_7 b62_8 bits_billion int32_limit snow_years uuid4 birthday64",
    "net": "gbps 10gbps tb_day pb_day tb_over_1g pb_over_10g",
    "cost": "cpu ram blob ssd egress cdn",
    "rule": "pareto replicas tail100 tail10 quorum3 quorum5 util80 util90 hit_db bloom",
}
EXACT = {
    "power": "2_7 2_8 2_10 2_16",
    "latency": "tls13",
    "size": "ascii int64 uuid",
    "id": "bits_billion uuid4 snow_nodes",
    "rule": "quorum3 quorum5",
}
OWN_FACTS = {f"F{number:03}" for number in range(52, 72)}
AGEING = ("latency.", "capacity.", "cost.")
BINARY_UNIT = re.compile(r"\b[KMGTP]iB\b")
MAX_WORDS_ANSWER, MAX_WORDS_WHY = 12, 30
# A gap may hold a round word: 2^30 is 7 % more than a billion.
GAP_TOLERANCE = 0.08
GAP_WORDS = {
    "a billion": 1e9,
    "a million": 1e6,
    "12 thousand": 12e3,
    "π × 10^7": math.pi * 1e7,
    "PiB": 2**50,
    "doubles": 2,
    "five": 5,
    "half": 0.5,
    "six": 6,
}

OPERATORS: dict[type[ast.AST], Callable[..., float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
}
FUNCTIONS: dict[str, Callable[[float], float]] = {
    "ceil": math.ceil,
    "ln": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "sqrt": math.sqrt,
}


def computed(formula: str) -> float:
    """Evaluate arithmetic over numbers and a few functions; anything else is rejected."""
    return _value(ast.parse(formula, mode="eval").body)


def _value(node: ast.AST) -> float:
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.BinOp(left=left, op=op, right=right):
            return OPERATORS[type(op)](_value(left), _value(right))
        case ast.UnaryOp(op=op, operand=operand):
            return OPERATORS[type(op)](_value(operand))
        case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]):
            return FUNCTIONS[name](_value(argument))
        case _:
            message = f"{ast.unparse(node)} is not arithmetic"
            raise ValueError(message)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        pytest.param("24*3600", 86_400, id="a product"),
        pytest.param("(1-0.99)*365", 3.65, id="brackets"),
        pytest.param("3//2+1", 2, id="a quotient rounded down"),
        pytest.param("-ln(0.01)/ln(2)**2", 9.585, id="a sign, a power and a function"),
    ],
)
def test_the_parser_does_arithmetic(formula: str, expected: float) -> None:
    assert computed(formula) == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("formula", ["open('x')", "a+1", "(1).real", "2 if 1 else 3", "ceil(1, 2)"])
def test_the_parser_rejects_everything_else(formula: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        computed(formula)


def digits_of(text: str) -> int:
    """Return how many significant digits an answer states; all zeros of 86,400 count."""
    return len(re.sub(r"\D", "", text.partition("×")[0]).lstrip("0"))


@pytest.mark.parametrize("quantity", COMPUTED, ids=lambda quantity: quantity.id)
def test_an_answer_is_its_formula_rounded_to_the_digits_it_states(quantity: KnownNumber) -> None:
    exact = computed(quantity.formula)
    if quantity.ask:
        stated = parse_quantity(quantity.answer, parse_unit("")).number
        assert float(f"{exact:.{digits_of(quantity.answer) - 1}e}") == pytest.approx(float(stated))
    for gap in re.findall(r"\{\{\d+::(.*?)(?:::.*?)?\}\}", quantity.gap):
        found = GAP_WORDS.get(gap) or float(parse_quantity(gap, parse_unit("")).number)
        assert found == pytest.approx(exact, rel=GAP_TOLERANCE)


def ids_of(groups: dict[str, str]) -> set[str]:
    return {f"{group}.{name}" for group, names in groups.items() for name in names.split()}


def test_all_required_facts_are_asked() -> None:
    assert ids_of(CORE) - {note.id.rpartition(".")[0] for note in NOTES} == set()


def test_whole_numbers_are_exact_and_availability_is_asked_as_downtime() -> None:
    numbers = {q.id: q for q in RECORDS.quantities}
    assert {numbers[name].bands for name in ids_of(EXACT)} == {"exact"}
    assert {q.unit for q in RECORDS.quantities if q.id.startswith("nines.") and q.ask} == {
        "h",
        "min",
        "s",
    }


def test_facts_that_change_have_a_source_and_a_date() -> None:
    measured = [q for q in RECORDS.quantities if q.id.startswith(AGEING) and not q.formula]
    undated = [q.id for q in measured if not (q.source and q.as_of)]
    # Little's law is a theorem.
    assert undated == ["capacity.little_law"]


def test_binary_units_stay_among_the_powers_of_two() -> None:
    mixed = {
        note.id.partition(".")[0]
        for note in NOTES
        if BINARY_UNIT.search(
            prompt_text(note.question) + answer(note.question, parts(note.question)[0])
        )
    }
    assert mixed == {"power"}


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.id)
def test_a_note_can_be_asked_and_is_short(note: Note) -> None:
    question = note.question
    assert find_problem(question) is None
    assert 0 < len(note.why.split()) <= MAX_WORDS_WHY
    if isinstance(question, Basic):
        assert len(question.back.split()) <= MAX_WORDS_ANSWER
    if isinstance(question, MultipleChoice):
        assert len(question.wrong) == 3
        assert all(wrong.why for wrong in question.wrong)
    if isinstance(question, Number):
        asked = parse_unit(question.unit)
        assert parse_quantity(f"{question.answer} {question.unit}", asked) == parse_quantity(
            question.answer, asked
        )


def test_the_forms_vary_and_the_facts_are_covered() -> None:
    forms = Counter(type(note.question) for note in NOTES)
    assert max(forms.values()) <= len(NOTES) / 2
    assert {fact for note in NOTES for fact in note.facts} >= OWN_FACTS


HEAD = "content: numbers\ndeck: {id: estimation, title: Estimation}\n"


def made(body: str) -> dict[str, Note]:
    document = reader.parse((HEAD + body).encode(), Path("numbers.yaml"))
    return {note.id: note for note in notes(load(Records, document))}


def test_one_record_can_be_asked_in_several_forms() -> None:
    body = "quantities: [{id: net.x, stage: 1, ask: How many?, answer: 8, gap: 'It is {{1::8}}.'}]"
    questions = {key: note.question for key, note in made(body).items()}
    assert questions["net.x.value"] == Number("How many?", "8")
    assert questions["net.x.gap"] == Cloze("It is {{1::8}}.")


def rung(name: str, at: float, ladder: str = "time") -> str:
    found = f"{{ladder: {ladder}, ask: Q?, text: about {name}, at: {at}, thing: a {name}}}"
    return f"  - {{id: latency.{name}, stage: 1, rung: {found}}}\n"


def test_a_rung_is_asked_with_the_nearest_distinct_rungs() -> None:
    heights = {"one": 1, "three": 3, "ten": 10, "hundred": 100, "thousand": 1000, "far": 1e6}
    rungs = "".join(rung(name, at) for name, at in heights.items()) + rung("other", 10, "bytes")
    question = made("quantities:\n" + rungs)["latency.one.rung"].question
    assert isinstance(question, MultipleChoice)
    assert {wrong.text: wrong.why for wrong in question.wrong} == {
        "about ten": "That is a ten.",
        "about hundred": "That is a hundred.",
        "about thousand": "That is a thousand.",
    }


def test_a_built_in_rung_is_far_from_its_wrong_options() -> None:
    heights: dict[str, list[float]] = {}
    for quantity in RECORDS.quantities:
        if quantity.rung:
            heights.setdefault(quantity.rung.text, []).append(quantity.rung.at)
    for note in NOTES:
        if isinstance(note.question, MultipleChoice) and note.id.endswith(".rung"):
            (right,) = note.question.correct
            for wrong in note.question.wrong:
                apart = math.log10(heights[wrong.text][0] / heights[right][0])
                assert abs(apart) > DISTINCT_DECADES - 0.1


CHAIN = (
    "chains: [{id: chain.x, stage: 1, given: Sum?, steps: [add, halve], wrong: %d, should: no.}]"
)


def test_a_planted_mistake_is_asked_with_numbered_steps() -> None:
    question = made(CHAIN % 2)["chain.x.step"].question
    front = "Sum?\n\n1. add\n2. halve\n\nWhich step is wrong, and what is right?"
    assert question == Basic(front, "Step 2: no.")


@pytest.mark.parametrize("wrong", [0, 3])
def test_a_planted_mistake_must_be_one_of_the_steps(wrong: int) -> None:
    with pytest.raises(DeckFormatError, match="'wrong' must be the number of a step, 1 to 2"):
        made(CHAIN % wrong)


def test_stages_follow_each_other_and_groups_are_spread_within_one() -> None:
    order = [("aa.p", 2), ("aa.q", 1), ("aa.r", 1), ("bb.s", 1), ("bb.t", 1)]
    body = "".join(f"  - {{id: {id_}, stage: {n}, ask: Q?, answer: A}}\n" for id_, n in order)
    assert [key.removesuffix(".decision") for key in made("decisions:\n" + body)] == [
        "aa.q",
        "bb.s",
        "aa.r",
        "bb.t",
        "aa.p",
    ]
