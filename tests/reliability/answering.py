"""A program that answers cards until it is killed, and prints the uid of each stored answer."""

import random
import sys
from itertools import count
from pathlib import Path

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.storage.review_log import reviews
from tests.support.storage.collections import LRU, TODAY, TTL, StorageLearner, at, opened


def main(path: Path) -> None:
    """Wait for a line on stdin, then answer cards, and sometimes undo and checkpoint."""
    sys.stdin.readline()
    with opened(path) as database:
        with database.read() as conn:
            learner = StorageLearner(database, newest=reviews.newest_uid(conn))
            begun = len(list(reviews.review_log(conn)))
        chance = random.Random(begun)
        for number in count(begun):
            now = at(TODAY, number / 10)
            if number % 11 == 0:
                learner.undo(now)
            elif number % 7 == 0:
                database.checkpoint()
            else:
                key = chance.choice((LRU, TTL, CardKey(f"{TTL}#r")))
                learner.answer(key, chance.choice(list(Rating)), now)
            if learner.newest is not None:
                sys.stdout.write(f"{learner.newest.hex()}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
