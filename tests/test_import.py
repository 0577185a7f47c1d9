"""The package is light to import and its modules stand on floors."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ibnotes

PACKAGE = Path(ibnotes.__file__).parent
MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))

# A module imports only from floors below its own; files of one package share a room.
FLOORS = {
    1: {"measures", "language", "logarithms", "datasets"},
    2: {"joint"},
    3: {
        "claims",
        "sufficiency",
        "rate_distortion",
        "bottleneck",
        "gaussian",
        "nuisance",
        "estimators",
        "weights",
        "exact_networks",
    },
    4: {"networks", "information_plane", "plotting", "interactive"},
    5: {"critics"},
    6: {"checks"},
}
FLOOR_OF = {room: floor for floor, rooms in FLOORS.items() for room in rooms}
TORCH_FLOOR = FLOOR_OF["networks"]

HEAVY = ("sympy", "matplotlib", "torch", "scipy", "sklearn")


def room_of(path):
    return path.parts[0].removesuffix(".py")


def imported(path):
    """The names of all modules that a file imports, at the top or inside a function."""
    for node in ast.walk(ast.parse((PACKAGE / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import, expected ibnotes. in full"
            if node.module == "ibnotes":
                yield from (f"ibnotes.{alias.name}" for alias in node.names)
            else:
                yield node.module


def heavy_modules_after(code):
    report = f"{code}; import sys; print(*[m for m in {HEAVY} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout.split()


def test_import_of_the_package_is_light():
    assert heavy_modules_after("import ibnotes") == []


@pytest.mark.parametrize("name", sorted({*FLOOR_OF} - {"networks", "critics", "plotting"}))
def test_import_of_a_room_is_light_unless_it_trains_or_draws(name):
    """SciPy, SymPy and the like are loaded where they are first used."""
    assert heavy_modules_after(f"import ibnotes.{name}") == []


def test_pictures_load_nothing_that_trains():
    assert heavy_modules_after("import ibnotes.plotting") == ["matplotlib"]


def test_only_the_floors_from_networks_up_load_torch():
    rooms = [room for room, floor in FLOOR_OF.items() if floor < TORCH_FLOOR]
    present = [room for room in rooms if room in {room_of(path) for path in MODULES}]
    code = "import " + ", ".join(f"ibnotes.{room}" for room in present)
    assert "torch" not in heavy_modules_after(code)


@pytest.mark.parametrize("room", ["networks", "networks.training", "critics", "critics.objectives"])
def test_where_pytorch_is_missing_one_line_names_the_extra(room):
    code = f"import sys; sys.modules['torch'] = None; import ibnotes.{room}"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stderr.splitlines()[-1] == (
        "ModuleNotFoundError: torch is missing: pip install '.[networks]' in the folder of ibnotes"
    )


@pytest.mark.parametrize("name", ibnotes.__all__)
def test_every_exported_name_is_there(name):
    assert getattr(ibnotes, name) is not None
    assert name in dir(ibnotes)


def test_an_unknown_name_is_no_attribute():
    with pytest.raises(AttributeError, match="has no attribute 'entrpy'"):
        ibnotes.entrpy  # noqa: B018


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_imports_only_from_floors_below(path):
    room = room_of(path)
    if room == "__init__":
        return
    assert room in FLOOR_OF, f"{path} stands on no floor: give it one in FLOORS, by what it needs"
    for name in imported(path):
        package, _, rest = name.partition(".")
        if package == "torch":
            assert FLOOR_OF[room] >= TORCH_FLOOR, f"{path} imports torch below networks"
        if package == "ibnotes" and (other := rest.partition(".")[0]) != room:
            assert FLOOR_OF.get(other, 99) < FLOOR_OF[room], f"{path} imports {name} from above"


def test_the_package_carries_its_types():
    assert (PACKAGE / "py.typed").exists()
