/*
 * Dtypes with fields, named by these: "f:int32,g:float64". The fields lie next to each other in this order, and a
 * field of an array is an array of its own over the same buffer. The name is all that is kept of them.
 */
#include <stdio.h>
#include <string.h>

#include "element.h"
#include "fields.h"

struct field {
    const char *name; /* within the dtype's name */
    size_t name_bytes;
    const struct dtype *dtype;
    size_t offset_bytes;
};

/* Reads the field at *rest and goes on to the next one, NULL behind the last. False where there is none. */
static bool read_field(const char **rest, struct field *field)
{
    char name[16];
    field->name = *rest;
    field->name_bytes = strcspn(*rest, ":,");
    const char *dtype = *rest + field->name_bytes + 1;
    if (field->name_bytes == 0 || dtype[-1] != ':')
        return false;
    size_t bytes = strcspn(dtype, ",");
    snprintf(name, sizeof name, "%.*s", (int)bytes, dtype);
    field->dtype = bytes < sizeof name ? dtype_named(name) : NULL;
    *rest = dtype[bytes] == ',' ? dtype + bytes + 1 : NULL;
    return field->dtype != NULL;
}

static bool has_name(const struct field *field, const char *name, size_t name_bytes)
{
    return field->name_bytes == name_bytes && memcmp(field->name, name, name_bytes) == 0;
}

/* The first field of that name. */
static bool find_field(const char *fields, const char *name, size_t name_bytes, struct field *field)
{
    size_t offset = 0;
    for (const char *rest = fields; rest != NULL && read_field(&rest, field); offset += field->dtype->item_bytes) {
        field->offset_bytes = offset;
        if (has_name(field, name, name_bytes))
            return true;
    }
    return false;
}

/* Of an element with these fields, whose names are to differ; 0 where they are not understood. */
static size_t measure_fields(const char *fields)
{
    struct field field, first;
    size_t bytes = 0;
    for (const char *rest = fields; rest != NULL; bytes += field.dtype->item_bytes)
        if (!read_field(&rest, &field) || !find_field(fields, field.name, field.name_bytes, &first) ||
            first.name != field.name)
            return 0;
    return bytes;
}

bool names_fields(const struct object *dtype_name)
{
    return dtype_name != NULL && dtype_name->kind == OBJECT_STR && strchr(dtype_name->text, ':') != NULL;
}

const struct dtype *dtype_with_fields(ibid_instance *instance, const char *name)
{
    struct dtype_in_use *used = instance->dtypes_in_use;
    while (used != NULL && strcmp(used->dtype.name, name) != 0)
        used = used->next;
    if (used != NULL)
        return &used->dtype;
    size_t item_bytes = measure_fields(name);
    if (item_bytes == 0)
        return lacks(instance, name);
    used = allocate(instance, 1, sizeof *used);
    char *kept = allocate(instance, strlen(name) + 1, 1);
    if (used == NULL || kept == NULL)
        return NULL;
    memcpy(kept, name, strlen(name) + 1);
    *used = (struct dtype_in_use){{kept, CLASS_FIELDS, item_bytes}, instance->dtypes_in_use};
    instance->dtypes_in_use = used;
    return &used->dtype;
}

struct object *field_of(ibid_instance *instance, struct object *x, const char *name)
{
    struct field field;
    if (!find_field(x->dtype->name, name, strlen(name), &field))
        return fail(instance, IBID_ERROR_VALUE, "no field of name %s", name);
    struct object *view = new_view(instance, x, field.dtype, x->axes, x->shape);
    for (size_t i = 0; view != NULL && i < view->element_count; i++)
        view->addresses[i] = x->addresses[i] + field.offset_bytes;
    return view;
}

bool assign_with_fields(ibid_instance *instance, struct object *x, const struct object *source)
{
    size_t item_bytes = x->dtype->item_bytes;
    unsigned char *elements = allocate(instance, x->element_count + 1, item_bytes);
    for (size_t i = 0; elements != NULL && i < x->element_count; i++)
        memcpy(elements + i * item_bytes, source->buffer->bytes + source->addresses[i], item_bytes);
    for (size_t i = 0; elements != NULL && i < x->element_count; i++)
        memcpy(x->buffer->bytes + x->addresses[i], elements + i * item_bytes, item_bytes);
    return elements != NULL;
}

static bool has_fields(const struct object *x)
{
    return x != NULL && x->kind == OBJECT_ARRAY && x->dtype->class == CLASS_FIELDS;
}

/* What moves whole elements, or none: with a first argument that has fields. */
static bool moves_elements(enum ibid_operation operation)
{
    switch (operation) {
    case IBID_OP_ID:
    case IBID_OP_LEN:
    case IBID_OP_COPY:
    case IBID_OP_DEEPCOPY:
    case IBID_OP_BITS:
    case IBID_OP_TRANSPOSE:
    case IBID_OP_SHAPE:
    case IBID_OP_STRIDES:
    case IBID_OP_DTYPE:
    case IBID_OP_SIZE:
    case IBID_OP_NDIM:
    case IBID_OP_BASE:
    case IBID_OP_WRITEABLE:
    case IBID_OP_METHOD_COPY:
    case IBID_OP_RESHAPE:
    case IBID_OP_RAVEL:
    case IBID_OP_FLATTEN:
    case IBID_OP_WATCH:
        return true;
    default:
        return false;
    }
}

/* x[["f", "g"]] would have gaps between its fields. */
static bool selects_fields(const struct object *index)
{
    return index->kind == OBJECT_LIST && index->item_count > 0 && index->items[0]->kind == OBJECT_STR;
}

/* Fields are assigned anything that their dtype takes; elements, those of an array with the same fields. */
static bool can_set(const struct object *x, const struct object *index, const struct object *value)
{
    if (!has_fields(x) || has_fields(index) || selects_fields(index))
        return false;
    return index->kind == OBJECT_STR ? !has_fields(value) : has_fields(value) && value->dtype == x->dtype;
}

static bool is_known(enum ibid_operation operation, struct object *const *arguments, size_t with_fields)
{
    switch (operation) {
    case IBID_OP_IS:
    case IBID_OP_IS_NOT:
    case IBID_OP_SHARES_MEMORY:
    case IBID_OP_MAY_SHARE_MEMORY:
        return true;
    case IBID_OP_SET_ITEM:
        return can_set(arguments[0], arguments[1], arguments[2]);
    case IBID_OP_SET_ATTRIBUTE:
        return has_fields(arguments[0]) && strcmp(arguments[1]->text, "writeable") == 0;
    case IBID_OP_GET_ITEM:
        return with_fields == 1 && has_fields(arguments[0]) && !selects_fields(arguments[1]);
    default:
        return moves_elements(operation) && with_fields == 1 && has_fields(arguments[0]);
    }
}

bool check_fields(ibid_instance *instance, enum ibid_operation operation, struct object *const *arguments, size_t given)
{
    size_t with_fields = 0;
    for (size_t i = 0; i < given; i++)
        with_fields += has_fields(arguments[i]);
    return with_fields == 0 || is_known(operation, arguments, with_fields) ||
           lacks(instance, "such operation on arrays with fields") != NULL;
}
