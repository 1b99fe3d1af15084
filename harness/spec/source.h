/*
 * The text of a spec file, for saying where a mistake is. Lua tells the line of a word that was
 * called, and nothing of what stands in its table: that is looked for in the text, from the word on
 * and up to the end of its table.
 */
#ifndef IBID_SPEC_SOURCE_H
#define IBID_SPEC_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct source {
    struct arena *arena;
    const char *file;
    const char *text;
    size_t text_bytes;
    struct source_token *tokens; /* made when first needed */
    size_t token_count;
};

struct spot {
    size_t line;
    size_t column; /* 1-based, in bytes; 0 if not known */
};

/* What is to be found in a word's table. */
enum sought {
    SOUGHT_STRING, /* a string literal with this value, where it is no key */
    SOUGHT_KEY,    /* a key: name = …, or ["name"] = … */
};

/*
 * The place of the `skip`th (from 0) such string or key, if it stands between the word that is called
 * in this line and the end of its table; else the line of the word, column 0. `offset` bytes into the
 * string's value are counted on. With an `under` key, only what comes after that key counts.
 */
struct spot source_find(struct source *source, const char *word, size_t line, enum sought sought, const char *under,
                        const char *value, size_t value_bytes, size_t skip, size_t offset);

/* The column of the only place in a line where this text stands; 0 if there is none or more. */
size_t source_column(const struct source *source, size_t line, const char *text);

/*
 * The line for showing, and under it a caret if the column is known; NULL if there is no such line.
 * In the arena.
 */
const char *source_excerpt(const struct source *source, const struct spot *spot);

/* Where the text stops being UTF-8; text_bytes if it does not. */
size_t utf8_valid_bytes(const char *text, size_t text_bytes);

#endif
