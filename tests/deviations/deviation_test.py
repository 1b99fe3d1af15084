"""Runs one program of reports/deviations on one system. Usage: deviation_test.py NAME@VERSION PROGRAM."""
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "contract"))
import user

selector, program = sys.argv[1:]
command = user.command_of(selector)
if command is None:
    print("skipped: %s has no environment; ibid setup %s makes it" % (selector, selector))
    sys.exit(77)
# The driver's own command, with the program in the place of the driver.
sys.exit(subprocess.call(command[:-1] + [program]))
