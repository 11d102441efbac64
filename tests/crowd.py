"""Many processes at work on one vault at once, some of them killed at a moment drawn at random.

What any of them printed with exit code 0 is there afterwards; no lock stays, nothing is half done.
    POS_PROGRAM     the program; else build/release/pos
    POS_TEST_LONG   1: a thousand processes; else two hundred
"""
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time

TESTS = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(TESTS, "support"))

from small_office import EXAMPLES, LONG, form, found  # noqa: E402

NOW = "2026-05-20T12:00:00Z"
PROCESSES = 1000 if LONG else 200
AT_ONCE = 12
MANAGERS = ("adiarra", "ktraore")
failures = []


def expect(true, what):
    if not true:
        failures.append(what)
        print("crowd.py:", what, file=sys.stderr)


class Task:
    """One process: what it does, and where what it prints must be found again."""

    def __init__(self, person, words, kind, case=None, codes=(0, 11)):
        self.person, self.words, self.kind, self.case = person, words, kind, case
        self.codes = codes
        self.process = self.killed_at = None

    def start(self, office, kill_after):
        self.process = office.start(self.person, self.words, NOW)
        self.killed_at = time.monotonic() + kill_after if kill_after else None

    def is_over(self):
        if self.killed_at and time.monotonic() > self.killed_at and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        return self.process.poll() is not None


def draw_task(draw, cases, number):
    manager = draw.choice(MANAGERS)
    case = draw.choice(cases[manager])
    kind = draw.choice(("register", "record", "record", "record", "assess", "followup", "names",
                        "due", "list", "show", "report", "check", "set", "directory", "rekey",
                        "merge"))
    if kind == "register":
        return Task(manager, ["register", "--from", form("hawa/1.B.yaml")], "case")
    if kind in ("record", "assess", "followup"):
        words = {"record": ["record", case, "1.A", "--from", form("hawa/1.A.yaml")],
                 "assess": ["assess", case, "--from", form("hawa/2.A.yaml"), "--form", "2.A"],
                 "followup": ["followup", case, "--from", form("hawa/5.A-2026-05-06.yaml")]}[kind]
        return Task(manager, words, "entry", case)
    if kind == "names":
        return Task("mkone", ["show", case, "--names"], "view")
    if kind == "set":
        return Task("amaiga", ["people", "set", "newcomer", "--name", f"Invented {number}"], "set")
    if kind == "directory":
        return Task("mkone", ["directory", "add", f"PLACE-{number}", "--from",
                              os.path.join(EXAMPLES, "directory", "BPME.yaml")], "place",
                    f"PLACE-{number}")
    if kind == "rekey":
        return Task(draw.choice((manager, "mkone")), ["rekey"], "rekey", codes=(0, 3, 11))
    if kind == "merge":
        return Task(manager, ["merge", "--conflicts"], "merge")
    reader = draw.choice((*MANAGERS, "mkone"))
    words = {"due": ["due"], "list": ["list", "--format", "json"], "show": ["show", case],
             "report": ["report", "--month", "2026-04"], "check": ["check", "--read-data"]}[kind]
    return Task(manager if kind == "show" else reader, words, "view", codes=(0,))


def run_crowd(office, tasks, draw):
    """Keeps AT_ONCE of them at work; about one in four is killed."""
    waiting, running = list(tasks), []
    kills = 0
    while waiting or running:
        while waiting and len(running) < AT_ONCE:
            task = waiting.pop()
            task.start(office, draw.uniform(0.001, 0.5) if draw.random() < 0.25 else None)
            running.append(task)
        for task in [task for task in running if task.is_over()]:
            running.remove(task)
            task.out, task.err = task.process.communicate()
            killed = task.process.returncode == -signal.SIGKILL
            kills += killed
            expect(killed or task.process.returncode in task.codes,
                   f"{' '.join(task.words)}: exit {task.process.returncode} {task.err}")
        time.sleep(0.002)
    return kills


def look_for_all(office, tasks, cases):
    """Every identifier that was printed with exit code 0."""
    done = [task for task in tasks if task.process.returncode == 0]
    known = {manager: {item["case"] for item in json.loads(
        office.get(manager, ["list", "--format", "json"], NOW))["items"]} for manager in MANAGERS}
    entries = {case: office.entries(manager, case, NOW)
               for manager in MANAGERS for case in cases[manager]}
    places = office.get("mkone", ["directory", "list", "--format", "json"], NOW)
    for task in done:
        printed = task.out.strip()
        if task.kind == "case":
            expect(printed in known[task.person], f"case {printed} is lost")
        elif task.kind == "entry":
            expect(printed in entries[task.case], f"entry {printed} of {task.case} is lost")
        elif task.kind == "place":
            expect(f'"{task.case}"' in places, f"{task.case} is lost")
    return done


def work_goes_on(office, cases):
    """No lock stays, and the next command of each case mends what a kill left behind."""
    for manager in MANAGERS:
        every = [item["case"] for item in json.loads(
            office.get(manager, ["list", "--format", "json"], NOW))["items"]]
        for case in every:
            code, _, err = office.run(manager, ["record", case, "1.A", "--from",
                                                form("hawa/1.A.yaml"), "--lock-timeout", "0"], NOW)
            expect(code == 0, f"{case}: the next command: exit {code} {err}")
    office.get("amaiga", ["people", "set", "newcomer", "--name", "Invented", "--lock-timeout", "0"],
               NOW)
    for person in (*MANAGERS, "mkone", "bsidibe"):
        code, out, err = office.run(person, ["check", "--read-data"], NOW)
        expect(code == 0, f"check by {person}: exit {code} {out}{err}")
        expect("[stale]" not in out, f"check by {person}: {out}")


def main():
    draw = random.Random(20260520)
    with tempfile.TemporaryDirectory() as folder:
        office = found(os.path.join(folder, "office"))
        office.get("amaiga", ["people", "add", "--card", "newcomer.yaml", "--role", "case_manager",
                              "--unit", "enfance", "--supervisor", "mkone"], NOW)
        cases = {manager: [office.get(manager, ["register", "--from", form("hawa/1.B.yaml")],
                                      "2026-04-13T09:20:00Z") for _ in range(3)]
                 for manager in MANAGERS}
        tasks = [draw_task(draw, cases, number) for number in range(PROCESSES)]
        kills = run_crowd(office, tasks, draw)
        done = look_for_all(office, tasks, cases)
        work_goes_on(office, cases)
        locked = sum(task.process.returncode == 11 for task in tasks)
        print(f"processes: {len(tasks)}, done: {len(done)}, killed: {kills}, locked out: {locked}")


main()
sys.exit(1 if failures else 0)
