"""Mutation testing: break the package, one small change at a time, and count what goes unnoticed.

    python benchmarks/mutation/run.py                     # all rooms below torch, all mutants
    python benchmarks/mutation/run.py joint language      # these rooms
    python benchmarks/mutation/run.py --sample 1000       # drawn from all mutants, by a seed
    python benchmarks/mutation/run.py --notebooks         # what survives meets the notebooks, too

Exit status 1 if fewer than 95 % of the mutants are killed. README.md says how to read the result.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

import yaml
from mutmut.configuration import reset_config
from mutmut.mutation.file_mutation import mutate_file_contents
from scipy.stats import beta

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "mutation"
SURVIVORS = Path(__file__).with_name("survivors.yml")
GATE = 0.95

# A room of the package, and the tests that are to notice when it breaks.
TESTS = {
    "measures": ["test_measures.py", "test_joint.py"],
    "logarithms": ["test_logarithms.py"],
    "language": ["test_language.py"],
    "datasets": ["test_datasets.py"],
    "joint": ["test_joint.py"],
    "claims": ["test_claims.py", "test_claims_steps.py"],
    "sufficiency": ["test_sufficiency.py"],
    "rate_distortion": ["test_rate_distortion.py"],
    "bottleneck": ["test_bottleneck.py", "test_bottleneck_steps.py"],
    "gaussian": ["test_gaussian.py"],
    "nuisance": ["test_nuisance.py"],
    "estimators": ["test_estimators.py"],
    "weights": [
        "test_weights_learner.py",
        "test_weights_noise.py",
        "test_weights_pac_bayes.py",
        "test_weights_flat_minima.py",
    ],
    "exact_networks": ["test_exact_networks.py"],
}

# mutmut forks its workers from a server that has imported the tests but run none of them, so that
# no cache of the package carries a right answer over to a mutant.
SETTINGS = """
[tool.mutmut]
source_paths = ["ibnotes/"]
only_mutate = {files}
also_copy = ["tools", "solutions", "exercises", "book"]
pytest_add_cli_args = ["-p", "no:cacheprovider"]
pytest_add_cli_args_test_selection = {tests}
process_isolation = "forkserver"
timeout_multiplier = 30.0
"""

# A failing example need not be made small: that it fails is all that counts here. And the first
# few examples find most mutants; the second look tries as many as the tests of the course.
HYPOTHESIS = """
from hypothesis import Phase

settings.register_profile(
    "look_again", settings.get_profile("course"), phases=[Phase.explicit, Phase.generate]
)
settings.register_profile("mutation", settings.get_profile("look_again"), max_examples=25)
settings.load_profile("mutation")
"""

KILLED = {1, 3}  # what pytest returns when a test failed; every other status gets a second look

# How many times longer than right code a mutant may run. Processor time counts and not the clock,
# so that a busy machine kills no mutant.
PATIENCE = 10


@dataclass(frozen=True)
class Mutant:
    """One small change, and who noticed it."""

    name: str  # as mutmut has it: a module, a function and a number
    killer: str | None  # "tests" or "notebooks", None for a survivor
    was: str = ""
    now: str = ""

    @property
    def where(self) -> str:
        """The function, without the number that the next edit would shift."""
        module, _, function = self.name.rpartition("__mutmut_")[0].rpartition(".")
        function = function.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
        return f"{module.removeprefix('ibnotes.')}.{function}"


# --- the mutants of one room ---------------------------------------------------------------------


def copy_of_the_project(room: str) -> Path:
    """A copy that may be broken, with the settings for mutmut."""
    copy = WORK / room
    shutil.rmtree(copy, ignore_errors=True)
    leave = shutil.ignore_patterns("__pycache__", ".*")
    for folder in ("ibnotes", "tests", "tools", "solutions", "exercises", "book"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=leave)
    settings = SETTINGS.format(
        files=json.dumps([f"ibnotes/{room}.py", f"ibnotes/{room}/*.py"]),
        tests=json.dumps([f"tests/{name}" for name in TESTS[room]]),
    )
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (copy / "pyproject.toml").write_text(project + settings, encoding="utf-8")
    with open(copy / "tests" / "conftest.py", "a", encoding="utf-8") as conftest:
        conftest.write(HYPOTHESIS)
    return copy


def mutants_of(room: str, copy: Path) -> list[str]:
    """The names of all mutants that mutmut makes of a room."""
    os.chdir(copy)  # mutmut reads its settings here
    reset_config()
    names = []
    for path in modules_of(room, copy):
        module = ".".join(Path(path).with_suffix("").parts).removesuffix(".__init__")
        mutated = mutate_file_contents(path, Path(path).read_text(encoding="utf-8"))
        names += [f"{module}.{name}" for name in mutated.mutant_names]
    os.chdir(ROOT)
    return names


def modules_of(room: str, copy: Path) -> list[str]:
    """The files of a room, from the root of the copy."""
    paths = [*copy.glob(f"ibnotes/{room}.py"), *copy.glob(f"ibnotes/{room}/*.py")]
    return sorted(str(path.relative_to(copy)) for path in paths)


def draw(names: dict[str, list[str]], size: int, seed: int) -> dict[str, list[str]]:
    """Some of the mutants, each as likely as any other, so that their share estimates that of all.

    The rooms and the mutants in a room keep their order.
    """
    everyone = [(room, name) for room in names for name in names[room]]
    drawn = set(random.Random(seed).sample(everyone, min(size, len(everyone))))
    return {room: [name for name in names[room] if (room, name) in drawn] for room in names}


def examine(room: str, copy: Path, names: list[str], options: argparse.Namespace) -> list[Mutant]:
    """Run the tests on the mutants, then look again at those that mutmut has not seen fail."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(options.jobs), *names]
    with open(copy / "mutmut.log", "wb") as log:
        subprocess.run(command, cwd=copy, stdout=log, stderr=log, check=True)
    status = {}
    for path in (copy / "mutants").rglob("*.meta"):
        status |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    mutants = {name: Mutant(name, "tests") for name in names if status[name] in KILLED}
    left = [name for name in names if name not in mutants]
    mutants |= dict(zip(left, second_looks(left, room, copy, options)))
    return [mutants[name] for name in names]


# --- the second look -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Judge:
    """Tests that may kill a mutant, as arguments of pytest, and how long they may take."""

    name: str
    arguments: tuple[str, ...]
    limit: int  # seconds of processor time


def second_looks(
    names: list[str], room: str, copy: Path, options: argparse.Namespace
) -> list[Mutant]:
    """Look again at several mutants at a time, each in a copy of its own."""
    if not names:
        return []
    judges = judges_of(room, copy, options.notebooks)
    free: SimpleQueue[Path] = SimpleQueue()
    for i in range(options.jobs):
        free.put(shutil.copytree(copy, WORK / f"{room}-{i}", dirs_exist_ok=True))

    def look(name: str) -> Mutant:
        mine = free.get()
        try:
            return second_look(name, mine, judges)
        finally:
            free.put(mine)

    with ThreadPoolExecutor(options.jobs) as pool:
        return list(pool.map(look, names))


def second_look(name: str, copy: Path, judges: list[Judge]) -> Mutant:
    """Write a mutant into the source, where no cache and no import hides it, and test again."""
    path = source_of(name, copy)
    original = path.read_text(encoding="utf-8")
    apply = [sys.executable, "-m", "mutmut", "apply", name]
    subprocess.run(apply, cwd=copy, check=True, capture_output=True)
    was, now = the_change(original, path.read_text(encoding="utf-8"))
    killers = (judge.name for judge in judges if not passes(judge.arguments, copy, judge.limit))
    killer = next(killers, None)
    path.write_text(original, encoding="utf-8")
    return Mutant(name, killer, was, now)


def judges_of(room: str, copy: Path, notebooks: bool) -> list[Judge]:
    """Tests and docstrings of a room, with as many random examples as always; then notebooks."""
    tests = [f"tests/{test}" for test in TESTS[room]]
    examples = ["--doctest-modules", *modules_of(room, copy)]
    judges = [judge("tests", (*tests, "--hypothesis-profile=look_again", *examples), copy)]
    users = [
        str(path.relative_to(copy))
        for path in sorted(copy.glob("book/*.ipynb"))
        if f"ibnotes.{room}" in path.read_text(encoding="utf-8")
    ]
    if notebooks and users:
        sanitize = ("--nbval-current-env", "--nbval-sanitize-with", "tests/nbval_sanitize.cfg")
        judges.append(judge("notebooks", ("--nbval", *sanitize, *users), copy))
    return judges


def judge(name: str, arguments: tuple[str, ...], copy: Path) -> Judge:
    """A judge who has seen what is not broken, and knows how long that takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    if not passes(arguments, copy):
        raise RuntimeError(f"red before anything is broken: pytest {' '.join(arguments)}")
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    return Judge(name, arguments, limit=max(60, round(PATIENCE * seconds)))


def passes(arguments: tuple[str, ...], copy: Path, limit: int | str = "unlimited") -> bool:
    """Whether pytest is green, within a limit of processor time for each of its processes."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        ["sh", "-c", f'ulimit -t {limit}; exec "$0" "$@"', *command],
        cwd=copy,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    return done.returncode == 0


def source_of(name: str, copy: Path) -> Path:
    """The file that a mutant changes."""
    module = copy.joinpath(*name.split(".")[:-1])
    return module / "__init__.py" if module.is_dir() else module.with_suffix(".py")


def the_change(original: str, mutated: str) -> tuple[str, str]:
    """The first line that differs, before and after."""
    for was, now in zip(original.splitlines(), mutated.splitlines(), strict=False):
        if was != now:
            return was.strip(), now.strip()
    raise ValueError("the mutant changes nothing")


# --- the report ----------------------------------------------------------------------------------


def interval(killed: int, n: int) -> tuple[float, float]:
    """The 95 % interval of Clopper and Pearson for the share killed."""
    low = beta.ppf(0.025, killed, n - killed + 1) if killed else 0.0
    high = beta.ppf(0.975, killed + 1, n - killed) if killed < n else 1.0
    return low, high


def row(name: str, total: int, mutants: list[Mutant]) -> str:
    killed = sum(mutant.killer is not None for mutant in mutants)
    share = f"{killed / len(mutants):.1%}"
    if len(mutants) < total:
        share += " ({:.1%} to {:.1%})".format(*interval(killed, len(mutants)))
    return f"| {name} | {total} | {len(mutants)} | {killed} | {len(mutants) - killed} | {share} |"


def unlisted(mutants: list[Mutant]) -> list[dict[str, str]]:
    """The survivors that nobody has judged, as they would stand in the list."""
    listed = yaml.safe_load(SURVIVORS.read_text(encoding="utf-8"))
    judged = {(entry["where"], entry["was"], entry["now"]) for entry in listed}
    return [
        {"where": mutant.where, "was": mutant.was, "now": mutant.now, "reason": "?"}
        for mutant in mutants
        if mutant.killer is None and (mutant.where, mutant.was, mutant.now) not in judged
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rooms", nargs="*", metavar="room", help="default: all of them")
    parser.add_argument("--sample", type=int, help="mutants to draw; default: all of them")
    parser.add_argument("--seed", type=int, default=1, help="of the sample")
    parser.add_argument("--notebooks", action="store_true", help="let the notebooks judge, too")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    if unknown := set(options.rooms) - set(TESTS):
        parser.error(f"no such room: {', '.join(sorted(unknown))}; there are {', '.join(TESTS)}")
    os.environ["OMP_NUM_THREADS"] = "1"

    rooms = options.rooms or list(TESTS)
    copies = {room: copy_of_the_project(room) for room in rooms}
    names = {room: mutants_of(room, copies[room]) for room in rooms}
    chosen = draw(names, options.sample, options.seed) if options.sample else names

    everyone = []
    print("| Room | mutants | examined | killed | survivors | share killed |")
    print("|---|---|---|---|---|---|")
    for room in filter(chosen.get, rooms):
        mutants = examine(room, copies[room], chosen[room], options)
        everyone += mutants
        print(row(room, len(names[room]), mutants), flush=True)
        if new := unlisted(mutants):
            print(yaml.safe_dump(new, sort_keys=False, allow_unicode=True, width=1000), flush=True)
    print(row("all", sum(map(len, names.values())), everyone))
    return int(sum(mutant.killer is not None for mutant in everyone) < GATE * len(everyone))


if __name__ == "__main__":
    sys.exit(main())
