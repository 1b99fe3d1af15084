"""Prints in every way that it knows, between two answers.

Usage: INTERPRETER noise.py FOLDER, which has ibid_channel.
"""
import os
import subprocess
import sys

sys.path.insert(0, sys.argv[1])
import ibid_channel

channel = ibid_channel.take_channel()
channel.send("first")
sys.stdout.write("sys.stdout\n")
sys.stdout.flush()
sys.__stdout__.write("sys.__stdout__\n")
sys.__stdout__.flush()
os.system("echo a shell")
subprocess.call(["echo", "a child"])
if sys.platform.startswith("java"):
    from java.lang import System
    System.out.println("System.out")
else:  # Jython knows no descriptor 1
    os.write(1, b"os.write\n")
channel.send("last")
