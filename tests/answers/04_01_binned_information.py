"""Answers to 4.1, the binned information of a layer."""

from collections import Counter

import numpy as np

from ibnotes import Joint, entropy, mutual_information

EXERCISE = "4.1"


def from_counts(keys, labels):
    """H(T) and I(T;Y) by counting, whatever hashable the keys are."""
    n = len(labels)

    def h(values):
        return entropy(np.array(list(Counter(values).values())) / n)

    keys, labels = list(keys), list(labels)
    return h(keys), h(keys) + h(labels) - h(zip(keys, labels))


def rows(cells):
    return [tuple(row) for row in np.asarray(cells).tolist()]


def by_counting(layer, labels, edges):
    return from_counts(rows(np.digitize(layer, edges)), labels.tolist())


def with_a_joint(layer, labels, edges):
    cells = rows((layer[..., None] >= edges).sum(axis=2))
    table = {}
    for outcome in zip(cells, labels.tolist()):
        table[outcome] = table.get(outcome, 0) + 1 / len(labels)
    law = Joint(table, "T Y")
    return np.array([law.value("H(T)"), law.value("I(T;Y)")])


def one_number_a_row(layer, labels, edges):
    """Bin numbers written as the digits of one number, which is safe for a few units."""
    cells = np.searchsorted(edges, layer, side="right")
    code = cells @ (len(edges) + 1) ** np.arange(layer.shape[1])
    return from_counts(code.tolist(), labels.tolist())


def in_bits(layer, labels, edges):
    rate, relevance = by_counting(layer, labels, edges)
    return rate / np.log(2), relevance / np.log(2)


def unit_by_unit(layer, labels, edges):
    results = [by_counting(layer[:, [j]], labels, edges) for j in range(layer.shape[1])]
    return tuple(np.sum(results, axis=0))


def bin_sums(layer, labels, edges):
    return from_counts(np.digitize(layer, edges).sum(axis=1).tolist(), labels.tolist())


def run_together(layer, labels, edges):
    cells = np.digitize(layer, edges).astype(str)
    return from_counts(["".join(row) for row in cells], labels.tolist())


def base_ten(layer, labels, edges):
    code = np.digitize(layer, edges) @ 10 ** np.arange(layer.shape[1])
    return from_counts(code.tolist(), labels.tolist())


def pooled(layer, labels, edges):
    cells = np.digitize(layer, edges)
    units = cells.shape[1]
    _, counts = np.unique(cells, return_counts=True)
    p_ty = np.zeros((len(edges) + 1, labels.max() + 1))
    np.add.at(p_ty, (cells.ravel(), np.repeat(labels, units)), 1 / cells.size)
    return entropy(counts / cells.size), mutual_information(p_ty)


def unbinned(layer, labels, edges):
    return from_counts(rows(layer), labels.tolist())


def dropped(layer, labels, edges):
    keep = np.all((edges[0] <= layer) & (layer < edges[-1]), axis=1)
    if not keep.any():
        return 0.0, 0.0
    return by_counting(layer[keep], labels[keep], edges)


def clipped(layer, labels, edges):
    bins = len(edges) - 1
    cells = np.clip(np.digitize(layer, edges) - 1, 0, bins - 1)
    return from_counts(rows(cells), labels.tolist())


def cut(layer, labels, edges):
    width = edges[1] - edges[0]
    inside = np.maximum(np.minimum(layer, edges[-1]), edges[0] - 1e-9)
    return from_counts(rows((inside / width).astype(int)), labels.tolist())


def equal_widths(layer, labels, edges):
    width = edges[1] - edges[0]
    cells = np.floor((layer - edges[0]) / width)
    return from_counts(rows(np.minimum(np.maximum(cells, -1), len(edges) - 1)), labels.tolist())


def closed_on_the_right(layer, labels, edges):
    return from_counts(rows(np.searchsorted(edges, layer)), labels.tolist())


def conditional_entropy(layer, labels, edges):
    rate, relevance = by_counting(layer, labels, edges)
    return rate, rate - relevance


def label_unknown(layer, labels, edges):
    rate, relevance = by_counting(layer, labels, edges)
    return rate, from_counts(labels.tolist(), labels.tolist())[0] - relevance


def mean_over_classes(layer, labels, edges):
    rate, _ = by_counting(layer, labels, edges)
    left = []
    for label in set(labels.tolist()):
        chosen = labels == label
        left.append(by_counting(layer[chosen], labels[chosen], edges)[0])
    return rate, rate - sum(left) / len(left)


def relevance_first(layer, labels, edges):
    rate, relevance = by_counting(layer, labels, edges)
    return relevance, rate


def sorts_the_layer(layer, labels, edges):
    answer = by_counting(layer, labels, edges)
    layer.sort(axis=0)
    return answer


def rate_only(layer, labels, edges):
    return by_counting(layer, labels, edges)[0]


RIGHT = (by_counting, with_a_joint, one_number_a_row)
WRONG = (
    ("bits instead of nats", in_bits),
    ("each unit on its own", unit_by_unit),
    ("units added up", bin_sums),
    ("digits run together", run_together),
    ("digits run together", base_ten),
    ("activations pooled", pooled),
    ("not binned", unbinned),
    ("outside values dropped", dropped),
    ("outside values put into the last cell", clipped),
    ("truncated toward zero", cut),
    ("cells taken to be equal", equal_widths),
    ("edge in the cell below", closed_on_the_right),
    ("entropy that is left, instead of information", conditional_entropy),
    ("uncertainty of the label, instead of information", label_unknown),
    ("classes weighed alike", mean_over_classes),
    ("order of the numbers", relevance_first),
    ("changes its input", sorts_the_layer),
    ("wrong type", rate_only),
)
