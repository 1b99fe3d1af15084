#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static void reserve(struct text *text, size_t more_bytes)
{
    size_t needed_bytes = text->bytes + more_bytes + 1;
    if (needed_bytes <= text->capacity_bytes)
        return;
    size_t capacity_bytes = 2 * text->capacity_bytes;
    if (capacity_bytes < needed_bytes)
        capacity_bytes = needed_bytes;
    text->data = checked_realloc(text->data, capacity_bytes);
    text->capacity_bytes = capacity_bytes;
}

void text_append_bytes(struct text *text, const char *bytes, size_t count)
{
    reserve(text, count);
    if (count > 0)
        memcpy(text->data + text->bytes, bytes, count);
    text->bytes += count;
    text->data[text->bytes] = '\0';
}

void text_append(struct text *text, const char *string)
{
    text_append_bytes(text, string, strlen(string));
}

void text_append_character(struct text *text, char character)
{
    text_append_bytes(text, &character, 1);
}

void text_printf(struct text *text, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int bytes = vsnprintf(NULL, 0, format, again);
    va_end(again);
    reserve(text, (size_t)bytes);
    vsnprintf(text->data + text->bytes, (size_t)bytes + 1, format, arguments);
    va_end(arguments);
    text->bytes += (size_t)bytes;
}

bool text_append_file(struct text *text, FILE *file, size_t most_bytes)
{
    char block[16384];
    for (size_t bytes; text->bytes <= most_bytes && (bytes = fread(block, 1, sizeof block, file)) > 0;)
        text_append_bytes(text, block, bytes);
    return ferror(file) == 0;
}

const char *text_string(const struct text *text)
{
    return text->data == NULL ? "" : text->data;
}

void text_clear(struct text *text)
{
    text->bytes = 0;
    if (text->data != NULL)
        text->data[0] = '\0';
}

void text_free(struct text *text)
{
    free(text->data);
    text->data = NULL;
    text->bytes = text->capacity_bytes = 0;
}

char *keep_text(struct arena *arena, struct text *text)
{
    char *copy = arena_strdup(arena, text_string(text));
    text_free(text);
    return copy;
}

bool same_string(const char *left, const char *right)
{
    return left == right || (left != NULL && right != NULL && strcmp(left, right) == 0);
}
