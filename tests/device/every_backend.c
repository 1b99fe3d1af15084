/* What holds for every backend: compiled once for each, with its name as BACKEND. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "open_device.h"

enum {
    COUNT = 1000,
    BYTES = COUNT * sizeof(int)
};

static struct device_error error;

#define MUST(call) cr_assert((call), "%s", error.message)

struct setting {
    struct device *device;
    struct device_stream *stream, *other;
    struct device_memory *x, *y;
    int in[COUNT], out[COUNT];
};

static struct setting *begin(const struct device_options *options)
{
    struct setting *it = calloc(1, sizeof *it);
    cr_assert(it != NULL);
    it->device = open_or_skip(BACKEND, options);
    MUST(it->stream = device_stream_open(it->device, &error));
    MUST(it->other = device_stream_open(it->device, &error));
    MUST(it->x = device_allocate(it->device, BYTES, &error));
    MUST(it->y = device_allocate(it->device, BYTES, &error));
    for (int i = 0; i < COUNT; i++)
        it->in[i] = 7 * i + 1;
    return it;
}

static void end(struct setting *it)
{
    device_release(it->x);
    device_release(it->y);
    device_stream_close(it->stream);
    device_stream_close(it->other);
    cr_expect(device_used_bytes(it->device) == 0);
    device_close(it->device);
    free(it);
}

Test(every_backend, says_what_it_is)
{
    struct setting *it = begin(NULL);
    cr_expect_str_eq(device_name(it->device), BACKEND ":0");
    cr_expect(strlen(device_description(it->device)) > 0);
    cr_expect(device_capacity_bytes(it->device) > 2 * BYTES);
    cr_expect(device_used_bytes(it->device) == 2 * BYTES);
    cr_expect(device_of(it->x) == it->device);
    cr_expect(device_memory_bytes(it->x) == BYTES);
    cr_expect(device_memory_pointer(it->x) != NULL);
    cr_expect(!device_is_lost(it->device));
    end(it);
}

Test(every_backend, copies_in_and_out)
{
    struct setting *it = begin(NULL);
    MUST(device_copy_in(it->stream, it->x, 0, it->in, BYTES, &error));
    MUST(device_copy_out(it->stream, it->out, it->x, 0, BYTES, &error));
    MUST(device_stream_synchronize(it->stream, &error));
    cr_expect_arr_eq(it->in, it->out, BYTES);
    end(it);
}

/* What another library on the same device would be given. */
Test(every_backend, adopts_memory_and_frees_none_of_it)
{
    struct setting *it = begin(NULL);
    size_t offset_bytes = 1;
    struct device_memory *adopted;
    MUST(adopted = device_adopt(it->device, device_memory_pointer(it->x), &offset_bytes, &error));
    cr_expect(offset_bytes == 0);
    cr_expect(device_memory_pointer(adopted) == device_memory_pointer(it->x));
    cr_expect(device_memory_bytes(adopted) >= BYTES);
    cr_expect(device_used_bytes(it->device) == 2 * BYTES, "what is adopted takes no capacity");
    MUST(device_copy_in(it->stream, adopted, 0, it->in, BYTES, &error));
    MUST(device_stream_synchronize(it->stream, &error));
    device_release(adopted);
    cr_expect(device_used_bytes(it->device) == 2 * BYTES);
    MUST(device_copy_out(it->stream, it->out, it->x, 0, BYTES, &error));
    MUST(device_stream_synchronize(it->stream, &error));
    cr_expect_arr_eq(it->in, it->out, BYTES);
    end(it);
}

/* All users of CUDA in a process share a device's memory; elsewhere nothing else has it. */
Test(every_backend, adopts_no_memory_that_is_elsewhere)
{
    struct setting *it = begin(NULL);
    bool is_shared = strcmp(BACKEND, "cuda") == 0;
    struct device *device = open_or_skip(BACKEND, NULL);
    struct device_memory *memory;
    size_t offset_bytes;
    MUST(memory = device_allocate(device, BYTES, &error));
    void *pointer = is_shared ? (void *)it->in : device_memory_pointer(memory);
    cr_expect_null(device_adopt(it->device, pointer, &offset_bytes, &error));
    cr_expect(error.kind == IBID_ERROR_DEVICE, "%s", error.message);
    cr_expect(strstr(error.message, BACKEND ":0 has no memory at ") == error.message, "%s", error.message);
    device_release(memory);
    device_close(device);
    end(it);
}

Test(every_backend, copies_parts)
{
    struct setting *it = begin(NULL);
    MUST(device_copy_in(it->stream, it->x, 0, it->in, BYTES, &error));
    MUST(device_copy_in(it->stream, it->x, 12, it->in, 8, &error));
    MUST(device_copy_out(it->stream, it->out, it->x, 8, 16, &error));
    MUST(device_stream_synchronize(it->stream, &error));
    cr_expect(it->out[0] == it->in[2] && it->out[1] == it->in[0] && it->out[2] == it->in[1] && it->out[3] == it->in[5]);
    cr_expect(it->out[4] == 0);
    end(it);
}

Test(every_backend, copies_across)
{
    struct setting *it = begin(NULL);
    MUST(device_copy_in(it->stream, it->x, 0, it->in, BYTES, &error));
    MUST(device_copy_across(it->stream, it->y, 4, it->x, 0, BYTES - 4, &error));
    MUST(device_copy_across(it->stream, it->y, 0, it->y, BYTES - 4, 4, &error));
    MUST(device_copy_out(it->stream, it->out, it->y, 0, BYTES, &error));
    MUST(device_synchronize(it->device, &error));
    cr_expect(it->out[0] == it->in[COUNT - 2]);
    cr_expect_arr_eq(it->out + 1, it->in, BYTES - 4);
    end(it);
}

Test(every_backend, copies_between_devices)
{
    struct setting *it = begin(NULL);
    struct device *simulated = device_open("sim", NULL, &error);
    cr_assert(simulated != NULL);
    struct device_stream *stream = device_stream_open(simulated, &error);
    struct device_memory *there = device_allocate(simulated, BYTES, &error);
    cr_assert(stream != NULL && there != NULL);
    MUST(device_copy_in(it->stream, it->x, 0, it->in, BYTES, &error));
    MUST(device_copy_across(stream, there, 0, it->x, 0, BYTES, &error));
    MUST(device_copy_across(it->stream, it->y, 0, there, 4, BYTES - 4, &error));
    MUST(device_copy_out(it->stream, it->out, it->y, 0, BYTES - 4, &error));
    MUST(device_stream_synchronize(it->stream, &error));
    cr_expect_arr_eq(it->out, it->in + 1, BYTES - 4);
    cr_expect(device_counts(simulated).bytes_in == BYTES && device_counts(simulated).bytes_out == BYTES - 4);
    device_release(there);
    device_stream_close(stream);
    device_close(simulated);
    end(it);
}

Test(every_backend, fills_with_patterns)
{
    struct setting *it = begin(NULL);
    unsigned char pattern[DEVICE_PATTERN_BYTES], out[BYTES];
    for (int i = 0; i < DEVICE_PATTERN_BYTES; i++)
        pattern[i] = (unsigned char)(i + 1);
    for (size_t pattern_bytes = 1; pattern_bytes <= DEVICE_PATTERN_BYTES; pattern_bytes *= 2) {
        MUST(device_fill(it->stream, it->x, 0, BYTES - BYTES % 16, "\xee", 1, &error));
        unsigned char given[DEVICE_PATTERN_BYTES];
        memcpy(given, pattern, sizeof given);
        MUST(device_fill(it->stream, it->x, 16, 160, given, pattern_bytes, &error));
        memset(given, 0, sizeof given); /* it was copied */
        MUST(device_copy_out(it->stream, out, it->x, 0, 192, &error));
        MUST(device_stream_synchronize(it->stream, &error));
        for (size_t i = 0; i < 192; i++) {
            unsigned char expected = i < 16 || i >= 176 ? 0xee : pattern[(i - 16) % pattern_bytes];
            cr_assert(out[i] == expected, "byte %zu is %d and not %d, with a pattern of %zu", i, out[i], expected,
                      pattern_bytes);
        }
    }
    end(it);
}

Test(every_backend, orders_streams_by_events)
{
    struct setting *it = begin(NULL);
    for (int i = 0; i < 20; i++) {
        it->in[0] = i;
        MUST(device_copy_in(it->stream, it->x, 0, it->in, BYTES, &error));
        struct device_event *event = device_record(it->stream, &error);
        MUST(event);
        MUST(device_wait(it->other, event, &error));
        device_event_release(event);
        MUST(device_copy_out(it->other, it->out, it->x, 0, BYTES, &error));
        MUST(device_stream_synchronize(it->other, &error));
        cr_assert_arr_eq(it->in, it->out, BYTES);
    }
    end(it);
}

Test(every_backend, events_come)
{
    struct setting *it = begin(NULL);
    MUST(device_copy_in(it->stream, it->x, 0, it->in, BYTES, &error));
    MUST(device_copy_out(it->stream, it->out, it->x, 0, BYTES, &error));
    struct device_event *event = device_record(it->stream, &error);
    MUST(event);
    bool has_come = false;
    while (!has_come)
        MUST(device_query(event, &has_come, &error));
    cr_expect_arr_eq(it->in, it->out, BYTES);
    MUST(device_event_synchronize(event, &error));
    device_event_release(event);
    end(it);
}

Test(every_backend, events_of_an_empty_stream_come)
{
    struct setting *it = begin(NULL);
    struct device_event *event = device_record(it->stream, &error);
    MUST(event);
    MUST(device_event_synchronize(event, &error));
    bool has_come = false;
    MUST(device_query(event, &has_come, &error));
    cr_expect(has_come);
    device_event_release(event);
    end(it);
}

Test(every_backend, queued_work_outlives_what_it_uses)
{
    struct setting *it = begin(NULL);
    struct device_memory *brief = device_allocate(it->device, BYTES, &error);
    MUST(brief);
    MUST(device_copy_in(it->stream, brief, 0, it->in, BYTES, &error));
    MUST(device_copy_across(it->stream, it->y, 0, brief, 0, BYTES, &error));
    struct device_event *event = device_record(it->stream, &error);
    MUST(event);
    MUST(device_wait(it->other, event, &error));
    device_event_release(event);
    device_release(brief);
    MUST(device_copy_out(it->other, it->out, it->y, 0, BYTES, &error));
    MUST(device_stream_synchronize(it->other, &error));
    cr_expect_arr_eq(it->in, it->out, BYTES);
    end(it);
}

Test(every_backend, closing_a_stream_waits)
{
    struct setting *it = begin(NULL);
    struct device_stream *brief = device_stream_open(it->device, &error);
    MUST(brief);
    MUST(device_copy_in(brief, it->x, 0, it->in, BYTES, &error));
    MUST(device_copy_out(brief, it->out, it->x, 0, BYTES, &error));
    device_stream_close(brief);
    cr_expect_arr_eq(it->in, it->out, BYTES);
    end(it);
}

Test(every_backend, a_closed_device_lives_on)
{
    struct setting *it = begin(NULL);
    device_close(it->device);
    MUST(device_copy_in(it->stream, it->x, 0, it->in, BYTES, &error));
    MUST(device_copy_out(it->stream, it->out, it->x, 0, BYTES, &error));
    device_release(it->x);
    device_release(it->y);
    device_stream_close(it->other);
    MUST(device_stream_synchronize(it->stream, &error));
    cr_expect_arr_eq(it->in, it->out, BYTES);
    device_stream_close(it->stream);
    free(it);
}

Test(every_backend, has_host_memory)
{
    struct setting *it = begin(NULL);
    int *host = device_host_allocate(it->device, BYTES, &error);
    MUST(host);
    cr_expect((uintptr_t)host % 64 == 0);
    memcpy(host, it->in, BYTES);
    MUST(device_copy_in(it->stream, it->x, 0, host, BYTES, &error));
    MUST(device_copy_out(it->stream, it->out, it->x, 0, BYTES, &error));
    MUST(device_stream_synchronize(it->stream, &error));
    cr_expect_arr_eq(it->in, it->out, BYTES);
    device_host_release(it->device, host);
    end(it);
}

Test(every_backend, copies_nothing)
{
    struct setting *it = begin(NULL);
    struct device_memory *empty = device_allocate(it->device, 0, &error);
    MUST(empty);
    MUST(device_copy_in(it->stream, empty, 0, it->in, 0, &error));
    MUST(device_copy_out(it->stream, it->out, it->x, BYTES, 0, &error));
    MUST(device_copy_across(it->stream, it->x, 0, it->x, 0, 0, &error));
    MUST(device_fill(it->stream, empty, 0, 0, "", 1, &error));
    MUST(device_stream_synchronize(it->stream, &error));
    device_release(empty);
    end(it);
}

Test(every_backend, counts)
{
    struct setting *it = begin(NULL);
    MUST(device_copy_in(it->stream, it->x, 0, it->in, 100, &error));
    MUST(device_copy_in(it->stream, it->x, 0, it->in, 8, &error));
    MUST(device_copy_out(it->stream, it->out, it->x, 0, 50, &error));
    MUST(device_copy_across(it->stream, it->y, 0, it->x, 0, 20, &error));
    MUST(device_fill(it->stream, it->x, 0, 16, "\1", 1, &error));
    expect_error(device_copy_in(it->stream, it->x, BYTES, it->in, 1, &error), &error, IBID_ERROR_INDEX, "not within");
    MUST(device_synchronize(it->device, &error));
    struct device_counts counts = device_counts(it->device);
    cr_expect(counts.copies_in == 2 && counts.bytes_in == 108);
    cr_expect(counts.copies_out == 1 && counts.bytes_out == 50);
    cr_expect(counts.copies_across == 1 && counts.bytes_across == 20);
    cr_expect(counts.fills == 1 && counts.launches == 0 && counts.allocations == 2);
    end(it);
}

Test(every_backend, capacity_is_to_the_byte)
{
    struct setting *it = begin(&(struct device_options){.capacity_bytes = 2 * BYTES + 100});
    expect_error(device_allocate(it->device, 101, &error) != NULL, &error, IBID_ERROR_MEMORY, "100 of");
    struct device_memory *rest = device_allocate(it->device, 100, &error);
    MUST(rest);
    expect_error(device_allocate(it->device, 1, &error) != NULL, &error, IBID_ERROR_MEMORY, "0 of");
    device_release(rest);
    MUST(rest = device_allocate(it->device, 100, &error));
    device_release(rest);
    expect_error(device_allocate(it->device, SIZE_MAX, &error) != NULL, &error, IBID_ERROR_MEMORY, "asked for");
    end(it);
}

Test(every_backend, refuses_wrong_ranges)
{
    struct setting *it = begin(NULL);
    expect_error(device_copy_in(it->stream, it->x, 0, it->in, BYTES + 1, &error), &error, IBID_ERROR_INDEX,
                 "not within");
    expect_error(device_copy_out(it->stream, it->out, it->x, BYTES - 3, 4, &error), &error, IBID_ERROR_INDEX,
                 "not within");
    expect_error(device_copy_in(it->stream, it->x, 8, it->in, SIZE_MAX - 4, &error), &error, IBID_ERROR_OVERFLOW,
                 "too many");
    expect_error(device_copy_across(it->stream, it->y, 1, it->x, SIZE_MAX, 1, &error), &error, IBID_ERROR_OVERFLOW,
                 "too many");
    expect_error(device_copy_across(it->stream, it->x, 4, it->x, 0, 8, &error), &error, IBID_ERROR_OVERLAP,
                 "overlap");
    expect_error(device_fill(it->stream, it->x, 0, 12, "abc", 3, &error), &error, IBID_ERROR_VALUE, "pattern");
    expect_error(device_fill(it->stream, it->x, 0, 0, "", 0, &error), &error, IBID_ERROR_VALUE, "pattern");
    expect_error(device_fill(it->stream, it->x, 2, 8, "abcd", 4, &error), &error, IBID_ERROR_VALUE, "multiples");
    expect_error(device_fill(it->stream, it->x, 0, 6, "abcd", 4, &error), &error, IBID_ERROR_VALUE, "multiples");
    cr_expect(!device_copy_in(it->stream, it->x, BYTES, it->in, 1, NULL)); /* nobody to tell */
    end(it);
}

Test(every_backend, refuses_what_is_of_another_device)
{
    struct setting *it = begin(NULL);
    struct device *simulated = device_open("sim:1", NULL, &error);
    cr_assert(simulated != NULL);
    struct device_stream *stream = device_stream_open(simulated, &error);
    struct device_event *event = device_record(it->stream, &error);
    cr_assert(stream != NULL && event != NULL);
    expect_error(device_wait(stream, event, &error), &error, IBID_ERROR_VALUE, "cannot wait");
    expect_error(device_copy_in(stream, it->x, 0, it->in, 4, &error), &error, IBID_ERROR_VALUE, "the memory of");
    expect_error(device_copy_out(stream, it->out, it->x, 0, 4, &error), &error, IBID_ERROR_VALUE, "the memory of");
    expect_error(device_fill(stream, it->x, 0, 4, "", 1, &error), &error, IBID_ERROR_VALUE, "the memory of");
    device_event_release(event);
    device_stream_close(stream);
    device_close(simulated);
    end(it);
}
