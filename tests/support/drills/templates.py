"""Small sample drills for tests."""

from flashdesign.domain.drills.template import (
    Assumption,
    Mistake,
    OneOf,
    Param,
    RoundNumber,
    Step,
    Template,
    WholeNumber,
)
from flashdesign.domain.source import Source

POSTS = Template(
    title="Posts per second",
    prompt="{mau} people a month, {share} of them daily, {posts} posts each. Posts per second?",
    params=(
        Param("mau", OneOf((100e6, 200e6, 300e6)), label="monthly users", measure="users/day"),
        Param("share", OneOf((20.0, 50.0)), "%"),
        Param("posts", WholeNumber(1, 5, 2)),
    ),
    steps=(
        Step("dau", "mau * share / 100", "users/day", "monthly users times daily share", ask=True),
        Step("answer", "dau * posts / 86400", "posts/s", "posts a day over 86,400"),
    ),
    answer="answer",
    unit="posts/s",
    mistakes=(
        Mistake("dau * posts / (24 * 365)", "You divided by the hours of a year."),
        Mistake("mau * posts / 86400", "You took the monthly users for the daily ones."),
    ),
    target_s=50,
)
BITS = Template(
    prompt="Bits for {n} ids?",
    params=(Param("n", RoundNumber(1e3, 1e9, (1.0, 2.0))),),
    steps=(Step("answer", "ceil(log2(n))", "bit"),),
    answer="answer",
    unit="bit",
    bands="exact",
    mistakes=(Mistake("ceil(log2(n / 2))", "You lost a factor of two."),),
)
MAIL = Template(
    prompt="Storage of one person's mail after {years} years?",
    params=(Param("years", OneOf((5.0, 10.0)), measure="year"),),
    assumptions=(
        Assumption("mails", 40.0, "e-mails a day", "messages/day", (20.0, 80.0), Source("Report")),
    ),
    steps=(
        Step("size", "75", "kB/message"),
        Step("answer", "mails * 365 * years * size / 1e6", "GB"),
    ),
    answer="answer",
    unit="GB",
    span=("answer / 2.19", "answer * 3 / 1.095"),
    bands="open",
)
DOWNTIME = Template(
    prompt="Downtime at {a}?",
    params=(Param("a", OneOf((99.0, 99.9)), "%"),),
    steps=(Step("answer", "(1 - a / 100) * 43200", "min per 30 days"),),
    answer="answer",
    unit="min per 30 days",
    accept_units=("%", "GB"),
)
