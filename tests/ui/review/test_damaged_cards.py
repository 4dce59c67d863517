"""A card that cannot be read is skipped, and the window reports it."""

from tests.support.collection import basic_deck
from tests.support.ui.driver import RETURN
from tests.ui.conftest import Sit


def test_a_session_skips_a_damaged_card_and_reports_it(sit: Sit) -> None:
    seat = sit(basic_deck(3, parent=None))
    with seat.learner.context.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE note SET body = '[]' WHERE key LIKE '%/q01'")
    seat.press(RETURN)
    assert seat.review.session.damaged_cards == ("basics/q01",)
    assert "The card basics/q01 is damaged and was skipped in this session" in seat.banner
