#include "program.h"

enum {
    MEMORIES = 3
};

void check(struct program *p, bool done)
{
    p->failed = p->failed || !done;
}

void in(struct program *p, int stream, struct device_memory *memory, const int *host)
{
    check(p, device_copy_in(p->stream[stream], memory, 0, host, BYTES, NULL));
}

void out(struct program *p, int stream, int *host, struct device_memory *memory)
{
    check(p, device_copy_out(p->stream[stream], host, memory, 0, BYTES, NULL));
}

void across(struct program *p, int stream, struct device_memory *to, struct device_memory *from)
{
    check(p, device_copy_across(p->stream[stream], to, 0, from, 0, BYTES, NULL));
}

void fill_part(struct program *p, int stream, struct device_memory *memory, int value, size_t first,
                      size_t count)
{
    check(p, device_fill(p->stream[stream], memory, first * sizeof value, count * sizeof value, &value, sizeof value,
                         NULL));
}

void fill(struct program *p, int stream, struct device_memory *memory, int value)
{
    fill_part(p, stream, memory, value, 0, COUNT);
}

void compute(struct program *p, int stream, enum kernel_binary operation, struct device_memory *result,
                    struct device_memory *one, struct device_memory *other)
{
    struct device_launch launch = {.family = DEVICE_BINARY, .operation = operation, .dtype = KERNEL_INT32, .axes = 1,
                                   .shape = {COUNT}};
    launch.sources[0] = (struct device_operand){.memory = one, .stride_bytes = {sizeof(int)}};
    launch.sources[1] = (struct device_operand){.memory = other, .stride_bytes = {sizeof(int)}};
    launch.destination = (struct device_operand){.memory = result, .stride_bytes = {sizeof(int)}};
    check(p, device_launch(p->stream[stream], &launch, NULL));
}

struct device_event *record(struct program *p, int stream)
{
    struct device_event *event = device_record(p->stream[stream], NULL);
    check(p, event != NULL);
    return event;
}

void wait_for(struct program *p, int stream, struct device_event *event)
{
    check(p, event != NULL && device_wait(p->stream[stream], event, NULL));
    device_event_release(event);
}

/* What comes on `later` waits for what is on `earlier`. */
void order(struct program *p, int earlier, int later)
{
    wait_for(p, later, record(p, earlier));
}

void synchronize(struct program *p, int stream)
{
    check(p, device_stream_synchronize(p->stream[stream], NULL));
}

void synchronize_all(struct program *p)
{
    check(p, device_synchronize(p->device, NULL));
}

/* Whether the numbers count up from `first`, or all are the same. */
bool counts_from(const int *numbers, int first, int step)
{
    for (int i = 0; i < COUNT; i++)
        if (numbers[i] != first + i * step)
            return false;
    return true;
}

void begin_program(struct program *p, uint64_t seed)
{
    p->device = device_open("sim", &(struct device_options){.seed = seed}, NULL);
    check(p, p->device != NULL);
    struct device_memory **memories[MEMORIES] = {&p->x, &p->y, &p->z};
    for (int i = 0; i < MEMORIES && !p->failed; i++)
        check(p, (*memories[i] = device_allocate(p->device, BYTES, NULL)) != NULL);
    for (int i = 0; i < STREAMS && !p->failed; i++)
        check(p, (p->stream[i] = device_stream_open(p->device, NULL)) != NULL);
    for (int i = 0; i < COUNT; i++) {
        p->a[i] = 1000 + i;
        p->b[i] = 2000 + i;
    }
}

void end_program(struct program *p)
{
    for (int i = 0; i < STREAMS; i++)
        device_stream_close(p->stream[i]);
    device_release(p->x);
    device_release(p->y);
    device_release(p->z);
    device_close(p->device);
}
