/* A growing string, for building messages, lines and pages. */
#ifndef IBID_BASE_TEXT_H
#define IBID_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"

struct text {
    char *data;   /* always ends in a zero byte once something was appended; NULL before */
    size_t bytes; /* without the zero byte */
    size_t capacity_bytes;
};

#define TEXT_EMPTY                                                                                                     \
    {                                                                                                                  \
        NULL, 0, 0                                                                                                     \
    }

void text_append(struct text *text, const char *string);
void text_append_bytes(struct text *text, const char *bytes, size_t count);
void text_append_character(struct text *text, char character);
void text_printf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What is left of a file, until more than `most_bytes` stand in the text. False if reading failed: errno says why. */
bool text_append_file(struct text *text, FILE *file, size_t most_bytes);
/* The string, "" if nothing was appended. Borrowed: valid until the text changes. */
const char *text_string(const struct text *text);
void text_clear(struct text *text); /* empties it and keeps the memory */
void text_free(struct text *text);
/* The text as a string in the arena; the text is freed. */
char *keep_text(struct arena *arena, struct text *text);

/* Whether both say the same, or both are NULL. */
bool same_string(const char *left, const char *right);

#endif
