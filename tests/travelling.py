"""An office on two machines: a bare git repository, a stick, and files named as Syncthing does."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.abspath(os.environ.get("POS_PROGRAM", os.path.join(TOP, "build/release/pos")))
FORMS = os.path.join(TOP, "examples/cases/hawa")
failures = []


def expect(what, found, wanted):
    if found != wanted:
        failures.append(f"{what}: {found}, not {wanted}")


class Machine:
    """One person's folders, and a vault on it."""

    def __init__(self, folder, person, keys):
        self.folder, self.vault = folder, os.path.join(folder, "vault")
        self.now = "2026-04-13T09:20:00Z"
        os.makedirs(os.path.join(folder, "bin"))
        os.symlink(PROGRAM, os.path.join(folder, "bin/pos"))
        self.keys = keys
        self.person = person

    def environment(self):
        return dict(os.environ, HOME=self.folder, XDG_STATE_HOME=self.folder + "/state",
                    XDG_CACHE_HOME=self.folder + "/cache", POS_VAULT=self.vault,
                    POS_IDENTITY=f"{self.keys}/{self.person}.key", POS_NOW=self.now, POS_LANG="en",
                    POS_SCHEMAS=os.path.join(TOP, "schemas"), POS_PROGRAM=PROGRAM,
                    PATH=self.folder + "/bin:" + os.environ["PATH"],
                    GIT_CONFIG_NOSYSTEM="1", GIT_AUTHOR_NAME="x", GIT_AUTHOR_EMAIL="x@example.org",
                    GIT_COMMITTER_NAME="x", GIT_COMMITTER_EMAIL="x@example.org")

    def run(self, *words, code=0, cwd=None):
        done = subprocess.run(words, env=self.environment(), cwd=cwd or self.folder, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE)
        if done.returncode != code:
            sys.exit(f"{' '.join(words)}: exit {done.returncode}, not {code}\n"
                     f"{done.stdout}{done.stderr}")
        return done.stdout.strip()

    def pos(self, *words, code=0, now=None, person=None):
        self.now, self.person = now or self.now, person or self.person
        return self.run(PROGRAM, "--no-input", *words, code=code)

    def entries(self, case):
        history = json.loads(self.pos("history", case, "--format", "json"))
        return [item["entry"] for item in history["items"]]

    def files(self):
        found = {}
        for folder, folders, names in os.walk(self.vault):
            folders[:] = [each for each in folders if each != ".git"]
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, self.vault)] = file.read()
        return found

    def exchange(self, code=0):
        self.run("sh", os.path.join(TOP, "examples/travelling/with-git.sh"), self.vault, code=code)


def found_office(first, folder):
    keys = first.keys
    os.makedirs(keys)
    staff = (("otoure", "administrator"), ("mkone", "supervisor"), ("adiarra", "case_manager"),
             ("ktraore", "case_manager"))
    recovery = os.path.join(folder, "recovery.key")
    for code, role in staff:
        first.pos("key", "new", f"{keys}/{code}.key", "--no-passphrase",
                  now="2026-01-02T09:00:00Z")
        card = first.pos("key", "card", f"{keys}/{code}.key", "--code", code, "--name", "Invented")
        with open(f"{keys}/{code}.yaml", "w", encoding="utf-8") as file:
            file.write(card + "\n")
    first.pos("init", first.vault, "--git", "--with-identities", "--code", "B", "--name", "Bureau",
              "--region", "BKO", "--structure", "S", "--card", f"{keys}/otoure.yaml", "--recovery",
              recovery, person="otoure")
    for code, role in staff[1:]:
        supervised = ["--supervisor", "mkone"] if role == "case_manager" else []
        first.pos("people", "add", "--card", f"{keys}/{code}.yaml", "--role", role, "--unit", "u",
                  *supervised, "--recovery", recovery)


def record(machine, case, form, now):
    return machine.pos("record", case, form, "--from", f"{FORMS}/{form}.yaml", now=now,
                       person="adiarra")


def work_apart(first, second, case, hour):
    """Two entries on one case and changes of one card and one service, on both machines at once."""
    mine = record(first, case, "1.A", f"2026-04-16T{hour}:10:00Z")
    theirs = record(second, case, "1.A", f"2026-04-16T{hour}:05:00Z")
    for machine, name in ((first, "One"), (second, "Two")):
        machine.pos("people", "set", "ktraore", "--name", f"Invented {name}",
                    now=f"2026-04-16T{hour}:20:00Z", person="otoure")
        machine.person = "adiarra"
    return {mine, theirs}


def check_same(what, first, second, case, entries):
    expect(f"{what}: the entries", entries <= set(first.entries(case)), True)
    expect(f"{what}: the same journal", first.entries(case), second.entries(case))
    ours, theirs = first.files(), second.files()
    expect(f"{what}: the same files", sorted(ours), sorted(theirs))
    expect(f"{what}: other bytes", [name for name in ours if ours[name] != theirs.get(name)], [])
    expect(f"{what}: parts", [name for name in ours if name.count(".") > 2], [])
    first.pos("check", "--read-data")


def check_git(folder):
    bare = os.path.join(folder, "office.git")
    keys = os.path.join(folder, "keys")
    first = Machine(os.path.join(folder, "one"), "otoure", keys)
    second = Machine(os.path.join(folder, "two"), "adiarra", keys)
    found_office(first, folder)
    first.run("git", "init", "-q", "--bare", bare)
    first.run("git", "remote", "add", "origin", bare, cwd=first.vault)
    case = first.pos("register", "--from", f"{FORMS}/1.B.yaml", now="2026-04-13T09:20:00Z",
                     person="adiarra")
    first.exchange()
    branch = first.run("git", "symbolic-ref", "--short", "HEAD", cwd=first.vault)
    second.run("git", "clone", "-q", "-b", branch, bare, second.vault)
    second.pos("init", "--git", "--with-identities", second.vault)
    expect("the driver", second.run("git", "config", "merge.pos.driver", cwd=second.vault),
           "pos merge %A %O %B %P")

    entries = work_apart(first, second, case, "09")
    first.exchange()
    second.exchange()
    first.exchange()
    check_same("git", first, second, case, entries)

    # A machine that opens nothing pulls: nothing is lost, and the manager's next exchange folds it.
    entries |= work_apart(first, second, case, "10")
    first.exchange()
    second.person = "otoure"
    second.exchange()
    expect("a part for the manager",
           any(name.startswith(f"cases/2026/{case}.") and name.count(".") > 2
               for name in second.files()), True)
    second.person = "adiarra"
    first.exchange()
    second.exchange()
    check_same("git, by the administrator", first, second, case, entries)

    # A new colleague writes on a case that both changed; the card comes with the same pull.
    second.pos("key", "new", f"{keys}/new.key", "--no-passphrase", now="2026-04-16T11:00:00Z")
    card = second.pos("key", "card", f"{keys}/new.key", "--code", "fresh", "--name", "Invented")
    with open(f"{keys}/new.yaml", "w", encoding="utf-8") as file:
        file.write(card + "\n")
    second.pos("people", "add", "--card", f"{keys}/new.yaml", "--role", "data_clerk", "--unit", "u",
               person="otoure")
    second.person = "adiarra"
    entries |= work_apart(first, second, case, "12")
    for machine in (second, first, second, first):
        machine.exchange()
    check_same("git, with a new colleague", first, second, case, entries)
    return first, second, case, entries


def check_refused(first, second, case):
    """What git cannot merge is a conflict, ours stays, and nothing of it is in the vault."""
    record(first, case, "1.A", "2026-04-16T13:00:00Z")
    first.exchange()
    path = f"cases/2026/{case}.yaml.age"
    damaged = second.files()[path][:-5]
    with open(os.path.join(second.vault, path), "wb") as file:
        file.write(damaged)
    second.run("git", "commit", "-qam", "damaged", cwd=second.vault)
    second.run("git", "pull", "-q", "--no-rebase", "--no-edit", cwd=second.vault, code=1)
    expect("ours after a conflict", second.files()[path], damaged)
    second.run("git", "merge", "--abort", cwd=second.vault)
    second.run("git", "reset", "-q", "--hard", "@{u}", cwd=second.vault)


def check_stick(folder, first, second, case, entries):
    stick = os.path.join(folder, "stick")
    for machine, now in ((first, "14"), (second, "15")):
        entries.add(record(machine, case, "1.A", f"2026-04-16T{now}:00:00Z"))
    for machine in (first, second, first):
        machine.run("sh", os.path.join(TOP, "examples/travelling/with-stick.sh"), machine.vault,
                    stick)
    check_same("a stick", first, second, case, entries)


def check_syncthing(first, second, case, entries):
    for machine, now in ((first, "16"), (second, "17")):
        entries.add(record(machine, case, "1.A", f"2026-04-16T{now}:00:00Z"))
    for name in (f"cases/2026/{case}.yaml", f"facts/2026/{case}.yaml"):
        shutil.copy(os.path.join(second.vault, name + ".age"),
                    os.path.join(first.vault,
                                 name + ".sync-conflict-20261122-101500-ABCDEFG.age"))
    first.pos("merge", "--conflicts")
    second.pos("merge", "--from", first.vault)
    check_same("Syncthing", first, second, case, entries)


if shutil.which("git") is None:
    print("git is not installed: a vault on git was not tried", file=sys.stderr)
    sys.exit(0)
with tempfile.TemporaryDirectory() as folder:
    first, second, case, entries = check_git(folder)
    check_refused(first, second, case)
    check_stick(folder, first, second, case, entries)
    check_syncthing(first, second, case, entries)
for failure in failures:
    print(failure, file=sys.stderr)
sys.exit(1 if failures else 0)
