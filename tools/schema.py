"""Regenerate the JSON Schema of deck files after a change of the format."""

import json

from flashdesign.content.decks.json_schema import deck_schema
from flashdesign.paths import resources_folder


def main() -> None:
    """Write `resources/deck.schema.json`."""
    path = resources_folder() / "deck.schema.json"
    path.write_text(json.dumps(deck_schema(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
