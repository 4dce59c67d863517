"""Each listener is notified of each change once, in the order of registration."""

from flashdesign.services.context import Broadcast, Changes


def test_each_listener_gets_each_change_in_order() -> None:
    received: list[tuple[str, Changes]] = []
    broadcast = Broadcast()
    broadcast.notify(Changes(decks=True))
    broadcast.add_listener(lambda changes: received.append(("first", changes)))
    broadcast.add_listener(lambda changes: received.append(("second", changes)))
    broadcast.notify(Changes(cards=True, reviews=True))
    changes = Changes(decks=False, cards=True, reviews=True, preferences=False)
    assert received == [("first", changes), ("second", changes)]
    assert broadcast.change_count == 2
