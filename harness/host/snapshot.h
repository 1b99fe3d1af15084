/* Reading the values of names, as the driver protocol numbers and writes them. */
#ifndef IBID_HOST_SNAPSHOT_H
#define IBID_HOST_SNAPSHOT_H

#include <jansson.h>

#include "base/text.h"
#include "host/interpret.h"

/*
 * Appends {"names": …, "objects": …} for the names that a read step asks for: true, or a list. False
 * and the instance's failure, with nothing of use appended.
 */
bool append_snapshot(struct text *text, struct interpreter *interpreter, const json_t *wanted);

#endif
