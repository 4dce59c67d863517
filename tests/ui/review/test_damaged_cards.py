"""A card that cannot be read is skipped, and the window reports it."""

from tests.support.learner import basic_deck
from tests.support.ui.driver import RETURN
from tests.ui.conftest import OpenWindow


def test_a_session_skips_a_damaged_card_and_reports_it(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(3, parent=None))
    with driver.learner.context.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE note SET body = '[]' WHERE key LIKE '%/q01'")
    driver.press(RETURN)
    assert driver.review.session.damaged_cards == ("basics/q01",)
    assert "The card basics/q01 is damaged and was skipped in this session" in driver.banner
