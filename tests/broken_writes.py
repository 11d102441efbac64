"""The program itself, where writing breaks off: system calls that fail, a kill at each of them, a
disk of 64 KiB that is full, and a standard output that takes nothing.

    POS_PROGRAM     the program; else build/release/pos
    POS_TEST_LONG   1: every system call of every command; else some of them
Parts that this machine does not allow (tracing, mounting) are left out, and said so.
"""
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

from small_office import EXAMPLES, LONG, Office, add_card, form, found  # noqa: E402

NOW = "2026-05-20T12:00:00Z"
LATER = "2026-05-20T13:00:00Z"
# What is changed on the disk, and what fails there.
ERRORS = {"write": ("ENOSPC", "EDQUOT", "EIO"), "fsync": ("EIO", "ENOSPC"),
          "rename": ("EIO", "ENOSPC", "EROFS", "EACCES"), "renameat2": ("EIO", "EACCES"),
          "mkdir": ("ENOSPC", "EROFS", "EACCES"), "unlink": ("EIO",), "flock": ("EIO", "ENOLCK")}
failures = []


def expect(true, what):
    if not true:
        failures.append(what)
        print("broken_writes.py:", what, file=sys.stderr)


class Story:
    """A case at work, and what may come next: (name, person, words, exit codes of a second time)."""

    def __init__(self, office):
        at = lambda time, words, person="adiarra": office.get(person, words, time)  # noqa: E731
        hawa = lambda name: form("hawa/" + name)  # noqa: E731
        self.office = office
        self.case = at("2026-04-13T09:20:00Z", ["register", "--from", hawa("1.B.yaml")])
        at("2026-04-13T09:50:00Z", ["record", self.case, "1.A", "--from", hawa("1.A.yaml")])
        at("2026-04-13T10:30:00Z", ["assess", self.case, "--from", hawa("1.C.yaml")])
        at("2026-04-20T15:00:00Z", ["assess", self.case, "--from", hawa("2.A.yaml")])
        at("2026-04-27T10:00:00Z", ["plan", self.case, "--from", hawa("3.A.yaml")])
        referral = at("2026-04-30T09:30:00Z",
                      ["refer", self.case, "--to", "ETAT-CIVIL-C6", "--service", "civil_status",
                       "--from", hawa("A.1-civil-status.yaml")])
        mistake = at("2026-05-06T16:00:00Z",
                     ["followup", self.case, "--from", hawa("5.A-2026-05-06.yaml")])
        self.entries = office.entries("adiarra", self.case, NOW)
        self.commands = [
            ("register", "adiarra", ["register", "--from", hawa("1.B.yaml")], ()),
            ("record", "adiarra", ["record", self.case, "1.A", "--from", hawa("1.A.yaml")], ()),
            ("assess", "adiarra", ["assess", self.case, "--from", hawa("2.A.yaml")], ()),
            ("plan", "adiarra", ["plan", self.case, "--from", hawa("3.A.yaml")], ()),
            ("plan --validate", "mkone", ["plan", self.case, "--validate"], (15,)),
            ("refer", "adiarra", ["refer", self.case, "--to", "DRDS-ES", "--service",
                                  "parental_support", "--from",
                                  hawa("A.1-parental-support.yaml")], ()),
            ("refer counter", "adiarra", ["refer", "counter", self.case, referral, "--from",
                                          hawa("A.1-civil-status-answer.yaml")], ()),
            ("followup", "adiarra", ["followup", self.case, "--from",
                                     hawa("5.A-2026-05-13.yaml")], ()),
            ("void", "adiarra", ["void", self.case, mistake, "--reason", "entered twice"], (15,)),
            ("show --names", "mkone", ["show", self.case, "--names"], ()),
            ("key new", "adiarra", ["key", "new", "fresh.key", "--no-passphrase"], (14,)),
            ("init", "amaiga", ["init", office.path("second"), "--code", "BKO-2", "--name", "Second",
                                "--region", "BKO", "--structure", "SLPFEF-C1", "--card",
                                "newcomer.yaml", "--recovery", office.path("second.key")], (14,)),
            ("people add", "amaiga", ["people", "add", "--card", "newcomer.yaml", "--role",
                                      "supervisor", "--unit", "accueil", "--recovery",
                                      "recovery.key"], (14,)),
            ("people set", "amaiga", ["people", "set", "ktraore", "--name", "Invented"], ()),
            ("group add", "mkone", ["group", "add", "team-enfance", "ktraore"], ()),
            ("directory add", "mkone", ["directory", "add", "BPME", "--from",
                                        os.path.join(EXAMPLES, "directory", "BPME.yaml")], ()),
            ("people retire", "amaiga", ["people", "retire", "mkone", "--recovery",
                                         "recovery.key"], ()),
        ]

    def in_copy(self, folder):
        """The same words for an office that lies elsewhere."""
        words = lambda given: [w.replace(self.office.folder, folder) for w in given]  # noqa: E731
        return [(name, person, words(given), again) for name, person, given, again in self.commands]


def check_sound(office, story, what, now=NOW):
    """Everything that was saved is there, and nothing is wrong."""
    lost = story.entries - office.entries("adiarra", story.case, now)
    expect(not lost, f"{what}: lost {lost}")
    for person in ("adiarra", "mkone"):
        code, out, err = office.run(person, ["check", "--read-data"], now)
        # Mkone's own role may have ended with this very command.
        expect(code == 0 or (person == "mkone" and code == 15), f"{what}: check: {code} {out}{err}")


def check_next(office, story, command, what):
    name, person, words, again = command
    code, _, err = office.run(person, words, NOW)
    expect(code == 0 or code in again, f"{what}: again: {code} {err}")
    check_sound(office, story, what + ", again")


# --- System calls that fail, and a kill at each ---------------------------------------------------

def can_trace():
    with tempfile.NamedTemporaryFile() as log:
        try:
            run = subprocess.run(["strace", "-o", log.name, "-e", "inject=fsync:error=EIO", "true"],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=20)
        except (OSError, subprocess.TimeoutExpired):
            return False
    return run.returncode == 0


def strace(*options):
    return ["strace", "-f", "-qq", "-o", os.devnull, *options]


def count_calls(office, command, folder):
    """How often the command makes each system call that changes something."""
    _, person, words, _ = command
    log = os.path.join(folder, "log")
    trace = ["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(ERRORS)]
    code, _, err = office.run(person, words, NOW, before=trace)
    expect(code == 0, f"{command[0]} under strace: {code} {err}")
    counts = {}
    with open(log, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            found_call = re.match(r"\d+\s+(\w+)\(", line)
            if found_call:
                counts[found_call.group(1)] = counts.get(found_call.group(1), 0) + 1
    return counts


def draw_faults(story, folder):
    """(command index, system call, n, error or KILL), in an order drawn once."""
    faults = []
    for index, _ in enumerate(story.commands):
        copy = story.office.copy(os.path.join(folder, "count"))
        counts = count_calls(copy, story.in_copy(copy.folder)[index], folder)
        shutil.rmtree(copy.folder)
        for call, count in counts.items():
            for n in range(1, count + 1):
                faults += [(index, call, n, error) for error in (*ERRORS[call], "KILL")]
    random.Random(20260520).shuffle(faults)
    return faults


def run_fault(story, fault, folder):
    index, call, n, error = fault
    office = story.office.copy(os.path.join(folder, "fault"))
    command = story.in_copy(office.folder)[index]
    what = f"{command[0]}, {call} {n}: {error}"
    action = "signal=KILL" if error == "KILL" else "error=" + error
    code, out, err = office.run(command[1], command[2], NOW, before=strace(
        "-e", "trace=" + call, "-e", f"inject={call}:{action}:when={n}"))
    if error == "KILL":
        expect(code in (-9, 137), f"{what}: exit {code}")
    else:
        # 0: a call that is not needed, a removal after all was saved.
        expect(code in (0, 16), f"{what}: exit {code} {err}")
        expect(code == 0 or "pos: hint: " in err, f"{what}: no hint: {err}")
        # What cannot be removed stays; nothing else does.
        expect(call == "unlink" or not office.temporaries(), f"{what}: a temporary stayed")
        expect("Hawa" not in err, f"{what}: names the child")
    check_sound(office, story, what)
    check_next(office, story, command, what)
    shutil.rmtree(office.folder)


def test_system_calls(story, folder):
    if not can_trace():
        print("broken_writes.py: strace cannot trace here; system calls are not made to fail")
        return
    faults = draw_faults(story, folder)
    tried = faults if LONG else faults[:30]
    for fault in tried:
        run_fault(story, fault, folder)
    kills = sum(fault[3] == "KILL" for fault in tried)
    print(f"system calls made to fail: {len(tried) - kills}, kills at one: {kills}, "
          f"of {len(faults)} in all")


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

def test_full_output(story, folder):
    """All that is printed is lost, and said so; what was saved is saved, and said so too."""
    office = story.office.copy(os.path.join(folder, "output"))
    silent = ("people set", "people retire", "group add", "directory add", "people add")
    commands = story.in_copy(office.folder)
    for name, person, words, _ in commands:
        # What someone wrote in the very second of their retirement is judged as after it.
        with open("/dev/full", "w") as full:
            code, _, err = office.run(person, words, LATER if name == "people retire" else NOW,
                                      stdout=full)
        expect(code == (0 if name in silent else 16), f"{name} to a full output: {code} {err}")
        if code == 16:
            expect("standard output could not be written" in err, f"{name}: {err}")
    entries = office.entries("adiarra", story.case, NOW)
    expect(len(entries) == len(story.entries) + 9, "what was saved before a full output")
    check_sound(office, story, "a full output", LATER)
    print(f"commands to a full standard output: {len(commands)}")


def main():
    if sys.argv[1:2] == ["--fill-up"]:
        fill_up(sys.argv[2])
        return
    with tempfile.TemporaryDirectory() as folder:
        story = Story(found(os.path.join(folder, "office")))
        test_full_output(story, folder)
        test_small_disk(os.path.join(folder, "small"))
        test_system_calls(story, folder)


main()
sys.exit(1 if failures else 0)
