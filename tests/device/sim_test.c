/* What is the simulated device's own: addresses that fault, seeds, late work, and its loss. */
#include <criterion/criterion.h>
#include <signal.h>

#include "open_device.h"

static struct device_error error;

#define MUST(call) cr_assert((call), "%s", error.message)

static unsigned char *address_on_device(void)
{
    struct device *device = device_open("sim", NULL, &error);
    cr_assert(device != NULL);
    return device_memory_pointer(device_allocate(device, 5000, &error));
}

Test(sim, reading_its_memory_faults, .signal = SIGSEGV)
{
    volatile unsigned char *address = address_on_device();
    (void)*address;
}

Test(sim, writing_its_memory_faults, .signal = SIGSEGV)
{
    volatile unsigned char *address = address_on_device();
    address[4999] = 1;
}

Test(sim, says_its_seed)
{
    struct device *device = device_open("sim", &(struct device_options){.seed = 1234}, &error);
    cr_expect_str_eq(device_description(device), "simulated, seed 1234");
    device_close(device);
}

Test(sim, takes_another_seed_each_time)
{
    struct device *one = device_open("sim", NULL, &error), *other = device_open("sim", NULL, &error);
    cr_expect_str_neq(device_description(one), device_description(other));
    device_close(one);
    device_close(other);
}

Test(sim, new_memory_is_not_zero_and_repeats_by_seed)
{
    unsigned char first[2][64], zero[64] = {0};
    for (int i = 0; i < 2; i++) {
        struct device *device = device_open("sim", &(struct device_options){.seed = 77}, &error);
        struct device_stream *stream = device_stream_open(device, &error);
        struct device_memory *memory = device_allocate(device, sizeof first[i], &error);
        MUST(device_copy_out(stream, first[i], memory, 0, sizeof first[i], &error));
        MUST(device_stream_synchronize(stream, &error));
        device_release(memory);
        device_stream_close(stream);
        device_close(device);
    }
    cr_expect_arr_eq(first[0], first[1], sizeof first[0]);
    cr_expect_arr_neq(first[0], zero, sizeof zero);
}

/* A device with a stream, and two bytes on the host. */
struct bytes {
    struct device *device;
    struct device_stream *stream;
    struct device_memory *memory;
    char in[8], out[8];
};

static void begin(struct bytes *it, uint64_t lost_after)
{
    *it = (struct bytes){.in = "abcdefg", .out = "-------"};
    struct device_options options = {.seed = 5, .lost_after_operations = lost_after};
    it->device = device_open("sim", &options, &error);
    MUST(it->device);
    MUST(it->stream = device_stream_open(it->device, &error));
    MUST(it->memory = device_allocate(it->device, 8, &error));
}

static void end(struct bytes *it)
{
    device_release(it->memory);
    device_stream_close(it->stream);
    device_close(it->device);
}

Test(sim, reads_the_source_when_the_copy_runs)
{
    struct bytes it;
    begin(&it, 0);
    MUST(device_copy_in(it.stream, it.memory, 0, it.in, 8, &error));
    it.in[0] = 'X';
    MUST(device_copy_out(it.stream, it.out, it.memory, 0, 8, &error));
    cr_expect_str_eq(it.out, "-------");
    MUST(device_stream_synchronize(it.stream, &error));
    cr_expect_str_eq(it.out, "Xbcdefg");
    end(&it);
}

Test(sim, a_query_says_no_first_and_yes_at_last)
{
    struct bytes it;
    begin(&it, 0);
    MUST(device_copy_in(it.stream, it.memory, 0, it.in, 8, &error));
    struct device_event *event = device_record(it.stream, &error);
    MUST(event);
    bool has_come = true;
    MUST(device_query(event, &has_come, &error));
    cr_expect(!has_come);
    for (int i = 0; i < 4 && !has_come; i++)
        MUST(device_query(event, &has_come, &error));
    cr_expect(has_come);
    device_event_release(event);
    end(&it);
}

Test(sim, runs_all_when_too_much_is_pending)
{
    struct bytes it;
    begin(&it, 0);
    for (int i = 0; i < 1000; i++)
        MUST(device_fill(it.stream, it.memory, 0, 8, "y", 1, &error));
    MUST(device_copy_out(it.stream, it.out, it.memory, 0, 7, &error));
    MUST(device_stream_synchronize(it.stream, &error));
    cr_expect_str_eq(it.out, "yyyyyyy");
    end(&it);
}

Test(sim, is_lost_in_the_middle_of_a_copy)
{
    struct bytes it;
    begin(&it, 2);
    MUST(device_copy_in(it.stream, it.memory, 0, it.in, 8, &error));
    MUST(device_copy_in(it.stream, it.memory, 0, it.in, 8, &error));
    MUST(device_copy_out(it.stream, it.out, it.memory, 0, 8, &error));
    MUST(device_copy_out(it.stream, it.out, it.memory, 0, 8, &error));
    struct device_event *event = device_record(it.stream, &error);
    MUST(event);
    cr_expect(!device_is_lost(it.device));
    expect_error(device_stream_synchronize(it.stream, &error), &error, IBID_ERROR_DEVICE, "was lost after 2");
    cr_expect(device_is_lost(it.device));
    cr_expect_str_eq(it.out, "abcd---");
    bool has_come;
    expect_error(device_query(event, &has_come, &error), &error, IBID_ERROR_DEVICE, "is lost");
    expect_error(device_event_synchronize(event, &error), &error, IBID_ERROR_DEVICE, "is lost");
    expect_error(device_wait(it.stream, event, &error), &error, IBID_ERROR_DEVICE, "is lost");
    expect_error(device_synchronize(it.device, &error), &error, IBID_ERROR_DEVICE, "is lost");
    expect_error(device_copy_in(it.stream, it.memory, 0, it.in, 8, &error), &error, IBID_ERROR_DEVICE, "is lost");
    expect_error(device_copy_out(it.stream, it.out, it.memory, 0, 8, &error), &error, IBID_ERROR_DEVICE, "is lost");
    expect_error(device_copy_across(it.stream, it.memory, 0, it.memory, 4, 4, &error), &error, IBID_ERROR_DEVICE,
                 "is lost");
    expect_error(device_fill(it.stream, it.memory, 0, 8, "", 1, &error), &error, IBID_ERROR_DEVICE, "is lost");
    expect_error(device_allocate(it.device, 1, &error) != NULL, &error, IBID_ERROR_DEVICE, "is lost");
    expect_error(device_host_allocate(it.device, 1, &error) != NULL, &error, IBID_ERROR_DEVICE, "is lost");
    expect_error(device_stream_open(it.device, &error) != NULL, &error, IBID_ERROR_DEVICE, "is lost");
    expect_error(device_record(it.stream, &error) != NULL, &error, IBID_ERROR_DEVICE, "is lost");
    device_event_release(event);
    end(&it);
}

/* However many operations it does before: nothing crashes, the error has its kind, and nothing is left. */
Test(sim, is_lost_anywhere)
{
    for (uint64_t lost_after = 1; lost_after <= 12; lost_after++) {
        struct bytes it;
        begin(&it, lost_after);
        struct device_stream *other = device_stream_open(it.device, &error);
        MUST(other);
        bool done = true;
        for (int i = 0; done && i < 3; i++) {
            struct device_memory *brief = device_allocate(it.device, 100, &error);
            struct device_event *event = NULL;
            done = brief != NULL && device_copy_in(it.stream, brief, 0, it.in, 8, &error) &&
                   device_copy_across(it.stream, it.memory, 0, brief, 0, 8, &error) &&
                   (event = device_record(it.stream, &error)) != NULL && device_wait(other, event, &error) &&
                   device_copy_out(other, it.out, it.memory, 0, 8, &error) &&
                   device_fill(it.stream, brief, 0, 4, "", 1, &error) && device_synchronize(it.device, &error);
            device_event_release(event);
            device_release(brief);
        }
        cr_expect(done == (lost_after == 12), "lost after %d", (int)lost_after);
        cr_expect(done || error.kind == IBID_ERROR_DEVICE);
        cr_expect(device_is_lost(it.device) == !done);
        device_stream_close(other);
        end(&it);
    }
}

Test(sim, copies_between_devices_fail_with_either)
{
    for (int which = 0; which < 2; which++) {
        struct bytes it, that;
        begin(&it, which == 0 ? 1 : 0);
        begin(&that, which == 1 ? 1 : 0);
        MUST(device_copy_in(it.stream, it.memory, 0, it.in, 8, &error));
        MUST(device_copy_in(that.stream, that.memory, 0, it.in, 8, &error));
        MUST(device_synchronize(that.device, &error));
        expect_error(device_copy_across(that.stream, that.memory, 0, it.memory, 0, 8, &error), &error,
                     IBID_ERROR_DEVICE, "was lost after 1");
        cr_expect(device_is_lost(it.device) == (which == 0) && device_is_lost(that.device) == (which == 1));
        end(&it);
        end(&that);
    }
}

Test(sim, work_that_overflows_the_queue_tells_of_its_loss)
{
    struct bytes it;
    begin(&it, 3);
    bool done = true;
    for (int i = 0; done && i < 1000; i++)
        done = device_fill(it.stream, it.memory, 0, 8, "y", 1, &error);
    expect_error(done, &error, IBID_ERROR_DEVICE, "was lost after 3");
    end(&it);
}

Test(sim, sizes_that_no_host_has)
{
    struct device *device = device_open("sim", &(struct device_options){.capacity_bytes = SIZE_MAX}, &error);
    MUST(device);
    expect_error(device_allocate(device, SIZE_MAX, &error) != NULL, &error, IBID_ERROR_OVERFLOW, "too many");
    expect_error(device_allocate(device, SIZE_MAX / 2, &error) != NULL, &error, IBID_ERROR_MEMORY, "the host has no");
    cr_expect(device_used_bytes(device) == 0);
    device_close(device);
}
