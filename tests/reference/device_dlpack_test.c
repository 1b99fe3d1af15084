/*
 * Exchange of memory on devices through DLPack, with the streams that order it: compiled for each backend, by the name
 * BACKEND. The other library is here too: it has memory on the device of the instance, and counts what it gets back.
 */
#include <criterion/criterion.h>

#include <string.h>

#include "arrays.h"
#include "dlpack.h"
#include "on_device.h"
#include "open_device.h"
#include "relate.h"

enum {
    COUNT = 6,
    BYTES = COUNT * sizeof(int32_t)
};

static const struct dlpack_guard nobody = {NULL, NULL, NULL};

static ibid_instance *opened_with(const struct device_options *options)
{
    char message[OPTIONS_MESSAGE_BYTES];
    device_close(open_or_skip(BACKEND, NULL));
    ibid_instance *instance = opened();
    cr_assert(place_open(instance, BACKEND, options, message, sizeof message), "%s", message);
    return instance;
}

static ibid_instance *opened_here(void)
{
    return opened_with(&(struct device_options){.seed = 1});
}

static void close_all(ibid_instance *instance)
{
    cr_expect_eq(place_close(instance), 0, "bytes are left on the device");
    close_clean(instance);
}

/* 0, 1, 2 … as int32, on the device. */
static reference counted(ibid_instance *instance)
{
    reference here = counting(instance, KERNEL_INT32, COUNT);
    reference there = array_to_device(instance, array_in(here), true);
    release(instance, here);
    cr_assert(there != NULL, "%s", instance->failure.message);
    return there;
}

static void expect_elements(ibid_instance *instance, reference x, const int32_t *elements)
{
    int32_t seen[COUNT];
    cr_assert(array_in(x)->element_count <= COUNT);
    cr_assert(elements_to_host(instance, array_in(x), seen), "%s", instance->failure.message);
    for (size_t i = 0; i < array_in(x)->element_count; i++)
        cr_expect_eq(seen[i], elements[i], "element %zu is %d, not %d", i, seen[i], elements[i]);
}

static void expect_failure(ibid_instance *instance, reference got, enum ibid_error_kind kind)
{
    cr_expect_null(got);
    cr_expect_eq(instance->failure.kind, kind, "%s", instance->failure.message);
}

/* Another library on the same device. */
struct producer {
    struct dlpack_managed_versioned managed;
    struct device_memory *memory;
    int64_t shape[2], strides[2];
    int deleted;
};

static void count_deletion(struct dlpack_managed_versioned *self)
{
    ((struct producer *)self->context)->deleted++;
}

static void produce(ibid_instance *instance, struct producer *producer)
{
    static const int32_t elements[COUNT] = {0, 1, 2, 3, 4, 5};
    struct device_error error;
    struct place *place = instance->place;
    reference x = counting(instance, KERNEL_INT32, 1);
    reference y = array_to_device(instance, array_in(x), true);
    struct dlpack_managed_versioned *example = dlpack_export(instance, array_in(y), 0, nobody);
    *producer = (struct producer){.memory = device_allocate(place->device, BYTES, &error),
                                  .shape = {2, 3}, .strides = {3, 1}};
    cr_assert(producer->memory != NULL && device_copy_in(current_stream(place), producer->memory, 0, elements, BYTES,
                                                         &error), "%s", error.message);
    cr_assert(wait_for_device(instance));
    producer->managed = (struct dlpack_managed_versioned){
        {1, 0}, producer, count_deletion, 0,
        {device_memory_pointer(producer->memory), example->tensor.device, 2, {DLPACK_INT, 32, 1}, producer->shape,
         producer->strides, 0}};
    example->deleter(example);
    release(instance, y);
    release(instance, x);
}

static void end_producer(struct producer *producer)
{
    device_release(producer->memory);
}

Test(device_dlpack, an_export_says_where_it_is)
{
    ibid_instance *instance = opened_here();
    reference x = counted(instance);
    reference every_second = strided_view(instance, array_in(x), 4, 1, (int64_t[]){3}, (int64_t[]){8});
    struct dlpack_managed_versioned *managed = dlpack_export(instance, array_in(every_second), 0, nobody);
    const struct dlpack_tensor *tensor = &managed->tensor;
    int kind = strcmp(BACKEND, "sim") == 0      ? DLPACK_DEVICE_EXTENSION
               : strcmp(BACKEND, "opencl") == 0 ? DLPACK_DEVICE_OPENCL
                                                : DLPACK_DEVICE_CUDA;
    cr_expect_eq(tensor->device.kind, kind);
    cr_expect_eq(tensor->device.number, 0);
    cr_expect_eq(tensor->data, device_memory_pointer(memory_of(array_in(x)->buffer)));
    cr_expect_eq(tensor->byte_offset, 4);
    cr_expect_eq(tensor->strides_elements[0], 2);
    cr_expect_eq(managed->flags, 0);
    managed->deleter(managed);
    release(instance, every_second);
    release(instance, x);
    close_all(instance);
}

Test(device_dlpack, an_export_keeps_the_memory_and_gives_it_back)
{
    ibid_instance *instance = opened_here();
    reference x = counted(instance);
    struct dlpack_managed_versioned *managed = dlpack_export(instance, array_in(x), 0, nobody);
    struct dlpack_managed *legacy = dlpack_export_legacy(instance, array_in(x), nobody);
    size_t used_bytes = device_used_bytes(instance->place->device);
    release(instance, x);
    managed->deleter(managed);
    cr_expect_eq(device_used_bytes(instance->place->device), used_bytes);
    legacy->deleter(legacy);
    cr_expect_lt(device_used_bytes(instance->place->device), used_bytes);
    close_all(instance);
}

Test(device_dlpack, what_comes_back_shares_and_is_known_to)
{
    ibid_instance *instance = opened_here();
    struct device_error error;
    reference x = counted(instance);
    reference y = dlpack_import(instance, dlpack_export(instance, array_in(x), 0, nobody), false);
    cr_expect(is_on_device(array_in(y)));
    struct object *arguments[] = {borrowed(x), borrowed(y), NULL, NULL, NULL, NULL, NULL, NULL};
    struct call call = {.operation = IBID_OP_SHARES_MEMORY, .arguments = arguments, .given = 2};
    reference shares = relate_shares_memory(instance, &call);
    cr_expect_eq(((struct number *)borrowed(shares))->value.integer, 1);
    cr_assert(device_fill(current_stream(instance->place), memory_of(array_in(x)->buffer), 4, 4, &(int32_t){10}, 4,
                          &error));
    expect_elements(instance, y, (int32_t[]){0, 10, 2, 3, 4, 5});
    release(instance, shares);
    release(instance, x);
    expect_elements(instance, y, (int32_t[]){0, 10, 2, 3, 4, 5});
    release(instance, y);
    close_all(instance);
}

Test(device_dlpack, the_deleter_is_called_once_with_the_last_view)
{
    ibid_instance *instance = opened_here();
    struct producer producer;
    produce(instance, &producer);
    reference x = dlpack_import(instance, &producer.managed, false);
    cr_assert(x != NULL, "%s", instance->failure.message);
    reference view = strided_view(instance, array_in(x), 8, 1, (int64_t[]){2}, (int64_t[]){4});
    release(instance, x);
    cr_expect_eq(producer.deleted, 0, "a view needs the memory");
    expect_elements(instance, view, (int32_t[]){2, 3});
    release(instance, view);
    cr_expect_eq(producer.deleted, 1);
    end_producer(&producer);
    close_all(instance);
}

/* Whoever gets his memory back uses it at once. */
Test(device_dlpack, work_on_the_memory_is_done_before_it_is_given_back)
{
    ibid_instance *instance = opened_here();
    struct device_error error;
    struct producer producer;
    int32_t seen[COUNT] = {0};
    produce(instance, &producer);
    reference x = dlpack_import(instance, &producer.managed, false);
    struct place *place = instance->place;
    struct device_stream *other = device_stream_open(place->device, &error);
    cr_assert(device_fill(current_stream(place), memory_of(array_in(x)->buffer), 0, BYTES, &(int32_t){7}, 4, &error));
    release(instance, x);
    cr_expect_eq(producer.deleted, 1);
    cr_assert(device_copy_out(other, seen, producer.memory, 0, BYTES, &error));
    cr_assert(device_stream_synchronize(other, &error));
    for (int i = 0; i < COUNT; i++)
        cr_expect_eq(seen[i], 7);
    device_stream_close(other);
    end_producer(&producer);
    close_all(instance);
}

Test(device_dlpack, a_copy_gives_the_memory_back_at_once)
{
    ibid_instance *instance = opened_here();
    struct device_error error;
    struct producer producer;
    produce(instance, &producer);
    producer.managed.flags = DLPACK_FLAG_READ_ONLY;
    reference x = dlpack_import(instance, &producer.managed, true);
    cr_assert(x != NULL, "%s", instance->failure.message);
    cr_expect_eq(producer.deleted, 1);
    cr_expect(array_in(x)->writeable);
    struct device_stream *other = device_stream_open(instance->place->device, &error);
    cr_assert(device_fill(other, producer.memory, 0, BYTES, &(int32_t){-1}, 4, &error));
    cr_assert(device_stream_synchronize(other, &error));
    expect_elements(instance, x, (int32_t[]){0, 1, 2, 3, 4, 5});
    release(instance, x);
    cr_expect_eq(producer.deleted, 1);
    device_stream_close(other);
    end_producer(&producer);
    close_all(instance);
}

Test(device_dlpack, two_imports_of_one_memory_overlap)
{
    ibid_instance *instance = opened_here();
    struct producer producer;
    produce(instance, &producer);
    reference x = dlpack_import(instance, &producer.managed, false);
    reference y = dlpack_import(instance, &producer.managed, false);
    cr_expect_eq(array_in(x)->first, array_in(y)->first);
    release(instance, x);
    cr_expect_eq(producer.deleted, 1);
    release(instance, y);
    cr_expect_eq(producer.deleted, 2, "once for each tensor");
    end_producer(&producer);
    close_all(instance);
}

Test(device_dlpack, strides_may_be_absent_negative_or_zero_and_an_offset_is_in_bytes)
{
    static const struct {
        int64_t strides[2];
        uint64_t offset;
        int32_t elements[COUNT];
    } layouts[] = {{{3, 1}, 0, {0, 1, 2, 3, 4, 5}},
                   {{-3, -1}, 20, {5, 4, 3, 2, 1, 0}},
                   {{0, 1}, 4, {1, 2, 3, 1, 2, 3}},
                   {{1, 2}, 0, {0, 2, 4, 1, 3, 5}}};
    ibid_instance *instance = opened_here();
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
        struct producer producer;
        produce(instance, &producer);
        memcpy(producer.strides, layouts[i].strides, sizeof layouts[i].strides);
        if (i == 0)
            producer.managed.tensor.strides_elements = NULL;
        producer.managed.tensor.byte_offset = layouts[i].offset;
        reference x = dlpack_import(instance, &producer.managed, false);
        cr_assert(x != NULL, "%s", instance->failure.message);
        expect_elements(instance, x, layouts[i].elements);
        release(instance, x);
        cr_expect_eq(producer.deleted, 1);
        end_producer(&producer);
    }
    close_all(instance);
}

static void beyond_the_end(struct producer *producer)
{
    producer->managed.tensor.byte_offset = 4;
}

static void before_the_start(struct producer *producer)
{
    producer->strides[0] = -3;
}

static void far_away(struct producer *producer)
{
    producer->managed.tensor.byte_offset = UINT64_MAX - 16;
}

static void huge_stride(struct producer *producer)
{
    producer->strides[0] = INT64_MAX / 2;
}

static void huge_shape(struct producer *producer)
{
    producer->shape[0] = producer->shape[1] = INT64_MAX / 2;
}

static void no_data(struct producer *producer)
{
    producer->managed.tensor.data = NULL;
}

static void another_number(struct producer *producer)
{
    producer->managed.tensor.device.number = 1;
}

static void another_kind(struct producer *producer)
{
    producer->managed.tensor.device.kind = 10;
}

static void negative_length(struct producer *producer)
{
    producer->shape[1] = -3;
}

static void unknown_dtype(struct producer *producer)
{
    producer->managed.tensor.dtype.bits = 12;
}

Test(device_dlpack, what_is_malformed_or_elsewhere_is_refused_by_name_and_stays_the_callers)
{
    static const struct {
        void (*spoil)(struct producer *producer);
        enum ibid_error_kind kind;
    } defects[] = {{beyond_the_end, IBID_ERROR_BUFFER}, {before_the_start, IBID_ERROR_BUFFER},
                   {far_away, IBID_ERROR_BUFFER},       {huge_stride, IBID_ERROR_BUFFER},
                   {huge_shape, IBID_ERROR_VALUE},      {no_data, IBID_ERROR_BUFFER},
                   {another_number, IBID_ERROR_DEVICE}, {another_kind, IBID_ERROR_DEVICE},
                   {negative_length, IBID_ERROR_SHAPE}, {unknown_dtype, IBID_ERROR_BUFFER}};
    ibid_instance *instance = opened_here();
    for (size_t i = 0; i < sizeof defects / sizeof *defects; i++)
        for (int copy = 0; copy <= 1; copy++) {
            struct producer producer;
            produce(instance, &producer);
            defects[i].spoil(&producer);
            expect_failure(instance, dlpack_import(instance, &producer.managed, copy != 0), defects[i].kind);
            cr_expect_eq(producer.deleted, 0, "defect %zu", i);
            end_producer(&producer);
        }
    close_all(instance);
}

Test(device_dlpack, an_instance_without_the_device_refuses)
{
    ibid_instance *instance = opened_here(), *other = opened();
    struct producer producer;
    produce(instance, &producer);
    expect_failure(other, dlpack_import(other, &producer.managed, false), IBID_ERROR_DEVICE);
    expect_failure(other, dlpack_import(other, &producer.managed, true), IBID_ERROR_DEVICE);
    cr_expect_eq(producer.deleted, 0);
    end_producer(&producer);
    close_clean(other);
    close_all(instance);
}

Test(device_dlpack, without_elements_there_is_nothing_to_keep)
{
    ibid_instance *instance = opened_here();
    struct producer producer;
    produce(instance, &producer);
    producer.shape[0] = 0;
    producer.managed.tensor.data = NULL;
    producer.managed.flags = DLPACK_FLAG_READ_ONLY;
    reference x = dlpack_import(instance, &producer.managed, false);
    cr_expect(is_on_device(array_in(x)));
    cr_expect_eq(array_in(x)->shape[1], 3);
    cr_expect_not(array_in(x)->writeable);
    cr_expect_eq(producer.deleted, 1);
    release(instance, x);
    cr_expect_eq(producer.deleted, 1);
    end_producer(&producer);
    close_all(instance);
}

/* Each allocation of an import fails in turn. */
Test(device_dlpack, where_memory_of_the_host_ends_the_tensor_is_still_the_callers)
{
    for (int copy = 0; copy <= 1; copy++) {
        bool done = false;
        size_t failing = 1;
        for (; !done; failing++) {
            ibid_instance *instance = opened_here();
            struct producer producer;
            produce(instance, &producer);
            instance->failing_allocation = instance->allocations + failing;
            reference x = dlpack_import(instance, &producer.managed, copy != 0);
            done = x != NULL;
            cr_expect_eq(producer.deleted, done && copy != 0 ? 1 : 0);
            if (!done)
                cr_expect_eq(instance->failure.kind, IBID_ERROR_MEMORY);
            release(instance, x);
            cr_expect_eq(producer.deleted, done ? 1 : 0);
            end_producer(&producer);
            close_all(instance);
        }
        cr_expect_gt(failing, 3, "an import allocates");
    }
}

Test(device_dlpack, where_memory_of_the_device_ends_the_tensor_is_still_the_callers)
{
    ibid_instance *instance = opened_with(&(struct device_options){.capacity_bytes = BYTES + 4, .seed = 1});
    struct producer producer;
    produce(instance, &producer);
    expect_failure(instance, dlpack_import(instance, &producer.managed, true), IBID_ERROR_MEMORY);
    cr_expect_eq(producer.deleted, 0);
    reference x = dlpack_import(instance, &producer.managed, false);
    cr_expect_not_null(x, "sharing takes no room");
    release(instance, x);
    cr_expect_eq(producer.deleted, 1);
    end_producer(&producer);
    close_all(instance);
}

/* The simulated device is lost where it is told to be. */
Test(device_dlpack, a_device_that_is_lost_gives_everything_back)
{
    unsigned refused = 0;
    for (uint64_t operations = 1; strcmp(BACKEND, "sim") == 0 && operations < 8; operations++) {
        ibid_instance *instance =
            opened_with(&(struct device_options){.seed = 1, .lost_after_operations = operations});
        reference here = counting(instance, KERNEL_INT32, COUNT);
        reference x = array_to_device(instance, array_in(here), true);
        struct dlpack_managed_versioned *managed =
            x == NULL ? NULL : dlpack_export(instance, array_in(x), 0, nobody);
        int32_t seen[COUNT];
        reference y = managed == NULL ? NULL : dlpack_import(instance, managed, true);
        bool read = y != NULL && elements_to_host(instance, array_in(y), seen);
        refused += !read;
        if (!read)
            cr_expect_eq(instance->failure.kind, IBID_ERROR_DEVICE, "%s", instance->failure.message);
        if (managed != NULL && y == NULL)
            managed->deleter(managed);
        release(instance, y);
        release(instance, x);
        release(instance, here);
        close_all(instance);
    }
    cr_expect(refused >= 2 || strcmp(BACKEND, "sim") != 0, "refused: %u", refused);
}

Test(device_dlpack, a_stream_is_ordered_after_all_that_was_asked_for)
{
    ibid_instance *instance = opened_here();
    struct device_error error;
    struct place *place = instance->place;
    reference x = counted(instance);
    place->streams[1] = device_stream_open(place->device, &error);
    cr_assert(device_fill(current_stream(place), memory_of(array_in(x)->buffer), 0, BYTES, &(int32_t){7}, 4, &error));
    cr_assert(order_stream_after_others(instance, 1));
    place->current = 1;
    expect_elements(instance, x, (int32_t[]){7, 7, 7, 7, 7, 7});
    place->current = DEFAULT_STREAM;
    release(instance, x);
    close_all(instance);
}
