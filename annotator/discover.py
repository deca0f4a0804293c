"""The folder is the register: the modules of a package, wherever the package lies (a folder, a
zip, a frozen program).
"""

import importlib
import pkgutil
from types import ModuleType


def modules(package: ModuleType | str) -> tuple[ModuleType, ...]:
    """The modules of a package by name, imported; names that begin with "_" stay private."""
    home = importlib.import_module(package) if isinstance(package, str) else package
    return tuple(importlib.import_module(f"{home.__name__}.{name}") for name in names(home))


def names(package: ModuleType) -> tuple[str, ...]:
    """The names of a package's modules, sorted, without importing them."""
    found = {info.name for info in pkgutil.iter_modules(package.__path__)}
    return tuple(sorted(name for name in found if not name.startswith("_")))
