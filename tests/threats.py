#!/usr/bin/env python3
"""Every sentence of the threat model in pos-vault(5) is held by a test that exists."""

import re
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent


def names_of_tests():
    """What the test programs call their tests, and the scripts and fuzz targets by their files."""
    names = {path.name for path in (TOP / "tests").glob("*.py")}
    names |= {path.name for path in (TOP / "tests" / "fuzz").glob("*_fuzz.cc")}
    for source in (TOP / "tests").glob("*/*_test.cc"):
        names |= set(re.findall(r'TEST_CASE\(\s*"([^"]+)"', source.read_text()))
    return names


def main():
    page = (TOP / "man" / "pos-vault.5").read_text()
    whole = page.split(".Sh THREAT MODEL\n")[1].split("\n.Ss Limits")[0]
    model = whole.split("\n.El")[0]
    known = names_of_tests()
    named = re.findall(r'^\.\\" test: (.*)$', whole, re.M)
    failures = [f"no such test: {name}" for name in named if name not in known]
    for item in model.split("\n.It ")[1:]:
        head, *lines = item.split("\n")
        if not lines or not lines[-1].startswith('.\\" test: '):
            failures.append(f"{head}: its last sentence names no test")
        if not any(line.startswith('.\\" test: ') for line in lines):
            failures.append(f"{head}: names no test")
    for failure in failures:
        print(f"threats.py: {failure}", file=sys.stderr)
    print(f"threats.py: {len(named)} references")
    return 1 if failures or not named else 0


if __name__ == "__main__":
    sys.exit(main())
