/* An implementation in miniature: arrays that are places in one memory, proved by writing as a driver does. */
#ifndef IBID_TESTS_JUDGE_MEMORY_H
#define IBID_TESTS_JUDGE_MEMORY_H

#include "plan/plan.h"

enum { MEMORY_BYTES = 64, MEMORY_ELEMENTS = 8 };

struct memory_array {
    const char *name, *dtype, *shape; /* shape: "2,3" */
    size_t item_bytes, element_count;
    size_t places[MEMORY_ELEMENTS]; /* where in the memory each element starts */
    enum {
        WRITABLE,
        READ_ONLY,
        UNMOVED, /* writes succeed and change nothing, as those into a hidden copy */
    } writes;
};

struct memory {
    struct memory_array arrays[2];
    unsigned char bytes[MEMORY_BYTES];
};

/* The answer to the plan's request for a program of so many statements; in the arena. */
const char *memory_answer(struct arena *arena, struct memory memory, const struct plan *plan, size_t statement_count);

#endif
