/* What the terminal can show. */
#ifndef IBID_COMMAND_TERMINAL_H
#define IBID_COMMAND_TERMINAL_H

#include "command/options.h"
#include "picture/terminal.h"

/*
 * As wide as COLUMNS says, else as standard output's terminal is, else 80 columns; nothing but ASCII where --ascii was
 * given, or where the locale's characters are not UTF-8.
 */
struct terminal terminal_of(const struct options *options);

#endif
