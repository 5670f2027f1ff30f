"""Measures and acts in the words of many kinds of authority (`wordings.jsonl`, invented).

Labelled in eleven sets, each before the judge first saw it: 34 of 40, 26 of 36, 28 of 30, 30 of 42, 27 of 30, 26 of 30, 21 of 30,
36 of 42, 23 of 32, 21 of 24 and 13 of 20 were right at first sight. The rules were then corrected on them (of the three before the last
first on one half: it went from 41 to 49 of 49, the other from 39 to 41), so they guard against losses and measure nothing any more.
Eleven more sets: of forty, written on causes met elsewhere, 10 of the half looked at and 13 of the half kept aside, and all of both when
the rules were made; of twenty that try the new rules, 11 before and 16 at their first sight; of twenty-four on anything, 19 before and
after; of three times thirty more on anything, 21, 22 and 22 at first sight; of twenty that rules may take wrongly, 13. Of forty-two more
on causes met elsewhere, 18 before and 36 after; fifteen that try to make these rules fire wrongly, written with them; of 24 and of 22 on
anything, 15 and 17 at first sight. Of forty-four on causes met elsewhere 11 of the half looked at and 12 of the half kept aside before,
19 and 17 after; those that need a budget stand in `test_elsewhere.py`. Of twenty-four that try to make these rules fire wrongly 9
first and 20 after (19 without the rules). Of twenty-four more on anything 17 at
first sight; of eighteen on less of a thing 9, and of ten that try to make what they led to fire wrongly 9. Of twenty-eight on trials, parts
put off, charters and smaller rises, half of which try to make the rules on these fire wrongly, 15 before and 24 at their first sight. Of
twenty on anything less 12 before, 13 at first sight and 17 after.
Those on which readers may differ are left out.
"""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.judge.made import asked, verdict_on, voted

CASES = [json.loads(line) for line in (Path(__file__).parent / "wordings.jsonl").read_text("utf-8").splitlines()]


def act(row):
    fields = {name: value for name, value in row.items() if name != "operative"}
    if "day" in fields:
        fields["day"] = date.fromisoformat(fields["day"])
    return voted(row["operative"], **fields)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_verdict(case):
    words = dict(case["measure"])
    verdict = verdict_on(asked(words.pop("text"), **words), *(act(row) for row in case["acts"]))
    assert verdict.status == case["status"], verdict.statement
    assert case["money"] in (None, verdict.money), verdict.reasons
