/*
 * When the operations of the simulated device run: as late, and in as unexpected an order, as its rules allow.
 *
 * Late: nothing runs before something waits for it.
 *
 * Reordered: where two pending operations are in no order, touch the same bytes, and one writes, the program lacks a
 * wait. If the one that was put on the device first is waited for, all that it depends on runs, then the second one,
 * whether or not that is waited for, and then the first. Were the order left to chance, half of the seeds would run it
 * as the programmer expected. What is left to chance, by the seed, is which of several such pairs is turned round,
 * and the order of all that is in none.
 */
#include <string.h>

#include "sim.h"

/* Of pending operations, by their place in the list. */
struct set {
    uint64_t words[SIM_PENDING / 64];
};

static bool has(const struct set *set, size_t place)
{
    return set->words[place / 64] >> place % 64 & 1;
}

static void add(struct set *set, size_t place)
{
    set->words[place / 64] |= (uint64_t)1 << place % 64;
}

static void remove_from(struct set *set, size_t place)
{
    set->words[place / 64] &= ~((uint64_t)1 << place % 64);
}

static void add_all(struct set *set, const struct set *others)
{
    for (size_t i = 0; i < SIM_PENDING / 64; i++)
        set->words[i] |= others->words[i];
}

static bool meet(const struct set *a, const struct set *b)
{
    for (size_t i = 0; i < SIM_PENDING / 64; i++)
        if ((a->words[i] & b->words[i]) != 0)
            return true;
    return false;
}

static bool is_empty(const struct set *set)
{
    return !meet(set, set);
}

/* The place of an operation, or pending_count if it is done. */
static size_t find(const struct sim_device *device, uint64_t number)
{
    size_t low = 0, high = device->pending_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (device->pending[middle]->number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low < device->pending_count && device->pending[low]->number == number ? low : device->pending_count;
}

bool sim_is_pending(const struct sim_device *device, uint64_t number)
{
    return find(device, number) < device->pending_count;
}

/* before[i]: all that must run before operation i, directly or not. */
static void find_order(const struct sim_device *device, struct set *before)
{
    for (size_t i = 0; i < device->pending_count; i++) {
        memset(&before[i], 0, sizeof before[i]);
        for (int k = 0; k < 2; k++) {
            size_t place = find(device, device->pending[i]->after[k]);
            if (place == device->pending_count)
                continue;
            add(&before[i], place);
            add_all(&before[i], &before[place]);
        }
    }
}

static bool conflict(const struct sim_operation *a, const struct sim_operation *b)
{
    for (int i = 0; i < a->touch_count; i++)
        for (int j = 0; j < b->touch_count; j++) {
            const struct sim_touch *one = &a->touches[i], *other = &b->touches[j];
            if ((one->writes || other->writes) && one->start < other->end && other->start < one->end)
                return true;
        }
    return false;
}

/* Whether something between the two touches what both do: then their own order may not show, but theirs with it. */
static bool is_parted(const struct sim_device *device, size_t i, size_t j)
{
    for (size_t k = i + 1; k < j; k++)
        if (conflict(device->pending[i], device->pending[k]) && conflict(device->pending[k], device->pending[j]))
            return true;
    return false;
}

/*
 * Two operations, by chance, that may run in the other order, though they are in conflict and the first is wanted.
 * The n-th of n is taken with a chance of one in n, so each with the same.
 */
static bool find_untimely(struct sim_device *device, const struct set *before, const struct set *wanted, size_t *first,
                          size_t *second)
{
    uint64_t found = 0;
    for (size_t i = 0; i < device->pending_count; i++)
        for (size_t j = i + 1; has(wanted, i) && j < device->pending_count; j++)
            if (!has(&before[j], i) && conflict(device->pending[i], device->pending[j]) &&
                !is_parted(device, i, j) && sim_random(device) % ++found == 0) {
                *first = i;
                *second = j;
            }
    return found > 0;
}

static size_t choose_ready(struct sim_device *device, const struct set *before, const struct set *rest)
{
    size_t chosen = device->pending_count;
    uint64_t found = 0;
    for (size_t i = 0; i < device->pending_count; i++)
        if (has(rest, i) && !meet(&before[i], rest) && sim_random(device) % ++found == 0)
            chosen = i;
    return chosen;
}

static void drop_all(struct sim_device *device)
{
    for (size_t i = 0; i < device->pending_count; i++)
        sim_operation_free(device->pending[i]);
    device->pending_count = 0;
}

static void drop(struct sim_device *device, const struct set *done)
{
    size_t kept = 0;
    for (size_t i = 0; i < device->pending_count; i++)
        if (has(done, i))
            sim_operation_free(device->pending[i]);
        else
            device->pending[kept++] = device->pending[i];
    device->pending_count = kept;
}

/* Runs what is in the set, which has all that is before its members. */
static bool run_set(struct sim_device *device, const struct set *before, const struct set *set,
                    struct device_error *error)
{
    struct set rest = *set;
    for (size_t next; (next = choose_ready(device, before, &rest)) < device->pending_count;) {
        if (!sim_perform(device, device->pending[next], error)) {
            drop_all(device);
            return false;
        }
        remove_from(&rest, next);
    }
    drop(device, set);
    return true;
}

static struct set with_what_is_before(const struct set *before, size_t place)
{
    struct set set = before[place];
    add(&set, place);
    return set;
}

bool sim_run(struct sim_device *device, uint64_t until, struct device_error *error)
{
    struct set before[SIM_PENDING];
    for (;;) {
        size_t place = until != 0 ? find(device, until) : 0;
        if (place >= device->pending_count)
            return true;
        find_order(device, before);
        struct set wanted = {0};
        if (until != 0)
            wanted = with_what_is_before(before, place);
        else
            for (size_t i = 0; i < device->pending_count; i++)
                add(&wanted, i);
        size_t first, second;
        if (find_untimely(device, before, &wanted, &first, &second))
            wanted = is_empty(&before[first]) ? with_what_is_before(before, second) : before[first];
        if (!run_set(device, before, &wanted, error))
            return false;
    }
}
