#!/usr/bin/env python3
"""At the end of a run nothing secret is left in memory: the program is stopped as it exits, and all
that it could still write is searched for keys and passphrases, as bytes and as text.

Without the right to trace (a container may forbid it) this says so and passes."""

import base64
import ctypes
import hashlib
import hmac
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("POS_PROGRAM", str(TOP / "build" / "release" / "pos"))
PHRASE = "quatorze tortues sous un fromager"
DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

PTRACE_TRACEME, PTRACE_CONT, PTRACE_SETOPTIONS, PTRACE_O_TRACEEXIT = 0, 7, 0x4200, 0x40
PTRACE_EVENT_EXIT = 6
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long

failures = []


# Of keys whose text is not known.
ANY_KEY = re.compile(rb"AGE-SECRET-KEY-1[0-9A-Z]{20}", re.I)


class NotAllowed(Exception):
    pass


def check(holds, what):
    if not holds:
        failures.append(what)
        print(f"memory.py: {what}", file=sys.stderr)


def secret_bytes(text):
    """The 32 bytes of an AGE-SECRET-KEY-1… (Bech32, its checksum left unread)."""
    bits = "".join(format(DIGITS.index(c), "05b") for c in text.lower().split("-1", 1)[1][:-6])
    return bytes(int(bits[i:i + 8], 2) for i in range(0, 256, 8))


def signing_seed(secret):
    """HKDF-SHA-256 without salt, `pos signing v1` (format.md 3)."""
    extracted = hmac.new(bytes(32), secret, hashlib.sha256).digest()
    return hmac.new(extracted, b"pos signing v1\x01", hashlib.sha256).digest()


def traces_of(key_text):
    """What a key would leave behind: name and bytes."""
    secret = secret_bytes(key_text)
    seed = signing_seed(secret)
    # X25519 and Ed25519 set some bits of a key before they use it; the middle stays as it is.
    expanded = hashlib.sha512(seed).digest()
    return [("a key", secret[1:31]), ("a key's text", key_text[15:60].encode()),
            ("a key's text", key_text[15:60].lower().encode()), ("a signing seed", seed),
            ("a signing key", expanded[1:31]), ("a key in base64", base64.b64encode(secret)[:40])]


def traces_on_paper(printed):
    """The lines of a sheet as they are printed; both copies."""
    lines = re.findall(r"^ +[1-8] +([0-9A-HJKMNP-TV-Z]{4}[ -][0-9A-HJKMNP-TV-Z]{4})\b", printed,
                       flags=re.MULTILINE)
    check(len(lines) >= 16, f"two copies of eight lines are printed: {len(lines)}")
    return [("a line on paper", line.encode()) for line in lines]


def memory_of(child):
    """All that the process can write."""
    for line in Path(f"/proc/{child}/maps").read_text().splitlines():
        place, rights = line.split()[:2]
        if not rights.startswith("rw") or line.endswith("[vvar]"):
            continue
        begin, end = (int(part, 16) for part in place.split("-"))
        try:
            with open(f"/proc/{child}/mem", "rb", buffering=0) as memory:
                memory.seek(begin)
                yield line, memory.read(end - begin)
        except PermissionError as error:
            raise NotAllowed(str(error)) from error
        except OSError:  # a guard page
            continue


def start(words, environment, stdin):
    child = os.fork()
    if child == 0:
        libc.ptrace(PTRACE_TRACEME, 0, None, None)
        os.dup2(stdin, 0)
        null = os.open("/dev/null", os.O_RDWR)
        os.dup2(null, 1)
        os.dup2(null if not os.environ.get("POS_TEST_SHOW") else 2, 2)
        os.execve(words[0], words, environment)
    return child


def run_and_search(words, environment, traces, stdin="/dev/null"):
    """Runs the program, looks through its memory as it exits; its exit code and what was found."""
    with open(stdin, "rb") as given:
        child = start(words, environment, given.fileno())
    status = os.waitpid(child, 0)[1]
    if not os.WIFSTOPPED(status):
        raise NotAllowed("the child did not stop")
    if libc.ptrace(PTRACE_SETOPTIONS, child, None, PTRACE_O_TRACEEXIT) != 0:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise NotAllowed(os.strerror(ctypes.get_errno()))
    found, code, looked, deliver = set(), None, 0, 0
    while code is None:
        libc.ptrace(PTRACE_CONT, child, None, deliver)
        status = os.waitpid(child, 0)[1]
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            code = os.waitstatus_to_exitcode(status)
        elif status >> 8 == signal.SIGTRAP | PTRACE_EVENT_EXIT << 8:
            deliver = 0
            for line, memory in memory_of(child):
                looked += len(memory)
                found.update((what, line.split()[-1]) for what, trace in traces if trace in memory)
                found.update(("some key's text", line.split()[-1]) for _ in ANY_KEY.findall(memory))
        else:
            deliver = os.WSTOPSIG(status)
    return code, found, looked


class Office:
    """A vault with a case manager whose key has a passphrase, and their supervisor."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = {"HOME": folder, "POS_LANG": "en", "POS_VAULT": f"{folder}/vault",
                            "POS_NOW": "2026-09-01T09:00:00Z"}
        self.words = f"{folder}/words"
        Path(self.words).write_text(PHRASE + "\n")
        people = [("amaiga", "administrator"), ("mtraore", "supervisor"),
                  ("adiarra", "case_manager"), ("skone", "statistics_officer")]
        for code, _ in people:
            self.pos(code, "key", "new", self.key(code), "--no-passphrase")
            card = self.pos(code, "key", "card", self.key(code), "--code", code, "--name", code)
            Path(f"{folder}/{code}.yaml").write_text(card)
        self.pos("amaiga", "init", f"{folder}/vault", "--code", "T", "--name", "Inventé",
                 "--region", "BKO", "--structure", "DRPFEF-BKO", "--card",
                 f"{folder}/amaiga.yaml", "--recovery", f"{folder}/recovery.key")
        for code, role in people[1:]:
            unit = {"supervisor": ["--unit", "u1", "--recovery", f"{folder}/recovery.key"],
                    "case_manager": ["--unit", "u1", "--supervisor", "mtraore"],
                    "statistics_officer": ["--recovery", f"{folder}/recovery.key"]}[role]
            self.pos("amaiga", "people", "add", "--card", f"{folder}/{code}.yaml", "--role", role,
                     *unit)

    def key(self, code):
        return f"{self.folder}/{code}.key"

    def text_of_key(self, path):
        return re.search(r"AGE-SECRET-KEY-1\w+", Path(path).read_text()).group()

    def text_of_group(self, name, code):
        """The group's secret, as the stock program gives it."""
        armoured = "".join(
            line.strip() + "\n"
            for line in re.search(r"-----BEGIN.*?END AGE ENCRYPTED FILE-----",
                                  Path(f"{self.folder}/vault/groups/{name}.yaml").read_text(),
                                  re.S).group().splitlines())
        opened = subprocess.run(["age", "-d", "-i", self.key(code)], input=armoured.encode(),
                                capture_output=True, check=True).stdout.decode()
        return re.search(r"AGE-SECRET-KEY-1\w+", opened).group()

    def pos(self, code, *words):
        return subprocess.run([PROGRAM, *words], check=True, capture_output=True, text=True,
                              env={**self.environment, "POS_IDENTITY": self.key(code)}).stdout


def searched(office, code, words, traces, expected, stdin="/dev/null", **environment):
    everything = {**office.environment, "POS_IDENTITY": office.key(code), **environment}
    ended, found, looked = run_and_search([PROGRAM, *words], everything, traces, stdin)
    told = " ".join(words[:2])
    check(ended in expected, f"`pos {told}` exits {expected}: {ended}")
    check(looked > 100_000, f"the memory of `pos {told}` was looked at: {looked} bytes")
    check(not found, f"`pos {told}` leaves nothing secret in memory: {sorted(found)}")
    return looked


def test_a_planted_key_is_found(office, traces):
    """A shell that has read the key: the search must see it."""
    words = ["/bin/sh", "-c", f"while read line; do kept=$kept$line; done <{office.key('adiarra')}"]
    _, found, _ = run_and_search(words, {}, traces)
    check(any(what == "a key's text" for what, _ in found), "the search finds a planted key")


def main():
    folder = tempfile.mkdtemp()
    try:
        return test(folder)
    except NotAllowed as why:
        print(f"memory.py: skipped, tracing is not allowed here ({why})")
        return 0
    finally:
        shutil.rmtree(folder)


def test(folder):
    office = Office(folder)
    keys = [office.text_of_key(office.key(code)) for code in ("adiarra", "mtraore", "skone")]
    keys.append(office.text_of_key(f"{folder}/recovery.key"))
    keys.append(office.text_of_group("team-u1", "mtraore"))
    traces = [trace for key in keys for trace in traces_of(key)]
    traces.append(("a passphrase", PHRASE.encode()[4:]))
    test_a_planted_key_is_found(office, traces)

    form = f"{folder}/form.yaml"
    shutil.copy(TOP / "examples" / "cases" / "awa" / "1.B.yaml", form)
    looked = searched(office, "adiarra", ["register", "--from", form], traces, {0})
    case = office.pos("adiarra", "list", "--format", "csv").splitlines()[1].split(",")[0]
    looked += searched(office, "adiarra", ["show", case, "--names"], traces, {0})
    looked += searched(office, "mtraore", ["show", case, "--names"], traces, {0})
    looked += searched(office, "mtraore", ["list"], traces, {0})
    looked += searched(office, "skone", ["report", "--month", "2026-08"], traces, {0})
    looked += searched(office, "adiarra", ["check", "--read-data"], traces, {0})
    looked += searched(office, "amaiga", ["group", "add", "team-u1", "mtraore", "--recovery",
                                          f"{folder}/recovery.key"], traces, {0, 14})
    looked += searched(office, "skone", ["show", case], traces, {15})
    looked += searched(office, "adiarra", ["show", "BKO-2026-XXXXXXXX"], traces, {5})
    recovery = f"{folder}/recovery.key"
    looked += searched(office, "adiarra", ["rekey", "--recovery", recovery], traces, {0})
    looked += searched(office, "mtraore", ["assign", case, "--to", "adiarra"], traces, {15})
    os.mkdir(f"{folder}/copy")
    looked += searched(office, "adiarra", ["backup", f"{folder}/copy", "--test-restore=all"],
                       traces, {0})
    sheets = office.pos("amaiga", "key", "paper", recovery)
    on_paper = traces_on_paper(sheets)
    looked += searched(office, "amaiga", ["key", "paper", recovery], traces + on_paper, {0})
    typed = f"{folder}/typed"
    Path(typed).write_text("\n".join(line.decode() for _, line in on_paper[:8]) + "\n")
    looked += searched(office, "amaiga", ["key", "verify-paper"], traces + on_paper, {0}, typed)
    looked += searched(office, "amaiga", ["group", "rotate", "recovery", "--recovery", recovery,
                                          "--new-recovery", f"{folder}/fresh.key"], traces, {0})
    words = {"POS_PASSPHRASE_FILE": office.words}
    looked += searched(office, "adiarra", ["key", "new", f"{folder}/new.key"], traces, {0}, **words)
    looked += searched(office, "adiarra",
                       ["key", "card", f"{folder}/new.key", "--code", "x", "--name", "X"], traces,
                       {0}, **words)
    looked += searched(office, "adiarra", ["unlock", "--for", "1m"], traces, {0, 1}, **words,
                       POS_IDENTITY=f"{folder}/new.key")
    looked += searched(office, "adiarra", ["lock"], traces, {0, 1},
                       POS_IDENTITY=f"{folder}/new.key")
    print(f"memory.py: {len(traces)} traces looked for in {looked >> 20} MiB")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
