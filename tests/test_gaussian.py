"""The Gaussian bottleneck: closed forms against determinants, optimizers and other encoders."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.stats import norm

from ibnotes.gaussian import (
    canonical_correlations,
    gaussian_ib,
    gaussian_mutual_information,
    gaussian_relevance,
)
from ibnotes.measures import entropy


@pytest.fixture(autouse=True)
def no_warning_is_ever_emitted():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def scalar(rho):
    """The law of two standard normals with correlation rho."""
    return [[1.0]], [[1.0]], [[rho]]


def random_law(seed, n=3, m=2):
    """Covariances of two vectors that are linear in common normals, well away from singular."""
    rng = np.random.default_rng(seed)
    mix = rng.normal(size=(n + m, n + m)) + 2 * np.eye(n + m)
    joint = mix @ mix.T + np.eye(n + m)
    return joint[:n, :n], joint[n:, n:], joint[:n, n:]


def log_det(matrix):
    sign, value = np.linalg.slogdet(matrix)
    assert sign > 0
    return value


def rate_and_relevance(projection, covariance_x, covariance_y, cross_covariance):
    """I(X;Z) and I(Z;Y) of Z = AX + N(0, I), from determinants."""
    a = np.atleast_2d(projection)
    conditional = covariance_x - cross_covariance @ np.linalg.solve(
        covariance_y, np.transpose(cross_covariance)
    )
    noise = np.eye(len(a))
    rate = log_det(noise + a @ covariance_x @ a.T) / 2
    return rate, rate - log_det(noise + a @ conditional @ a.T) / 2


def best_lagrangian(law, beta, rng, starts=6):
    """The least Lagrangian over all matrices A that a general-purpose optimizer finds."""
    n = len(law[0])

    def lagrangian(flat):
        rate, relevance = rate_and_relevance(flat.reshape(n, n), *law)
        return rate - beta * relevance

    found = [minimize(lagrangian, rng.normal(size=n * n)) for _ in range(starts)]
    return min(result.fun for result in found)


# --- known answers: mutual information


def test_mutual_information_of_a_pair_with_correlation_08():
    assert gaussian_mutual_information(*scalar(0.8)) == pytest.approx(0.5108256237659907, abs=1e-14)
    bits = gaussian_mutual_information(*scalar(0.8), unit="bits")
    assert bits == pytest.approx(0.5108256237659907 / math.log(2))


def test_mutual_information_of_a_pair_is_the_integral_that_defines_it():
    rho, grid = 0.8, np.linspace(-9, 9, 1201)
    x, y = np.meshgrid(grid, grid)
    variance = 1 - rho**2
    log_ratio = -np.log(variance) / 2 - (x**2 + y**2 - 2 * rho * x * y) / (2 * variance)
    log_ratio += (x**2 + y**2) / 2
    density = np.exp(log_ratio) * norm.pdf(x) * norm.pdf(y)
    integral = np.sum(density * log_ratio) * (grid[1] - grid[0]) ** 2
    assert gaussian_mutual_information(*scalar(rho)) == pytest.approx(integral, abs=1e-9)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("n, m", [(1, 3), (3, 1), (4, 4), (7, 3)])
def test_mutual_information_is_the_ratio_of_determinants(seed, n, m):
    covariance_x, covariance_y, cross = random_law(seed, n, m)
    joint = np.block([[covariance_x, cross], [cross.T, covariance_y]])
    expected = (log_det(covariance_x) + log_det(covariance_y) - log_det(joint)) / 2
    found = gaussian_mutual_information(covariance_x, covariance_y, cross)
    assert found == pytest.approx(expected, rel=1e-11)


def test_mutual_information_of_a_shared_direction_is_infinite():
    assert gaussian_mutual_information(*scalar(1.0)) == math.inf
    covariance = np.array([[2.0, 1.0], [1.0, 3.0]])  # Y is the first coordinate of X
    assert gaussian_mutual_information(covariance, [[2.0]], covariance[:, :1]) == math.inf


def test_mutual_information_of_independent_vectors_is_zero():
    assert str(gaussian_mutual_information(np.eye(3), np.eye(2), np.zeros((3, 2)))) == "0.0"


def test_mutual_information_near_independence_is_half_the_squared_correlation():
    assert gaussian_mutual_information(*scalar(1e-8)) == pytest.approx(0.5e-16, rel=1e-12)


# --- known answers: canonical correlations


def test_canonical_directions_are_independent_pairs():
    covariance_x, covariance_y, cross = random_law(3, n=4, m=3)
    pairs = canonical_correlations(covariance_x, covariance_y, cross)
    v, rho = pairs.directions, pairs.correlations
    explained = cross @ np.linalg.solve(covariance_y, cross.T)
    assert v @ covariance_x @ v.T == pytest.approx(np.eye(4), abs=1e-12)
    assert v @ explained @ v.T == pytest.approx(np.diag(rho**2), abs=1e-12)
    assert (np.diff(rho) <= 0).all() and rho[3] == 0


def test_canonical_directions_are_left_eigenvectors_of_the_share_left_unexplained():
    covariance_x, covariance_y, cross = random_law(4, n=3, m=3)
    pairs = canonical_correlations(covariance_x, covariance_y, cross)
    conditional = covariance_x - cross @ np.linalg.solve(covariance_y, cross.T)
    share = conditional @ np.linalg.inv(covariance_x)
    eigenvalues = 1 - pairs.correlations**2
    assert pairs.directions @ share == pytest.approx(eigenvalues[:, None] * pairs.directions)


def test_units_of_measurement_make_no_matrix_singular():
    micro = np.diag([1.0, 1e-9])
    cross = micro @ np.array([[0.5], [0.3]])
    pairs = canonical_correlations(micro @ micro, [[1.0]], cross)
    assert pairs.correlations[0] == pytest.approx(math.hypot(0.5, 0.3))


# --- known answers: the bottleneck


@pytest.mark.parametrize("rho", [0.2, 0.5, 0.9, 0.999])
def test_below_its_critical_beta_a_direction_is_not_kept(rho):
    critical = 1 / rho**2
    below, above = (gaussian_ib(*scalar(rho), critical * f) for f in (1 - 1e-6, 1 + 1e-6))
    assert (below.rate, below.relevance, below.lagrangian) == (0, 0, 0)
    assert (below.projection == 0).all()
    assert above.rate > 0 and above.relevance > 0 and above.lagrangian < 0
    assert above.canonical.critical_betas[0] == pytest.approx(critical)


@pytest.mark.parametrize("rho, beta", [(0.5, 6), (0.8, 4), (0.9, 1.5), (0.99, 100)])
def test_rate_scale_and_curve_of_a_pair(rho, beta):
    share = 1 - rho**2
    result = gaussian_ib(*scalar(rho), beta)
    assert result.rate == pytest.approx(math.log((beta - 1) * (1 - share) / share) / 2)
    on_curve = -math.log(share + (1 - share) * math.exp(-2 * result.rate)) / 2
    assert result.relevance == pytest.approx(on_curve, rel=1e-12)
    assert gaussian_relevance(result.rate, [rho]) == pytest.approx(on_curve, rel=1e-12)
    scale = math.sqrt((beta * (1 - share) - 1) / share)
    assert result.projection == pytest.approx(np.array([[scale]]))


def test_projection_is_the_one_of_chechik_and_others():
    law = random_law(11, n=3, m=3)
    pairs = canonical_correlations(*law)
    beta = 1.5 / pairs.correlations[1] ** 2
    share = 1 - pairs.correlations**2
    for row, v, value in zip(gaussian_ib(*law, beta).projection, 3 * pairs.directions, share):
        r = v @ law[0] @ v  # any multiple of the eigenvector gives the same row
        scale = math.sqrt(max(0, beta * (1 - value) - 1) / (value * r))
        assert row == pytest.approx(scale * v, abs=1e-12)


@pytest.mark.parametrize("rho", [0.3, 0.7, 0.95])
@pytest.mark.parametrize("factor", [0.8, 1.05, 1.5, 10])
def test_no_optimizer_over_scalar_encoders_does_better(rho, factor):
    law = tuple(np.array(part) for part in scalar(rho))
    beta = factor / rho**2
    best = best_lagrangian(law, beta, np.random.default_rng(5))
    assert gaussian_ib(*law, beta).lagrangian == pytest.approx(best, abs=1e-8)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("between", [0.5, 1.5])
def test_no_optimizer_over_matrices_does_better(seed, between):
    law = random_law(seed, n=2, m=2)
    first, second = canonical_correlations(*law).critical_betas
    beta = first + between * (second - first)
    best = best_lagrangian(law, beta, np.random.default_rng(seed))
    result = gaussian_ib(*law, beta)
    assert result.lagrangian == pytest.approx(best, abs=1e-7)
    assert np.count_nonzero(result.rates) == (1 if between < 1 else 2)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("beta", [1.2, 3, 20, 1000])
def test_projection_has_the_reported_rate_and_relevance(seed, beta):
    law = random_law(seed, n=4, m=3)
    result = gaussian_ib(*law, beta)
    rate, relevance = rate_and_relevance(result.projection, *law)
    assert result.rate == pytest.approx(rate, abs=1e-10)
    assert result.relevance == pytest.approx(relevance, abs=1e-10)


def test_mutual_information_of_the_encoder_is_its_rate():
    covariance_x, covariance_y, cross = random_law(8)
    result = gaussian_ib(covariance_x, covariance_y, cross, beta=10)
    a = result.projection
    covariance_z = a @ covariance_x @ a.T + np.eye(3)
    rate = gaussian_mutual_information(covariance_x, covariance_z, covariance_x @ a.T)
    relevance = gaussian_mutual_information(covariance_z, covariance_y, a @ cross)
    assert result.rate == pytest.approx(rate) and result.relevance == pytest.approx(relevance)


def test_at_a_correlation_of_one_and_beta_of_at_most_one_nothing_is_kept():
    for beta in (0, 0.5, 1):
        assert gaussian_ib(*scalar(1.0), beta).rate == 0


# --- known answers: the curve


def test_the_curve_runs_from_nothing_to_the_mutual_information():
    law = random_law(2)
    rho = canonical_correlations(*law).correlations
    assert gaussian_relevance(0, rho) == 0
    assert gaussian_relevance(math.inf, rho) == pytest.approx(gaussian_mutual_information(*law))


@pytest.mark.parametrize("seed", range(5))
def test_the_curve_passes_through_the_bottleneck_at_every_beta(seed):
    law = random_law(seed, n=4, m=4)
    rho = canonical_correlations(*law).correlations
    for beta in np.geomspace(1.01, 1000, 25):
        result = gaussian_ib(*law, beta)
        assert gaussian_relevance(result.rate, rho) == pytest.approx(result.relevance, abs=1e-12)


@pytest.mark.parametrize("beta", [1.7, 3, 5, 30])
def test_the_slope_of_the_curve_is_one_over_beta(beta):
    law = np.eye(3), np.eye(3), np.diag([0.9, 0.6, 0.5])
    rate, step = gaussian_ib(*law, beta).rate, 1e-6
    left, right = gaussian_relevance(np.array([rate - step, rate + step]), [0.5, 0.9, 0.6])
    assert (right - left) / (2 * step) == pytest.approx(1 / beta, rel=1e-6)


def test_the_curve_is_the_best_split_of_the_rate():
    rho, rates = np.array([0.9, 0.6]), np.linspace(0, 1.5, 3001)
    split = -np.log(1 - rho[:, None] ** 2 * (1 - np.exp(-2 * np.array([rates, 1.5 - rates])))) / 2
    assert gaussian_relevance(1.5, rho) == pytest.approx(split.sum(axis=0).max(), abs=1e-7)


def test_the_curve_of_a_shared_direction_is_the_diagonal_and_without_correlation_it_is_flat():
    rates = np.array([0.0, 0.3, 2.0])
    assert gaussian_relevance(rates, [0.5, 1.0]).tolist() == rates.tolist()
    assert gaussian_relevance(rates, [0.0, 0.0]).tolist() == [0, 0, 0]


def test_a_single_rate_has_a_float_for_its_relevance():
    assert type(gaussian_relevance(0.5, [0.8])) is float


def test_the_curve_keeps_the_shape_of_the_rates_and_leaves_them_alone():
    rates = np.ones((2, 3))
    result = gaussian_relevance(rates, [1.0])
    assert result.shape == (2, 3) and isinstance(gaussian_relevance(1.0, [0.5]), float)
    result[:] = 7
    assert (rates == 1).all()


def quantizer_on_the_plane(rho, cuts, kernel):
    """Rate and relevance of Z drawn from row b of the kernel, where X is in bin b of the cuts.

    The bins' masses given Y = y are differences of normal distribution functions, so that only
    the integral over y is numerical; its integrand is smooth and the grid is fine.
    """
    y, weights = np.linspace(-9, 9, 1801), norm.pdf(np.linspace(-9, 9, 1801)) * 0.01
    edges = np.concatenate([[-np.inf], np.sort(cuts), [np.inf]])
    p_bin = np.diff(norm.cdf(edges))
    spread = math.sqrt(1 - rho**2)
    p_bin_given_y = np.diff(norm.cdf((edges - rho * y[:, None]) / spread), axis=1)
    p_z, p_z_given_y = p_bin @ kernel, p_bin_given_y @ kernel
    p_z_given_y /= p_z_given_y.sum(axis=1, keepdims=True)
    rate = entropy(p_z / p_z.sum()) - sum(p * entropy(row) for p, row in zip(p_bin, kernel))
    relevance = entropy(p_z / p_z.sum()) - weights @ [entropy(row) for row in p_z_given_y]
    return rate, relevance


def test_the_sign_of_a_normal_tells_the_known_amount():
    # At rho = 0.5, P(X and Y have one sign) = 1/2 + arcsin(rho) / pi = 2/3. At rho near one, the
    # sign of X tells nearly all of the sign of Y, one bit.
    rate, relevance = quantizer_on_the_plane(0.5, [0.0], np.eye(2))
    assert rate == pytest.approx(math.log(2))
    binary = math.log(2) - entropy([2 / 3, 1 / 3])
    assert binary < relevance < gaussian_relevance(rate, [0.5])
    assert quantizer_on_the_plane(0.999, [0.0], np.eye(2))[1] == pytest.approx(math.log(2), rel=0.1)


@pytest.mark.parametrize("seed", range(40))
def test_encoders_that_are_not_gaussian_lie_below_the_curve(seed):
    rng = np.random.default_rng(seed)
    rho, bins = rng.uniform(0.3, 0.95), int(rng.integers(2, 7))
    cuts = rng.normal(size=bins - 1)
    hard = np.eye(bins)
    soft = rng.dirichlet(np.full(4, rng.uniform(0.1, 1)), size=bins)
    for kernel in (hard, soft):
        rate, relevance = quantizer_on_the_plane(rho, cuts, kernel)
        assert 0 < relevance < gaussian_relevance(rate, [rho])


# --- properties


seeds = st.integers(0, 10**6)


@st.composite
def invertible(draw, size):
    """Well-conditioned matrices: rotations and scales from 1/4 to 4."""
    rng = np.random.default_rng(draw(seeds))
    left, right = (np.linalg.qr(rng.normal(size=(size, size)))[0] for _ in range(2))
    return left @ np.diag(rng.uniform(0.25, 4, size)) @ right


@given(seeds, invertible(3), invertible(2), st.floats(1, 100))
def test_invertible_linear_maps_change_nothing(seed, map_x, map_y, beta):
    covariance_x, covariance_y, cross = random_law(seed)
    before = gaussian_ib(covariance_x, covariance_y, cross, beta)
    mapped = map_x @ covariance_x @ map_x.T, map_y @ covariance_y @ map_y.T, map_x @ cross @ map_y.T
    after = gaussian_ib(*mapped, beta)
    assert after.canonical.correlations == pytest.approx(before.canonical.correlations, abs=1e-10)
    assert after.rate == pytest.approx(before.rate, abs=1e-7)
    assert after.relevance == pytest.approx(before.relevance, abs=1e-7)
    # The encoder sees the same thing, up to the sign of each row: A' M x = +-A x.
    gram = (after.projection @ map_x).T @ (after.projection @ map_x)
    assert gram == pytest.approx(before.projection.T @ before.projection, rel=1e-5, abs=1e-7)


@given(seeds, st.floats(0, 50))
def test_the_bottleneck_respects_data_processing(seed, beta):
    law = random_law(seed)
    result = gaussian_ib(*law, beta)
    assert 0 <= result.relevance <= result.rate + 1e-15
    assert result.relevance <= gaussian_mutual_information(*law) + 1e-12
    assert result.lagrangian <= 1e-12


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5), st.floats(0, 20), st.floats(0, 20))
def test_the_curve_is_concave_and_below_the_diagonal(rho, rate, other):
    left, right, middle = gaussian_relevance([rate, other, (rate + other) / 2], rho)
    assert middle >= (left + right) / 2 - 1e-12
    assert 0 <= left <= rate + 1e-12


# --- how it is shown, what is refused


def test_a_result_shows_its_directions():
    result = gaussian_ib(*scalar(0.8), 4)
    assert "rate 0.837 nats, relevance 0.367 nats" in repr(result)
    assert result._repr_html_() == (
        "<table><caption>Gaussian bottleneck at beta = 4: rate 0.837 nats, relevance 0.367 nats"
        '</caption><thead><tr><th scope="col">direction</th><th scope="col">correlation</th>'
        '<th scope="col">critical beta</th><th scope="col">rate</th>'
        '<th scope="col">relevance</th></tr></thead><tbody><tr><td>0</td><td>0.800</td>'
        "<td>1.562</td><td>0.837</td><td>0.367</td></tr></tbody></table>"
    )
    two = gaussian_ib(np.eye(2), np.eye(2), np.diag([0.8, 0.5]), 4)
    assert "<td>0.367</td></tr><tr><td>1</td><td>0.500</td>" in two._repr_html_()


def test_a_direction_that_is_not_kept_is_zero_and_not_minus_zero():
    law = random_law(3, n=4, m=3)
    assert (canonical_correlations(*law).directions < 0).any()
    assert not np.signbit(gaussian_ib(*law, beta=1).projection).any()


@pytest.mark.parametrize("seed", range(5))
def test_correlations_that_are_one_or_zero_are_so_beyond_rounding(seed):
    covariance = random_law(seed, n=4, m=4)[0]
    assert (
        canonical_correlations(covariance, covariance, covariance).correlations.tolist() == [1] * 4
    )
    mixed = np.block([[covariance, np.zeros((4, 1))], [np.zeros((1, 4)), np.ones((1, 1))]])
    found = canonical_correlations(mixed, mixed[:4, :4], mixed[:, :4] / 2).correlations
    assert found == pytest.approx([0.5] * 4 + [0], abs=1e-12) and found[4] == 0


def test_the_callers_arrays_are_not_written_to():
    law = random_law(0)
    copies = [part.copy() for part in law]
    gaussian_ib(*law, 5)
    assert all((part == copy).all() for part, copy in zip(law, copies))


@pytest.mark.parametrize(
    "law, message",
    [
        (([1.0], [[1]], [[0]]), r"covariance_x has shape \(1,\), expected a square matrix"),
        (([[1, 0]], [[1]], [[0]]), r"covariance_x has shape \(1, 2\), expected a square matrix"),
        (([[1]], [[1]], [[0, 0]]), r"cross_covariance has shape \(1, 2\), expected \(1, 1\)"),
        (([["a"]], [[1]], [[0]]), "covariance_x is no array of real numbers"),
        (([[1j]], [[1]], [[0]]), "covariance_x is no array of real numbers: complex"),
        (([[1]], [[math.nan]], [[0]]), "covariance_y holds an entry that is not finite"),
        (([[1]], [[1]], [[math.inf]]), "cross_covariance holds an entry that is not finite"),
        (([[1, 0.5], [0, 1]], [[1]], [[0], [0]]), "covariance_x is not symmetric"),
        (([[1]], [[0]], [[0]]), r"covariance_y\[0, 0\] is 0, expected a positive variance"),
        (([[1]], [[1, 0], [0, 0]], [[0, 0]]), r"^covariance_y\[1, 1\] is 0, expected a positive"),
        (
            ([[1, 2], [2, 1]], [[1]], [[0], [0]]),
            "^covariance_x is not positive: its correlation matrix has the eigenvalue -1, "
            "expected none below 0$",
        ),
        ((np.empty((0, 0)), [[1]], np.empty((0, 1))), r"covariance_x has shape \(0, 0\)"),
        (
            ([[1, 2], [2, 4]], [[1]], [[0], [0]]),
            "^covariance_x is singular: a coordinate is a linear function of the others, expected "
            "a positive definite matrix; leave the redundant coordinates out$",
        ),
        (
            ([[1]], [[1]], [[1.2]]),
            "correlation of 1.2 between a direction of X and one of Y, expected at most 1: no law",
        ),
    ],
)
def test_what_is_no_covariance_is_refused(law, message):
    for measure in (canonical_correlations, gaussian_mutual_information):
        with pytest.raises(ValueError, match=message):
            measure(*law)
    with pytest.raises(ValueError, match=message):
        gaussian_ib(*law, 2)


@pytest.mark.parametrize("beta", [-1, math.nan, math.inf, "2", None, 1j])
def test_a_beta_that_is_no_price_is_refused(beta):
    with pytest.raises(ValueError, match="beta is .*, expected a finite number, 0 or more"):
        gaussian_ib(*scalar(0.5), beta)


def test_a_shared_direction_has_no_optimum_above_beta_one():
    with pytest.raises(ValueError, match="canonical correlation 1.*no lower bound"):
        gaussian_ib(*scalar(1.0), 1.01)
    # And indeed: the finer the encoder, the lower the Lagrangian.
    for noise in (1e-2, 1e-4, 1e-8):
        rate = math.log(1 + 1 / noise) / 2
        assert rate - 1.01 * rate < -0.01 * math.log(1 / noise) / 2


@pytest.mark.parametrize(
    "rate, correlations, message",
    [
        (-1, [0.5], "rate holds -1, expected numbers from 0 to inf"),
        ([0, 0.5, -1], [0.5], "rate holds -1, expected numbers from 0 to inf"),
        (1, [1, 1.5], "correlations holds 1.5, expected numbers from 0 to 1"),
        (math.nan, [0.5], "rate holds nan"),
        (1, [1.5], "correlations holds 1.5, expected numbers from 0 to 1"),
        (1, [-0.5], "correlations holds -0.5"),
        (1, 0.5, r"correlations has shape \(\), expected one axis"),
        (1, [], r"correlations has shape \(0,\), expected one axis"),
        ("much", [0.5], "rate is no array of real numbers"),
    ],
)
def test_a_curve_asked_for_nonsense_is_refused(rate, correlations, message):
    with pytest.raises(ValueError, match=message):
        gaussian_relevance(rate, correlations)


def test_an_unknown_unit_is_refused():
    with pytest.raises(ValueError, match="unit is 'bit', expected"):
        gaussian_mutual_information(*scalar(0.5), unit="bit")
