"""The program itself, where writing breaks off: system calls that fail, a kill at each of them, a
disk of 64 KiB that is full, and a standard output that takes nothing. Every command that writes is
tried: support/broken_rows.py.

    POS_PROGRAM       the program; else build/release/pos
    POS_TEST_LONG     1: every system call of every command; else some of each command
    POS_TEST_COMMAND  only commands that begin so: transfer
Parts that this machine does not allow (tracing, mounting) are left out, and said so.
"""
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

TESTS = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(TESTS, "support"))

from busy_office import NOW, Offices  # noqa: E402
from small_office import LONG, Office, add_card, form  # noqa: E402
from broken_rows import ROWS, names_without_row  # noqa: E402

# What is changed on the disk, and what fails there.
ERRORS = {"write": ("ENOSPC", "EDQUOT", "EIO"), "fsync": ("EIO", "ENOSPC"),
          "rename": ("EIO", "ENOSPC", "EROFS", "EACCES"), "renameat2": ("EIO", "EACCES"),
          "mkdir": ("ENOSPC", "EROFS", "EACCES"), "unlink": ("EIO",), "flock": ("EIO", "ENOLCK")}
MORE = 6  # faults in the short run beside the one of each command
failures = []


def expect(true, what):
    if not true:
        failures.append(what)
        print("broken_writes.py:", what, file=sys.stderr)


# --- What is there --------------------------------------------------------------------------------

def entries(office, person, case):
    """Those that the person reads; none of a case that is closed to them."""
    code, out, _ = office.run(person, ["history", case, "--format", "json"], NOW)
    return {item["entry"] for item in json.loads(out)["items"]} if code == 0 else set()


class Trial:
    """One command, what stood before it, and what an undisturbed run of it leaves."""
    known = {}  # what is seen in each office before anything is done

    def __init__(self, offices, row):
        self.offices, self.row = offices, row
        office = offices.get(row.office)
        named = [case for name, case in office.named.items()
                 if case in office.managers and "{" + name + "}" in row.line]
        every = LONG or row.moves or row.mends or row.leaves
        self.cases = list(office.managers) if every else named or [office.named["planned"]]
        self.saved = {}
        self.counts = {}
        self.prints = False

    def open(self):
        return self.offices.open(self.row.office)

    def run(self, office, before=(), **streams):
        return office.run(self.row.person, office.words(self.row.line), NOW, before,
                          office.sheet if self.row.typed else None, **streams)

    def readers(self, office, case, completed):
        """Who reads all of the case."""
        manager = office.managers[case]
        if completed and self.row.manager and manager == "adiarra":
            manager = self.row.manager if case in self.moved(office) else manager
        return [person for person in (manager, "mkone") if person != self.row.ended]

    def moved(self, office):
        return office.managers if "--all" in self.row.line else [office.named["planned"]]

    def look(self, office, completed):
        """Of each case, what each of its readers sees."""
        return {case: [entries(office, person, case)
                       for person in self.readers(office, case, completed)] for case in self.cases}

    def look_before(self, name):
        seen = self.known.setdefault(name, {})
        if not seen.keys() >= set(self.cases):
            office = self.offices.open(name)
            seen.update((case, entries(office, office.managers[case], case)
                         | entries(office, "mkone", case)) for case in self.cases)
        return {case: seen[case] for case in self.cases}

    def prepare(self, folder):
        """Looks at the office before the command, and counts the calls of an undisturbed run."""
        self.saved = self.look_before(self.row.office)
        office = self.open()
        log = os.path.join(folder, "log")
        trace = ["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(ERRORS)]
        code, out, err = self.run(office, trace if can_trace() else ())
        expect(code == 0, f"{self.row.name} undisturbed: {code} {err}")
        self.prints = out != ""
        if can_trace():
            with open(log, encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    found = re.match(r"\d+\s+(\w+)\(", line)
                    if found:
                        self.counts[found.group(1)] = self.counts.get(found.group(1), 0) + 1
        after = {case: set.union(*seen) for case, seen in self.look(office, True).items()}
        self.sizes = {case: len(seen) for case, seen in after.items()}
        if self.row.mends:  # what is there cannot be read before: what was there, before the harm
            for case, seen in self.look_before("busy").items():
                self.saved[case] = self.saved[case] | seen
        for case, saved in self.saved.items():
            expect(saved != set(), f"{self.row.name}: nobody reads {case}")

    # --- Afterwards -------------------------------------------------------------------------------

    def check_kept(self, office, what, completed):
        """Everything that was saved is there for whom it concerns. While a case is on its way from
        one to another, no entry is closed to both of them and to their supervisor."""
        if self.row.mends and not completed:
            return {}
        there = self.look(office, completed)
        for case, seen in there.items():
            if self.row.moves and not completed:
                seen = [set.union(*seen, entries(office, "ktraore", case))]
            for sees in seen:
                expect(self.saved[case] <= sees, f"{what}: lost {self.saved[case] - sees}")
        return there

    def check_reported(self, office, out, there, what):
        """What was printed as saved: a case, an entry, a file."""
        told = out.split("\n")[0]
        if re.fullmatch(r"BKO-\d+-\w{8}", told):
            expect(any(entries(office, person, told) for person in ("mkone", "adiarra", "ktraore")),
                   f"{what}: no case {told}")
        elif re.fullmatch(r"[0-9A-Z]{26}", told):
            there = there or self.look(office, True)
            expect(any(told in sees for seen in there.values() for sees in seen),
                   f"{what}: no entry {told}")
        elif re.fullmatch(r"r[0-9a-z]{26}", told):
            files = [name for _, _, names in os.walk(office.vault) for name in names]
            expect(any(told in name for name in files), f"{what}: no record {told}")
        elif told.startswith(("outbox/", "reports/", "/")):
            expect(os.path.exists(os.path.join(office.vault, told)), f"{what}: no file {told}")

    def check_clean(self, office, what, completed):
        unfinished = (self.row.moves or self.row.mends) and not completed
        every = LONG or self.row.moves or self.row.mends
        for person in ("adiarra", "mkone", *(("ktraore", "bsidibe") if every else ())):
            code, out, err = office.run(person, ["check", "--read-data"], NOW)
            expect(code == 0 or (person == self.row.ended and code in (12, 15))
                   or (unfinished and code == 13), f"{what}: check by {person}: {code} {out}{err}")

    def check_names(self, office, what):
        """Who may open a case opens all of it."""
        for case in self.cases:
            readers = self.readers(office, case, True)
            for person in readers[:1] if self.row.managers_alone else readers:
                code, _, err = office.run(person, ["show", case, "--names"], NOW)
                expect(code == 0, f"{what}: {person} opens {case}: {code} {err}")

    def check_next(self, office, reported, what):
        """The same command completes what was begun, or says that it is done."""
        code, _, err = self.run(office)
        done = reported and self.row.again
        expect(code == self.row.again or (code == 0 and not done), f"{what}, again: {code} {err}")
        self.check_kept(office, what + ", again", True)
        self.check_clean(office, what + ", again", True)
        self.check_names(office, what + ", again")


# --- System calls that fail, and a kill at each ---------------------------------------------------

def try_tracing():
    with tempfile.NamedTemporaryFile() as log:
        try:
            run = subprocess.run(["strace", "-o", log.name, "-e", "inject=fsync:error=EIO", "true"],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=20)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return run.returncode == 0


TRACING = try_tracing()


def can_trace():
    return TRACING


def draw_faults(trials):
    """(trial, system call, n, error or KILL): one of each command first, in an order drawn once."""
    faults = [(trial, call, n, error) for trial in trials for call, count in trial.counts.items()
              for n in range(1, count + 1) for error in (*ERRORS[call], "KILL")]
    random.Random(20260520).shuffle(faults)
    known = set()
    first = [fault for fault in faults
             if fault[0].row.name not in known and not known.add(fault[0].row.name)]
    return first + [fault for fault in faults if fault not in first], len(first)


def check_failure(trial, call, code, out, err, what):
    goes_on = trial.row.mends or trial.row.leaves
    # 0: a call that is not needed, a removal after all was saved.
    expect(code in (0, 16) or (goes_on and code in (3, 13)), f"{what}: exit {code} {err}")
    expect(code != 16 or "pos: hint: " in err or '"hint":"' in err, f"{what}: no hint: {err}")
    cut_short = "standard output could not be written" in err
    if code == 16 and not cut_short and not goes_on and not trial.row.carries_on:
        expect(out == "" or "do not repeat it" in err, f"{what}: reported, and failed: {out} {err}")
    expect("Hawa" not in err and "Mariam" not in err, f"{what}: names the child")


def bytes_in(office):
    """Of each file of the vault; temporaries left out."""
    return {os.path.join(folder, name): open(os.path.join(folder, name), "rb").read()
            for folder, _, names in os.walk(office.vault) for name in names
            if not name.endswith(".tmp")}


def run_fault(fault):
    trial, call, n, error = fault
    office = trial.open()
    left = office.temporaries()
    before = bytes_in(office)
    what = f"{trial.row.name}, {call} {n}: {error}"
    action = "signal=KILL" if error == "KILL" else "error=" + error
    code, out, err = trial.run(office, ["strace", "-f", "-qq", "-o", os.devnull, "-e",
                                        "trace=" + call, "-e", f"inject={call}:{action}:when={n}"])
    if error == "KILL":
        expect(code in (-9, 137), f"{what}: exit {code}")
    else:
        check_failure(trial, call, code, out, err, what)
        expect("nothing was changed" not in out + err or bytes_in(office) == before,
               f"{what}: says that nothing was changed: {err}")
        # What cannot be removed stays; nothing else does.
        stayed = set(office.temporaries()) - set(left)
        expect(call == "unlink" or not stayed, f"{what}: a temporary stayed")
    there = trial.check_kept(office, what, False)
    trial.check_reported(office, out, there, what)
    trial.check_clean(office, what, False)
    trial.check_next(office, code == 0, what)


def test_system_calls(trials):
    if not can_trace():
        print("broken_writes.py: strace cannot trace here; system calls are not made to fail")
        return
    faults, first = draw_faults(trials)
    tried = faults if LONG else faults[:first + MORE]
    for fault in tried:
        run_fault(fault)
    kills = sum(fault[3] == "KILL" for fault in tried)
    print(f"system calls made to fail: {len(tried) - kills}, kills at one: {kills}, "
          f"of {len(faults)} in all, {len(trials)} commands")


# --- A disk of 64 KiB -----------------------------------------------------------------------------

def pages_free(folder):
    state = os.statvfs(folder)
    return state.f_bavail * state.f_bsize


def fill_up(folder):
    """Registers and records until the disk is full, then with every small rest of room on it."""
    disk = os.path.join(folder, "disk")
    os.makedirs(disk)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k,mode=0700", "pos", disk])
    if mounted.returncode != 0:
        print("broken_writes.py: nothing can be mounted here; no disk is filled up")
        return
    full = 0
    office = Office(os.path.join(folder, "office"))
    office.vault = os.path.join(disk, "vault")
    os.makedirs(office.path("keys"))
    for code in ("amaiga", "adiarra"):
        add_card(office, code)
    office.get("amaiga", ["init", office.vault, "--code", "B", "--name", "B", "--region", "BKO",
                          "--structure", "S", "--card", "amaiga.yaml", "--recovery",
                          office.path("recovery.key")], NOW)
    office.get("amaiga", ["people", "add", "--card", "adiarra.yaml", "--role", "case_manager"], NOW)
    cases, entries = [], {}
    filler = os.path.join(disk, "filler")
    for turn in range(60):
        words = (["record", cases[0], "1.A", "--from", form("hawa/1.A.yaml")] if cases and turn % 2
                 else ["register", "--from", form("hawa/1.B.yaml")])
        code, out, err = office.run("adiarra", words, NOW)
        expect(code in (0, 16), f"{words[0]} on a small disk: exit {code} {err}")
        if code == 0 and words[0] == "register":
            cases.append(out)
        elif code == 0:
            entries.setdefault(cases[0], set()).add(out)
        else:
            full += 1
            expect("no space left on the disk" in err and "make room" in err and out == "",
                   f"{words[0]} on a full disk: {err}")
        expect(not office.temporaries(), "a temporary on a full disk")
        for case in cases:
            there = office.entries("adiarra", case, NOW)
            expect(entries.get(case, set()) <= there, f"{case}: lost on a full disk")
        code, out, _ = office.run("adiarra", ["check", "--read-data"], NOW)
        expect(code == 0, f"check on a full disk: {out}")
        if full and os.path.exists(filler):
            os.remove(filler)
        if full and len(cases) > 1 and pages_free(disk) > 4096 * (turn % 8):
            with open(filler, "wb") as out:
                out.write(b"x" * (pages_free(disk) - 4096 * (turn % 8)))
    expect(full > 0, "the small disk never was full")
    print(f"a disk of 64 KiB: full {full} times, {len(cases)} cases")
    subprocess.run(["umount", disk])


def test_small_disk(folder):
    me = [sys.executable, os.path.abspath(__file__), "--fill-up", folder]
    for way in (["unshare", "-m"], ["unshare", "-Urm"]):
        try:
            if subprocess.run([*way, "true"], stderr=subprocess.DEVNULL).returncode == 0:
                expect(subprocess.run([*way, *me]).returncode == 0, "a disk of 64 KiB")
                return
        except OSError:
            break
    print("broken_writes.py: no folder of its own can be mounted here; no disk is filled up")


# --- A standard output that takes nothing ---------------------------------------------------------

def test_full_output(trials):
    """All that is printed is lost, and said so; what was saved is saved, and said so too."""
    for trial in trials:
        office = trial.open()
        what = trial.row.name + " to a full output"
        with open("/dev/full", "w") as full:
            code, _, err = trial.run(office, stdout=full)
        expect(code == (16 if trial.prints else 0), f"{what}: {code} {err}")
        expect(code == 0 or "standard output could not be written" in err, f"{what}: {err}")
        expect("Hawa" not in err and "Mariam" not in err, f"{what}: names the child")
        for case, seen in trial.check_kept(office, what, True).items():
            found = len(set.union(*seen))
            expect(found == trial.sizes[case], f"{what}: {found} entries of {case} were saved")
        trial.check_clean(office, what, True)
    print(f"commands to a full standard output: {len(trials)}")


def in_memory():
    """A folder of the memory, where there is one: most of what is done here is copying offices."""
    folder = "/dev/shm"
    usable = (os.access(folder, os.W_OK) and "TMPDIR" not in os.environ
              and shutil.disk_usage(folder).free > 1 << 28)
    return folder if usable else None


def main():
    if sys.argv[1:2] == ["--fill-up"]:
        fill_up(sys.argv[2])
        return
    for name in names_without_row():
        expect(False, f"broken_rows.py has no row for {name}")
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        offices = Offices(folder)
        wish = os.environ.get("POS_TEST_COMMAND", "")
        trials = [Trial(offices, row) for row in ROWS if row.name.startswith(wish)]
        for trial in trials:
            trial.prepare(folder)
        test_full_output(trials)
        if not wish:
            test_small_disk(os.path.join(folder, "small"))
        test_system_calls(trials)


main()
sys.exit(1 if failures else 0)
