"""Reads the files of schemas/ for the tests that hold them against the text of the POS."""
import glob
import os
import sys

import yaml

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
checks = []
failures = []


def check(function):
    checks.append(function)
    return function


def expect(what, found, wanted):
    if found != wanted:
        failures.append(f"{what}: {found}, not {wanted}")


def read(path):
    with open(os.path.join(TOP, path), encoding="utf-8") as file:
        return yaml.safe_load(file)


def labels(choices):
    return {choice["code"]: choice["fr"]
            for choice in read(f"schemas/lists/{choices}.yaml")["choices"]}


def codes(choices):
    return list(labels(choices))


RULES = read("schemas/rules/pos-2020.08.yaml")
INDICATORS = {indicator["id"]: indicator
              for section in read("schemas/indicators/pos-2020.08.yaml")["sections"]
              for indicator in section["indicators"]}
FORMS = {form["form"]: form
         for form in map(read, sorted(glob.glob("schemas/forms/*.yaml", root_dir=TOP)))}


def fields(form):
    """All fields, those of a table as table.field."""
    found = {}
    for field in FORMS[form]["fields"]:
        found[field["name"]] = field
        for column in field.get("fields", []):
            found[field["name"] + "." + column["name"]] = column
    return found


def asks(form, *names):
    """The form has these fields; those ending in ! must be answered."""
    there = fields(form)
    for name in names:
        field = there.get(name.rstrip("!"))
        if field is None:
            failures.append(f"{form}: no field {name.rstrip('!')}")
        elif name.endswith("!"):
            expect(f"{form} {name} required", field.get("required", False), True)


def offers(form, field, *wanted):
    """The field can be answered with these codes, among others."""
    asked = fields(form)[field]
    there = codes(asked["list"]) if "list" in asked else [c["code"] for c in asked["choices"]]
    expect(f"{form} {field} lacks", [code for code in wanted if code not in there], [])


def hints(choices):
    """What the codes of a list mean, where the list says so."""
    return {choice["code"]: choice["hint"]["fr"]
            for choice in read(f"schemas/lists/{choices}.yaml")["choices"] if "hint" in choice}


def asks_when(form, name, *conditions):
    """The field is required, or expected, when another has one of these codes."""
    field = fields(form).get(name, {})
    there = [(c["field"], tuple(c.get("codes", [])))
             for c in field.get("required_when", []) + field.get("expected_when", [])]
    expect(f"{form} {name} is asked when", [c for c in conditions if c not in there], [])


def takes_many(form, field):
    return fields(form)[field]["type"] == "select_multiple"


def run_all():
    for run in checks:
        known = len(failures)
        run()
        failures[known:] = [f"{run.__name__}: {failure}" for failure in failures[known:]]
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{len(checks)} checks of schemas/, {len(failures)} faults")
    sys.exit(1 if failures else 0)
