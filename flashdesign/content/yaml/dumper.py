"""The YAML dumper of deck files."""

import yaml

LINE_WIDTH = 100


class Dumper(yaml.SafeDumper):
    """Writes several lines as a block, and repeated values without aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
        return True
