#!/usr/bin/env python3
"""Every sentence of the list in pos-vault(5), THREAT MODEL, names a test that shows it, and every
test that the section names is there.

A sentence begins on a line of its own and ends with a full stop at the end of a line. Its tests
(`.\\" test: NAME`, one a line) stand between it and the next sentence or item."""

import re
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
REFERENCE = '.\\" test: '


def names_of_tests():
    """What the test programs call their tests, scenarios by their first lines; scripts and fuzz
    targets by their files."""
    names = {path.name for path in (TOP / "tests").glob("*.py")}
    names |= {path.name for path in (TOP / "tests" / "fuzz").glob("*_fuzz.cc")}
    for source in (TOP / "tests").glob("*/*_test.cc"):
        names |= set(re.findall(r'TEST_CASE\(\s*"([^"]+)"', source.read_text()))
    for scenario in (TOP / "tests" / "scenarios").glob("*.txt"):
        names.add(scenario.read_text().split("\n")[0].removeprefix("# ").rstrip("."))
    return names


def sentences_without_test(lines):
    """Where each of them begins, as number and line; `lines` are those of the list."""
    sentence, goes_on = None, False
    for number, line in lines:
        if line.startswith((REFERENCE, ".It ", ".El")):
            if sentence and not line.startswith(REFERENCE):
                yield sentence
            sentence, goes_on = None, False
        elif not line.startswith('.\\"'):
            if sentence and not goes_on:
                yield sentence
                sentence = None
            sentence, goes_on = sentence or (number, line), not line.endswith(".")


def main():
    page = (TOP / "man" / "pos-vault.5").read_text().split("\n")
    lines = list(enumerate(page, 1))
    begin, end = page.index(".Sh THREAT MODEL"), page.index(".Ss Limits")
    first, last = page.index(".Bl -tag -width Ds", begin, end), page.index(".El", begin, end)
    known = names_of_tests()
    named = [(number, line.removeprefix(REFERENCE)) for number, line in lines[begin:end]
             if line.startswith(REFERENCE)]
    faults = [(number, f"no such test: {name}") for number, name in named if name not in known]
    faults += [(number, f"this sentence names no test: {line}")
               for number, line in sentences_without_test(lines[first + 1:last + 1])]
    faults += [(number, f"a sentence begins within this line: {line}")
               for number, line in lines[first + 1:last]
               if re.search(r"\. +\S", line[1:]) and not line.startswith(REFERENCE)]
    for number, fault in sorted(faults):
        print(f"threats.py: man/pos-vault.5:{number}: {fault}", file=sys.stderr)
    print(f"threats.py: {len(named)} references")
    return 1 if faults or not named else 0


if __name__ == "__main__":
    sys.exit(main())
