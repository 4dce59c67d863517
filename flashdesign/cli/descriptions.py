"""Descriptions of the commands, as their help shows them; values in braces are filled in then."""

from flashdesign.i18n.translation import N_

ABOUT = N_("""\
Learn system design by answering a few questions every day.

Without a command, the window opens. With a deck file instead of a command, the window opens and
shows what the import would change.""")
EPILOG = N_("""\
All commands except review and drill accept --json, and so do the actions of drill; `flashdesign
COMMAND --help` describes its output.
Exit codes: 0 success, 1 an error (reported in one line), 2 a usage error.
FLASHDESIGN_HOME sets another folder for the collection and its backups.
FLASHDESIGN_LANGUAGE sets the language; without it LC_ALL, LC_MESSAGES or LANG does.""")
DECKS = N_("""\
List the decks with the number of their cards, how many you have seen, and the share you have known
for weeks. A deck's numbers include its subdecks.""")
DUE = N_("""\
Show what is left to do today, in total and by deck, and about how many minutes it takes.
The numbers are the same as in the window: today's limits apply, and cards of one note come on
separate days.""")
CARDS = N_("""\
List the cards. With --json each is an object:
  key      its permanent name, `deck/note` or `deck/note#part`
  deck     the deck's id
  kind     {kinds}
  front    the question, back the answer: Markdown as in the note, the gap that is asked as [...]
  facts    the ids of the facts behind it, such as F097, as its note gives them
  state    new, learning, review or relearning
  due      a date (2026-11-20) in state review, a time in UTC (2026-11-20T18:30:00.000Z)
           in states learning and relearning, null for a new card
  source   null, or an object of title, url and checked
  as_of    the date for which the card is valid, or null
  suspended  whether it is suspended""")
LOG = N_("""\
List the review log, oldest first: answers, resets and undos. With --json each is an object:
  uid          a UUID (version 7)
  card         the card's key
  at           the time in UTC (2026-11-20T18:30:00.000Z)
  rating       1 again, 2 hard, 3 good, 4 easy; null for the kinds manual, set and revoke
  duration_ms  how long the question was shown
  kind         learn, review, cram (practice), manual (reset), revoke (undo), set (the memory state
               from an import)
  revokes      the uid of the answer that a revoke undoes, else null""")
STATS = N_("""\
Show the streak, the share of reviews passed, how many cards you know, and the last study days.
With --json: streak (study days in a row), recall (share of scheduled reviews passed in 30 days, or
null), cards, seen, known (for three weeks or more), suspended, and days (of the last 30 those with
answers), each with day, answers, passed, new, reviews, reviews_passed and minutes.""")
BACKUP = N_("""\
Write a verified copy of the collection to the folder `backups` next to it, and show its path.""")
RESTORE = N_("""\
Replace the collection with a backup. The old file is kept next to it, and answers newer than the
backup are merged in, so that none is lost. FILE is a path, the name of a file in the backups
folder, or an archive.""")
REBUILD = N_("""\
Recalculate all due dates and daily counts from the review log, for example when `flashdesign
doctor` reports that they differ from it. No answer is changed.
With --json: changed (the number of cards).""")
REVIEW = N_("""\
Answer today's cards in the terminal. Enter shows the answer; 1 again, 2 hard, 3 good, 4 easy.
Every answer is saved at once; quit with q or Ctrl-C at any time.""")
DOCTOR = N_("""\
Show the versions in use, whether Qt can open a window here, and whether the collection is OK.""")
CHECK = N_("""\
Check the quality of cards: of a deck file, a folder of deck files, or all built-in decks.""")
DRILL = N_("""\
Practice one drill. Type the answer, h for a hint, t for the steps, or Enter alone to give up.
The answer is saved as a practice attempt and changes no due date.

list, show and score take your own drills and the built-in ones, by id or by deck/id. They,
attempts and regrade also work while the window is open.""")
DRILL_LIST = N_("""\
List the drills. With --json each is an object of id, deck, title, level (1 to 3) and target_s.""")
DRILL_SHOW = N_("""\
Show one drill with the values drawn from the seed, its steps and its answer. With --json:
  id, version, seed, question, unit, target_s
  values    the drawn and assumed values by name
  truth     a number in `unit`, or [low, high] for a range
  steps     a list of name, say, value, unit
  mistakes  a list of say, value (in `unit`)""")
DRILL_SCORE = N_("""\
Grade an answer to a drill as the window does. With --json:
  reading      value and unit (those of the question) and text, as understood; null for ""
  truth        a number in that unit, or [low, high]
  error_log10  the error in powers of ten; null for an answer that is not above zero
  grade        again, hard, good or easy
  mistake      the explanation of a recognized mistake, or null
For an answer that cannot be read: an object with `error` only, and exit code 1.""")
DRILL_ATTEMPTS = N_("""\
List the attempts at drills, oldest first, without those undone. With --json each has:
  uid, card, at, mode (review, practice, sprint), sprint (a uid or null)
  title, topic, question, version, seed, values, unit, truth (in base units, or [low, high])
  answer, value (in base units, or null), answer_unit, ms, timed, target_s, hints
  error_log10, automatic and kept (the grades), mistake (its explanation, or null), rule""")
DRILL_REGRADE = N_("""\
Grade all attempts again by the current rule, and update the schedule where a grade changes.
The log keeps every answer: a changed one is revoked and added again with its original time.
With --json: attempts, dry_run, and changes, a list of uid, card, at, before and after, each with
automatic, kept, error_log10, mistake and rule.""")
IMPORT = N_("""\
Import one of these, all in one transaction, after a backup:
{formats}
For example: flashdesign import words.csv --columns front,back,tags --header

Importing the same file again changes nothing; notes no longer in a deck file are suspended, never
deleted.
With --json: new, changed, same, gone (notes no longer in the file), cards (new ones), pictures (new
ones), picture_bytes (their size), problems (a list of where and message) and applied.
A table is imported into the deck with the title given by --deck, else into the deck that the table
names (Anki's #deck), else into a deck named after the file. Its cells are plain text, unless the
table declares HTML (#html:true) or --html or --markdown is given; the tables that FlashDesign
writes contain Markdown.""")
EXPORT = N_("""\
Export a deck to FILE; its suffix sets the format: .yaml (without the subdecks; an existing deck
file keeps its comments, and only the changes are written; pictures are saved in the same folder),
or with the subdecks .csv, .tsv, .html, or .apkg for Anki. Kinds of cards that Anki does not have
become Basic there, and are restored when the package is imported here. With --json: deck, file,
notes, plain (of kinds that Anki does not have), remarks (on anything that the file leaves out).""")
ARCHIVE = N_("""\
Export the whole collection, with all progress, to FILE (.zip): a verified copy of it, and its decks
as deck files. `flashdesign restore FILE` restores it on another computer.
With --json: file, notes.""")
NEW_COLLECTION = N_("""\
Create an empty collection in place of one that is missing. FlashDesign does this by itself at the
first start. The backups of the missing collection and the files kept by a restore are not touched.
With --json: file.""")
NEW_DECK = N_("""\
Write an example deck file with a card of each simple kind. Replace them with your own cards.""")
FIX_IDS = N_("""\
Add an id to each card of a deck file that has none, so that editing a card keeps its progress.
Nothing else in the file is changed. With --json: file, written (the number of ids).""")
