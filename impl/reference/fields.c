#include "fields.h"

#include <stdio.h>
#include <string.h>

#include "refusal.h"
#include "sequence.h"
#include "text.h"

struct dtype_in_use {
    struct dtype dtype;
    struct dtype_in_use *next;
    size_t name_bytes; /* with the zero byte at the end */
    char *name;
};

struct field {
    const char *name;
    size_t name_bytes;
    const struct dtype *dtype;
    size_t offset_bytes;
};

bool names_fields(const struct object *dtype_name)
{
    const char *name = dtype_name == NULL ? NULL : characters_of(dtype_name);
    return name != NULL && strchr(name, ':') != NULL;
}

static const struct dtype *dtype_of_field(const char *name, size_t bytes)
{
    char alone[sizeof "complex128"];
    if (bytes >= sizeof alone)
        return NULL;
    memcpy(alone, name, bytes);
    alone[bytes] = '\0';
    return dtype_named(alone);
}

/* The field behind another one, or the first where that is zeroed. False at the end, and where there is none. */
static bool next_field(const char **rest, struct field *field)
{
    if (field->dtype != NULL)
        field->offset_bytes += field->dtype->item_bytes;
    field->name = *rest;
    field->name_bytes = strcspn(*rest, ":,");
    const char *colon = *rest + field->name_bytes;
    size_t bytes = *colon == ':' ? strcspn(colon + 1, ",") : 0;
    field->dtype = field->name_bytes > 0 && bytes > 0 ? dtype_of_field(colon + 1, bytes) : NULL;
    if (field->dtype == NULL)
        return false;
    *rest = colon + 1 + bytes;
    *rest += **rest == ',';
    return true;
}

/* The first field of that name. */
static bool find_field(const char *fields, const char *name, size_t name_bytes, struct field *field)
{
    *field = (struct field){0};
    while (next_field(&fields, field))
        if (field->name_bytes == name_bytes && memcmp(field->name, name, name_bytes) == 0)
            return true;
    return false;
}

/* Of an element, whose fields have names of their own. 0 where it has none, or something else is written there. */
static size_t measure_fields(const char *fields)
{
    struct field field = {0}, first;
    const char *rest = fields;
    size_t item_bytes = 0;
    while (next_field(&rest, &field)) {
        if (!find_field(fields, field.name, field.name_bytes, &first) || first.name != field.name)
            return 0;
        item_bytes = field.offset_bytes + field.dtype->item_bytes;
    }
    return *rest == '\0' && rest[-1] != ',' ? item_bytes : 0;
}

const struct dtype *dtype_with_fields(ibid_instance *instance, const char *name)
{
    struct dtype_in_use *used = instance->dtypes_in_use;
    while (used != NULL && strcmp(used->name, name) != 0)
        used = used->next;
    if (used != NULL)
        return &used->dtype;
    size_t item_bytes = measure_fields(name), name_bytes = strlen(name) + 1;
    if (item_bytes == 0)
        return lacks(instance, name);
    char *kept = allocate(instance, name_bytes, 1);
    used = kept == NULL ? NULL : allocate(instance, 1, sizeof *used);
    if (used == NULL) {
        deallocate(instance, kept, name_bytes, 1);
        return NULL;
    }
    memcpy(kept, name, name_bytes);
    *used = (struct dtype_in_use){
        {kept, CLASS_FIELDS, item_bytes, KERNEL_UINT8}, instance->dtypes_in_use, name_bytes, kept};
    instance->dtypes_in_use = used;
    return &used->dtype;
}

void release_dtypes(ibid_instance *instance)
{
    while (instance->dtypes_in_use != NULL) {
        struct dtype_in_use *used = instance->dtypes_in_use;
        instance->dtypes_in_use = used->next;
        deallocate(instance, used->name, used->name_bytes, 1);
        deallocate(instance, used, 1, sizeof *used);
    }
}

bool field_of(ibid_instance *instance, const struct array *x, const char *name, struct array *field)
{
    struct field found;
    if (!find_field(x->dtype->name, name, strlen(name), &found))
        return fail(instance, IBID_ERROR_VALUE, "no field of name %s", name) != NULL;
    *field = *x;
    field->dtype = found.dtype;
    field->first += found.offset_bytes;
    return true;
}

bool as_bytes(ibid_instance *instance, const struct array *x, struct array *bytes)
{
    if (x->axes == MAXIMUM_AXES)
        return lacks(instance, "assignment of elements with fields along so many axes") != NULL;
    *bytes = *x;
    bytes->dtype = dtype_numbered(KERNEL_UINT8);
    bytes->shape[bytes->axes] = (int64_t)x->dtype->item_bytes;
    bytes->strides_bytes[bytes->axes++] = 1;
    bytes->element_count *= x->dtype->item_bytes;
    return true;
}

static bool has_fields(const struct object *object)
{
    return object != NULL && object->kind == OBJECT_ARRAY &&
           ((const struct array *)object)->dtype->class == CLASS_FIELDS;
}

/* What moves whole elements of its first argument, or none. */
static bool moves_elements(enum ibid_operation operation)
{
    static const bool moves[] = {
        [IBID_OP_ID] = true,          [IBID_OP_LEN] = true,       [IBID_OP_COPY] = true,  [IBID_OP_DEEPCOPY] = true,
        [IBID_OP_BITS] = true,        [IBID_OP_TRANSPOSE] = true, [IBID_OP_SHAPE] = true, [IBID_OP_STRIDES] = true,
        [IBID_OP_DTYPE] = true,       [IBID_OP_SIZE] = true,      [IBID_OP_NDIM] = true,  [IBID_OP_BASE] = true,
        [IBID_OP_METHOD_COPY] = true, [IBID_OP_RESHAPE] = true,   [IBID_OP_RAVEL] = true, [IBID_OP_FLATTEN] = true,
        [IBID_OP_WRITEABLE] = true,   [IBID_OP_ADDRESS] = true,   [IBID_OP_WATCH] = true,
    };
    return (size_t)operation < sizeof moves / sizeof *moves && moves[operation];
}

/* x[["f", "g"]] would have gaps between its fields. */
static bool selects_fields(const struct object *index)
{
    return index->kind == OBJECT_LIST && item_count(index) > 0 && characters_of(item_at(index, 0)) != NULL;
}

/* A field is given anything that its dtype takes; whole elements, those of an array with the same fields. */
static bool can_set(const struct object *x, const struct object *index, const struct object *value)
{
    if (!has_fields(x) || has_fields(index) || selects_fields(index))
        return false;
    return characters_of(index) != NULL
               ? !has_fields(value)
               : has_fields(value) && ((const struct array *)value)->dtype == ((const struct array *)x)->dtype;
}

static bool is_known(const struct call *call, size_t with_fields)
{
    struct object *const *given = call->arguments;
    switch (call->operation) {
    case IBID_OP_IS:
    case IBID_OP_IS_NOT:
    case IBID_OP_SHARES_MEMORY:
    case IBID_OP_MAY_SHARE_MEMORY:
        return true;
    case IBID_OP_SET_ITEM:
        return can_set(given[0], given[1], given[2]);
    case IBID_OP_SET_ATTRIBUTE:
        return has_fields(given[0]) && characters_of(given[1]) != NULL &&
               strcmp(characters_of(given[1]), "writeable") == 0;
    case IBID_OP_GET_ITEM:
        return with_fields == 1 && has_fields(given[0]) && !selects_fields(given[1]);
    default:
        return moves_elements(call->operation) && with_fields == 1 && has_fields(given[0]);
    }
}

bool check_fields(ibid_instance *instance, const struct call *call)
{
    size_t with_fields = 0;
    for (size_t i = 0; i < call->given; i++)
        with_fields += has_fields(call->arguments[i]);
    if (with_fields == 0 || is_known(call, with_fields))
        return true;
    char what[80];
    snprintf(what, sizeof what, "%s of arrays with fields", operation_name(call->operation));
    return lacks(instance, what) != NULL;
}
