#include <string.h>

#include "program.h"
#include "shapes.h"

/* Every program returns whether what it saw is what it says. */

static bool read_before_synchronize(struct program *p)
{
    in(p, 0, p->x, p->a);
    out(p, 0, p->out, p->x);
    if (p->waits)
        synchronize(p, 0);
    return counts_from(p->out, 1000, 1);
}

static bool source_changed_in_flight(struct program *p)
{
    in(p, 0, p->x, p->a);
    if (p->waits)
        synchronize(p, 0);
    memset(p->a, 0, BYTES);
    out(p, 0, p->out, p->x);
    synchronize(p, 0);
    return counts_from(p->out, 1000, 1);
}

static bool query_taken_for_a_wait(struct program *p)
{
    in(p, 0, p->x, p->a);
    out(p, 0, p->out, p->x);
    struct device_event *event = record(p, 0);
    bool has_come = false;
    do
        check(p, device_query(event, &has_come, NULL));
    while (p->waits && !has_come && !p->failed);
    device_event_release(event);
    return counts_from(p->out, 1000, 1);
}

static bool another_stream_synchronized(struct program *p)
{
    in(p, 0, p->x, p->a);
    out(p, 0, p->out, p->x);
    fill(p, 1, p->y, 5);
    synchronize(p, p->waits ? 0 : 1);
    return counts_from(p->out, 1000, 1);
}

static bool event_recorded_before_the_copy(struct program *p)
{
    in(p, 0, p->x, p->a);
    struct device_event *event = p->waits ? NULL : record(p, 0);
    out(p, 0, p->out, p->x);
    if (p->waits)
        event = record(p, 0);
    check(p, device_event_synchronize(event, NULL));
    device_event_release(event);
    return counts_from(p->out, 1000, 1);
}

static bool reader_on_another_stream(struct program *p)
{
    in(p, 0, p->x, p->a);
    if (p->waits)
        order(p, 0, 1);
    out(p, 1, p->out, p->x);
    synchronize_all(p);
    return counts_from(p->out, 1000, 1);
}

static bool two_writers(struct program *p)
{
    in(p, 0, p->x, p->a);
    if (p->waits)
        order(p, 0, 1);
    fill(p, 1, p->x, 7);
    synchronize_all(p);
    out(p, 0, p->out, p->x);
    synchronize(p, 0);
    return counts_from(p->out, 7, 0);
}

static bool overwritten_while_read(struct program *p)
{
    in(p, 0, p->x, p->a);
    synchronize(p, 0);
    out(p, 0, p->out, p->x);
    if (p->waits)
        order(p, 0, 1);
    fill(p, 1, p->x, 7);
    synchronize(p, 0);
    return counts_from(p->out, 1000, 1);
}

static bool source_across_overwritten(struct program *p)
{
    in(p, 0, p->x, p->a);
    across(p, 0, p->y, p->x);
    if (p->waits)
        order(p, 0, 1);
    in(p, 1, p->x, p->b);
    synchronize_all(p);
    out(p, 0, p->out, p->y);
    synchronize(p, 0);
    return counts_from(p->out, 1000, 1);
}

static bool copied_across_too_early(struct program *p)
{
    fill(p, 0, p->x, 3);
    in(p, 0, p->x, p->a);
    if (p->waits)
        order(p, 0, 1);
    across(p, 1, p->y, p->x);
    out(p, 1, p->out, p->y);
    synchronize(p, 1);
    return counts_from(p->out, 1000, 1);
}

static bool second_wait_of_a_chain(struct program *p)
{
    in(p, 0, p->x, p->a);
    order(p, 0, 1);
    across(p, 1, p->y, p->x);
    if (p->waits)
        order(p, 1, 2);
    else
        order(p, 0, 2);
    across(p, 2, p->z, p->y);
    out(p, 2, p->out, p->z);
    synchronize(p, 2);
    return counts_from(p->out, 1000, 1);
}

static bool batch_buffer_used_again(struct program *p)
{
    in(p, 0, p->x, p->a);
    if (p->waits)
        synchronize(p, 0);
    memcpy(p->a, p->b, BYTES);
    in(p, 0, p->y, p->a);
    synchronize(p, 0);
    out(p, 0, p->out, p->x);
    out(p, 0, p->other_out, p->y);
    synchronize(p, 0);
    return counts_from(p->out, 1000, 1) && counts_from(p->other_out, 2000, 1);
}

static bool event_recorded_before_the_work(struct program *p)
{
    fill(p, 0, p->x, 3);
    if (!p->waits)
        order(p, 0, 1);
    fill(p, 0, p->x, 4);
    if (p->waits)
        order(p, 0, 1);
    out(p, 1, p->out, p->x);
    synchronize_all(p);
    return counts_from(p->out, 4, 0);
}

static bool wait_behind_the_work(struct program *p)
{
    in(p, 0, p->x, p->a);
    if (p->waits)
        order(p, 0, 1);
    across(p, 1, p->y, p->x);
    if (!p->waits)
        order(p, 0, 1);
    out(p, 1, p->out, p->y);
    synchronize(p, 1);
    return counts_from(p->out, 1000, 1);
}

static bool two_results_in_one_buffer(struct program *p)
{
    fill(p, 0, p->x, 1);
    fill(p, 1, p->y, 2);
    out(p, 0, p->out, p->x);
    if (p->waits)
        order(p, 0, 1);
    out(p, 1, p->out, p->y);
    synchronize_all(p);
    return counts_from(p->out, 2, 0);
}

static bool ping_without_pong(struct program *p)
{
    for (int i = 0; i < 3; i++) {
        fill(p, 0, p->x, i);
        order(p, 0, 1);
        compute(p, 1, i == 0 ? KERNEL_MULTIPLY : KERNEL_ADD, i == 0 ? p->y : p->z, p->x, i == 0 ? p->x : p->y);
        if (i == 1)
            out(p, 1, p->out, p->z);
        if (p->waits)
            order(p, 1, 0);
    }
    synchronize_all(p);
    return counts_from(p->out, 1, 0);
}

static bool parts_that_overlap(struct program *p)
{
    fill_part(p, 0, p->x, 1, 0, COUNT);
    order(p, 0, 1);
    fill_part(p, 0, p->x, 2, 0, COUNT / 2 + 1);
    if (p->waits)
        order(p, 0, 1);
    fill_part(p, 1, p->x, 3, COUNT / 2, COUNT / 2);
    synchronize_all(p);
    out(p, 2, p->out, p->x);
    synchronize(p, 2);
    return p->out[0] == 2 && p->out[COUNT / 2 - 1] == 2 && p->out[COUNT / 2] == 3 && p->out[COUNT - 1] == 3;
}

static bool operand_still_on_its_way(struct program *p)
{
    fill(p, 1, p->y, 5);
    in(p, 0, p->x, p->a);
    if (p->waits)
        order(p, 0, 1);
    compute(p, 1, KERNEL_ADD, p->z, p->x, p->y);
    out(p, 1, p->out, p->z);
    synchronize(p, 1);
    return counts_from(p->out, 1005, 1);
}

static bool updates_on_two_streams(struct program *p)
{
    in(p, 0, p->x, p->a);
    fill(p, 0, p->y, 3);
    synchronize(p, 0);
    compute(p, 0, KERNEL_ADD, p->x, p->x, p->y);
    if (p->waits)
        order(p, 0, 1);
    compute(p, 1, KERNEL_MULTIPLY, p->x, p->x, p->y);
    if (p->waits)
        order(p, 1, 0);
    out(p, 0, p->out, p->x);
    synchronize_all(p);
    return counts_from(p->out, 3009, 3);
}

static bool through_the_host(struct program *p)
{
    in(p, 0, p->x, p->a);
    out(p, 0, p->other_out, p->x);
    if (p->waits)
        synchronize(p, 0);
    in(p, 1, p->y, p->other_out);
    out(p, 1, p->out, p->y);
    synchronize_all(p);
    return counts_from(p->out, 1000, 1);
}

static const struct {
    const char *name;
    bool (*run)(struct program *program);
} shapes[] = {
    {"read before synchronize", read_before_synchronize},
    {"source changed in flight", source_changed_in_flight},
    {"query taken for a wait", query_taken_for_a_wait},
    {"another stream synchronized", another_stream_synchronized},
    {"event recorded before the copy", event_recorded_before_the_copy},
    {"reader on another stream", reader_on_another_stream},
    {"two writers", two_writers},
    {"overwritten while read", overwritten_while_read},
    {"source across overwritten", source_across_overwritten},
    {"copied across too early", copied_across_too_early},
    {"second wait of a chain", second_wait_of_a_chain},
    {"batch buffer used again", batch_buffer_used_again},
    {"event recorded before the work", event_recorded_before_the_work},
    {"wait behind the work", wait_behind_the_work},
    {"two results in one buffer", two_results_in_one_buffer},
    {"ping without pong", ping_without_pong},
    {"parts that overlap", parts_that_overlap},
    {"operand still on its way", operand_still_on_its_way},
    {"updates on two streams", updates_on_two_streams},
    {"through the host", through_the_host},
};

size_t shape_count(void)
{
    return sizeof shapes / sizeof shapes[0];
}

const char *shape_name(size_t shape)
{
    return shapes[shape].name;
}

enum shape_outcome shape_run(size_t shape, uint64_t seed, bool waits)
{
    struct program program = {.waits = waits};
    begin_program(&program, seed);
    bool as_written = !program.failed && shapes[shape].run(&program);
    end_program(&program);
    return program.failed ? SHAPE_ERROR : as_written ? SHAPE_AS_WRITTEN : SHAPE_DIFFERENT;
}
