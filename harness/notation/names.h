/* The names of a text while it is parsed: each is kept once, with what the parser knows about it. */
#ifndef IBID_NOTATION_NAMES_H
#define IBID_NOTATION_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct name {
    const char *text;
    size_t bytes;
    bool bound; /* some statement so far binds it */
};

/* Starts as all zeros; lives in the arena. */
struct names {
    struct name **slots; /* by hash */
    size_t slot_count;   /* 0 or a power of two */
    size_t name_count;
};

/* The name, made if need be. */
struct name *names_find(struct arena *arena, struct names *names, const char *text, size_t bytes);

#endif
