#!/usr/bin/env python3
"""T19: the built program carries every guard that the compiler and the linker can give, and leaves no core behind.

Reads the program with binutils, and first a program built without any guard, of which each check must complain: a check
that cannot fail is none. YAAD names the program.
"""
import os
import pathlib
import re
import resource
import subprocess
import sys
import tempfile
import time

from served import YAAD, ROOT, free_port

BARE = ["-O1", "-no-pie", "-fno-pie", "-Wl,-z,norelro", "-Wl,-z,lazy", "-Wl,-z,execstack", "-fno-stack-protector",
        "-fcf-protection=none", "-U_FORTIFY_SOURCE", "-U_GLIBCXX_ASSERTIONS", "-Wl,-rpath,/tmp"]
# Nothing ordinary makes these two, so the bare program passes them.
NEVER_BARE = ("TEXTREL", "a segment is writable")
ALL_CHECKS = 11
BARE_SOURCE = """#include <cstring>
#include <vector>
int main(int argc, char** argv) {
  char text[64];
  std::vector<int> v(argc);
  std::memcpy(text, argv[0], std::strlen(argv[0]));
  return v[0] + text[argc];
}
"""


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ, LC_ALL="C")).stdout


def faults(program):
    """Which guards are missing, in words."""
    headers = output("readelf", "-hW", program)
    segments = output("readelf", "-lW", program)
    dynamic = output("readelf", "-dW", program)
    imports = output("readelf", "--dyn-syms", "-W", program)
    code = output("objdump", "-d", "--no-show-raw-insn", program)
    stack = re.search(r"GNU_STACK.*\s(RWE?)\s", segments)
    checks = {
        "T19: it is not position-independent (-fPIE -pie)": "DYN (" in headers and re.search(r"FLAGS_1.*\bPIE\b", dynamic),
        "T19: its relocations are not read-only (-z relro)": "GNU_RELRO" in segments,
        "T19: its relocations are not bound at start (-z now)": re.search(r"FLAGS_1.*\bNOW\b", dynamic),
        "T19: its stack is executable (-z noexecstack)": stack and "E" not in stack.group(1),
        "T19: a segment is writable and executable": not re.search(r"LOAD.*\sRWE\s", segments),
        "T19: its code is relocated (TEXTREL)": "TEXTREL" not in dynamic,
        "T19: its stack is not guarded (-fstack-protector-strong)": "__stack_chk_fail" in imports,
        "T19: its copies are not checked (_FORTIFY_SOURCE)": re.search(r"__(memcpy|snprintf|memset|memmove)_chk", imports),
        "T19: its containers are not checked (_GLIBCXX_ASSERTIONS)": "__glibcxx_assert_fail" in imports,
        "T19: its jumps are not marked (-fcf-protection)": code.count("endbr64") > 100,
        "T19: it looks for libraries where it was built (RUNPATH)": not re.search(r"\((RPATH|RUNPATH)\)", dynamic),
    }
    return {words for words, holds in checks.items() if not holds}


def bare_program(folder):
    source, program = pathlib.Path(folder, "bare.cpp"), pathlib.Path(folder, "bare")
    source.write_text(BARE_SOURCE)
    subprocess.run(["c++", *BARE, str(source), "-o", str(program)], check=True, stderr=subprocess.DEVNULL)
    return str(program)


def no_core(folder):
    """N9: cores are allowed to it by whoever starts it, and it is ended by a signal that writes one."""
    def allow():
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    if most != resource.RLIM_INFINITY and os.getuid() != 0:
        return []  # they cannot be allowed here
    process = subprocess.Popen(
        [YAAD, "serve", "--data", str(ROOT / "data"), "--listen", f"127.0.0.1:{free_port()}", "--ops", "off"],
        cwd=folder, preexec_fn=allow, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    found = []
    try:
        assert any("ready in" in line for line in process.stdout), "yaad did not start"
        limits = pathlib.Path(f"/proc/{process.pid}/limits").read_text()
        if not re.search(r"Max core file size\s+1\s+1\s", limits):
            found.append("N9: a crash may write the records to disk (RLIMIT_CORE)")
        process.send_signal(6)
        process.wait(timeout=10)
        time.sleep(0.1)
        found += [f"N9: it left {path.name}" for path in pathlib.Path(folder).glob("core*")]
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    return found


def main():
    with tempfile.TemporaryDirectory() as folder:
        seen = faults(bare_program(folder))
        found = sorted(faults(YAAD))
        if len(seen) != ALL_CHECKS - len(NEVER_BARE) or any(never in line for never in NEVER_BARE for line in seen):
            found.append(f"the checks do not see a program without guards for what it is: {sorted(seen)}")
        found += no_core(folder)
    for line in found:
        print(line)
    if not found:
        print("the program carries every guard, and leaves no core")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
