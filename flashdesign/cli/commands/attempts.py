"""The `drill attempts` and `drill regrade` commands."""

from flashdesign.cli.commands.lists import iso, uuid_text
from flashdesign.cli.environment import OK, CliEnvironment
from flashdesign.cli.open_collection import open_collection
from flashdesign.cli.parser import Arguments
from flashdesign.cli.terminal import Terminal
from flashdesign.domain.drills.attempt import Attempt, Mode
from flashdesign.domain.scheduling.memory import grade_name
from flashdesign.domain.scheduling.study_day import as_utc
from flashdesign.i18n.formatting import date_time, number
from flashdesign.i18n.translation import _, ngettext, pgettext
from flashdesign.services.drills import attempts as drill_attempts
from flashdesign.services.drills import regrade as drill_regrade
from flashdesign.services.drills.regrade import AttemptChange, Regrade


def attempts(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """List all attempts, except those undone."""
    with open_collection(environment, arguments.collection) as context:
        listed = drill_attempts.valid_attempts(context)
    if arguments.json:
        terminal.print_json_list(_attempt_json(attempt) for attempt in listed)
        return OK
    headings = (_("AT (UTC)"), _("MODE"), _("GRADE"), _("OFF"), _("SECONDS"), _("DRILL"))
    terminal.print_table(headings, map(_row, listed), number_columns=(3, 4))
    return OK


def regrade(arguments: Arguments, environment: CliEnvironment, terminal: Terminal) -> int:
    """Grade all attempts again, or only show the changes."""
    with open_collection(environment, arguments.collection) as context:
        result = drill_regrade.regrade(context, dry_run=arguments.dry_run)
    if arguments.json:
        terminal.print_json(_regrade_json(result, dry_run=arguments.dry_run))
        return OK
    if result.changes:
        headings = (_("AT (UTC)"), _("BEFORE"), _("AFTER"), _("KEPT"), _("DRILL"))
        terminal.print_table(headings, map(_change_row, result.changes))
        terminal.print()
    terminal.print(_regrade_sentence(result, dry_run=arguments.dry_run))
    return OK


def _regrade_sentence(result: Regrade, *, dry_run: bool) -> str:
    total = result.attempts
    sentence = (
        ngettext(
            "{changed} of {n} attempt would change.",
            "{changed} of {n} attempts would change.",
            total,
        )
        if dry_run
        else ngettext(
            "{changed} of {n} attempt changed.", "{changed} of {n} attempts changed.", total
        )
    )
    return sentence.format(changed=number(len(result.changes)), n=number(total))


def _row(attempt: Attempt) -> tuple[str, ...]:
    return (
        _at(attempt),
        _mode_name(attempt.mode),
        grade_name(attempt.automatic),
        "–" if attempt.error_log10 is None else number(attempt.error_log10, 2),
        number(attempt.answer.ms / 1000, 1),
        attempt.card,
    )


def _mode_name(mode: Mode) -> str:
    names = {
        Mode.REVIEW: pgettext("drill mode", "Review"),
        Mode.PRACTICE: pgettext("drill mode", "Practice"),
        Mode.SPRINT: pgettext("drill mode", "Sprint"),
    }
    return names[mode]


def _change_row(change: AttemptChange) -> tuple[str, ...]:
    before, after = change.before, change.after
    grades = (before.automatic, after.automatic, after.rating)
    return _at(before), *map(grade_name, grades), before.card


def _at(attempt: Attempt) -> str:
    return date_time(as_utc(attempt.at))


def _attempt_json(attempt: Attempt) -> dict[str, object]:
    question, answer = attempt.question, attempt.answer
    return {
        "uid": uuid_text(attempt.uid),
        "card": attempt.card,
        "at": iso(as_utc(attempt.at)),
        "mode": attempt.mode.value,
        "sprint": None if attempt.sprint is None else uuid_text(attempt.sprint),
        "title": question.title,
        "topic": question.topic,
        "question": question.question,
        "version": question.version,
        "seed": question.seed,
        "values": dict(question.values),
        "unit": question.unit,
        "truth": question.truth,
        "answer": answer.text,
        "value": answer.value,
        "answer_unit": answer.unit,
        "ms": answer.ms,
        "timed": answer.is_timed,
        "target_s": question.target_s,
        "hints": answer.hints,
        **_grades_json(attempt),
    }


def _grades_json(attempt: Attempt) -> dict[str, object]:
    return {
        "error_log10": attempt.error_log10,
        "automatic": attempt.automatic.name.lower(),
        "kept": attempt.rating.name.lower(),
        "mistake": attempt.mistake_text or None,
        "rule": attempt.rule,
    }


def _regrade_json(result: Regrade, *, dry_run: bool) -> dict[str, object]:
    changes = [
        {
            "uid": uuid_text(change.before.uid),
            "card": change.before.card,
            "at": iso(as_utc(change.before.at)),
            "before": _grades_json(change.before),
            "after": _grades_json(change.after),
        }
        for change in result.changes
    ]
    return {"attempts": result.attempts, "dry_run": dry_run, "changes": changes}
