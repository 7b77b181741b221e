#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Works out the golden values of MathematicsTests with numpy, and nothing of the platform's code.

Run it to print them again: python3 Tests/MathematicsTests/mathematics_check.py
"""
import numpy as np

# Brownlee's stack loss data, as in R's `stackloss`: air flow, water temperature, acid concentration, loss.
STACK = np.array([
    [80, 27, 89, 42], [80, 27, 88, 37], [75, 25, 90, 37], [62, 24, 87, 28], [62, 22, 87, 18], [62, 23, 87, 18], [62, 24, 93, 19], [62, 24, 93, 20],
    [58, 23, 87, 15], [58, 18, 80, 14], [58, 18, 89, 14], [58, 17, 88, 13], [58, 18, 82, 11], [58, 19, 93, 12], [50, 18, 89, 8], [50, 18, 86, 7],
    [50, 19, 72, 8], [50, 19, 79, 8], [50, 20, 80, 9], [56, 20, 82, 15], [70, 20, 91, 15]], float)


def huber(x, y, rounds=200):
    """Huber's M-estimate by an augmented least-squares problem in each round."""
    b = np.linalg.lstsq(x, y, rcond=None)[0]
    for _ in range(rounds):
        r = y - x @ b
        s = np.median(np.abs(r)) / 0.6745
        w = np.where(np.abs(r) <= 1.345 * s, 1, 1.345 * s / np.abs(r))
        q = np.sqrt(w)
        b = np.linalg.lstsq(x * q[:, None], y * q, rcond=None)[0]
    return b, np.median(np.abs(y - x @ b)) / 0.6745


def ridge(x, y, prior, penalty):
    """Penalties as further observations."""
    p = np.sqrt(np.array(penalty, float))
    return np.linalg.lstsq(np.vstack([x, np.diag(p)]), np.concatenate([y, p * prior]), rcond=None)[0]


x, y = np.column_stack([np.ones(len(STACK)), STACK[:, :3]]), STACK[:, 3]
print("least squares", np.linalg.lstsq(x, y, rcond=None)[0].round(6))
print("huber", *[np.round(v, 6) for v in huber(x, y)])
print("ridge", ridge(x, y, np.array([0, 1, 0, 0.0]), [0, 50, 50, 50]).round(6))
sample = np.array([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3])
m = np.median(sample)
print("modified z", (0.6745 * (sample - m) / np.median(np.abs(sample - m))).round(4))
print("quantiles", np.quantile(sample, [0.05, 0.25, 0.5, 0.9]).round(6))
