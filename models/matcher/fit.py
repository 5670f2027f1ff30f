"""Logistic regression whose weights keep the sign that sense gives them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


def fit_signed(
    values: Doubles,
    answers: Doubles,
    signs: Sequence[int],
    *,
    prior: Doubles | None = None,
    strength: float = 1.0,
    trust: Doubles | None = None,
) -> tuple[Doubles, float]:
    """Weights and bias of the most likely logistic model with `signs[i] * weights[i] >= 0`.

    `values` (n, k), `answers` 0 or 1, `strength` pulls the weights to `prior` (0 by default), `trust` weighs the rows.
    Projected Newton steps with halving; convex, so the start does not matter.
    """
    rows, columns = values.shape
    trust = np.ones(rows) if trust is None else trust
    design = np.hstack((values, np.ones((rows, 1))))
    goal = np.append(np.zeros(columns) if prior is None else prior, 0.0)
    pull = np.append(np.full(columns, strength), 1e-6)
    side = np.append(np.asarray(signs, float), 0.0)
    found = np.append(
        np.clip(goal[:-1] * side[:-1], 0, None) * side[:-1], np.log((answers @ trust + 1) / (trust.sum() - answers @ trust + 1))
    )

    def loss(at: Doubles) -> float:
        z = design @ at
        return float(trust @ (np.logaddexp(0, z) - answers * z) + 0.5 * pull @ (at - goal) ** 2)

    for _ in range(200):
        chance = 1 / (1 + np.exp(-np.clip(design @ found, -35, 35)))
        slope = design.T @ (trust * (chance - answers)) + pull * (found - goal)
        free = ~((side * found <= 0) & (side != 0) & (side * slope > 0))
        curve = (design[:, free] * (trust * chance * (1 - chance))[:, None]).T @ design[:, free] + np.diag(pull[free] + 1e-9)
        step = np.zeros_like(found)
        step[free] = np.linalg.solve(curve, slope[free])
        size, before, after = 1.0, loss(found), found
        while size > 1e-6:
            after = found - size * step
            after = np.where((side != 0) & (side * after < 0), 0.0, after)
            if loss(after) <= before - 1e-12:
                break
            size /= 2
        else:
            break
        found = after
        if before - loss(found) < 1e-9 and size == 1.0:
            break
    return found[:-1], float(found[-1])
