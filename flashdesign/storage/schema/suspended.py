"""The values of the column `card.suspended` other than 0."""

BY_USER, NOTE_GONE = 1, 2
