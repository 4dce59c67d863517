"""Searches find what the user means: any script, symbols, accents, in new and older files."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.search.parser import parse_search
from flashdesign.domain.search.query import Search, SortKey
from flashdesign.storage.backup.integrity import check
from flashdesign.storage.connection.database import Connection, Database
from flashdesign.storage.notes import decks, save
from flashdesign.storage.notes.remove import remove_notes
from flashdesign.storage.queries import search
from tests.storage.schema.test_migrations import FILES, golden
from tests.support.storage.collections import TODAY, at, opened, same_rules

# ruff: noqa: RUF001 (these letters are intended)
NOW = at(TODAY)
DECK = DeckId("mixed")
TEXTS = {
    "zh": ("分布式缓存系统如何防止缓存击穿？", "使用互斥锁或逻辑过期"),
    "ja": ("コンシステントハッシュの利点は？", "再配置が少ない"),
    "half": ("ｷｬｯｼｭとは", "速い"),
    "ko": (unicodedata.normalize("NFD", "서버를확장하는두가지방법"), "수직과 수평"),
    "th": ("แคชคืออะไร", "หน่วยความจำ"),
    "en": ("What is write-through caching?", "Write to cache and store at once"),
    "log": ("What does O(log n) mean?", "logarithmic"),
    "tex": ("What does $O(\\log n)$ cost?", "little"),
    "bloom": ("What is a naïve Bloom filter's café rule?", "résumé"),
    "pl": ("Where does Łukasz keep đata?", "in ßtraße"),
    "kafka": ("acks=all in Kafka means?", "all ISR"),
    "spaced": ("What sets `acks = all`?", "durable writes"),
    "langs": ("C++ vs C# memory?", "RAII in .NET"),
    "c": ("What is C?", "A language for nets"),
    "p99": ("p99 of 1.5 ms at 10:1?", "99.9 % or 99.9%"),
    "path": ("path/to/file.txt", "foo\\_bar --flag"),
    "mail": ("user@example.com", "mail"),
    "rocket": ("emoji 🚀 launch", "a -> b"),
    "tr": ("İstanbul Iğdır", "şehir"),
    "wide": ("ＡＣＩＤ means?", "１０⁵ rows"),
    "amp": ("R&amp;D budget?", "x²"),
    "ru": ("Что такое ЙОТА?", "Сеть"),
    "hi": ("हिन्दी में कैश", "तेज़"),
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Return a collection of notes in many scripts, one of them a cloze."""
    database = Database.open(tmp_path_factory.mktemp("mixed") / "collection.db")
    with database.transaction() as conn:
        decks.save_deck(conn, Deck(DECK, "Mixed"), 0, "own")
        made = [Note(DECK, name, Basic(*texts)) for name, texts in TEXTS.items()]
        made.append(Note(DECK, "gap", Cloze("布隆{{1::过滤}}器"), tags=("C++", "数据库", "Łódź")))
        save.save_notes(conn, enumerate(made))
    yield database
    database.close()


def found(conn: Connection, text: str, order: SortKey = SortKey.ADDED) -> list[str]:
    rows = search.find_card_rows(conn, Search(parse_search(text), order), NOW)
    return [note.partition("/")[2] for _, note in search.keys(conn, rows)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("缓存", "zh"), ("击穿", "zh"), ("击", "zh"), ("防止 缓存", "zh"), ("缓穿", ""),
        ("过滤器", "gap"), ("过", "zh gap"), ("ハッシュ", "ja"), ("再配置", "ja"),
        ("キャッシュ", "half"), ("ｷｬｯ", "half"), ("확장", "ko"), ("방", "ko"),
        (unicodedata.normalize("NFD", "확장"), "ko"), ("คือ", "th"), ("ความจำ", "th"),
        ("lukasz", "pl"), ("ŁUKASZ", "pl"), ("data", "pl"), ("sstrasse", "pl"), ("STRAẞE", ""),
        ("ßtraße", "pl"), ("naive", "bloom"), ("NAÏVE", "bloom"), ("cafe", "bloom"),
        (unicodedata.normalize("NFD", "café"), "bloom"), ("istanbul", "tr"), ("igdir", "tr"),
        ("IĞDIR", "tr"), ("sehir", "tr"), ("acid", "wide"), ("ａｃｉｄ", "wide"), ("10^5", "wide"),
        ("10⁵", "wide"), ("x^2", "amp"), ("йота", "ru"), ("СЕТЬ", "ru"), ("हिन्दी", "hi"),
        ("acks=all", "kafka spaced"), ("acks=al", "kafka spaced"), ("acks=none", ""),
        ("C++", "langs gap"), ("C#", "langs"),
        (".NET", "langs"), ("net", "langs c"), ("-C++ memory", ""), ('"C++ vs"', "langs"),
        ("O(log n)", "log tex"), ("O(log", "log tex"), ("99.9%", "p99"), ("10:1", "p99"),
        ("p99", "p99"), ("path/to", "path"), ("file.txt", "path"), ("foo_bar", "path"),
        ("--flag", "path"), ("user@example", "mail"), ('"🚀"', "rocket"), ('"->"', "rocket"),
        ("R&D", "amp"), ('"write-through caching"', "en"), ("write-thr", "en"),
        ("tag:c++", "gap"), ("tag:数据", "gap"), ("tag:据", ""), ("tag:lodz", "gap"),
        ("tag:ŁÓDŹ", "gap"), ("tag:łódź", "gap"), ("数据库", "gap"), ("kind:basic 缓", "zh"),
        ("缓存 or 확장", "zh ko"), ("-(caching or 缓存) What", "log tex bloom spaced c"),
    ],
)  # fmt: skip
def test_a_search_finds(mixed: Database, text: str, names: str) -> None:
    wanted = names.split()
    with mixed.read() as conn:
        assert found(conn, text) == [name for name in (*TEXTS, "gap") if name in wanted]


@pytest.mark.parametrize(
    "text", ["分布式缓存系统", "consistent", "コンシステント", "O(log n)", "acks=all"]
)
def test_each_prefix_of_a_search_finds_at_least_the_same(mixed: Database, text: str) -> None:
    with mixed.read() as conn:
        whole = set(found(conn, text))
        for end in range(1, len(text)):
            beginning = text[:end]
            if beginning[-1:].isalnum():
                assert whole <= set(found(conn, beginning)), beginning


def test_questions_are_sorted_without_markup_and_accents(database: Database) -> None:
    fronts = ("**Lease**?", "lock", "`ACK`", "Łącze", "$x$ and y", "![alt](a.png) map", "Æon")
    with database.transaction() as conn:
        decks.save_deck(conn, Deck(DECK, "Mixed"), 0, "own")
        made = [Note(DECK, f"n{place}", Basic(front, "!")) for place, front in enumerate(fronts)]
        save.save_notes(conn, enumerate(made))
        names = found(conn, "", SortKey.QUESTION)
    mine = [name for name in names if name[1:].isdecimal()]
    assert [fronts[int(name[1:])] for name in mine] == [
        "`ACK`", "Æon", "![alt](a.png) map", "Łącze", "**Lease**?", "lock", "$x$ and y",
    ]  # fmt: skip


@pytest.mark.parametrize("name", [name for name in FILES if name != "format_3"])
def test_an_older_file_can_be_searched_in_any_script_after_opening(path: Path, name: str) -> None:
    golden(path, name)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE note SET front = '分布式缓存 acks=all Łukasz' WHERE key = 'cache/lru'")
    with opened(path) as upgraded:
        with upgraded.read() as conn:
            for text in ("缓存", "acks=all", "lukasz", "布"):
                assert found(conn, text) == ["lru"], text
        assert check(upgraded, same_rules) == ()


@pytest.mark.parametrize("count", [3, 50], ids=["note by note", "all at once"])
def test_the_index_of_any_script_is_updated_with_the_notes(database: Database, count: int) -> None:
    with database.transaction() as conn:
        decks.save_deck(conn, Deck(DECK, "Mixed"), 0, "own")
        for front, word in (("缓存", "存"), ("Łukasz", "luk"), ("plain", "pla")):
            made = [Note(DECK, f"n{place}", Basic(front, "!")) for place in range(count)]
            save.save_notes(conn, enumerate(made))
            assert len(found(conn, word)) == count
        assert found(conn, "存") == found(conn, "luk") == []
        save.save_notes(conn, [(0, Note(DECK, "n0", Basic("缓存", "!")))])
        remove_notes(conn, [NoteKey(f"{DECK}/n0")])
        assert found(conn, "存") == []
    assert check(database, same_rules) == ()
