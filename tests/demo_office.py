"""The demonstration office is made, and every part of it reads as it was written."""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.environ.get("POS_PROGRAM", os.path.join(TOP, "build/release/pos"))
failures = []


def pos(office, person, *arguments):
    environment = dict(
        os.environ,
        POS_VAULT=os.path.join(office, "vault"),
        POS_IDENTITY=os.path.join(office, "keys", person + ".key"),
        POS_NOW="2026-11-02T08:00:00Z",
    )
    run = subprocess.run([PROGRAM, *arguments, "--format", "json"], env=environment,
                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    return run.returncode, json.loads(run.stdout) if run.stdout else {}


def expect(what, found, wanted):
    if found != wanted:
        failures.append(f"{what}: {found}, not {wanted}")


def indicator(sheet, name):
    return next((i for i in sheet["indicators"] if i["id"] == name), {"total": 0})


# What needs a terminal, the kernel's keyring, or is another program's part.
NOT_HERE = {"unlock", "lock"}


def check_that_all_is_used():
    """Every form and every command, at least once."""
    examples = os.path.join(TOP, "examples")
    scripts = glob.glob(os.path.join(examples, "cases", "*", "case.sh"))
    scripts.append(os.path.join(examples, "demo-office.sh"))
    lines = "".join(open(script, encoding="utf-8").read() for script in scripts)
    used = set(re.findall(r"\bpos (?:--vault \S+ )?([a-z]+)", lines)) | {"init"} | NOT_HERE
    listed = subprocess.run([PROGRAM, "--help", "--lang", "en"], stdout=subprocess.PIPE, text=True)
    commands = set(re.findall(r"(?m)^  ([a-z]+)(?:, \S+)?  +[A-Z]", listed.stdout))
    expect("commands that the office does not use", sorted(commands - used), [])
    for form in sorted(os.listdir(os.path.join(TOP, "schemas", "forms"))):
        code = form[: -len(".yaml")]
        filled = glob.glob(os.path.join(examples, "cases", "*", code + "[.-]*"))
        own = {"1.L": "pos link", "4.M": "pos match decide", "directory": "pos directory add",
               "programme": "pos programme add", "team": "pos team add",
               "sheet": "pos report validate"}
        expect(f"form {code} is filled", bool(filled) or own.get(code, "?") in lines, True)


def check(office):
    with open(os.path.join(office, "cases.txt"), encoding="utf-8") as lines:
        cases = dict(line.split() for line in lines)
    expect("children", len(cases), 71)

    # Counted in templates/courses.txt and README.md: 32 of the drawn children and 9 of the others.
    code, sheet = pos(office, "bsidibe", "report", "--month", "2026-10")
    expect("exit code of the sheet", code, 0)
    expect("the balance holds", sheet["balance"]["holds"], True)
    expect("open at the end", sheet["balance"]["open_end"], 41)
    # The children, and one of them a second time.
    expect("cases read", sheet["sheet"]["cases_read"], 72)
    expect("unreadable", sheet["sheet"]["unreadable"], 0)
    expect("reopened", indicator(sheet, "cases_reopened")["total"], 1)

    code, sheets = pos(office, "bsidibe", "report", "list")
    expect("kept sheets", [(s["period"], s["state"]) for s in sheets["items"]],
           [("2026-09", "shared")])

    code, listing = pos(office, "mkone", "list")
    expect("exit code of the list", code, 0)
    expect("the supervisor's cases, with a report that was closed", len(listing["items"]), 73)
    levels = {item["risk_level"] for item in listing["items"]}
    expect("levels", {"high", "medium", "low", "none"} - levels, set())

    status = {item["case"]: item["status"] for item in listing["items"]}
    for name, wanted in (("awa", "in_implementation"), ("seydou", "closed"),
                         ("fatoumata", "closure_requested"), ("ibrahim", "not_eligible"),
                         ("drissa", "planned"), ("mariam", "closed")):
        expect(name, status[cases[name]], wanted)

    # The unanswered referral of Awa was to be answered on 19 October.
    code, due = pos(office, "adiarra", "due", "--case", cases["awa"])
    answers = [(i["state"], i["due"][:10]) for i in due["items"] if i["step"] == "counter_referral"]
    expect("Awa's referral", answers, [("overdue", "2026-10-19")])
    code, due = pos(office, "ktraore", "due", "--case", cases["oumar"])
    late = {i["step"] for i in due["items"] if i["state"] == "overdue"}
    expect("Oumar's full assessment is overdue", "full_assessment" in late, True)
    shelter = [i["due"][:10] for i in due["items"] if i["step"] == "unhcr_accommodation"]
    expect("Oumar's shelter", shelter, ["2026-11-03"])

    code, _ = pos(office, "bsidibe", "show", cases["awa"])
    expect("the statistics officer opens no case", code, 15)
    code, _ = pos(office, "mkone", "check", "--read-data")
    expect("exit code of the check", code, 0)


with tempfile.TemporaryDirectory() as folder:
    made = os.path.join(folder, "office")
    os.environ["XDG_STATE_HOME"] = os.path.join(folder, "state")
    script = os.path.join(TOP, "examples", "demo-office.sh")
    subprocess.run(["sh", script, made], env=dict(os.environ, POS_PROGRAM=PROGRAM), check=True)
    check(made)
check_that_all_is_used()
for failure in failures:
    print(failure, file=sys.stderr)
sys.exit(1 if failures else 0)
