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

size_t text_length(const struct object *string)
{
    return ((const struct text *)string)->bytes;
}

reference text_slice(ibid_instance *instance, struct object *string, int64_t start, int64_t step, int64_t count)
{
    const struct text *text = (const struct text *)string;
    if (step == 1 && (size_t)count == text->bytes)
        return retain(string);
    char *chosen = allocate(instance, (size_t)count + 1, 1);
    if (chosen == NULL)
        return NULL;
    for (int64_t i = 0; i < count; i++)
        chosen[i] = text->characters[start + i * step];
    reference result = text_new(instance, OBJECT_STR, chosen, (size_t)count);
    deallocate(instance, chosen, (size_t)count + 1, 1);
    return result;
}
