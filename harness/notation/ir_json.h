/*
 * The IR as JSON, as drivers see it (docs/driver-protocol.md, "The tree"), and back, for the host of
 * plugins.
 */
#ifndef IBID_NOTATION_IR_JSON_H
#define IBID_NOTATION_IR_JSON_H

#include <jansson.h>

#include "notation/ir.h"

/* A new reference, the caller's. */
json_t *node_to_json_new(const struct node *node);
/* The tree in the arena; NULL and *message (in the arena) if the JSON is not a tree of the protocol. */
struct node *node_from_json(struct arena *arena, const json_t *json, const char **message);

#endif
