#include "observe/dtype.h"

#include <string.h>

static const struct dtype dtypes[] = {
    {"bool", DTYPE_BOOL, 1},
    {"int8", DTYPE_SIGNED, 1},
    {"int16", DTYPE_SIGNED, 2},
    {"int32", DTYPE_SIGNED, 4},
    {"int64", DTYPE_SIGNED, 8},
    {"uint8", DTYPE_UNSIGNED, 1},
    {"uint16", DTYPE_UNSIGNED, 2},
    {"uint32", DTYPE_UNSIGNED, 4},
    {"uint64", DTYPE_UNSIGNED, 8},
    {"float16", DTYPE_FLOAT, 2},
    {"float32", DTYPE_FLOAT, 4},
    {"float64", DTYPE_FLOAT, 8},
    {"bfloat16", DTYPE_BRAIN_FLOAT, 2},
    {"complex64", DTYPE_COMPLEX, 8},
    {"complex128", DTYPE_COMPLEX, 16},
};

const struct dtype *dtypes_all(size_t *count)
{
    *count = sizeof dtypes / sizeof *dtypes;
    return dtypes;
}

static const struct dtype *dtype_by_text(const char *text, size_t bytes)
{
    for (size_t i = 0; i < sizeof dtypes / sizeof dtypes[0]; i++)
        if (strlen(dtypes[i].name) == bytes && memcmp(dtypes[i].name, text, bytes) == 0)
            return &dtypes[i];
    return NULL;
}

const struct dtype *dtype_by_name(const char *name)
{
    return dtype_by_text(name, strlen(name));
}

/* The field that starts at `text`. False, and no dtype, where there is none. */
static bool read_field(const char *text, struct dtype_field *field)
{
    field->name = text;
    field->name_bytes = strcspn(text, ":,");
    const char *colon = text + field->name_bytes;
    bool named = field->name_bytes > 0 && *colon == ':';
    field->dtype = named ? dtype_by_text(colon + 1, strcspn(colon + 1, ",")) : NULL;
    return field->dtype != NULL;
}

/* What stands behind a field in the name that it is part of: "," or nothing. */
static const char *behind(const struct dtype_field *field)
{
    return field->name + field->name_bytes + 1 + strlen(field->dtype->name);
}

bool dtype_next_field(const struct dtype *dtype, struct dtype_field *field)
{
    if (dtype->class != DTYPE_FIELDS)
        return false;
    if (field->dtype == NULL)
        return read_field(dtype->name, field);
    if (*behind(field) == '\0')
        return false;
    field->offset_bytes += field->dtype->item_bytes;
    return read_field(behind(field) + 1, field);
}

bool dtype_find_field(const struct dtype *dtype, const char *name, struct dtype_field *field)
{
    *field = (struct dtype_field){0};
    while (dtype_next_field(dtype, field))
        if (strlen(name) == field->name_bytes && memcmp(name, field->name, field->name_bytes) == 0)
            return true;
    return false;
}

const struct dtype *dtype_of_name(struct arena *arena, const char *name)
{
    const struct dtype *known = dtype_by_name(name);
    if (known != NULL)
        return known;
    struct dtype *made = ARENA_NEW(arena, struct dtype);
    *made = (struct dtype){arena_strdup(arena, name), DTYPE_FIELDS, 0};
    struct dtype_field field = {0};
    while (dtype_next_field(made, &field))
        made->item_bytes = field.offset_bytes + field.dtype->item_bytes;
    return field.dtype != NULL && *behind(&field) == '\0' ? made : NULL;
}
