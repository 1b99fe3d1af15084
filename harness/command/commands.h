/* The commands: each performs one of the command line's verbs and returns the exit code. */
#ifndef IBID_COMMAND_COMMANDS_H
#define IBID_COMMAND_COMMANDS_H

#include "command/options.h"

int command_run(const struct options *options);
int command_fingerprint(const struct options *options);
int command_eval(const struct options *options);
int command_explain(const struct options *options);
int command_spec(const struct options *options);
int command_list(const struct options *options);
int command_check(const struct options *options);
int command_plan(const struct options *options);
int command_report(const struct options *options);
int command_explore(const struct options *options);
int command_mutants(const struct options *options);
int command_setup(const struct options *options);
int command_new(const struct options *options);
int command_check_driver(const struct options *options);

#endif
