"""Each listener is notified of each change once, in the order of registration."""

from flashdesign.services.context import Broadcast, Changes


def test_each_listener_gets_each_change_in_order() -> None:
    received: list[tuple[str, Changes]] = []
    broadcast = Broadcast()
    broadcast.tell(Changes(decks=True))
    broadcast.listen(lambda changes: received.append(("first", changes)))
    broadcast.listen(lambda changes: received.append(("second", changes)))
    broadcast.tell(Changes(cards=True, reviews=True))
    changes = Changes(decks=False, cards=True, reviews=True, preferences=False)
    assert received == [("first", changes), ("second", changes)]
    assert broadcast.told == 2
