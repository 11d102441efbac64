"""The tutorial of both READMEs: its commands run one after the other, and print what stands there."""
import os
import re
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAM = os.path.abspath(os.environ.get("POS_PROGRAM", os.path.join(TOP, "build/release/pos")))
END = "\x01"


def commands(readme):
    """Each command of the chapter that makes the tutorial's office, with the lines shown below it."""
    with open(os.path.join(TOP, readme), encoding="utf-8") as lines:
        chapters = re.split(r"(?m)^## ", lines.read())
    chapter = next(c for c in chapters if "    $ sh examples/tutorial/office.sh" in c)
    found = []
    for line in chapter.splitlines():
        if line.startswith("    $ "):
            found.append((line[6:], []))
        elif line.startswith("    > "):
            found[-1] = (found[-1][0] + "\n" + line[6:], [])
        elif line.startswith("    "):
            found[-1][1].append(line[4:])
    return found


def run(steps):
    """What each command prints, both streams, in one shell in a folder of its own."""
    script = "".join(f"{{ {command}\n}} 2>&1; printf '{END}'\n" for command, _ in steps)
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.join(TOP, "examples"), os.path.join(folder, "examples"))
        clean = {name: value for name, value in os.environ.items()
                 if not name.startswith(("POS_", "LC_", "LANG"))}
        shell = subprocess.run(["bash", "-c", script], cwd=folder, text=True,
                               stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               env=dict(clean, HOME=folder, POS_PROGRAM=PROGRAM))
    return shell.stdout.split(END)[:-1]


def without_chance(line):
    """Identifiers are drawn anew each time; of an entry's, the time it stands for is not."""
    line = re.sub(r"SIK-2026-[0-9A-Z]{8}", "SIK-2026-xxxxxxxx", line.rstrip())
    return re.sub(r"\b(01[0-9A-Z]{8})[0-9A-Z]{16}\b", r"\1", line)


def fits(shown, printed):
    """`…` alone on a line stands for lines left out."""
    if not shown:
        return not printed
    if shown[0].strip() == "…":
        return any(fits(shown[1:], printed[left:]) for left in range(len(printed) + 1))
    return bool(printed) and shown[0] == printed[0] and fits(shown[1:], printed[1:])


def check(readme):
    steps = commands(readme)
    outputs = run(steps)
    if len(outputs) != len(steps) or len(steps) < 20:
        sys.exit(f"{readme}: {len(outputs)} of {len(steps)} commands came to an end")
    wrong = 0
    for (command, shown), output in zip(steps, outputs):
        expected = [without_chance(line) for line in shown]
        printed = [without_chance(line) for line in output.splitlines() if line]
        if not fits(expected, printed):
            wrong += 1
            print(f"{readme}: $ {command}\nshown:", *expected, "printed:", *printed, sep="\n")
    return wrong


if sum([check("README.md"), check("README.fr.md")]):
    sys.exit(1)
