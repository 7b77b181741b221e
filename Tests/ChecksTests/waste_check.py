#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Works out the expected waste of one site by the formulas of docs/checks.md with numpy, and nothing of the platform's code.

Run it to print the golden values of WasteModelTests again: python3 Tests/ChecksTests/waste_check.py
"""
import math

import numpy as np

MASK = (1 << 64) - 1
FOLDS, PRIOR_MONTHS, PRIOR_SITES, LEVEL = 10, 24, 8, 0.9


def fold(site):
    state = (int(site) + 0x9E3779B97F4A7C15) & MASK
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return (z ^ (z >> 31)) % FOLDS


def figures(site, month):
    """A country without dice: waves instead of chance."""
    product = int(40_000 + 9_000 * site + 3_000 * math.sin(site * 5 + month))
    energy = int(product * (800 + 150 * math.sin(site * 3)))
    water = int(product * (9_000 + 2_000 * math.cos(site * 7 + month)))
    waste = int(product * 60 * math.exp(0.2 * math.sin(site * 11) + 0.1 * math.sin(site * 13 + month * 17)))
    return product, energy, water, waste


def huber(x, y, prior, penalty, rounds=40):
    p = np.sqrt(np.array(penalty, float))

    def solve(w):
        q = np.sqrt(w)
        return np.linalg.lstsq(np.vstack([x * q[:, None], np.diag(p)]), np.concatenate([y * q, p * prior]), rcond=None)[0]

    b = solve(np.ones(len(y)))
    for _ in range(rounds):
        r = y - x @ b
        s = np.median(np.abs(r)) / 0.6745
        w = np.where(np.abs(r) <= 1.345 * s, 1, 1.345 * s / np.maximum(np.abs(r), 1e-300))
        b, last = solve(w), b
        if np.max(np.abs(b - last) / np.maximum(1e-6, np.abs(last))) < 1e-7:
            break
    return b


def weighted(values, weights, share):
    order = np.argsort(values, kind="stable")
    sums = np.cumsum(np.array(weights)[order])
    return np.array(values)[order][np.searchsorted(sums, share * sums[-1] * (1 - 1e-12))]


def main():
    rows = [(s, m) + figures(s, m) for s in range(1, 13) for m in range(6)]
    site = np.array([r[0] for r in rows])
    lp, le, lw, y = [np.log([r[k] for r in rows]) for k in (2, 3, 4, 5)]
    centre = [np.median(lp), np.median(le - lp), np.median(lw - lp)]
    yc = np.median(y)
    z = np.column_stack([np.ones(len(rows)), lp - centre[0], le - lp - centre[1], lw - lp - centre[2]])
    shared = huber(z[:, 1:], y - yc, np.array([1.0, 0, 0]), [1, 1, 1])
    prior = np.concatenate([[0], shared])
    penalty = [1e-6] + [PRIOR_MONTHS * max(1e-3, np.mean(z[:, j] ** 2)) for j in (1, 2, 3)]
    folds = np.array([fold(s) for s in site])
    fits = {f: huber(z[folds != f], (y - yc)[folds != f], prior, penalty) for f in set(folds)}
    residual = np.array([y[i] - yc - z[i] @ fits[folds[i]] for i in range(len(rows))])
    weights = [1 / 6] * len(rows)
    # One group: the spread of all sectors is its own.
    scale = weighted(np.abs(residual), weights, 0.5) / 0.6745
    upper = min(1, (1 + LEVEL) / 2 * (1 + 1 / 12))
    q = [weighted(residual / scale, weights, p) for p in (1 - upper, 0.5, upper)]
    p, e, w, _ = figures(3, 6)
    x = np.array([1, math.log(p) - centre[0], math.log(e / p) - centre[1], math.log(w / p) - centre[2]])
    middle = yc + x @ fits[fold(3)]
    print("shared slopes", shared.round(6), "scale", round(scale, 6))
    print("low, middle, high of site 3 in month 6, grams:", [round(math.exp(middle + scale * v), 1) for v in q])


main()
