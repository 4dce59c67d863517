"""Import packages into a new collection of Anki and print its contents; needs Anki installed.

It is called with a folder and packages, in the Python of an environment that has Anki. What the
collection holds is exported again, to `again.apkg` in that folder.
"""

import json
import sys
from pathlib import Path

from anki.collection import (  # type: ignore[import-not-found, unused-ignore]
    Collection,
    ExportAnkiPackageOptions,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)

GROUPS = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "empty_first_field")


def main(folder: Path, packages: list[str]) -> None:
    """Print JSON."""
    collection = Collection(str(folder / "collection.anki2"))
    imports = []
    for package in packages:
        options = ImportAnkiPackageOptions(with_scheduling=True, merge_notetypes=False)
        request = ImportAnkiPackageRequest(package_path=package, options=options)
        log = collection.import_anki_package(request).log
        imports.append({group: len(getattr(log, group)) for group in GROUPS})
    ask = collection.db.all
    found = {
        "imports": imports,
        "notes": ask("SELECT guid, flds FROM notes"),
        "cards": ask("SELECT guid, ord, type, due FROM cards JOIN notes ON notes.id = nid"),
        "revlog": ask("SELECT id, ease FROM revlog"),
        "decks": [deck.name for deck in collection.decks.all_names_and_ids()],
        "tags": sorted(collection.tags.all()),
        "media": sorted(path.name for path in Path(collection.media.dir()).iterdir()),
        "sound": collection.fix_integrity()[1],
        "no_such_card": [
            number for note in collection.get_empty_cards().notes for number in note.card_ids
        ],
    }
    collection.export_anki_package(
        out_path=str(folder / "again.apkg"),
        options=ExportAnkiPackageOptions(with_scheduling=True, with_media=True, legacy=False),
        limit=None,
    )
    collection.close()
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
