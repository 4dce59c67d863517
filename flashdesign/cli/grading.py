"""The commands that list the attempts at drills, and grade them anew."""

from flashdesign.cli.arguments import Arguments
from flashdesign.cli.listing import iso, uuid_text
from flashdesign.cli.opened import collection
from flashdesign.cli.surroundings import OK, Surroundings
from flashdesign.cli.terminal import Terminal
from flashdesign.domain.attempts import Attempt
from flashdesign.domain.moments import as_utc
from flashdesign.services import attempts as kept
from flashdesign.services import regrading
from flashdesign.services.regrading import Change, Regrade
from flashdesign.services.wording import count


def attempts(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """List every attempt that nobody has taken back."""
    with collection(surroundings, arguments.collection) as context:
        found = kept.standing(context)
    if arguments.json:
        terminal.say_json_list(_attempt_json(one) for one in found)
        return OK
    headings = ("AT (UTC)", "MODE", "GRADE", "OFF", "SECONDS", "DRILL")
    terminal.say_table(headings, map(_row, found), numbers=("OFF", "SECONDS"))
    return OK


def regrade(arguments: Arguments, surroundings: Surroundings, terminal: Terminal) -> int:
    """Grade all attempts anew, or tell what that would change."""
    with collection(surroundings, arguments.collection) as context:
        done = regrading.regrade(context, dry_run=arguments.dry_run)
    if arguments.json:
        terminal.say_json(_regrade_json(done, dry_run=arguments.dry_run))
        return OK
    if done.changes:
        headings = ("AT (UTC)", "WAS", "IS", "KEPT", "DRILL")
        terminal.say_table(headings, map(_change_row, done.changes))
        terminal.say()
    would = "would change" if arguments.dry_run else "changed"
    all_of_them = count(done.attempts, "attempt")
    terminal.say(f"{len(done.changes):,} of {all_of_them} {would}.")
    return OK


def _row(one: Attempt) -> tuple[str, ...]:
    off = "–" if one.error_log10 is None else f"{one.error_log10:.2f}"
    return _at(one), one.mode.value, _grade(one), off, f"{one.said.ms / 1000:.1f}", one.card


def _change_row(change: Change) -> tuple[str, ...]:
    before, after = change.before, change.after
    kept_grade = after.kept.name.lower()
    return _at(before), _grade(before), _grade(after), kept_grade, before.card


def _at(one: Attempt) -> str:
    return f"{as_utc(one.at):%Y-%m-%d %H:%M}"


def _grade(one: Attempt) -> str:
    return one.automatic.name.lower()


def _attempt_json(one: Attempt) -> dict[str, object]:
    posed, said = one.posed, one.said
    return {
        "uid": uuid_text(one.uid),
        "card": one.card,
        "at": iso(as_utc(one.at)),
        "mode": one.mode.value,
        "sprint": None if one.sprint is None else uuid_text(one.sprint),
        "title": posed.title,
        "topic": posed.topic,
        "question": posed.question,
        "version": posed.version,
        "seed": posed.seed,
        "values": dict(posed.values),
        "unit": posed.unit,
        "truth": posed.truth,
        "answer": said.text,
        "value": said.value,
        "answer_unit": said.unit,
        "ms": said.ms,
        "timed": said.is_timed,
        "target_s": posed.target_s,
        "hints": said.hints,
        **_graded_json(one),
    }


def _graded_json(one: Attempt) -> dict[str, object]:
    return {
        "error_log10": one.error_log10,
        "automatic": one.automatic.name.lower(),
        "kept": one.kept.name.lower(),
        "mistake": one.mistake_said or None,
        "rule": one.rule,
    }


def _regrade_json(done: Regrade, *, dry_run: bool) -> dict[str, object]:
    changes = [
        {
            "uid": uuid_text(change.before.uid),
            "card": change.before.card,
            "at": iso(as_utc(change.before.at)),
            "before": _graded_json(change.before),
            "after": _graded_json(change.after),
        }
        for change in done.changes
    ]
    return {"attempts": done.attempts, "dry_run": dry_run, "changes": changes}
