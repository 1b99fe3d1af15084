"""Drives a real headless Chromium over its own protocol, by a pipe: what a test does to a page, as a person would."""

import base64
import fcntl
import json
import os
import pathlib
import select
import shutil
import subprocess
import tempfile
import time

# 1 MiB: what a page may hand over in one message is not bounded by the pipe, but reading is by portions.
PORTION_BYTES = 1 << 20


def find():
    """The program's path, or None where there is no Chromium."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Chromium:
    """One browser with one page. `messages` are what the page wrote to its console, and what it threw."""

    def __init__(self, program):
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_browser, self.write_end = os.pipe()
        self.read_end, from_browser = os.pipe()
        command = [
            program,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--allow-file-access-from-files",
            f"--user-data-dir={self.folder.name}",
            "--remote-debugging-pipe",
            "about:blank",
        ]

        def keep():
            # The protocol's pipes are to be 3 and 4; what these were may be in the way of each other.
            high = [fcntl.fcntl(end, fcntl.F_DUPFD, 100) for end in (to_browser, from_browser)]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        with open(os.devnull, "wb") as nothing:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=nothing, stderr=nothing, close_fds=False, preexec_fn=keep
            )
        os.close(to_browser)
        os.close(from_browser)
        self.next_id = 0
        self.buffer = b""
        self.messages = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(domain + ".enable")

    session = None

    def read(self, until):
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.read_end], [], [], max(0, until - time.monotonic()))
            if not ready:
                raise TimeoutError("the browser does not answer")
            portion = os.read(self.read_end, PORTION_BYTES)
            if not portion:
                raise EOFError("the browser is gone")
            self.buffer += portion
        text, _, self.buffer = self.buffer.partition(b"\0")
        message = json.loads(text)
        if message.get("method") == "Runtime.exceptionThrown":
            details = message["params"]["exceptionDetails"]
            self.messages.append("thrown: " + details.get("exception", {}).get("description", details["text"]))
        elif message.get("method") == "Runtime.consoleAPICalled" and message["params"]["type"] in (
            "error",
            "warning",
            "assert",
        ):
            self.messages.append(
                "console: "
                + " ".join(str(one.get("value", one.get("description"))) for one in message["params"]["args"])
            )
        elif message.get("method") == "Log.entryAdded" and message["params"]["entry"]["level"] in ("error", "warning"):
            entry = message["params"]["entry"]
            self.messages.append(f"log: {entry['text']} {entry.get('url', '')}")
        return message

    def call(self, method, seconds=60, **parameters):
        self.next_id += 1
        message = {"id": self.next_id, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write_end, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + seconds
        while True:
            answer = self.read(until)
            if answer.get("id") == self.next_id:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def run(self, expression):
        """The value of a JavaScript expression; a Promise is waited for."""
        result = self.call("Runtime.evaluate", seconds=600, expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description", details["text"]))
        return result["result"].get("value")

    def go(self, address):
        """Opens an address anew, and waits until it is loaded."""
        for place in ("about:blank", address):
            self.call("Page.navigate", url=place)
            self.until(
                f"document.readyState === 'complete' && location.href.startsWith({json.dumps(place.split('#')[0])})"
            )

    def until(self, condition, seconds=60):
        """Waits for a JavaScript expression to be true; a document that is going away has none."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if self.run(condition) is True:
                    return
            except RuntimeError:
                pass
            time.sleep(0.02)
        raise TimeoutError(f"in vain: {condition}")

    def size(self, width, height, mobile=False, scale=1):
        """In pixels of the page; scale: how many of the screen each of them has."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=mobile
        )

    def media(self, scheme="light", kind=""):
        """scheme: light or dark; kind: "print" as on paper, "" as on a screen."""
        self.call(
            "Emulation.setEmulatedMedia", media=kind, features=[{"name": "prefers-color-scheme", "value": scheme}]
        )

    KEYS = {
        "Enter": (13, "\r"),
        "Tab": (9, ""),
        "Escape": (27, ""),
        "ArrowLeft": (37, ""),
        "ArrowUp": (38, ""),
        "ArrowRight": (39, ""),
        "ArrowDown": (40, ""),
        "Home": (36, ""),
        "End": (35, ""),
        " ": (32, " "),
    }

    def press(self, key, shift=False):
        """A key as the keyboard sends it: a name of KEYS, or a character."""
        code, text = self.KEYS.get(key, (ord(key.upper()[0]), key))
        event = {"key": key, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **event)
        self.call("Input.dispatchKeyEvent", type="keyUp", **event)

    def type(self, text):
        for character in text:
            self.press(character)

    def picture(self, path, whole=False):
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        pathlib.Path(path).write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        try:
            self.session = None
            self.call("Browser.close", seconds=5)
        except (OSError, EOFError, TimeoutError):
            self.process.kill()
        self.process.wait()
        os.close(self.write_end)
        os.close(self.read_end)
        self.folder.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()
