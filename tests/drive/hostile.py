"""A driver that misbehaves as its arguments say: hostile.py WHAT [WHEN].

A request {"command": "run", "id": N, "case": K, …} is answered with {"id": N, "case": K, "served": S, "pid": P},
where S counts the requests that this process has answered. WHAT happens at the request whose case is
WHEN, or at the start.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time

WHAT = sys.argv[1] if len(sys.argv) > 1 else "nothing"
WHEN = sys.argv[2] if len(sys.argv) > 2 else "start"
START = {"protocol": 1, "name": "hostile", "version": "1"}
SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]


def write(text):
    os.write(1, text.encode("utf-8", "surrogateescape"))


unread = b""  # what we have read of standard input, from the first line that was not handed out


def lines():
    global unread
    while True:
        line, newline, rest = unread.partition(b"\n")
        if newline:
            unread = rest
            yield line.decode("utf-8")
            continue
        block = os.read(0, 65536)
        if not block:
            return
        unread += block


def record(pid):
    with open(os.environ["CHILDREN"], "a") as file:
        file.write("%d\n" % pid)


def child(new_session):
    """A process that outlives us and holds our pipes."""
    record(subprocess.Popen(SLEEPER, start_new_session=new_session).pid)


def stranger():
    """A process that has left everything: our group, our environment, and us."""
    if os.fork() == 0:
        os.setsid()
        pid = os.fork()
        if pid == 0:
            os.execve(sys.executable, SLEEPER, {})
        record(pid)
        os._exit(0)
    os.wait()


def forever():
    while True:
        time.sleep(60)


def misbehave(identifier):
    if WHAT == "silent":
        forever()
    elif WHAT == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        record(os.getpid())
        forever()
    elif WHAT == "crowded":
        time.sleep(0.2)
        if unread or select.select([0], [], [], 0)[0]:
            os.kill(os.getpid(), signal.SIGKILL)
    elif WHAT == "close-input":
        os.close(0)
        forever()
    elif WHAT == "flood":
        while True:
            os.write(1, b"x" * 65536)
    elif WHAT == "chatter":
        while True:
            write('{"id": %d}\n' % -1)
    elif WHAT == "drip":
        while True:
            write(" ")
            time.sleep(0.02)
    elif WHAT == "print":
        write("Hello from an import\n")
    elif WHAT == "half":
        write('{"id": %d, "ca' % identifier)
        sys.exit(0)
    elif WHAT == "wrong-id":
        write('{"id": %d}\n' % (identifier + 1))
    elif WHAT == "no-id":
        write('{"id": "%d"}\n' % identifier)
    elif WHAT == "list":
        write("[1, 2]\n")
    elif WHAT == "twice":
        write('{"id": %d, "id": %d}\n' % (identifier, identifier))
    elif WHAT == "huge":
        write('{"id": %d, "text": "%s"}\n' % (identifier, "x" * 200000))
    elif WHAT == "latin-1":
        write('{"id": %d, "text": "\udce9"}\n' % identifier)
    elif WHAT == "exit":
        sys.stderr.write("noise\n" * 2000 + "the last words\n")
        sys.exit(7)
    elif WHAT == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif WHAT == "close":
        os.close(1)
        forever()
    elif WHAT == "child":
        child(False)
        sys.exit(7)
    elif WHAT == "daemon":
        child(True)
        sys.exit(7)
    elif WHAT == "stranger":
        stranger()
        sys.exit(7)
    elif WHAT == "stranger-and-deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        stranger()
        forever()
    elif WHAT == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    elif WHAT == "zero":
        write('{"id": %d, "text": "\0"}\n' % identifier)
    elif WHAT == "nest":
        write('{"id": %d, "text": %s%s}\n' % (identifier, "[" * 40000, "]" * 40000))
    elif WHAT == "beyond":
        write('{"id": %d, "number": 1e999}\n' % identifier)
    elif WHAT == "integer":
        write('{"id": 123456789012345678901234567890}\n')
    elif WHAT == "empty":
        write("\n")
    elif WHAT == "surrogate":
        write('{"id": %d, "text": "\\ud800"}\n' % identifier)
    elif WHAT == "shout":
        for _ in range(200):
            os.write(2, b"e" * 65535 + b"\n")
    elif WHAT == "deaf-and-silent":
        os.close(2)
        os.close(1)
        os.close(0)
        forever()
    elif WHAT == "cut":
        # The first so many bytes of the answer, and no more.
        text = json.dumps(answer_to({"id": identifier, "case": int(WHEN)}, 0)) + "\n"
        write(text[:int(sys.argv[3])])
        os.kill(os.getpid(), signal.SIGKILL)
    elif WHAT == "pause":
        time.sleep(0.3)


def answer_to(request, served):
    return {"id": request["id"], "case": request["case"], "served": served, "pid": os.getpid()}


def main():
    if WHAT == "version-2":
        START["protocol"] = 2
    elif WHAT == "nameless":
        del START["name"]
    elif WHAT == "broken":
        START["broken"] = "the library is not installed"
    elif WHAT == "unread":
        write(json.dumps(START) + "\n")
        forever()
    elif WHAT == "once" and os.path.exists(WHEN):
        sys.exit("started once, and never again")
    elif WHAT == "once":
        open(WHEN, "w").close()
    elif WHAT == "early-child":
        child(False)
    elif WHAT == "early-stranger":
        stranger()
    if WHAT == "ignores-end":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    served = 0
    for line in lines():
        request = json.loads(line)
        if request["command"] == "start":
            if WHEN == "start":
                misbehave(0)
            write(json.dumps(START) + "\n")
            continue
        if "dies-after" in sys.argv and served == int(sys.argv[-1]):
            os.kill(os.getpid(), signal.SIGKILL)
        if str(request["case"]) == WHEN or WHEN == "always":
            misbehave(request["id"])
        answer = answer_to(request, served)
        if request.get("echo"):
            answer["echo"] = request["echo"]
        if request.get("environment"):
            answer["environment"] = dict((name, os.environ.get(name)) for name in request["environment"])
        write(json.dumps(answer) + "\n")
        served += 1
        if WHAT == "leave" and str(request["case"]) == WHEN:
            sys.exit(0)
        if WHAT == "speak-after" and str(request["case"]) == WHEN:
            write("thank you\n")
    if WHAT == "ignores-end":
        forever()


main()
