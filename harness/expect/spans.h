/* Inside expect: where the items of a JSON array stand in its text, which a JSON library does not keep. */
#ifndef IBID_EXPECT_SPANS_H
#define IBID_EXPECT_SPANS_H

#include <stddef.h>

#include "base/arena.h"

struct span {
    const char *text; /* borrowed from the array's text, not ended by a zero byte */
    size_t bytes;
    size_t line; /* of its first byte, 1-based */
};

/* The items of the array, whose text must be valid JSON. Returns how many there are; *spans is in the arena. */
size_t spans_of_items(struct arena *arena, const char *text, struct span **spans);

/* The line of a key of the object that the span is; its first line if it has no such key. */
size_t span_line_of_key(const struct span *span, const char *key);

#endif
