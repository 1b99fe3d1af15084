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

static bool starts_character(char byte)
{
    return ((unsigned char)byte & 0xc0) != 0x80;
}

size_t text_length(const struct object *string)
{
    const struct text *text = (const struct text *)string;
    size_t length = 0;
    for (size_t i = 0; i < text->bytes; i++)
        length += starts_character(text->characters[i]);
    return length;
}

size_t text_character(const struct object *string, size_t index, const char **start)
{
    const struct text *text = (const struct text *)string;
    const char *at = text->characters, *end = at + text->bytes;
    while (index > 0) {
        at++;
        index -= starts_character(*at);
    }
    *start = at;
    const char *next = at + 1;
    while (next < end && !starts_character(*next))
        next++;
    return (size_t)(next - at);
}
