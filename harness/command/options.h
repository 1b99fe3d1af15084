/* What the command line says. */
#ifndef IBID_COMMAND_OPTIONS_H
#define IBID_COMMAND_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum option_number {
#define IBID_OPTION(identifier, name, letter, takes, help) OPTION_##identifier,
#include "command/options.def"
#undef IBID_OPTION
    OPTION_COUNT,
};

/* Exit codes: part of the contract. */
enum {
    EXIT_CONFORMANT = 0,
    EXIT_NOT_CONFORMANT = 1,
    EXIT_USAGE = 2,
    EXIT_NOT_STARTED = 3,
    EXIT_SPEC = 4,
    EXIT_INTERNAL = 5,
};

enum { MOST_IMPLEMENTATIONS = 16, MOST_PAGES = 16 };

struct options {
    bool given[OPTION_COUNT];
    const char *values[OPTION_COUNT]; /* NULL where not given or without a value */
    /* Every --impl and every --with, in order; the last ones are among the values, too. */
    const char *implementations[MOST_IMPLEMENTATIONS];
    size_t implementation_count;
    const char *pages[MOST_PAGES];
    size_t page_count;
    size_t jobs;                      /* 1 if not given */
    unsigned timeout_ms;              /* 0 if not given */
    const char *const *arguments;     /* what is not an option, after the command's name */
    size_t argument_count;
};

struct command {
    const char *name;
    const char *synopsis; /* what stands after the name */
    const char *summary;
    unsigned takes;                                /* bit 1 << enum option for each option it takes */
    int (*perform)(const struct options *options); /* returns the exit code */
};

/* True and *options filled; else the mistake is told on standard error. argv[0] is the command's name. */
bool options_read(const struct command *command, int argc, char **argv, struct options *options);
/* One line for each option that the command takes. */
void options_help(FILE *file, const struct command *command);

#endif
