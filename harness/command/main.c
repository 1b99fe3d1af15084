#include <stdio.h>
#include <string.h>

#include "command/commands.h"

#define TAKES(option) (1U << OPTION_##option)

static const struct command commands[] = {
    {"run", "[OPTIONS] [SPEC…]", "run the cases and judge them",
     TAKES(IMPL) | TAKES(PROFILE) | TAKES(MODE) | TAKES(FILTER) | TAKES(JOBS) | TAKES(OUT) | TAKES(NO_TIMES) |
         TAKES(EXPECTED) | TAKES(UPDATE_EXPECTED) | TAKES(TIMEOUT),
     command_run},
    {"fingerprint", "[OPTIONS] [SPEC…]", "measure the answers to all choices",
     TAKES(IMPL) | TAKES(PROFILE) | TAKES(MODE) | TAKES(JOBS) | TAKES(JSON) | TAKES(TIMEOUT), command_fingerprint},
    {"eval", "[OPTIONS] 'PROGRAM' or FILE", "run statements and draw names, objects and who shares what",
     TAKES(IMPL) | TAKES(JSON) | TAKES(BATCH) | TAKES(STEPS) | TAKES(ASCII) | TAKES(SVG) | TAKES(TIMEOUT), command_eval},
    {"explain", "[OPTIONS] ID [RESULTS…]", "say what a clause, a case, a choice or a topic is about",
     TAKES(ASCII) | TAKES(SVG), command_explain},
    {"list", "chapters|clauses|cases|choices|topics|profiles|impls|mutants|operations|errors", "list ids, one a line", TAKES(JSON),
     command_list},
    {"spec", "[SPEC…] [--markdown F]", "write the spec as one document in Markdown", TAKES(MARKDOWN), command_spec},
    {"check", "[OPTIONS] [SPEC…]",
     "find mistakes in a spec, or in ibid's own and in the lists of expected failures; starts nothing but the model",
     TAKES(UPDATE_IDS) | TAKES(RETIRE), command_check},
    {"plan", "[SPEC…]", "print the cases as JSON lines", TAKES(FILTER), command_plan},
    {"report", "RESULTS… --html DIR, --junit F, --markdown F, --badge F, --annotations", "make reports from results",
     TAKES(HTML) | TAKES(WITH) | TAKES(JUNIT) | TAKES(MARKDOWN) | TAKES(BADGE) | TAKES(ANNOTATIONS), command_report},
    {"mutants", "[OPTIONS] [SPEC…]", "break the model, or another plugin with dialects, in many ways and show which clauses notice",
     TAKES(IMPL) | TAKES(FILTER) | TAKES(JOBS) | TAKES(JSON) | TAKES(TIMEOUT), command_mutants},
    {"explore", "[OPTIONS]", "run random programs on an implementation and on the model; counterexamples as Lua",
     TAKES(IMPL) | TAKES(PROFILE) | TAKES(SEED) | TAKES(CASES) | TAKES(TIME) | TAKES(JOBS) | TAKES(TIMEOUT),
     command_explore},
    {"setup", "I… [--remove]", "make the environments that implementations run in", TAKES(REMOVE), command_setup},
    {"new", "driver LANGUAGE NAME", "write the skeleton of a driver, which works from the first minute", TAKES(OUT),
     command_new},
    {"check-driver", "[OPTIONS] I", "hold every message of a driver against docs/driver-protocol.md",
     TAKES(TIMEOUT) | TAKES(JSON), command_check_driver},
};

enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

static void help(FILE *file)
{
    fputs("ibid: conformance suite for object identity and aliasing\n\nUsage: ibid COMMAND …\n\n", file);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(file, "  %-13s %s\n", commands[i].name, commands[i].summary);
    fputs("\n'ibid COMMAND --help' says more about each.\n"
          "\nExit status: 0 conformant (or consistent), 1 a MUST failed or a choice differs that was not\n"
          "expected to, or the list of expected failures does not fit, or explore found something, 2 usage,\n"
          "3 the implementation could not be started, 4 the spec is wrong, 5 internal.\n",
          file);
}

static void help_command(const struct command *command)
{
    printf("ibid %s %s\n%s\n\n", command->name, command->synopsis, command->summary);
    options_help(stdout, command);
}

static int perform(const struct command *command, int argc, char **argv)
{
    struct options options;
    if (!options_read(command, argc, argv, &options))
        return EXIT_USAGE;
    if (options.given[OPTION_HELP]) {
        help_command(command);
        return 0;
    }
    return command->perform(&options);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        help(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 || strcmp(argv[1], "help") == 0) {
        help(stdout);
        return 0;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("ibid " IBID_VERSION);
        return 0;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i].name, argv[1]) == 0)
            return perform(&commands[i], argc - 1, argv + 1);
    fprintf(stderr, "ibid: there is no command '%s'; 'ibid --help' lists them\n", argv[1]);
    return EXIT_USAGE;
}
