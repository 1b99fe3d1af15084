/*
 * Lists that hold themselves, directly or in a circle, keep each other alive: here they are found and taken apart. A
 * container whose references all come from other containers that nothing else reaches is garbage.
 */
#ifndef IBID_REFERENCE_CYCLE_H
#define IBID_REFERENCE_CYCLE_H

#include "instance.h"

void collect_cycles(ibid_instance *instance);

#endif
