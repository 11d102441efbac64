"""The manual pos.1 has every command, option and exit code of the program, and no option more."""
import os
import re
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.environ.get("POS_PROGRAM", os.path.join(TOP, "build/release/pos"))
SHARED = {"help", "version"}  # options that CLI11 gives to every command
failures = []


def read(path):
    with open(os.path.join(TOP, path), encoding="utf-8") as file:
        return file.read()


def help_of(command):
    run = subprocess.run([PROGRAM, *command, "--lang", "en", "--help"], stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, text=True)
    if run.returncode != 0 or not run.stdout:
        sys.exit(f"pos {' '.join(command)} --help: exit code {run.returncode}")
    return run.stdout


class Command:
    """What the help of one command says of it."""

    def __init__(self, path, aliases=()):
        self.path, self.aliases = path, aliases
        self.options, self.arguments, self.children = set(), [], []
        section = ""
        for line in help_of(path).splitlines():
            if re.match(r"\S.*:$", line):
                section = line
            elif re.match(r" {2}\S", line):  # what goes on from the line before stands further in
                self.take(section, re.match(r"(?:\S+, )*\S+", line.strip())[0])

    def take(self, section, names):
        if names.startswith("-"):
            self.options |= set(re.findall(r"--([a-z][a-z-]*)", names))
        elif section == "Arguments:":
            self.arguments.append(names)
        elif section:
            name, *aliases = names.split(", ")
            self.children.append(Command([*self.path, name], aliases))

    def all(self):
        yield self
        for child in self.children:
            yield from child.all()


def options_in(mdoc):
    return set(re.findall(r"\bFl -([a-z][a-z-]*)", mdoc))


def synopsis_of(mdoc):
    return "".join(re.findall(r"^\.Bd -ragged.*\n((?:.*\n)*?)\.Ed$", mdoc, flags=re.M))


def described_in(mdoc):
    return "\n".join(re.findall(r"^\.It (.*)$", mdoc, flags=re.M))


def sections_of(mdoc, macro):
    """Each heading's words with the text below it, the text before the first under an empty one."""
    parts = re.split(rf"^\.{macro} (.*)$", "\n" + mdoc, flags=re.M)
    return dict([("", parts[0]), *zip(parts[1::2], parts[2::2])])


class Manual:
    def __init__(self, mdoc):
        self.mdoc = mdoc
        self.commands = {}  # "refer counter" -> its heading, its text, what it shares with others
        for text in sections_of(mdoc, "Sh").values():
            parts = sections_of(text, "Ss")
            for heading, part in parts.items():
                if heading.startswith("pos "):
                    name = heading[len("pos "):].split(" (")[0]
                    self.commands[name] = (heading, part, parts[""])
        self.common = sections_of(sections_of(mdoc, "Sh")["DESCRIPTION"], "Ss")["Common options"]


def check_command(command, manual):
    name = " ".join(command.path)
    heading, text, shared = manual.commands.pop(name, (None, "", ""))
    if heading is None:
        # A command that only has others below it is described by them.
        if not command.children or command.arguments or command.options - SHARED:
            failures.append(f"{name}: the command is missing")
        return
    for alias in command.aliases:
        if alias not in re.findall(r"[\w-]+", heading):
            failures.append(f"{name}: the name {alias} is missing")
    own = command.options - SHARED
    synopsis = synopsis_of(text)
    for option in sorted(own - options_in(synopsis)):
        failures.append(f"{name}: --{option} is missing from its synopsis")
    for option in sorted(own - options_in(described_in(shared + text))):
        failures.append(f"{name}: --{option} is not described")
    for option in sorted(options_in(synopsis + described_in(text)) - own):
        failures.append(f"{name}: it has no --{option}")
    for argument in command.arguments:
        if f"Ar {argument}" not in synopsis:
            failures.append(f"{name}: the argument {argument} is missing")


def check_options(program, manual):
    missing = program.options - options_in(manual.common)
    failures.extend(f"common options: --{option} is missing" for option in sorted(missing))
    known = set().union(*(command.options for command in program.all()))
    named = options_in(manual.mdoc) | set(re.findall(r"(?<![\w-])--([a-z][a-z-]*)", manual.mdoc))
    failures.extend(f"the program has no --{option}" for option in sorted(named - known))


def check_exit_codes(manual):
    numbers = dict(re.findall(r"^  (\w+) = (\d+),$", read("lib/base/error.h"), flags=re.M))
    words = re.findall(r'\{ErrorCode::(\w+),\s*"(\w+)"', read("lib/base/error.cc"))
    if not words:
        failures.append("no exit codes found in lib/base/error.cc")
    status = sections_of(manual.mdoc, "Sh").get("EXIT STATUS", "")
    for code, word in words:
        if not re.search(rf"^\.It {numbers[code]}\n\.Cm {word} ", status, flags=re.M):
            failures.append(f"EXIT STATUS: {numbers[code]} {word} is missing")


def check():
    manual = Manual(read("man/pos.1").replace("\\\n", " "))  # lines joined by a backslash
    program = Command([])
    for child in program.children:
        for command in child.all():
            check_command(command, manual)
    failures.extend(f"{name}: the program has no such command" for name in manual.commands)
    check_options(program, manual)
    check_exit_codes(manual)


check()
for failure in failures:
    print(f"pos.1: {failure}", file=sys.stderr)
sys.exit(1 if failures else 0)
