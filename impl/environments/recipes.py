"""How the environment of an implementation is made: from its entry "environment" in implementations.json, or, for a version
that needs another one, from what "environments" has for it.

    {"packages": ["jax=={version}", "numpy"], "python": ["3.12", "3.11"]}    a virtual environment, by pip
    {"packages": ["numpy==2.4.6"], "module": "ibid_reference_python"}        likewise, and a module of ibid's own, built for it
    {"interpreter": "pypy"}                                                  an interpreter that is installed
    {"npm": ["@tensorflow/tfjs@{version}"]}                                  node_modules, by npm
    {"jars": ["org.python:jython-standalone:{version}"]}                     files from Maven Central
    {"targets": ["ibid_eigen"], "debian": ["g++", "libeigen3-dev"]}          built where ibid was built

Each function fills a new folder, but for the last, which needs none. It raises Absent for what only the machine's owner can provide, and
Failed for what did not work.
"""
import hashlib
import os
import shutil
import subprocess
import urllib.error
import urllib.request

import interpreters

MAVEN = "https://repo1.maven.org/maven2"
LOCKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "locks")
TAIL_LINES = 15
# What pip says where it goes on to say that there is no such version.
UNREACHABLE = ("NewConnectionError", "ConnectTimeoutError", "NameResolutionError", "ProxyError", "SSLError")


class Absent(Exception):
    """Something has to be installed first: what, and how."""


class Failed(Exception):
    """A step did not work: which, and its last words."""


class Log(object):
    """Runs commands whose output goes to a file."""

    def __init__(self, path):
        self.path = path
        self.last_command = 0  # where in the file its output begins
        open(path, "w").close()

    def run(self, command, **keywords):
        """Whether the command succeeded."""
        with open(self.path, "a") as log:
            self.last_command = log.tell()
            log.write("$ %s\n" % " ".join(command))
            log.flush()
            try:
                return subprocess.call(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, **keywords) == 0
            except OSError as error:
                log.write("%s\n" % error)
                return False

    def tail(self):
        with open(self.path, errors="replace") as log:
            return "".join(log.readlines()[-TAIL_LINES:]).rstrip()

    def says(self, words):
        """Whether the last command wrote that."""
        with open(self.path, errors="replace") as log:
            log.seek(self.last_command)
            return words in log.read()


def install_debian(packages, log):
    """True if the packages could be installed, which takes root and apt-get."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends"] + packages
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    return log.run(install, env=environment) or (
        log.run(["apt-get", "update", "-q"]) and log.run(install, env=environment))


def need_program(program, package, log):
    if shutil.which(program) is None and not (install_debian([package], log) and shutil.which(program)):
        raise Absent("it needs the program %s; on Debian: sudo apt-get install %s" % (program, package))


def filled(templates, version):
    return [template.replace("{version}", version) for template in templates]


# Virtual environments

def make_venv(python, folder, log):
    def attempt():
        shutil.rmtree(folder, ignore_errors=True)
        return log.run([python, "-m", "venv", folder])
    if not attempt() and not (install_debian(["python3-venv"], log) and attempt()):
        raise Failed("%s cannot make a virtual environment; on Debian: sudo apt-get install python3-venv\n%s"
                     % (python, log.tail()))


def pythons_for(wanted):
    """The CPythons to try: in the order of `wanted` versions, or as they are found."""
    installed = [each for each in interpreters.found() if each.implementation == "CPython" and each.version[0] == "3"]
    if not wanted:
        return installed
    return [each for version in wanted for each in installed if interpreters.matches(each, version)]


def listed(found):
    return ", ".join("%s %s" % (each.implementation, each.version) for each in found) or "none"


def install_packages(recipe, name, version, folder, log):
    packages = filled(recipe["packages"], version)
    wanted = recipe.get("python", [])
    pythons = pythons_for(wanted)
    if not pythons:
        raise Absent("it needs CPython %s; found are %s. pyenv and uv can install one, which is then found"
                     % (" or ".join(wanted) or "3", listed(interpreters.found())))
    lock = os.path.join(LOCKS, "%s@%s.txt" % (name, version))
    constraints = ["--constraint", lock] if os.path.exists(lock) else []
    for python in pythons:
        make_venv(python.path, folder, log)
        pip = [os.path.join(folder, "bin", "python"), "-m", "pip", "--disable-pip-version-check"]
        # From source only as the last resort of none: what a compiler here makes is not what was released.
        if log.run(pip + ["install", "--quiet", "--only-binary", ":all:"] + constraints + packages):
            with open(os.path.join(folder, "packages.txt"), "w") as frozen:
                subprocess.call(pip + ["freeze"], stdout=frozen, stderr=subprocess.DEVNULL)
            if "module" in recipe:
                build_module(recipe["module"], folder, log)
            return
        unreachable = any(log.says(words) for words in UNREACHABLE)
        if unreachable or not log.says("No matching distribution found"):
            raise Failed("pip could not install %s; is there a network, and room on the disk?\n%s"
                         % (" ".join(packages), log.tail()))
    raise Absent("there is no wheel of %s for CPython %s; pyenv and uv can install others, which are then found. Or there "
                 "is no such version: what pip knows stands in %s"
                 % (packages[0], ", ".join(each.version for each in pythons), log.path))


# Modules of ibid's own, for the Python of one environment

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SOURCES_OF_MODULES = ("CMakeLists.txt", "include", "impl/device", "impl/kernels", "impl/overlap", "impl/reference")


def sources_of_modules():
    """A digest of what they are built from."""
    digest = hashlib.sha256()
    for part in SOURCES_OF_MODULES:
        whole = os.path.join(ROOT, part)
        for path in [whole] if os.path.isfile(whole) else sorted(
                os.path.join(folder, name) for folder, _, names in os.walk(whole) for name in names):
            with open(path, "rb") as source:
                digest.update(("%s\n" % os.path.relpath(path, ROOT)).encode("utf-8") + source.read())
    return digest.hexdigest()


def build_module(target, folder, log):
    """Builds a target of ibid's CMakeLists.txt into the environment, whatever ibid itself was built for."""
    if not os.path.exists(os.path.join(ROOT, "CMakeLists.txt")):
        raise Absent("it is built from the sources of ibid, and %s has none" % ROOT)
    need_program("cmake", "cmake", log)
    python, build = os.path.join(folder, "bin", "python"), os.path.join(folder, "build")
    where = subprocess.check_output([python, "-c", "import sysconfig; print(sysconfig.get_path('platlib'))"])
    configure = ["cmake", "-S", ROOT, "-B", build, "-DCMAKE_BUILD_TYPE=Release", "-DIBID_TESTS=OFF",
                 "-DIBID_PYTHON=" + python, "-DIBID_PYTHON_FOLDER=" + where.decode("utf-8").strip()]
    if not (log.run(configure) and log.run(["cmake", "--build", build, "--target", target])):
        raise Failed("it could not be built; does %s have its headers (on Debian: python3-dev)?\n%s" % (python, log.tail()))
    shutil.rmtree(build)


# Interpreters

DEBIAN_INTERPRETERS = {"PyPy": "pypy3"}


def link_interpreter(recipe, name, version, folder, log):
    implementation = recipe["interpreter"]

    def search():
        for each in interpreters.found():
            if each.implementation == implementation and interpreters.matches(each, version):
                return each
        return None
    package = DEBIAN_INTERPRETERS.get(implementation)
    interpreter = search() or (package and install_debian([package], log) and search())
    if not interpreter:
        raise Absent("no %s %s is installed; found are %s.%s pyenv and uv can install one, which is then found"
                     % (implementation, version, listed(interpreters.found()),
                        " On Debian: sudo apt-get install %s." % package if package else ""))
    os.makedirs(os.path.join(folder, "bin"))
    os.symlink(interpreter.path, os.path.join(folder, "bin", "python"))


# Node packages

def install_npm(recipe, name, version, folder, log):
    need_program("node", "nodejs", log)
    need_program("npm", "npm", log)
    os.makedirs(folder)
    packages = filled(recipe["npm"], version)
    if not log.run(["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--save-exact"] + packages):
        raise Failed("npm could not install %s; is there a network?\n%s" % (" ".join(packages), log.tail()))


# Java archives

def fetch(url):
    try:
        with urllib.request.urlopen(url, timeout=120) as answer:
            return answer.read()
    except (urllib.error.URLError, OSError) as error:
        raise Failed("%s could not be fetched: %s" % (url, error))


def fetch_jars(recipe, name, version, folder, log):
    need_program("java", "default-jre-headless", log)
    os.makedirs(folder)
    for coordinates in filled(recipe["jars"], version):
        group, artifact, release = coordinates.split(":")
        file = "%s-%s.jar" % (artifact, release)
        url = "/".join([MAVEN, group.replace(".", "/"), artifact, release, file])
        data = fetch(url)
        digest = fetch(url + ".sha1").decode("ascii").split()[0]
        if hashlib.sha1(data).hexdigest() != digest:
            raise Failed("%s is not the file whose SHA-1 Maven Central gives: fetch it again" % url)
        with open(os.path.join(folder, artifact + ".jar"), "wb") as jar:
            jar.write(data)


# Plugins that the build leaves out, since they take minutes to compile

def build_targets(recipe, programs, log):
    """Builds what belongs into the folder `programs`, where ibid is."""
    build = os.path.dirname(programs)
    if not os.path.exists(os.path.join(build, "CMakeCache.txt")):
        raise Absent("%s is no folder of a build: build ibid from its sources, and call that ibid" % build)
    command = ["cmake", "--build", build, "--target"] + recipe["targets"]
    if log.run(command):
        return
    install_debian(recipe.get("debian", []), log)
    # What was looked for in vain is not looked for again, unless it is forgotten.
    if not (log.run(["cmake", "-U", "CMAKE_CXX_COMPILER", "-U", "Eigen3_DIR", build]) and log.run(command)):
        raise Failed("it could not be built; it needs Debian's %s, or the like\n%s"
                     % (", ".join(recipe.get("debian", [])), log.tail()))


MAKERS = {"packages": install_packages, "interpreter": link_interpreter, "npm": install_npm, "jars": fetch_jars}


def make(recipe, name, version, folder, log):
    for kind, maker in MAKERS.items():
        if kind in recipe:
            return maker(recipe, name, version, folder, log)
    raise Failed("its entry in implementations.json has an environment of no known kind (%s)" % ", ".join(MAKERS))
