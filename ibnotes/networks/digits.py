"""Handwritten digits, from the copy that scikit-learn carries: nothing is downloaded."""

from __future__ import annotations

import numpy as np

from ibnotes.datasets import Dataset

__all__ = ["digits"]


def digits(train: int = 1437, seed: int = 0) -> tuple[Dataset, Dataset]:
    """A training and a test set of 8 x 8 images of the ten digits, in an order drawn by the seed.

    Pixels are divided by 16, their largest possible value, so that nothing is fitted to the data:
    a bound on the test error that allows no look at them may use these inputs as they are.

    Parameters
    ----------
    train
        How many of the 1797 images are for training; the others are for testing.
    seed
        Of the order.

    Raises
    ------
    ValueError
        If ``train`` leaves no image on one of the two sides.

    Notes
    -----
    Source: the test part of the data set of Alpaydin and Kaynak, "Optical recognition of
    handwritten digits", UCI Machine Learning Repository (1998).

    Examples
    --------
    >>> training, test = digits()
    >>> training.inputs.shape, test.inputs.shape, training.classes
    ((1437, 64), (360, 64), 10)
    >>> float(training.inputs.min()), float(training.inputs.max())
    (0.0, 1.0)
    """
    from sklearn.datasets import load_digits

    images, labels = load_digits(return_X_y=True)
    if not 0 < train < len(labels):
        raise ValueError(f"train is {train}, expected a number from 1 to {len(labels) - 1}")
    order = np.random.default_rng(seed).permutation(len(labels))
    images, labels = images[order] / 16, labels[order]
    return (
        Dataset("digits for training", images[:train], labels[:train]),
        Dataset("digits for testing", images[train:], labels[train:]),
    )
