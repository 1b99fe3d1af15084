/*
 * ibid-host: the process in which a plugin runs. It speaks the driver protocol (docs/driver-protocol.md)
 * on standard input and output for a plugin that knows nothing of it, so that whatever the plugin
 * does to the process (crash, exit, print, use up memory) costs one program and not the run.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "host/answer.h"
#include "host/lines.h"

enum { EXIT_USAGE = 2, EXIT_NO_PLUGIN = 3, EXIT_INTERNAL = 5 };

static const char usage[] =
    "Usage: ibid-host PLUGIN.so [NAME=VALUE ...]\n"
    "\n"
    "Speaks ibid's driver protocol on standard input and output for the plugin, a shared object that\n"
    "exports ibid_plugin() (include/ibid/plugin.h). NAME=VALUE are options for the plugin.\n"
    "\n"
    "Environment:\n"
    "  IBID_HOST_MEMORY  the most address space that the process may take, in MiB (8192); 0: no limit\n"
    "\n"
    "Exit status: 0 at the end of input, 2 wrong usage, 3 the plugin cannot be used, 5 an internal error.\n";

#if defined(__SANITIZE_ADDRESS__)
static const bool sanitized = true;
#else
static const bool sanitized = false;
#endif

static void set_limit(int resource, rlim_t limit)
{
    struct rlimit limits;
    if (getrlimit(resource, &limits) != 0)
        return;
    limits.rlim_cur = limits.rlim_max == RLIM_INFINITY || limit < limits.rlim_max ? limit : limits.rlim_max;
    setrlimit(resource, &limits);
}

/* No dumps of what is meant to crash, and no plugin that takes the machine with it. */
static bool set_limits(void)
{
    unsigned long long mebibytes = 8192;
    const char *wanted = getenv("IBID_HOST_MEMORY");
    if (wanted != NULL) {
        char *end;
        errno = 0;
        mebibytes = strtoull(wanted, &end, 10);
        if (wanted[0] < '0' || wanted[0] > '9' || *end != '\0' || errno != 0 || mebibytes > 1ULL << 40) {
            fprintf(stderr, "ibid-host: IBID_HOST_MEMORY: expected a number of MiB, found \"%s\"\n", wanted);
            return false;
        }
    }
    set_limit(RLIMIT_CORE, 0);
    /* AddressSanitizer reserves terabytes. */
    if (mebibytes > 0 && !sanitized)
        set_limit(RLIMIT_AS, (rlim_t)(mebibytes << 20));
    return true;
}

/*
 * Takes standard input and output for the protocol. A plugin that prints is heard on standard error,
 * one that reads finds nothing.
 */
static bool take_channel(int *requests, int *answers)
{
    int nothing = open("/dev/null", O_RDONLY);
    *requests = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 10);
    *answers = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 10);
    if (nothing >= 0 && *requests >= 0 && *answers >= 0 && dup2(nothing, STDIN_FILENO) >= 0 &&
        dup2(STDERR_FILENO, STDOUT_FILENO) >= 0) {
        if (nothing > STDERR_FILENO)
            close(nothing);
        return true;
    }
    fprintf(stderr, "ibid-host: standard input and output cannot be taken: %s\n", strerror(errno));
    return false;
}

static bool parse_options(struct arena *arena, char **arguments, size_t count, struct ibid_option *options)
{
    for (size_t i = 0; i < count; i++) {
        const char *equals = strchr(arguments[i], '=');
        if (equals == NULL || equals == arguments[i]) {
            fprintf(stderr, "ibid-host: expected an option NAME=VALUE, found \"%s\"\n", arguments[i]);
            return false;
        }
        options[i].name = arena_strndup(arena, arguments[i], (size_t)(equals - arguments[i]));
        options[i].value = equals + 1;
    }
    return true;
}

static int serve(const struct loaded_plugin *plugin, int requests, int answers)
{
    struct line_reader reader = {.descriptor = requests};
    struct text answer = TEXT_EMPTY;
    const char *line;
    size_t bytes;
    bool heard = true;
    pid_t own = getpid();
    /* Each answer is on its way before the next program starts, so that a crash costs only the program that crashed. */
    while (heard && (line = line_read(&reader, &bytes)) != NULL) {
        text_clear(&answer);
        append_answer(&answer, plugin, line, bytes);
        /* A plugin that forked comes back twice: one of us answers. */
        if (getpid() != own)
            _exit(EXIT_INTERNAL);
        heard = write_all(answers, answer.data, answer.bytes);
    }
    text_free(&answer);
    line_reader_free(&reader);
    return heard ? EXIT_SUCCESS : EXIT_INTERNAL;
}

int main(int argument_count, char **arguments)
{
    if (argument_count >= 2 && strcmp(arguments[1], "--help") == 0) {
        fputs(usage, stdout);
        return EXIT_SUCCESS;
    }
    if (argument_count < 2 || arguments[1][0] == '-') {
        fputs(usage, stderr);
        return EXIT_USAGE;
    }
    struct arena *arena = arena_new();
    size_t option_count = (size_t)argument_count - 2;
    struct ibid_option *options = ARENA_ARRAY(arena, struct ibid_option, option_count);
    int requests, answers, status = EXIT_USAGE;
    struct loaded_plugin plugin;
    const char *message;
    signal(SIGPIPE, SIG_IGN);
    if (!parse_options(arena, arguments + 2, option_count, options) || !set_limits()) {
        status = EXIT_USAGE;
    } else if (!take_channel(&requests, &answers)) {
        status = EXIT_INTERNAL;
    } else if (!plugin_load(arena, arguments[1], options, option_count, &plugin, &message)) {
        fprintf(stderr, "ibid-host: %s\n", message);
        status = EXIT_NO_PLUGIN;
    } else {
        status = serve(&plugin, requests, answers);
    }
    arena_free(arena);
    return status;
}
