"""From co-constructed to voted, to money, to paid: how many measures reach each step, and where the others stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pipeline.report.french import count
from pipeline.report.views import MeasureView

_WIDTH, _HEIGHT, _TOP = 800.0, 320.0, 34.0
_NODE, _GAP, _LEAST = 14.0, 20.0, 3.0
_LETTER = 7.2  # width of a letter at 13 px
_COLUMNS = (0.0, 205.0, 410.0, 655.0)
_HEADS = ("Co-construit", "Vote", "Argent", "Versement")
# Node: column, words, colour class, and the stages (compose.stage_of) of the measures that pass through it.
_NODES: tuple[tuple[int, str, str, tuple[str, ...]], ...] = (
    (0, "dans les plans", "n-all", ("paid", "money", "free", "voted", "unsure", "waiting", "refused", "no_trace")),
    (1, "adoptée(s)", "s-funded", ("paid", "money", "free", "voted")),
    (1, "à vérifier", "s-unsure", ("unsure",)),
    (1, "reportée(s)", "s-postponed", ("waiting",)),
    (1, "écartée(s) par un acte", "s-dropped", ("refused",)),
    (1, "sans trace", "s-no_trace", ("no_trace",)),
    (2, "avec de l'argent", "s-funded", ("paid", "money")),
    (2, "sans dépense à prévoir", "s-underfunded", ("free",)),
    (2, "sans argent trouvé, ou sous condition", "s-conditional", ("voted",)),
    (3, "versement retrouvé", "s-funded", ("paid",)),
    (3, "versement non retrouvé", "s-unsure", ("money",)),
)


@dataclass(frozen=True, slots=True)
class _Node:
    column: int
    words: str
    look: str
    stages: tuple[str, ...]
    number: int
    y: float
    height: float


def flow(measures: Sequence[MeasureView]) -> Markup:
    """The flow of the measures; empty when there are none. Counts measures, never euros."""
    stages = Counter(m.stage for m in measures)
    if not stages:
        return Markup("")
    nodes = _placed(stages)
    ribbons = Markup("").join(_ribbons(nodes, stages))
    heads = Markup("").join(
        Markup('<text class="head" x="{:.0f}" y="16">{}</text>').format(x, head) for x, head in zip(_COLUMNS, _HEADS, strict=True)
    )
    boxes = Markup("").join(_box(node) for node in nodes)
    label = "Parcours des mesures : " + ", ".join(f"{n.number} {n.words}" for n in nodes)
    return Markup('<svg class="flow" viewBox="0 0 {:.0f} {:.0f}" role="img" aria-label="{}">{}{}{}</svg>').format(
        _WIDTH, max(_HEIGHT, max(n.y + n.height for n in nodes) + 8), label, heads, ribbons, boxes
    )


def _placed(stages: Counter[str]) -> list[_Node]:
    total = sum(stages.values())
    most = max(sum(1 for c, _, _, of in _NODES if c == column and any(stages[s] for s in of)) for column in range(len(_COLUMNS)))
    scale = (_HEIGHT - _TOP - _GAP * (most - 1) - 8) / total
    nodes: list[_Node] = []
    tops = [_TOP] * len(_COLUMNS)
    for column, words, look, of in _NODES:
        number = sum(stages[s] for s in of)
        if number:
            height = max(number * scale, _LEAST)
            nodes.append(_Node(column, words.replace("(s)", "s" if number > 1 else ""), look, of, number, tops[column], height))
            tops[column] += height + _GAP
    return nodes


def _box(node: _Node) -> Markup:
    x = _COLUMNS[node.column]
    end = (*_COLUMNS, _WIDTH)[node.column + 1]
    most = int((end - x - _NODE - 30) / _LETTER)
    middle = node.y + node.height / 2
    return Markup(
        '<g><rect class="{}" x="{:.0f}" y="{:.1f}" width="{:.0f}" height="{:.1f}" rx="2"/>'
        '<text x="{:.0f}" y="{:.1f}"><tspan class="number">{}</tspan> {}</text></g>'
    ).format(
        node.look,
        x,
        node.y,
        _NODE,
        node.height,
        x + _NODE + 6,
        middle + (5 if len(node.words) <= most else -2),
        node.number,
        _wrapped(node.words, x + _NODE + 6, most),
    )


def _wrapped(words: str, x: float, most: int) -> Markup:
    """Words of a node, on two lines when they are longer than `most` characters."""
    cut = words.rfind(" ", 0, most) if len(words) > most else -1
    if cut < 0:
        return Markup("{}").format(words)
    return Markup('{}<tspan x="{:.0f}" dy="15">{}</tspan>').format(words[:cut], x, words[cut + 1 :])


def _ribbons(nodes: Sequence[_Node], stages: Counter[str]) -> list[Markup]:
    found: list[Markup] = []
    left_at = {id(n): n.y for n in nodes}
    right_at = {id(n): n.y for n in nodes}
    for left in nodes:
        for right in nodes:
            number = sum(stages[s] for s in left.stages if s in right.stages) if right.column == left.column + 1 else 0
            if not number:
                continue
            thick_left, thick_right = left.height * number / left.number, right.height * number / right.number
            x0, x1 = _COLUMNS[left.column] + _NODE, _COLUMNS[right.column]
            y0, y1, bend = left_at[id(left)], right_at[id(right)], (x0 + x1) / 2
            found.append(
                Markup(
                    '<path class="ribbon" d="M{x0:.0f} {y0:.1f}C{b:.0f} {y0:.1f} {b:.0f} {y1:.1f} {x1:.0f} {y1:.1f}'
                    'V{e1:.1f}C{b:.0f} {e1:.1f} {b:.0f} {e0:.1f} {x0:.0f} {e0:.1f}Z"><title>{t}</title></path>'
                ).format(
                    x0=x0,
                    x1=x1,
                    y0=y0,
                    y1=y1,
                    b=bend,
                    e0=y0 + thick_left,
                    e1=y1 + thick_right,
                    t=f"{left.words} → {right.words} : {count(number, 'mesure')}",
                )
            )
            left_at[id(left)] += thick_left
            right_at[id(right)] += thick_right
    return found
