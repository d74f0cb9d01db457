"""Walks every model relation and every migration dependency against the layers of pyproject.toml.

import-linter sees imports; a string foreign key ("persone.Persona") and a migration dependency it does not.
"""

import os
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from report import close

ROOT = Path.cwd()


def layers() -> dict[str, int]:
    """Height of each app's package, from the two contracts of import-linter: the higher may know the lower."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    contracts = {
        contract["id"]: contract["layers"] for contract in settings["contracts"] if contract["type"] == "layers"
    }
    heights = {}
    for number, layer in enumerate(reversed(contracts["stanze"])):
        heights.update({f"talenti.{name}": number for name in _names(layer)})
    ground = len(contracts["stanze"])
    for number, layer in enumerate(reversed(contracts["azioni"][:-1])):
        heights.update(dict.fromkeys(_names(layer), ground + number))
    return heights


def _names(layer: str) -> list[str]:
    return [name.strip(" ()") for name in layer.split("|")]


def root_packages() -> set[str]:
    return set(tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"])


class Walk:
    """The installed apps of ours, and what is wrong between them."""

    def __init__(self) -> None:
        from django.apps import apps

        self.heights = layers()
        self.apps = {
            config.label: config for config in apps.get_app_configs() if Path(config.path).is_relative_to(ROOT)
        }
        self.apps = {label: config for label, config in self.apps.items() if ".venv" not in Path(config.path).parts}

    def may_know(self, label: str, other: str) -> bool:
        """An app knows itself, those below it, and what is not ours."""
        if other == label or other not in self.apps:
            return True
        return self._height(label) > self._height(other)

    def _height(self, label: str) -> int:
        return self.heights[self.apps[label].name]

    def unplaced(self) -> Iterator[str]:
        """Apps with models that no layer holds, and actions that import-linter does not read."""
        for config in self.apps.values():
            if config.name not in self.heights:
                yield f"{config.name}: non sta in nessuno strato di pyproject.toml"
            if config.name.partition(".")[0] not in root_packages():
                yield f"{config.name}: manca tra i root_packages di import-linter in pyproject.toml"

    def relations(self) -> Iterator[str]:
        for label, config in self.apps.items():
            for model in config.get_models(include_auto_created=True):
                for field in model._meta.get_fields(include_hidden=True):
                    if field.auto_created or not field.is_relation or field.related_model is None:
                        continue
                    other = field.related_model._meta.app_label
                    if not self.may_know(label, other):
                        yield f"{label}.{model.__name__}.{field.name} guarda in su, verso {other}"

    def migrations(self) -> Iterator[str]:
        from django.db.migrations.loader import MigrationLoader

        for (label, name), migration in MigrationLoader(None).disk_migrations.items():
            for other, _ in migration.dependencies if label in self.apps else ():
                if not self.may_know(label, other):
                    yield f"{label}/migrations/{name}.py dipende da {other}, che sta sopra"


def main() -> list[str]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "talenti.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    walk = Walk()
    return list(walk.unplaced()) or [*walk.relations(), *walk.migrations()]


if __name__ == "__main__":
    close(main())
