"""The task of Shwartz-Ziv and Tishby, from its definition in integers."""

import math
from collections import Counter

import numpy as np
import pytest

from ibnotes.datasets import Dataset, icosahedron, icosahedron_symmetries, spectra, szt
from ibnotes.measures import entropy

PHI = (1 + math.sqrt(5)) / 2


@pytest.fixture(scope="module")
def data():
    return szt()


# --- the icosahedron -----------------------------------------------------------------------------


def test_the_icosahedron_has_thirty_edges_and_six_diagonals():
    distances = icosahedron()
    pairs = Counter(distances[i, j] for i in range(12) for j in range(i))
    assert pairs == {1: 30, 2: 30, 3: 6}


def test_distances_are_those_of_walks_along_edges():
    edges = icosahedron() == 1
    walks = np.full((12, 12), 3)
    reached = np.eye(12, dtype=bool)
    for steps in range(4):
        walks[reached & (walks > steps)] = steps
        reached = reached @ edges | reached
    assert np.array_equal(walks, icosahedron())


def test_distances_stand_for_the_cosines_of_the_golden_vertices():
    vertices = [np.roll([0, a, b * PHI], t) for t in range(3) for a in (1, -1) for b in (1, -1)]
    unit = np.array(vertices) / math.sqrt(1 + PHI**2)
    cosines = np.array([1, 1 / math.sqrt(5), -1 / math.sqrt(5), -1])
    np.testing.assert_allclose(unit @ unit.T, cosines[icosahedron()], atol=1e-15)


def test_the_icosahedron_has_120_symmetries():
    symmetries = icosahedron_symmetries()
    assert len({tuple(g) for g in symmetries.tolist()}) == 120
    distances = icosahedron()
    for g in symmetries:
        assert np.array_equal(distances[np.ix_(g, g)], distances)


def test_symmetries_are_closed_under_composition():
    known = {tuple(g) for g in icosahedron_symmetries().tolist()}
    for g in list(known)[:20]:
        assert {tuple(g[i] for i in h) for h in known} == known


# --- the task ------------------------------------------------------------------------------------


def test_all_patterns_occur_once_in_the_order_of_the_binary_numbers(data):
    assert data.inputs.shape == (4096, 12)
    numbers = [int("".join(map(str, row)), 2) for row in data.inputs.tolist()]
    assert numbers == list(range(4096))


def test_2118_of_the_4096_labels_are_one(data):
    assert np.bincount(data.labels).tolist() == [4096 - 2118, 2118]
    assert entropy(np.bincount(data.labels) / 4096, unit="bits") == pytest.approx(0.9992, abs=5e-5)


def test_the_label_is_the_rule_counted_pair_by_pair(data):
    distances = icosahedron().tolist()
    weight = {1: 1, 2: -5, 3: -8}
    for x in range(0, 4096, 7):
        ones = np.flatnonzero(data.inputs[x]).tolist()
        score = 23 * len(ones) + sum(weight[distances[i][j]] for i in ones for j in ones if i < j)
        assert data.labels[x] == (score >= 99)


def test_no_symmetry_changes_a_label(data):
    symmetries = icosahedron_symmetries()
    moved = data.inputs[:, symmetries].astype(np.int64) @ (1 << np.arange(11, -1, -1))
    assert moved.shape == (4096, 120)
    assert np.array_equal(data.labels[moved], np.repeat(data.labels[:, None], 120, axis=1))


def test_other_permutations_of_the_vertices_do_change_labels(data):
    swap = [1, 0, *range(2, 12)]
    moved = data.inputs[:, swap].astype(np.int64) @ (1 << np.arange(11, -1, -1))
    assert np.any(data.labels[moved] != data.labels)


def test_there_are_64_spectra_and_they_have_the_entropy_of_the_recipe(data):
    _, counts = np.unique(spectra(data.inputs), axis=0, return_counts=True)
    assert len(counts) == 64
    assert entropy(counts / 4096, unit="bits") == pytest.approx(5.57, abs=0.005)


def test_the_label_is_a_function_of_the_spectrum(data):
    labels = {}
    for spectrum, label in zip(spectra(data.inputs).tolist(), data.labels.tolist()):
        labels.setdefault(tuple(spectrum), set()).add(label)
    assert all(len(seen) == 1 for seen in labels.values())


def test_spectra_are_the_powers_of_a_pattern_on_spherical_harmonics(data):
    # By the addition theorem, the power of degree l is the sum of P_l(cosine) over pairs of ones.
    cosines = np.array([1, 1 / math.sqrt(5), -1 / math.sqrt(5), -1])
    patterns = data.inputs.astype(float)
    change = []
    for degree in range(4):
        legendre = np.polynomial.legendre.Legendre.basis(degree)(cosines)
        power = ((patterns @ legendre[icosahedron()]) * patterns).sum(axis=1)
        change.append(legendre * [1, 2, 2, 2])
        np.testing.assert_allclose(spectra(patterns) @ change[-1], power, atol=1e-12)
    assert np.linalg.matrix_rank(change) == 4


def test_one_vertex_has_no_pairs_and_twelve_have_all():
    assert spectra([[1] * 12]).tolist() == [[12, 30, 30, 6]]
    single = np.eye(12, dtype=int)
    assert np.array_equal(spectra(single), np.repeat([[1, 0, 0, 0]], 12, axis=0))


def test_a_dataset_keeps_its_inputs_and_has_its_labels_as_integers():
    data = Dataset("thirds", [[1 / 3], [2 / 3]], np.array([0, 2], dtype=np.uint8))
    assert data.inputs.tolist() == [[1 / 3], [2 / 3]] and data.labels.dtype == np.int64
    assert data.classes == 3
    assert repr(data) == "Dataset('thirds': 2 inputs of 1 numbers, 3 classes)"


# --- bad input -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "patterns, message",
    [
        ([[1, 0]], r"patterns has shape \(1, 2\), expected rows of 12"),
        ([1] * 12, r"patterns has shape \(12,\)"),
        ([[2] * 12], "^patterns has an entry that is neither 0 nor 1$"),
        ([[0.5] * 12], "^patterns has an entry that is neither 0 nor 1$"),
    ],
)
def test_spectra_of_anything_but_patterns_are_refused(patterns, message):
    with pytest.raises(ValueError, match=message):
        spectra(patterns)


@pytest.mark.parametrize(
    "inputs, labels, message",
    [
        ([0, 1], [0, 1], r"inputs has shape \(2,\)"),
        ([[0], [1]], [0], r"labels has shape \(1,\), expected one label for each of 2 inputs"),
        (
            [[0], [1]],
            [0, -1],
            "^labels has an entry that is no class, expected integers 0, 1, 2, ...$",
        ),
        ([[0], [1]], [0.0, 1.0], "labels has an entry that is no class"),
        ([[0], [np.nan]], [0, 1], "^inputs has an entry that is not a finite number$"),
        (np.empty((0, 3)), [], "inputs has shape"),
    ],
)
def test_a_dataset_of_wrong_shape_or_content_is_refused(inputs, labels, message):
    with pytest.raises(ValueError, match=message):
        Dataset("bad", inputs, labels)


def test_a_dataset_does_not_share_memory_with_its_caller():
    inputs = np.zeros((2, 1))
    data = Dataset("zeros", inputs, [0, 1])
    inputs[0] = 7
    assert data.inputs[0, 0] == 0
    assert data.classes == 2
