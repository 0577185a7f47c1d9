"""Long runs: computed once, never stale, shared between processes and sent to a cluster."""

import ast
import threading
import time
from pathlib import Path

import joblib
import numpy as np
import pytest

import ibnotes
from ibnotes.datasets import Dataset
from ibnotes.networks import Settings, cache, run, runs, sweeps, train
from ibnotes.networks.cache import cache_folder, cached, fingerprint

CHOICES = [
    Settings("tanh", seeds=(0, 1), hidden=(3,), epochs=4),
    Settings("relu", seeds=(0, 1), hidden=(3,), epochs=4),
    Settings("tanh", seeds=(2,), hidden=(3,), epochs=4),
]
DATA = Dataset("xor", [[0, 0], [0, 1], [1, 0], [1, 1]] * 5, [0, 1, 1, 0] * 5)


@pytest.fixture(autouse=True)
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("IBNOTES_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def trainings(monkeypatch):
    """The settings that are really trained in this process."""
    done = []

    def recorded(settings, data, *, device):
        done.append(settings)
        return train(settings, data, device=device)

    monkeypatch.setattr(sweeps, "train", recorded)
    return done


def assert_equal_ensembles(one, other):
    assert one.settings == other.settings
    for mine, theirs in zip(one.weights, other.weights, strict=True):
        np.testing.assert_array_equal(mine, theirs)
    np.testing.assert_array_equal(one.snr, other.snr)
    np.testing.assert_array_equal(one.test_loss, other.test_loss)


# --- the folder ----------------------------------------------------------------------------------


def test_the_cache_lies_where_the_environment_says_and_never_in_the_repository(
    tmp_path, monkeypatch
):
    assert cache_folder() == tmp_path / "cache"
    monkeypatch.setenv("IBNOTES_CACHE", "")
    assert cache_folder() == Path.home() / ".cache" / "ibnotes"
    repository = Path(ibnotes.__file__).parents[1]
    assert repository not in cache_folder().resolve().parents


# --- what is kept --------------------------------------------------------------------------------


def test_a_run_is_trained_once_and_equals_its_training(trainings):
    first, second = run(CHOICES[0], DATA), run(CHOICES[0], DATA)
    assert trainings == [CHOICES[0]]
    assert_equal_ensembles(first, second)
    assert_equal_ensembles(first, train(CHOICES[0], DATA))


def test_other_settings_and_other_data_are_other_runs(trainings):
    other = Dataset("xor", DATA.inputs, 1 - DATA.labels)
    one, two, three = run(CHOICES[0], DATA), run(CHOICES[2], DATA), run(CHOICES[0], other)
    assert len(trainings) == 3
    assert np.any(one.weights[0][:, 0] != two.weights[0][:, 0])
    assert np.any(one.train_loss != three.train_loss)


def test_the_device_is_no_part_of_the_key(trainings):
    run(CHOICES[0], DATA)
    run(CHOICES[0], DATA, device="meta")
    assert len(trainings) == 1


def test_without_data_a_run_is_of_the_task_of_shwartz_ziv_and_tishby():
    ensemble = run(Settings(seeds=[0], hidden=[2], epochs=0))
    assert ensemble.inputs.shape == (4096, 12) and ensemble.labels.sum() == 2118


def test_an_error_is_not_kept():
    calls = []

    @cached([])
    def fails(x):
        calls.append(x)
        raise ValueError("no result")

    for _ in range(2):
        with pytest.raises(ValueError, match="no result"):
            fails(1)
    assert calls == [1, 1]


# --- what makes a result stale -------------------------------------------------------------------


def test_code_changes_the_fingerprint_and_comments_do_not(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)

    def of(text):
        (tmp_path / "engine_of_test.py").write_text(text)
        return fingerprint(["engine_of_test"])

    plain = of("def f(x):\n    return x + 1\n")
    assert of("def f(x):\n    # Why.\n    return (x + 1)\n") == plain
    assert of('"""A module."""\ndef f(x):\n    """Add one."""\n    return x + 1\n') == plain
    assert of("def f(x):\n    return x + 2\n") != plain
    assert of("def f(x, y=0):\n    return x + 1\n") != plain


@pytest.mark.parametrize("library", ["np", "torch"])
def test_another_version_of_a_library_is_another_result(library, monkeypatch):
    before = fingerprint(sweeps.ENGINE)
    monkeypatch.setattr(getattr(cache, library), "__version__", "0.0.1")
    assert fingerprint(sweeps.ENGINE) != before


def test_the_fingerprint_covers_every_module_that_training_rests_on():
    # All but the container of the result, whose methods are computed anew each time, and the data,
    # which are arguments.
    package, seen, waiting = Path(ibnotes.__file__).parent, set(), ["ibnotes.networks.training"]
    while waiting:
        name = waiting.pop()
        if name in seen or not name.startswith("ibnotes."):
            continue
        seen.add(name)
        path = package.joinpath(*name.split(".")[1:]).with_suffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                waiting.append(node.module)
            elif isinstance(node, ast.Import):
                waiting += [alias.name for alias in node.names]
    assert seen - {"ibnotes.networks.ensemble", "ibnotes.datasets"} == set(sweeps.ENGINE)


# --- several at once -----------------------------------------------------------------------------


def test_two_who_ask_at_once_get_one_computation():
    computed, answers = [], []

    @cached([])
    def slow(x):
        computed.append(x)
        time.sleep(0.2)
        return 2 * x

    askers = [threading.Thread(target=lambda: answers.append(slow(21))) for _ in range(2)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert (computed, answers) == ([21], [42, 42])


def test_a_sweep_in_processes_equals_single_runs_and_fills_the_cache(trainings):
    together = runs([*CHOICES, CHOICES[0]], DATA)
    assert [e.settings for e in together] == [*CHOICES, CHOICES[0]]
    assert trainings == []  # in this process
    for ensemble, choice in zip(together, CHOICES):
        assert_equal_ensembles(ensemble, run(choice, DATA))
    assert trainings == []
    for ensemble, choice in zip(together, CHOICES):
        assert_equal_ensembles(ensemble, train(choice, DATA))


def test_a_sweep_that_is_kept_starts_no_process(trainings, monkeypatch):
    for choice in CHOICES[:2]:
        run(choice, DATA)
    sent = []
    monkeypatch.setattr(sweeps.joblib, "delayed", lambda f: lambda *args: sent.append(args))
    assert [e.settings for e in runs(CHOICES[:2], DATA)] == CHOICES[:2]
    assert sent == [] and len(trainings) == 2


def test_a_sweep_runs_on_a_dask_cluster_of_two_workers(trainings):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True
        ) as cluster,
        distributed.Client(cluster) as client,
        joblib.parallel_config(backend="dask"),
    ):
        ensembles = runs(CHOICES, DATA)
        assert len(client.scheduler_info()["workers"]) == 2
    assert trainings == []
    for ensemble, choice in zip(ensembles, CHOICES):
        assert_equal_ensembles(ensemble, train(choice, DATA))
