"""Settings reject values out of range."""

import pytest

from flashdesign.domain.settings import Settings
from flashdesign.errors import SettingError


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(
            {"retention": 0.99},
            "desired retention: 0.99 is out of range; choose 0.70 to 0.97.",
            id="retention",
        ),
        pytest.param({"new_per_day": -1}, "new cards per day: -1 is out of range", id="new"),
        pytest.param({"reviews_per_day": 10_000}, "reviews per day: 10,000 is out", id="reviews"),
        pytest.param({"rollover_h": 24}, "start of the day", id="rollover"),
        pytest.param({"reminder_h": 24}, "reminder", id="reminder"),
        pytest.param({"text_scale": 3.0}, "text size", id="text size"),
        pytest.param({"retention": float("nan")}, "retention: nan", id="not a number"),
    ],
)
def test_out_of_range(change: dict[str, float], sentence: str) -> None:
    with pytest.raises(SettingError) as caught:
        Settings(**change)  # type: ignore[arg-type]
    assert sentence in str(caught.value)


def test_the_limits_are_allowed() -> None:
    assert Settings(retention=0.97, new_per_day=0, rollover_h=23).retention == 0.97
