"""What both benchmarks say about where they ran, and how they run the programs that measure."""
import json
import os
import platform
import subprocess
import sys
from pathlib import Path


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def machine():
    cpu = next((line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")), platform.machine())
    kib = int(next(line.split()[1] for line in Path("/proc/meminfo").read_text().splitlines()
                   if line.startswith("MemTotal")))
    compiler = subprocess.run(["c++", "--version"], capture_output=True, text=True).stdout.splitlines()
    return {"cpu": cpu, "cores": os.cpu_count(), "memory_gib": round(kib / 2**20),
            "compiler": compiler[0] if compiler else "unknown", "load_at_start": round(os.getloadavg()[0], 1)}


def output(command, **more):
    done = subprocess.run([str(c) for c in command], stdout=subprocess.PIPE, **more)
    if done.returncode != 0:
        raise SystemExit(f"bench: {Path(command[0]).name} ended with {done.returncode}")
    return json.loads(done.stdout)
