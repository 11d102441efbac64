"""coverage.yaml says of every requirement of the procedures which test shows it, or why none does.

A test is named as it names itself: the sentence of a TEST_CASE, the first line of a scenario, a
script as tests/NAME.py, one of its checks as `tests/NAME.py: check`.
    POS_REQUIREMENTS   the register of requirements, to hold the list of rows against
"""
import glob
import os
import re
import sys
from collections import Counter

import yaml

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROWS = 485  # obligations and data of the register, R-001 to R-586
MEANINGS = {"test": "met by tests", "none": "without part", "open": "open"}
LITERAL = r'"((?:[^"\\]|\\.)*)"'
failures = []


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def files(pattern):
    return sorted(glob.glob(os.path.join(TOP, "tests", pattern), recursive=True))


def sentences(source):
    for literals in re.findall(rf"TEST_CASE\(\s*((?:{LITERAL}\s*)+)\)", source):
        yield "".join(re.findall(LITERAL, literals[0])).replace('\\"', '"')


def known_tests():
    tests = set()
    for path in files("**/*_test.cc"):
        tests.update(sentences(read(path)))
    for path in files("scenarios/*.txt"):
        tests.add(read(path).splitlines()[0].removeprefix("# ").rstrip("."))
    for path in files("*.py"):
        script = "tests/" + os.path.basename(path)
        tests.add(script)
        tests.update(f"{script}: {name}"
                     for name in re.findall(r"^@check\ndef (\w+)\(", read(path), flags=re.M))
    return tests


def rows_of(path):
    """Identifier and decisions, also of a row that stands twice, which a map would hide."""
    for identifier, decisions in yaml.compose(read(path)).value:
        yield identifier.value, [(key.value, value.value) for key, value in decisions.value]


def judge(identifier, decisions, tests):
    if len(decisions) != 1 or decisions[0][0] not in MEANINGS:
        failures.append(f"{identifier}: exactly one of {', '.join(MEANINGS)} is expected")
        return
    kind, words = decisions[0]
    if not words or "\n" in words:
        failures.append(f"{identifier}: one line is expected")
    elif kind == "test" and words not in tests:
        failures.append(f"{identifier}: no test « {words} »")


def check_rows(rows):
    identifiers = [identifier for identifier, _ in rows]
    for identifier, count in Counter(identifiers).items():
        if count > 1:
            failures.append(f"{identifier}: listed {count} times")
        if not re.fullmatch(r"R-\d{3}", identifier):
            failures.append(f"{identifier}: not an identifier")
    if identifiers != sorted(identifiers):
        failures.append("the rows are not in order")
    if len(identifiers) != ROWS:
        failures.append(f"{len(identifiers)} rows, not {ROWS}")
    register = os.environ.get("POS_REQUIREMENTS")
    if register:
        wanted = set(re.findall(r"^\| (R-\d{3}) \| \[[MD]\]", read(register), flags=re.M))
        for identifier in sorted(wanted ^ set(identifiers)):
            failures.append(f"{identifier}: " + ("missing" if identifier in wanted else
                                                 "neither obligation nor data in the register"))


listed = list(rows_of(os.path.join(TOP, "tests", "coverage.yaml")))
check_rows(listed)
found = known_tests()
for row, told in listed:
    judge(row, told, found)
for failure in failures:
    print(failure, file=sys.stderr)
sums = Counter(kind for _, told in listed for kind, _ in told)
print(", ".join(f"{meaning} {sums[kind]}" for kind, meaning in MEANINGS.items()))
sys.exit(1 if failures else 0)
