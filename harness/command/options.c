#include "command/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

struct description {
    const char *name;
    int letter;
    const char *takes;
    const char *help;
};

static const struct description descriptions[OPTION_COUNT] = {
#define IBID_OPTION(identifier, name, letter, takes, help) {name, letter, takes, help},
#include "command/options.def"
#undef IBID_OPTION
};

static bool takes_option(const struct command *command, enum option_number option)
{
    return option == OPTION_HELP || (command->takes & (1U << option)) != 0;
}

void options_help(FILE *file, const struct command *command)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (!takes_option(command, (enum option_number)i))
            continue;
        char left[64];
        if (descriptions[i].letter != 0)
            snprintf(left, sizeof left, "-%c, --%s %s", descriptions[i].letter, descriptions[i].name,
                     descriptions[i].takes != NULL ? descriptions[i].takes : "");
        else
            snprintf(left, sizeof left, "--%s %s", descriptions[i].name,
                     descriptions[i].takes != NULL ? descriptions[i].takes : "");
        fprintf(file, "  %-18s %s\n", left, descriptions[i].help);
    }
}

static bool read_jobs(const char *text, size_t *jobs)
{
    char *end;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    if (*end != '\0' || text[0] == '-' || errno != 0 || value < 1 || value > 256) {
        fprintf(stderr, "ibid: --jobs takes a number from 1 to 256, not '%s'\n", text);
        return false;
    }
    *jobs = value;
    return true;
}

static bool read_timeout(const char *text, unsigned *milliseconds)
{
    char *end;
    double seconds = strtod(text, &end);
    if (*end != '\0' || end == text || !(seconds >= 0.001 && seconds <= 86400)) {
        fprintf(stderr, "ibid: --timeout takes a number of seconds from 0.001 to 86400, not '%s'\n", text);
        return false;
    }
    *milliseconds = (unsigned)(seconds * 1000 + 0.5);
    return true;
}

static bool add(const char *option, const char *given, const char **all, size_t *count, size_t most)
{
    if (*count == most) {
        fprintf(stderr, "ibid: %s can be given %zu times\n", option, most);
        return false;
    }
    all[(*count)++] = given;
    return true;
}

/* getopt tells long options by these values, beyond any letter. */
enum { FIRST_LONG = 256 };

static int option_of(int found)
{
    if (found >= FIRST_LONG)
        return found - FIRST_LONG;
    for (int i = 0; i < OPTION_COUNT; i++)
        if (descriptions[i].letter == found)
            return i;
    return -1;
}

bool options_read(const struct command *command, int argc, char **argv, struct options *options)
{
    struct option longs[OPTION_COUNT + 1] = {0};
    char letters[2 * OPTION_COUNT + 2] = ":";
    for (int i = 0; i < OPTION_COUNT; i++) {
        bool takes = descriptions[i].takes != NULL;
        longs[i] = (struct option){descriptions[i].name, takes ? required_argument : no_argument, NULL, FIRST_LONG + i};
        if (descriptions[i].letter != 0) {
            char letter[] = {(char)descriptions[i].letter, takes ? ':' : '\0', '\0'};
            strcat(letters, letter);
        }
    }
    *options = (struct options){.jobs = 1};
    optind = 1;
    opterr = 0;
    for (int found; (found = getopt_long(argc, argv, letters, longs, NULL)) != -1;) {
        const char *text = argv[optind - 1];
        if (found == ':') {
            fprintf(stderr, "ibid: %s needs a value; see 'ibid %s --help'\n", text, command->name);
            return false;
        }
        int option = found == '?' ? -1 : option_of(found);
        if (option < 0 || !takes_option(command, (enum option_number)option)) {
            fprintf(stderr, "ibid: 'ibid %s' has no option %s; see 'ibid %s --help'\n", command->name, text,
                    command->name);
            return false;
        }
        options->given[option] = true;
        options->values[option] = optarg;
        if (option == OPTION_IMPL && !add("--impl", optarg, options->implementations, &options->implementation_count,
                                          MOST_IMPLEMENTATIONS))
            return false;
        if (option == OPTION_WITH && !add("--with", optarg, options->pages, &options->page_count, MOST_PAGES))
            return false;
        if (option == OPTION_JOBS && !read_jobs(optarg, &options->jobs))
            return false;
        if (option == OPTION_TIMEOUT && !read_timeout(optarg, &options->timeout_ms))
            return false;
    }
    options->arguments = (const char *const *)(argv + optind);
    options->argument_count = (size_t)(argc - optind);
    return true;
}
