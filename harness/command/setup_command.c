/* `ibid setup`: environments are made in Python, which has the means; this only finds it. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/places.h"
#include "command/commands.h"

int command_setup(const struct options *options)
{
    if (options->argument_count == 0) {
        fputs("ibid: setup takes names of implementations, as in 'ibid setup numpy torch@2.15.0'; "
              "'ibid list impls' lists them\n",
              stderr);
        return EXIT_USAGE;
    }
    struct arena *arena = arena_new();
    const char *python = getenv("IBID_PYTHON");
    const char **command = NULL;
    size_t count = 0;
    ARENA_APPEND(arena, command, count, python != NULL && python[0] != '\0' ? python : "python3");
    ARENA_APPEND(arena, command, count, arena_printf(arena, "%s/impl/environments/setup.py", place_root(arena)));
    if (options->given[OPTION_REMOVE])
        ARENA_APPEND(arena, command, count, "--remove");
    for (size_t index = 0; index < options->argument_count; index++)
        ARENA_APPEND(arena, command, count, options->arguments[index]);
    ARENA_APPEND(arena, command, count, NULL);
    /* What leads a Python out of its environment. */
    static const char *const astray[] = {"PYTHONPATH", "PYTHONHOME", "PYTHONSTARTUP", "PYTHONUSERBASE"};
    for (size_t index = 0; index < sizeof astray / sizeof *astray; index++)
        unsetenv(astray[index]);
    setenv("IBID_PROGRAMS", place_programs(arena), 1);
    fflush(NULL);
    execvp(command[0], (char *const *)command);
    fprintf(stderr, "ibid: setup needs Python 3 as %s: %s. IBID_PYTHON can name another\n", command[0],
            strerror(errno));
    arena_free(arena);
    return EXIT_INTERNAL;
}
