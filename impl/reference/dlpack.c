#include "dlpack.h"

#include <stdlib.h>
#include <string.h>

#include "foreign.h"
#include "launching.h"

/* What a consumer has, and what belongs to it here. The tensor's context is this. */
struct exported {
    union {
        struct dlpack_managed legacy;
        struct dlpack_managed_versioned versioned;
    } managed;
    ibid_instance *instance;
    reference array;
    struct dlpack_guard guard;
    int64_t shape[MAXIMUM_AXES], strides_elements[MAXIMUM_AXES];
};

static void leave(struct dlpack_guard guard)
{
    if (guard.leave != NULL)
        guard.leave(guard.of);
}

static void give_back(struct exported *exported)
{
    struct dlpack_guard guard = exported->guard;
    if (guard.enter != NULL && !guard.enter(guard.of))
        return;
    release(exported->instance, exported->array);
    deallocate(exported->instance, exported, 1, sizeof *exported);
    leave(guard);
}

static void delete_legacy(struct dlpack_managed *managed)
{
    give_back(managed->context);
}

static void delete_versioned(struct dlpack_managed_versioned *managed)
{
    give_back(managed->context);
}

static struct dlpack_dtype dlpack_dtype_of(const struct dtype *dtype)
{
    static const uint8_t codes[] = {
        [CLASS_BOOL] = DLPACK_BOOL,   [CLASS_SIGNED] = DLPACK_INT,      [CLASS_UNSIGNED] = DLPACK_UINT,
        [CLASS_FLOAT] = DLPACK_FLOAT, [CLASS_COMPLEX] = DLPACK_COMPLEX,
    };
    return (struct dlpack_dtype){codes[dtype->class], (uint8_t)(dtype->item_bytes * 8), 1};
}

static const struct dtype *dtype_of_dlpack(struct dlpack_dtype wanted)
{
    for (int number = 0; number < KERNEL_DTYPE_COUNT; number++) {
        const struct dtype *dtype = dtype_numbered((enum kernel_dtype)number);
        struct dlpack_dtype known = dlpack_dtype_of(dtype);
        if (known.code == wanted.code && known.bits == wanted.bits && known.lanes == wanted.lanes)
            return dtype;
    }
    return NULL;
}

static const struct dlpack_device the_cpu = {DLPACK_DEVICE_CPU, 0};

/* What DLPack calls the device of a place, which is NAME:NUMBER. */
static struct dlpack_device device_of_place(const struct place *place)
{
    static const struct {
        const char *name;
        int32_t kind;
    } kinds[] = {
        {"cuda:", DLPACK_DEVICE_CUDA}, {"opencl:", DLPACK_DEVICE_OPENCL}, {"sim:", DLPACK_DEVICE_EXTENSION}};
    size_t i = 0;
    while (strncmp(place->name, kinds[i].name, strlen(kinds[i].name)) != 0)
        i++;
    return (struct dlpack_device){kinds[i].kind, (int32_t)strtol(place->name + strlen(kinds[i].name), NULL, 10)};
}

static bool has_no_fields(ibid_instance *instance, const struct array *x)
{
    return x->dtype->class != CLASS_FIELDS ||
           fail(instance, IBID_ERROR_BUFFER, "DLPack has no elements with fields, as those of %s", x->dtype->name) != NULL;
}

/* Steps that are never taken need not be whole elements. */
static bool set_strides(ibid_instance *instance, const struct array *x, int64_t *strides_elements)
{
    int64_t item_bytes = (int64_t)x->dtype->item_bytes;
    for (size_t i = 0; i < x->axes; i++) {
        if (x->strides_bytes[i] % item_bytes != 0 && x->shape[i] > 1 && x->element_count > 0)
            return fail(instance, IBID_ERROR_BUFFER, "DLPack has no steps of %lld bytes between elements of %lld",
                        (long long)x->strides_bytes[i], (long long)item_bytes) != NULL;
        strides_elements[i] = x->strides_bytes[i] / item_bytes;
    }
    return true;
}

static void point_to_elements(const struct array *x, struct dlpack_tensor *tensor)
{
    if (x->element_count == 0)
        return;
    tensor->data = is_on_device(x) ? device_memory_pointer(memory_of(x->buffer)) : x->first;
    tensor->byte_offset = is_on_device(x) ? offset_bytes_of(x->buffer, x->first) : 0;
}

static struct exported *export(ibid_instance *instance, struct array *x, struct dlpack_guard guard,
                               struct dlpack_tensor *tensor)
{
    struct exported *exported = allocate(instance, 1, sizeof *exported);
    if (exported == NULL || !has_no_fields(instance, x) || !set_strides(instance, x, exported->strides_elements)) {
        deallocate(instance, exported, 1, sizeof *exported);
        leave(guard);
        return NULL;
    }
    memcpy(exported->shape, x->shape, x->axes * sizeof *x->shape);
    exported->instance = instance;
    exported->array = retain(object_of(x));
    exported->guard = guard;
    *tensor = (struct dlpack_tensor){
        .device = is_on_device(x) ? device_of_place(instance->place) : the_cpu,
        .axes = (int32_t)x->axes,
        .dtype = dlpack_dtype_of(x->dtype),
        .shape = exported->shape,
        .strides_elements = exported->strides_elements,
    };
    point_to_elements(x, tensor);
    return exported;
}

struct dlpack_managed_versioned *dlpack_export(ibid_instance *instance, struct array *x, uint64_t flags,
                                               struct dlpack_guard guard)
{
    struct dlpack_tensor tensor;
    struct exported *exported = export(instance, x, guard, &tensor);
    if (exported == NULL)
        return NULL;
    exported->managed.versioned = (struct dlpack_managed_versioned){
        .version = {DLPACK_MAJOR_VERSION, DLPACK_MINOR_VERSION},
        .context = exported,
        .deleter = delete_versioned,
        .flags = flags | (x->writeable ? 0 : DLPACK_FLAG_READ_ONLY),
        .tensor = tensor,
    };
    return &exported->managed.versioned;
}

struct dlpack_managed *dlpack_export_legacy(ibid_instance *instance, struct array *x, struct dlpack_guard guard)
{
    struct dlpack_tensor tensor;
    if (!x->writeable) {
        leave(guard);
        return fail(instance, IBID_ERROR_BUFFER,
                    "this array is read-only, which DLPack can say from version 1 on: ask for max_version=(1, 0)");
    }
    struct exported *exported = export(instance, x, guard, &tensor);
    if (exported == NULL)
        return NULL;
    exported->managed.legacy = (struct dlpack_managed){tensor, exported, delete_legacy};
    return &exported->managed.legacy;
}

/* From elements to bytes, into `strides_bytes`. */
static bool read_strides(ibid_instance *instance, const struct dlpack_tensor *tensor, int64_t item_bytes,
                         int64_t *strides_bytes)
{
    for (int32_t i = 0; i < tensor->axes; i++)
        if (__builtin_mul_overflow(tensor->strides_elements[i], item_bytes, &strides_bytes[i]))
            return fail(instance, IBID_ERROR_BUFFER, "a stride of %lld elements reaches out of any memory",
                        (long long)tensor->strides_elements[i]) != NULL;
    return true;
}

static bool read_dtype(ibid_instance *instance, struct dlpack_dtype given, const struct dtype **dtype)
{
    *dtype = dtype_of_dlpack(given);
    if (*dtype == NULL)
        fail(instance, IBID_ERROR_BUFFER, "the reference has no elements of DLPack's code %d with %d bits and %d lanes",
             given.code, given.bits, given.lanes);
    return *dtype != NULL;
}

static bool is_on_cpu(const struct dlpack_tensor *tensor)
{
    return tensor->device.kind == DLPACK_DEVICE_CPU;
}

static bool is_within_reach(const ibid_instance *instance, const struct dlpack_tensor *tensor)
{
    if (instance->place == NULL || is_on_cpu(tensor))
        return is_on_cpu(tensor);
    struct dlpack_device here = device_of_place(instance->place);
    return tensor->device.kind == here.kind && tensor->device.number == here.number;
}

static bool check_tensor(ibid_instance *instance, const struct dlpack_tensor *tensor)
{
    if (!is_within_reach(instance, tensor))
        return fail(instance, IBID_ERROR_DEVICE, "the memory is on device %d of DLPack's kind %d, and here are the CPU "
                                                 "(%d) and %s",
                    (int)tensor->device.number, (int)tensor->device.kind, (int)DLPACK_DEVICE_CPU,
                    instance->place == NULL ? "no other" : instance->place->name) != NULL;
    if (tensor->axes < 0 || tensor->axes > MAXIMUM_AXES)
        return fail(instance, IBID_ERROR_VALUE, "an array has 0 to %d axes, not %d", MAXIMUM_AXES,
                    (int)tensor->axes) != NULL;
    if (tensor->axes > 0 && tensor->shape == NULL)
        return fail(instance, IBID_ERROR_BUFFER, "there are %d axes, and no shape", (int)tensor->axes) != NULL;
    return true;
}

static reference import_from_cpu(ibid_instance *instance, const struct dlpack_tensor *tensor, struct foreign *owned,
                                 bool copy)
{
    uintptr_t first;
    if (__builtin_add_overflow((uintptr_t)tensor->data, tensor->byte_offset, &first))
        return fail(instance, IBID_ERROR_BUFFER, "the byte offset reaches out of any memory");
    owned->first = tensor->data == NULL ? NULL : (unsigned char *)tensor->data + tensor->byte_offset;
    return array_of_foreign(instance, owned, copy);
}

static bool has_no_elements(const struct dlpack_tensor *tensor)
{
    for (int32_t i = 0; i < tensor->axes; i++)
        if (tensor->shape[i] == 0)
            return true;
    return false;
}

/* There is no memory to look for; where there should be some, that is found out. */
static reference import_nothing(ibid_instance *instance, const struct foreign *owned, bool copy)
{
    struct span nowhere = {0};
    struct foreign empty = *owned;
    empty.span = &nowhere;
    empty.first = NULL;
    return array_of_foreign(instance, &empty, copy);
}

static reference import_from_device(ibid_instance *instance, const struct dlpack_tensor *tensor, struct foreign *owned,
                                    bool copy)
{
    size_t offset_bytes;
    if (tensor->data == NULL || has_no_elements(tensor))
        return import_nothing(instance, owned, copy);
    owned->span = span_of_pointer(instance, tensor->data, &offset_bytes);
    if (owned->span == NULL)
        return NULL;
    size_t left_bytes = owned->span->byte_count - offset_bytes;
    owned->first = owned->span->bytes + offset_bytes + (tensor->byte_offset < left_bytes ? tensor->byte_offset : 0);
    reference made = tensor->byte_offset < left_bytes
                         ? array_of_foreign(instance, owned, copy)
                         : fail(instance, IBID_ERROR_BUFFER, "the byte offset reaches out of the memory on the device");
    span_leave(owned->span);
    return made;
}

/* `owned` has what gives the tensor back, and whether it can be written; the rest is read from the tensor. */
static reference import(ibid_instance *instance, const struct dlpack_tensor *tensor, struct foreign owned, bool copy)
{
    int64_t strides_bytes[MAXIMUM_AXES];
    if (!check_tensor(instance, tensor) || !read_dtype(instance, tensor->dtype, &owned.dtype))
        return NULL;
    if (tensor->strides_elements != NULL) {
        if (!read_strides(instance, tensor, (int64_t)owned.dtype->item_bytes, strides_bytes))
            return NULL;
        owned.strides_bytes = strides_bytes;
    }
    owned.axes = tensor->axes;
    owned.shape = tensor->shape;
    return is_on_cpu(tensor) ? import_from_cpu(instance, tensor, &owned, copy)
                             : import_from_device(instance, tensor, &owned, copy);
}

static void return_legacy(void *owner)
{
    struct dlpack_managed *managed = owner;
    if (managed->deleter != NULL)
        managed->deleter(managed);
}

static void return_versioned(void *owner)
{
    struct dlpack_managed_versioned *managed = owner;
    if (managed->deleter != NULL)
        managed->deleter(managed);
}

reference dlpack_import_legacy(ibid_instance *instance, struct dlpack_managed *managed, bool writeable, bool copy)
{
    struct foreign owned = {.writeable = writeable, .give_back = return_legacy, .owner = managed};
    return import(instance, &managed->tensor, owned, copy);
}

reference dlpack_import(ibid_instance *instance, struct dlpack_managed_versioned *managed, bool copy)
{
    /* Of another major version nothing behind the flags is known, the tensor included. */
    if (managed->version.major != DLPACK_MAJOR_VERSION)
        return fail(instance, IBID_ERROR_BUFFER, "this is DLPack %u.%u, of which only version %d.x can be read",
                    (unsigned)managed->version.major, (unsigned)managed->version.minor, DLPACK_MAJOR_VERSION);
    struct foreign owned = {
        .writeable = (managed->flags & DLPACK_FLAG_READ_ONLY) == 0,
        .give_back = return_versioned,
        .owner = managed,
    };
    return import(instance, &managed->tensor, owned, copy);
}
