"""What a job changed is told to each listener once, in the order in which they came."""

from flashdesign.services.changes import Broadcast, Changes


def test_each_listener_hears_each_change_in_order() -> None:
    heard: list[tuple[str, Changes]] = []
    broadcast = Broadcast()
    broadcast.tell(Changes(decks=True))
    broadcast.listen(lambda changes: heard.append(("first", changes)))
    broadcast.listen(lambda changes: heard.append(("second", changes)))
    broadcast.tell(Changes(cards=True, reviews=True))
    told = Changes(decks=False, cards=True, reviews=True, preferences=False)
    assert heard == [("first", told), ("second", told)]
    assert broadcast.told == 2
