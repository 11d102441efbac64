"""A reader written from the format's description opens a vault without `pos` and counts alike.

The statistics officer's monthly sheets are counted again from the facts files, opened in two steps
by the program `age`, and every figure is held against `pos report`.
    DEMO_OFFICE   a demonstration office that is there already; else one is made
    POS_PROGRAM   the program; else build/release/pos
"""
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter

TESTS = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(TESTS)
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(TESTS, "support"))

import vault_reader  # noqa: E402
from sheet_reader import Case, Month, Schemas, balance, sheet  # noqa: E402
from vault_reader import Vault, check  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("POS_PROGRAM", os.path.join(TOP, "build/release/pos")))
SCHEMAS = os.environ.get("POS_SCHEMAS", os.path.join(TOP, "schemas"))
MONTHS = [f"2026-{month:02}" for month in range(2, 11)]  # from the office's founding
OFFICER = "bsidibe"
MANAGERS = ("adiarra", "ktraore")


def key_of(office, person):
    return os.path.join(office, "keys", person + ".key")


def environment(state, **more):
    """What `pos` keeps for itself, it keeps in a folder of this test."""
    return dict(os.environ, POS_SCHEMAS=SCHEMAS, XDG_CACHE_HOME=os.path.join(state, "cache"),
                XDG_STATE_HOME=os.path.join(state, "state"), **more)


def run_pos(office, person, state, *arguments):
    office_of = environment(state, POS_VAULT=os.path.join(office, "vault"),
                            POS_IDENTITY=key_of(office, person), POS_NOW="2026-11-02T08:00:00Z")
    run = subprocess.run([PROGRAM, "--no-input", *arguments], env=office_of,
                         stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"pos {' '.join(arguments)}: exit {run.returncode}\n{run.stderr}")
    return json.loads(run.stdout)


# --- The officer: every facts file, and nothing else ----------------------------------------------

def read_facts(vault, key):
    secret = vault.group_secret("statistics", key)
    facts = []
    for path in vault.sealed_files("facts"):
        check(vault_reader.open_with_key(path, key) is None,
              f"{path}: opens without the group's secret")
        content = vault_reader.open_with_secret(path, secret)
        check(content is not None, f"{path}: does not open with the group's secret")
        stream = vault.read_case_file(path, content, "facts/1")
        vault.check_seal(stream)
        ordered = vault_reader.in_order(stream.documents, lambda document: document["hash"])
        check(ordered == stream.documents, f"{path}: not in order")
        facts.append(stream)
    for compartment in ("cases", "identities"):
        paths = vault.sealed_files(compartment)
        check(paths, f"{compartment}: no file")
        for path in paths:
            with open(key, "rb") as own:
                opened = vault_reader.open_with_secret(path, own.read() + secret)
            check(opened is None, f"{path}: the statistics officer can open it")
    return facts


def may_seal(vault, case, author):
    supervisors = {vault.people[manager].get("supervisor") for manager in case.managers}
    clerk = case.managers & set(vault.people.get(author, {}).get("managers", []))
    return bool(clerk) or author in case.managers | supervisors | {"recovery"}


def read_cases(vault, facts):
    schemas = Schemas(SCHEMAS)
    cases = []
    for stream in facts:
        case = Case(stream.header["id"], stream.documents, vault.people, schemas)
        check(stream.header["readers"] == vault.readers("facts", case.manager),
              f"{stream.name}: other readers")
        check(may_seal(vault, case, stream.seal.get("author")), f"{stream.name}: who sealed it")
        cases.append(case)
    return cases


# --- A case manager: `age -d -i KEY FILE` alone ---------------------------------------------------

def read_as_manager(vault, facts, manager, key):
    opened = 0
    for stream in facts:
        path = stream.name.replace(os.sep + "facts" + os.sep, os.sep + "cases" + os.sep)
        content = vault_reader.open_with_key(path, key)
        theirs = vault.people[manager]["recipient"] in stream.header["readers"]
        check((content is not None) == theirs,
              f"{path}: {manager} {'cannot' if theirs else 'can'} open it")
        if content is None:
            continue
        case = vault.read_case_file(path, content, "case/1")
        check(case.header["readers"] == vault.readers("case", manager),
              f"{path}: other readers")
        vault_reader.check_case_against_facts(case, stream)
        path = path.replace(os.sep + "cases" + os.sep, os.sep + "identities" + os.sep)
        content = vault_reader.open_with_key(path, key)
        check(content is not None, f"{path}: {manager} cannot open it")
        if content is None:
            continue
        identity = vault.read_case_file(path, content, "identity/1")
        masks = [entry["masked"] for entry in case.documents if entry.get("act") == "mask"]
        masked = bool(masks) and masks[-1]
        check(identity.header["readers"] == vault.readers("identity", manager, masked),
              f"{path}: other readers")
        vault_reader.check_identity(case, identity)
        opened += 1
    check(opened > 0, f"{manager}: opens no case")
    print(f"{manager}: {opened} cases and their identities, with `age -d -i KEY FILE`")


# --- The comparison -------------------------------------------------------------------------------

def rows_of(indicator, dimensions):
    rows = Counter()
    for row in indicator.get("by", []):
        if set(row["dimensions"]) == set(dimensions):
            values = tuple(row["dimensions"][dimension] for dimension in dimensions)
            rows[values if len(values) > 1 else values[0]] += row["value"]
    return rows


def compare(month, figures, program):
    print(month)
    theirs = {indicator["id"]: indicator for indicator in program["indicators"]}
    for name, figure in figures.items():
        other = theirs.get(name, {"total": 0})
        print(f"  {name:24} reader {figure.total!s:>6}   pos {other['total']!s:>6}")
        check(figure.total == other["total"],
              f"{month} {name}: {figure.total}, but `pos report` says {other['total']}")
        for dimensions, counted in figure.by.items():
            rows = rows_of(other, dimensions)
            what = " × ".join(dimensions)
            same = "the same" if rows == counted else "NOT the same"
            print(f"    by {what}: {len(counted)} rows, {same}")
            check(rows == counted,
                  f"{month} {name} by {what}: {dict(counted)}, but `pos report` says {dict(rows)}")
    mine = balance(figures)
    print(f"  balance\n    reader {mine}\n    pos    {program['balance']}")
    for term, value in mine.items():
        check(program["balance"].get(term, 0) == value, f"{month} balance, {term}: not {value}")


def read_office(office, state):
    vault = Vault(os.path.join(office, "vault"))
    facts = read_facts(vault, key_of(office, OFFICER))
    print(f"{OFFICER}: {len(facts)} facts files, and no case and no identity")
    with open(os.path.join(office, "cases.txt"), encoding="utf-8") as lines:
        listed = sorted(line.split()[1] for line in lines)
    cases = read_cases(vault, facts)
    others = [case for case in cases if case.name not in listed]
    check(len(listed) == len(cases) - 2 and len(others) == 2, "facts and cases.txt differ")
    # Beside them a report that was closed, and a child who was registered twice.
    check(sorted(case.registration is None for case in others) == [False, True],
          f"others than cases.txt has: {[case.name for case in others]}")
    registered = [case for case in cases if case.registration]
    for month in MONTHS:
        program = run_pos(office, OFFICER, state, "report", "--month", month, "--format", "json")
        check(program["sheet"]["cases_read"] == len(registered),
              f"{month}: `pos report` read others")
        compare(month, sheet(registered, Month(month)), program)
    for manager in MANAGERS:
        read_as_manager(vault, facts, manager, key_of(office, manager))


with tempfile.TemporaryDirectory() as folder:
    demo = os.environ.get("DEMO_OFFICE")
    if not demo:
        demo = os.path.join(folder, "office")
        script = os.path.join(TOP, "examples", "demo-office.sh")
        subprocess.run(["sh", script, demo], env=environment(folder) | {"POS_PROGRAM": PROGRAM},
                       check=True)
    read_office(demo, folder)
for fault in vault_reader.faults:
    print(fault, file=sys.stderr)
print(f"{vault_reader.checks} checks, {len(vault_reader.faults)} faults")
sys.exit(1 if vault_reader.faults else 0)
