/*
 * The memory picture in a terminal: names, the objects they are bound to, and which arrays have
 * elements in common.
 */
#ifndef IBID_COMMAND_PICTURE_H
#define IBID_COMMAND_PICTURE_H

#include "command/evaluation.h"

void picture_print(struct text *text, const struct evaluation *evaluation);

#endif
