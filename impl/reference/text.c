#include "text.h"

#include <string.h>

static void clear_text(ibid_instance *instance, struct object *object)
{
    struct text *text = (struct text *)object;
    deallocate(instance, text->characters, text->bytes + 1, 1);
}

static const struct object_type str_type = {OBJECT_STR, "str", sizeof(struct text), clear_text};
static const struct object_type function_type = {OBJECT_FUNCTION, "ufunc", sizeof(struct text), clear_text};

static reference make_text(ibid_instance *instance, enum object_kind kind, const char *characters, size_t bytes)
{
    char *kept = allocate(instance, bytes + 1, 1);
    if (kept == NULL)
        return NULL;
    reference made = object_new(instance, kind == OBJECT_STR ? &str_type : &function_type);
    if (made == NULL) {
        deallocate(instance, kept, bytes + 1, 1);
        return NULL;
    }
    if (bytes > 0)
        memcpy(kept, characters, bytes);
    struct text *text = (struct text *)borrowed(made);
    text->bytes = bytes;
    text->characters = kept;
    return made;
}

reference text_new(ibid_instance *instance, enum object_kind kind, const char *characters, size_t bytes)
{
    unsigned char first = bytes == 0 ? 0 : (unsigned char)characters[0];
    if (kind != OBJECT_STR || bytes > 1 || first > 127)
        return make_text(instance, kind, characters, bytes);
    struct object **only = &instance->short_strings[first];
    if (*only == NULL)
        *only = borrowed(make_text(instance, kind, characters, bytes));
    return *only == NULL ? NULL : retain(*only);
}

const char *characters_of(const struct object *object)
{
    return object->kind == OBJECT_STR ? ((const struct text *)object)->characters : NULL;
}

/* In UTF-8; the zero byte at the end counts as one. */
static bool starts_character(char byte)
{
    return ((unsigned char)byte & 0xc0) != 0x80;
}

size_t characters_between(const char *start, const char *end)
{
    size_t count = 0;
    for (; start < end; start++)
        count += starts_character(*start);
    return count;
}

size_t text_length(const struct object *string)
{
    const struct text *text = (const struct text *)string;
    return characters_between(text->characters, text->characters + text->bytes);
}

const char *next_character(const char *at)
{
    do
        at++;
    while (!starts_character(*at));
    return at;
}

/* Where each character starts, and the end: so a slice in steps need not count from the start again and again. */
static void find_characters(const struct text *text, const char **starts)
{
    const char *at = text->characters, *end = at + text->bytes;
    for (; at < end; at = next_character(at))
        *starts++ = at;
    *starts = end;
}

static size_t gather(const char *const *starts, size_t start, ptrdiff_t step, size_t count, char *gathered)
{
    char *to = gathered;
    for (size_t i = 0; i < count; i++) {
        const char *const *character = starts + ((ptrdiff_t)start + (ptrdiff_t)i * step);
        size_t bytes = (size_t)(character[1] - character[0]);
        memcpy(to, character[0], bytes);
        to += bytes;
    }
    return (size_t)(to - gathered);
}

reference text_slice(ibid_instance *instance, struct object *string, int64_t start, int64_t step, int64_t count)
{
    const struct text *text = (const struct text *)string;
    size_t length = text_length(string);
    if (step == 1 && (size_t)count == length)
        return retain(string);
    const char **starts = allocate(instance, length + 1, sizeof *starts);
    char *gathered = starts == NULL ? NULL : allocate(instance, text->bytes + 1, 1);
    reference result = NULL;
    if (gathered != NULL) {
        find_characters(text, starts);
        size_t bytes = gather(starts, (size_t)start, step, (size_t)count, gathered);
        result = text_new(instance, OBJECT_STR, gathered, bytes);
    }
    deallocate(instance, gathered, text->bytes + 1, 1);
    deallocate(instance, starts, length + 1, sizeof *starts);
    return result;
}
