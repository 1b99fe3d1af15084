/* Exchange through DLPack, with producers that keep to nothing: whose memory it is, and who gives it back. */
#include <criterion/criterion.h>

#include <stdlib.h>
#include <string.h>

#include "arrays.h"
#include "derive.h"
#include "dlpack.h"
#include "fields.h"
#include "relate.h"
#include "sequence.h"

/* The elements 0, 1, 2 … as int32. */
static reference counted(ibid_instance *instance, size_t axes, const int64_t *shape)
{
    reference x = array_new(instance, dtype_named("int32"), axes, shape, ORDER_C, true);
    for (size_t i = 0; i < array_in(x)->element_count; i++)
        memcpy(array_in(x)->first + 4 * i, &(int32_t){(int32_t)i}, 4);
    return x;
}

static int32_t element(reference x, size_t i)
{
    int32_t elements[64];
    cr_assert_lt(i, array_in(x)->element_count);
    elements_in_order(array_in(x), elements);
    return elements[i];
}

static const struct dlpack_guard nobody = {NULL, NULL, NULL};

/* A producer of 2 x 3 int32 in memory of its own, which counts how often it gets it back. */
struct producer {
    struct dlpack_managed_versioned versioned;
    struct dlpack_managed legacy;
    int64_t shape[40], strides[40];
    int32_t memory[16];
    int deleted;
};

static void count_versioned(struct dlpack_managed_versioned *self)
{
    struct producer *producer = self->context;
    producer->deleted++;
}

static void count_legacy(struct dlpack_managed *self)
{
    struct producer *producer = self->context;
    producer->deleted++;
}

static void produce(struct producer *producer)
{
    *producer = (struct producer){.shape = {2, 3}, .strides = {3, 1}};
    for (int i = 0; i < 16; i++)
        producer->memory[i] = i;
    struct dlpack_tensor tensor = {producer->memory, {DLPACK_DEVICE_CPU, 0}, 2, {DLPACK_INT, 32, 1},
                                   producer->shape,  producer->strides,      0};
    producer->versioned = (struct dlpack_managed_versioned){{1, 0}, producer, count_versioned, 0, tensor};
    producer->legacy = (struct dlpack_managed){tensor, producer, count_legacy};
}

/* What is wrong with a tensor, and the error that says so. */
struct defect {
    const char *what;
    void (*spoil)(struct producer *producer, struct dlpack_tensor *tensor);
    enum ibid_error_kind kind;
};

static void negative_axes(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)producer;
    tensor->axes = -1;
}

static void many_axes(struct producer *producer, struct dlpack_tensor *tensor)
{
    for (int i = 0; i < 40; i++)
        producer->shape[i] = producer->strides[i] = 1;
    tensor->axes = 33;
}

static void all_axes(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)producer;
    tensor->axes = INT32_MAX;
}

static void negative_length(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)tensor;
    producer->shape[1] = -3;
}

static void unknown_code(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)producer;
    tensor->dtype.code = 99;
}

static void unknown_bits(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)producer;
    tensor->dtype.bits = 12;
}

static void bfloat(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)producer;
    tensor->dtype = (struct dlpack_dtype){DLPACK_BFLOAT, 16, 1};
}

static void four_lanes(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)producer;
    tensor->dtype.lanes = 4;
}

static void no_lanes(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)producer;
    tensor->dtype.lanes = 0;
}

static void graphics_device(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)producer;
    tensor->device.kind = 2;
}

static void no_shape(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)producer;
    tensor->shape = NULL;
}

static void no_data(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)producer;
    tensor->data = NULL;
}

static void huge_shape(struct producer *producer, struct dlpack_tensor *tensor)
{
    producer->shape[0] = producer->shape[1] = INT64_MAX / 2;
    tensor->strides_elements = NULL;
}

static void huge_beside_nothing(struct producer *producer, struct dlpack_tensor *tensor)
{
    huge_shape(producer, tensor);
    producer->shape[2] = 0;
    tensor->axes = 3;
}

static void huge_stride(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)tensor;
    producer->strides[0] = INT64_MAX / 2;
}

static void huge_reach(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)tensor;
    producer->strides[0] = INT64_MAX / 4;
    producer->strides[1] = INT64_MAX / 4;
}

static void far_below(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)tensor;
    producer->strides[0] = INT64_MIN / 4;
}

static void huge_offset(struct producer *producer, struct dlpack_tensor *tensor)
{
    (void)producer;
    tensor->byte_offset = UINT64_MAX - 16;
}

static const struct defect defects[] = {
    {"a negative number of axes", negative_axes, IBID_ERROR_VALUE},
    {"33 axes", many_axes, IBID_ERROR_VALUE},
    {"as many axes as a number can say", all_axes, IBID_ERROR_VALUE},
    {"a negative length", negative_length, IBID_ERROR_SHAPE},
    {"an unknown code", unknown_code, IBID_ERROR_BUFFER},
    {"integers of 12 bits", unknown_bits, IBID_ERROR_BUFFER},
    {"bfloat16", bfloat, IBID_ERROR_BUFFER},
    {"four lanes", four_lanes, IBID_ERROR_BUFFER},
    {"no lanes", no_lanes, IBID_ERROR_BUFFER},
    {"another device", graphics_device, IBID_ERROR_DEVICE},
    {"axes without a shape", no_shape, IBID_ERROR_BUFFER},
    {"elements without data", no_data, IBID_ERROR_BUFFER},
    {"a size that overflows", huge_shape, IBID_ERROR_VALUE},
    {"a size that overflows but for a zero", huge_beside_nothing, IBID_ERROR_VALUE},
    {"a stride that overflows", huge_stride, IBID_ERROR_BUFFER},
    {"strides that overflow together", huge_reach, IBID_ERROR_BUFFER},
    {"strides below any memory", far_below, IBID_ERROR_BUFFER},
    {"an offset that overflows", huge_offset, IBID_ERROR_BUFFER},
};

static void expect_refused(ibid_instance *instance, reference got, const struct defect *defect,
                           const struct producer *producer)
{
    cr_expect_null(got, "%s is taken", defect->what);
    cr_expect_eq(instance->failure.kind, defect->kind, "%s: %s", defect->what, instance->failure.message);
    cr_expect_eq(producer->deleted, 0, "%s: the tensor is still the caller's", defect->what);
}

Test(dlpack, what_is_malformed_is_refused_by_name_and_stays_the_callers)
{
    for (size_t i = 0; i < sizeof defects / sizeof *defects; i++)
        for (int copy = 0; copy <= 1; copy++) {
            ibid_instance *instance = opened();
            struct producer producer;
            produce(&producer);
            defects[i].spoil(&producer, &producer.versioned.tensor);
            expect_refused(instance, dlpack_import(instance, &producer.versioned, copy != 0), &defects[i], &producer);
            produce(&producer);
            defects[i].spoil(&producer, &producer.legacy.tensor);
            expect_refused(instance, dlpack_import_legacy(instance, &producer.legacy, true, copy != 0), &defects[i], &producer);
            close_clean(instance);
        }
}

Test(dlpack, another_major_version_is_refused_unread)
{
    ibid_instance *instance = opened();
    struct producer producer;
    produce(&producer);
    producer.versioned.version.major = 2;
    producer.versioned.tensor.shape = (int64_t *)(uintptr_t)8; /* whoever reads it falls */
    cr_expect_null(dlpack_import(instance, &producer.versioned, false));
    cr_expect_eq(instance->failure.kind, IBID_ERROR_BUFFER);
    cr_expect_eq(producer.deleted, 0);
    close_clean(instance);
}

Test(dlpack, the_deleter_is_called_once_with_the_last_view)
{
    for (int legacy = 0; legacy <= 1; legacy++) {
        ibid_instance *instance = opened();
        struct producer producer;
        produce(&producer);
        reference x = legacy != 0 ? dlpack_import_legacy(instance, &producer.legacy, true, false)
                                  : dlpack_import(instance, &producer.versioned, false);
        reference view = array_view(instance, array_in(x), array_in(x)->dtype, array_in(x)->first + 4, 1,
                                    (int64_t[]){2}, (int64_t[]){4});
        cr_expect(array_in(x)->writeable);
        producer.memory[1] = 100;
        cr_expect_eq(element(view, 0), 100, "memory is shared");
        release(instance, x);
        cr_expect_eq(producer.deleted, 0, "a view needs the memory");
        release(instance, view);
        cr_expect_eq(producer.deleted, 1);
        close_clean(instance);
    }
}

Test(dlpack, a_copy_gives_the_memory_back_at_once)
{
    ibid_instance *instance = opened();
    struct producer producer;
    produce(&producer);
    producer.versioned.flags = DLPACK_FLAG_READ_ONLY;
    reference x = dlpack_import(instance, &producer.versioned, true);
    cr_expect_eq(producer.deleted, 1);
    memset(producer.memory, -1, sizeof producer.memory);
    cr_expect_eq(element(x, 5), 5);
    cr_expect(array_in(x)->writeable, "a copy is its owner's");
    release(instance, x);
    cr_expect_eq(producer.deleted, 1);
    close_clean(instance);
}

Test(dlpack, what_is_read_only_stays_so)
{
    ibid_instance *instance = opened();
    struct producer producer;
    produce(&producer);
    producer.versioned.flags = DLPACK_FLAG_READ_ONLY;
    reference x = dlpack_import(instance, &producer.versioned, false);
    cr_expect_not(array_in(x)->writeable);
    release(instance, x);
    x = dlpack_import_legacy(instance, &producer.legacy, false, false);
    cr_expect_not(array_in(x)->writeable);
    release(instance, x);
    close_clean(instance);
}

Test(dlpack, strides_may_be_absent_negative_or_zero_and_an_offset_is_in_bytes)
{
    ibid_instance *instance = opened();
    static const struct {
        int64_t strides[2];
        uint64_t offset;
        int32_t elements[6];
    } layouts[] = {
        {{3, 1}, 0, {0, 1, 2, 3, 4, 5}},     {{3, 1}, 8, {2, 3, 4, 5, 6, 7}}, {{-3, -1}, 20, {5, 4, 3, 2, 1, 0}},
        {{0, 1}, 4, {1, 2, 3, 1, 2, 3}},     {{0, 0}, 12, {3, 3, 3, 3, 3, 3}}, {{1, 2}, 0, {0, 2, 4, 1, 3, 5}},
    };
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        struct producer producer;
        produce(&producer);
        memcpy(producer.strides, layouts[i].strides, sizeof layouts[i].strides);
        if (i < 2)
            producer.versioned.tensor.strides_elements = NULL;
        producer.versioned.tensor.byte_offset = layouts[i].offset;
        reference x = dlpack_import(instance, &producer.versioned, false);
        for (size_t j = 0; j < 6; j++)
            cr_expect_eq(element(x, j), layouts[i].elements[j], "layout %zu, element %zu", i, j);
        release(instance, x);
        cr_expect_eq(producer.deleted, 1);
    }
    close_clean(instance);
}

Test(dlpack, without_elements_there_is_nothing_to_keep)
{
    ibid_instance *instance = opened();
    struct producer producer;
    produce(&producer);
    producer.shape[0] = 0;
    producer.versioned.tensor.data = NULL;
    producer.versioned.flags = DLPACK_FLAG_READ_ONLY;
    reference x = dlpack_import(instance, &producer.versioned, false);
    cr_expect_eq(array_in(x)->element_count, 0);
    cr_expect_eq(array_in(x)->shape[1], 3);
    cr_expect_not(array_in(x)->writeable);
    cr_expect_eq(producer.deleted, 1);
    release(instance, x);
    cr_expect_eq(producer.deleted, 1);
    close_clean(instance);
}

Test(dlpack, a_producer_may_have_nothing_to_delete)
{
    ibid_instance *instance = opened();
    struct producer producer;
    produce(&producer);
    producer.versioned.deleter = NULL;
    producer.legacy.deleter = NULL;
    release(instance, dlpack_import(instance, &producer.versioned, false));
    release(instance, dlpack_import_legacy(instance, &producer.legacy, true, true));
    close_clean(instance);
}

/* Each allocation of an import fails in turn. */
Test(dlpack, where_memory_ends_the_tensor_is_still_the_callers)
{
    for (int copy = 0; copy <= 1; copy++) {
        bool done = false;
        size_t failing = 1;
        for (; !done; failing++) {
            ibid_instance *instance = opened();
            struct producer producer;
            produce(&producer);
            instance->failing_allocation = failing;
            reference x = dlpack_import(instance, &producer.versioned, copy != 0);
            done = x != NULL;
            cr_expect_eq(producer.deleted, done && copy != 0 ? 1 : 0);
            if (!done)
                cr_expect_eq(instance->failure.kind, IBID_ERROR_MEMORY);
            release(instance, x);
            cr_expect_eq(producer.deleted, done ? 1 : 0);
            close_clean(instance);
        }
        cr_expect_gt(failing, 3, "an import allocates");
    }
}

Test(dlpack, an_export_has_strides_and_keeps_its_array)
{
    ibid_instance *instance = opened();
    reference x = counted(instance, 2, (int64_t[]){2, 3});
    struct dlpack_managed_versioned *managed = dlpack_export(instance, array_in(x), 0, nobody);
    cr_assert_not_null(managed);
    struct dlpack_tensor *tensor = &managed->tensor;
    cr_expect_eq(managed->version.major, 1);
    cr_expect_eq(managed->flags, 0);
    cr_expect_eq(tensor->data, array_in(x)->first);
    cr_expect_eq(tensor->byte_offset, 0);
    cr_expect(tensor->dtype.code == DLPACK_INT && tensor->dtype.bits == 32 && tensor->dtype.lanes == 1);
    cr_expect(tensor->axes == 2 && tensor->shape[0] == 2 && tensor->shape[1] == 3);
    cr_expect(tensor->strides_elements[0] == 3 && tensor->strides_elements[1] == 1);
    release(instance, x);
    cr_expect_eq(((int32_t *)tensor->data)[5], 5, "the export keeps the memory");
    managed->deleter(managed);
    close_clean(instance);
}

Test(dlpack, an_exported_array_is_not_resized)
{
    ibid_instance *instance = opened();
    reference x = counted(instance, 1, (int64_t[]){4});
    reference length = integer_new(instance, 8);
    struct object *arguments[] = {borrowed(x), borrowed(length), NULL, NULL, NULL, NULL, NULL, NULL};
    struct call call = {.operation = IBID_OP_RESIZE, .arguments = arguments, .given = 2};
    struct dlpack_managed *managed = dlpack_export_legacy(instance, array_in(x), nobody);
    cr_assert_not_null(managed);
    cr_expect_null(derive_resize(instance, &call));
    cr_expect_eq(instance->failure.kind, IBID_ERROR_VALUE);
    managed->deleter(managed);
    release(instance, derive_resize(instance, &call));
    cr_expect_eq(array_in(x)->element_count, 8);
    release(instance, length);
    release(instance, x);
    close_clean(instance);
}

Test(dlpack, read_only_is_a_flag_or_an_error)
{
    ibid_instance *instance = opened();
    reference x = counted(instance, 1, (int64_t[]){4});
    array_in(x)->writeable = false;
    struct dlpack_managed_versioned *managed = dlpack_export(instance, array_in(x), DLPACK_FLAG_IS_COPIED, nobody);
    cr_expect_eq(managed->flags, DLPACK_FLAG_READ_ONLY | DLPACK_FLAG_IS_COPIED);
    managed->deleter(managed);
    cr_expect_null(dlpack_export_legacy(instance, array_in(x), nobody));
    cr_expect_eq(instance->failure.kind, IBID_ERROR_BUFFER);
    release(instance, x);
    close_clean(instance);
}

Test(dlpack, steps_that_are_no_whole_elements_cannot_be_told)
{
    ibid_instance *instance = opened();
    reference x = counted(instance, 1, (int64_t[]){4});
    reference odd = array_view(instance, array_in(x), array_in(x)->dtype, array_in(x)->first, 1, (int64_t[]){2},
                               (int64_t[]){6});
    cr_expect_null(dlpack_export(instance, array_in(odd), 0, nobody));
    cr_expect_eq(instance->failure.kind, IBID_ERROR_BUFFER);
    release(instance, odd);
    release(instance, x);
    close_clean(instance);
}

Test(dlpack, elements_with_fields_cannot_be_told)
{
    ibid_instance *instance = opened();
    const struct dtype *dtype = dtype_with_fields(instance, "f:int32,g:float64");
    cr_assert_not_null(dtype);
    reference x = array_new(instance, dtype, 1, (int64_t[]){3}, ORDER_C, true);
    cr_expect_null(dlpack_export(instance, array_in(x), 0, nobody));
    cr_expect_eq(instance->failure.kind, IBID_ERROR_BUFFER, "%s", instance->failure.message);
    release(instance, x);
    release_dtypes(instance);
    close_clean(instance);
}

Test(dlpack, nothing_has_no_address)
{
    ibid_instance *instance = opened();
    reference x = counted(instance, 2, (int64_t[]){0, 3});
    struct dlpack_managed_versioned *managed = dlpack_export(instance, array_in(x), 0, nobody);
    cr_expect_null(managed->tensor.data);
    cr_expect_not_null(managed->tensor.strides_elements);
    reference y = dlpack_import(instance, managed, false);
    cr_expect_eq(array_in(y)->element_count, 0);
    release(instance, y);
    release(instance, x);
    close_clean(instance);
}

Test(dlpack, what_comes_back_is_known_to_share)
{
    ibid_instance *instance = opened();
    reference x = counted(instance, 1, (int64_t[]){4});
    reference y = dlpack_import(instance, dlpack_export(instance, array_in(x), 0, nobody), false);
    struct object *arguments[] = {borrowed(x), borrowed(y), NULL, NULL, NULL, NULL, NULL, NULL};
    struct call call = {.operation = IBID_OP_SHARES_MEMORY, .arguments = arguments, .given = 2};
    reference shares = relate_shares_memory(instance, &call);
    cr_expect_eq(((struct number *)borrowed(shares))->value.integer, 1);
    release(instance, shares);
    release(instance, x);
    cr_expect_eq(element(y, 3), 3);
    release(instance, y);
    close_clean(instance);
}

static int entered, left;

static bool enter(void *of)
{
    entered++;
    return of != NULL;
}

static void leave(void *of)
{
    (void)of;
    left++;
}

Test(dlpack, a_guard_is_entered_by_the_deleter_and_left_once_on_every_path)
{
    ibid_instance *instance = opened();
    int something;
    reference x = counted(instance, 1, (int64_t[]){4});
    struct dlpack_guard guard = {enter, leave, &something};
    struct dlpack_managed *managed = dlpack_export_legacy(instance, array_in(x), guard);
    cr_expect(entered == 0 && left == 0);
    managed->deleter(managed);
    cr_expect(entered == 1 && left == 1);
    instance->failing_allocation = instance->allocations + 1;
    cr_expect_null(dlpack_export(instance, array_in(x), 0, guard));
    cr_expect(entered == 1 && left == 2, "a failed export gives up what it was given");
    array_in(x)->writeable = false;
    cr_expect_null(dlpack_export_legacy(instance, array_in(x), guard));
    cr_expect(entered == 1 && left == 3);
    release(instance, x);
    close_clean(instance);
}
