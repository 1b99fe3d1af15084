#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include "arithmetic.h"
#include "routes.h"

/* The sums of these terms are gone through by their inner list and, for the other terms, by counting. */
enum { LARGEST_INNER = 4096 };
enum { MOST_HITS = 1 << 20 };

struct half {
    int count, inner_count;
    struct term terms[MOST_TERMS]; /* the first inner_count ones make the inner list */
    int origins[MOST_TERMS];
    double tuples;
    int64_t reach;
    int inner_sums_count;
    int64_t inner_sums[LARGEST_INNER];
};

/* The outer terms' values, counted up like an odometer. */
struct counter {
    int64_t sum;
    int64_t values[MOST_TERMS];
};

static bool count_up(const struct half *half, struct counter *counter)
{
    for (int i = half->inner_count; i < half->count; i++) {
        if (counter->values[i] < half->terms[i].bound) {
            counter->values[i]++;
            counter->sum += half->terms[i].coefficient;
            return true;
        }
        counter->sum -= half->terms[i].coefficient * counter->values[i];
        counter->values[i] = 0;
    }
    return false;
}

/* Deals the terms, the largest bound first, to the half that has fewer tuples. */
static void deal(const struct equation *equation, double tuples[2], unsigned char half_of[MOST_TERMS])
{
    bool dealt[MOST_TERMS] = {false};
    tuples[0] = tuples[1] = 1;
    for (int n = 0; n < equation->count; n++) {
        int next = -1;
        for (int i = 0; i < equation->count; i++)
            if (!dealt[i] && (next < 0 || equation->terms[i].bound > equation->terms[next].bound))
                next = i;
        half_of[next] = tuples[0] > tuples[1];
        tuples[half_of[next]] *= (double)equation->terms[next].bound + 1;
        dealt[next] = true;
    }
}

/* 16 bits for each tuple of the smaller half, within what is left of the memory beside the hits and their table. */
static int filter_bits(double tuples)
{
    int bits = 10;
    while (bits < 30 && (double)((int64_t)1 << bits) < 16 * tuples)
        bits++;
    return bits;
}

struct cost halves_cost(const struct equation *equation)
{
    double tuples[2];
    unsigned char half_of[MOST_TERMS];
    deal(equation, tuples, half_of);
    double fewer = tuples[0] < tuples[1] ? tuples[0] : tuples[1], more = tuples[0] + tuples[1] - fewer;
    /* Beyond the last level of cache every look takes its time; with few bits a tuple there are more batches. */
    double step = fewer < 1e6 ? 2 : 10;
    double bits = (double)((int64_t)1 << filter_bits(fewer));
    double batches = 1 + more * (fewer / bits) / MOST_HITS;
    return (struct cost){2000 + step * (more + fewer * (1 + batches)), bits / 8 + 5 * 8 * (double)MOST_HITS};
}

static void half_init(struct half *half, const struct equation *equation, const unsigned char *half_of, int which)
{
    half->count = half->inner_count = 0;
    half->tuples = 1;
    half->reach = 0;
    for (int i = 0; i < equation->count; i++) {
        if (half_of[i] != which)
            continue;
        int place = half->count++;
        for (; place > 0 && half->terms[place - 1].bound > equation->terms[i].bound; place--) {
            half->terms[place] = half->terms[place - 1];
            half->origins[place] = half->origins[place - 1];
        }
        half->terms[place] = equation->terms[i];
        half->origins[place] = i;
        half->tuples *= (double)equation->terms[i].bound + 1;
        half->reach += equation->terms[i].coefficient * equation->terms[i].bound;
    }
    half->inner_sums_count = 1;
    half->inner_sums[0] = 0;
    for (int i = 0; i < half->count && half->terms[i].bound < LARGEST_INNER / half->inner_sums_count; i++) {
        int before = half->inner_sums_count;
        for (int64_t value = 1; value <= half->terms[i].bound; value++)
            for (int k = 0; k < before; k++)
                half->inner_sums[half->inner_sums_count++] = half->inner_sums[k] + value * half->terms[i].coefficient;
        half->inner_count++;
    }
}

/* Sums in a table of twice as many places or more; -1 is an empty place. */
struct table {
    int bits;
    int64_t *places;
};

static uint64_t mixed(int64_t sum, int bits)
{
    return (uint64_t)sum * UINT64_C(0x9E3779B97F4A7C15) >> (64 - bits);
}

static uint64_t mixed_otherwise(int64_t sum, int bits)
{
    return (uint64_t)sum * UINT64_C(0xC2B2AE3D27D4EB4F) >> (64 - bits);
}

static void fill_table(struct table *table, const int64_t *hits, int count)
{
    table->bits = 4;
    while ((1 << table->bits) < 2 * count)
        table->bits++;
    uint64_t mask = ((uint64_t)1 << table->bits) - 1;
    for (uint64_t i = 0; i <= mask; i++)
        table->places[i] = -1;
    for (int i = 0; i < count; i++) {
        uint64_t place = mixed_otherwise(hits[i], table->bits);
        while (table->places[place] >= 0 && table->places[place] != hits[i])
            place = (place + 1) & mask;
        table->places[place] = hits[i];
    }
}

static bool is_in_table(const struct table *table, int64_t sum)
{
    uint64_t place = mixed_otherwise(sum, table->bits), mask = ((uint64_t)1 << table->bits) - 1;
    while (table->places[place] >= 0 && table->places[place] != sum)
        place = (place + 1) & mask;
    return table->places[place] == sum;
}

/* A sum of the half that is one of the hits, or -1. */
static int64_t common_sum(const struct half *half, struct table *table, const int64_t *hits, int count)
{
    if (count == 0)
        return -1;
    fill_table(table, hits, count);
    struct counter counter = {0, {0}};
    do {
        for (int i = 0; i < half->inner_sums_count; i++)
            if (is_in_table(table, counter.sum + half->inner_sums[i]))
                return counter.sum + half->inner_sums[i];
    } while (count_up(half, &counter));
    return -1;
}

/* The values of the half's terms that make the sum, which is one of its sums. */
static void find_values(const struct half *half, int64_t sum, int64_t *values)
{
    struct counter counter = {0, {0}};
    do {
        for (int i = 0; i < half->inner_sums_count; i++) {
            if (counter.sum + half->inner_sums[i] != sum)
                continue;
            int64_t place = i;
            for (int k = 0; k < half->inner_count; k++) {
                values[half->origins[k]] = place % (half->terms[k].bound + 1);
                place /= half->terms[k].bound + 1;
            }
            for (int k = half->inner_count; k < half->count; k++)
                values[half->origins[k]] = counter.values[k];
            return;
        }
    } while (count_up(half, &counter));
}

static void fill_filter(const struct half *half, uint64_t *filter, int bits)
{
    struct counter counter = {0, {0}};
    do {
        for (int i = 0; i < half->inner_sums_count; i++) {
            uint64_t place = mixed(counter.sum + half->inner_sums[i], bits);
            filter[place / 64] |= (uint64_t)1 << place % 64;
        }
    } while (count_up(half, &counter));
}

/* A sum of the smaller half that together with one of the larger half makes the target, or -1. */
static int64_t meet(const struct half *fewer, const struct half *more, int64_t target, const uint64_t *filter, int bits,
                    int64_t *hits, struct table *table)
{
    int hits_count = 0;
    struct counter counter = {0, {0}};
    do {
        for (int i = 0; i < more->inner_sums_count; i++) {
            int64_t wanted = target - counter.sum - more->inner_sums[i];
            uint64_t place = mixed(wanted, bits);
            if (wanted < 0 || wanted > fewer->reach || !(filter[place / 64] >> place % 64 & 1))
                continue;
            hits[hits_count++] = wanted;
            if (hits_count < MOST_HITS)
                continue;
            int64_t sum = common_sum(fewer, table, hits, hits_count);
            if (sum >= 0)
                return sum;
            hits_count = 0;
        }
    } while (count_up(more, &counter));
    return common_sum(fewer, table, hits, hits_count);
}

struct workspace {
    struct half halves[2];
    uint64_t *filter;
    int64_t *hits;
    struct table table;
};

static enum ibid_overlap_answer meet_in(struct workspace *workspace, const struct equation *equation, int64_t *values)
{
    const struct half *fewer = &workspace->halves[0], *more = &workspace->halves[1];
    int bits = filter_bits(fewer->tuples);
    size_t most_hits = more->tuples < MOST_HITS ? (size_t)more->tuples : MOST_HITS;
    workspace->filter = calloc((size_t)1 << bits >> 6, sizeof *workspace->filter);
    workspace->hits = malloc(most_hits * sizeof *workspace->hits);
    workspace->table.places = malloc((4 * most_hits + 16) * sizeof *workspace->table.places);
    if (!workspace->filter || !workspace->hits || !workspace->table.places)
        return IBID_OVERLAP_NO_MEMORY;
    fill_filter(fewer, workspace->filter, bits);
    int64_t sum = meet(fewer, more, equation->target, workspace->filter, bits, workspace->hits, &workspace->table);
    if (sum < 0)
        return IBID_OVERLAP_NO;
    if (values) {
        find_values(fewer, sum, values);
        find_values(more, equation->target - sum, values);
    }
    return IBID_OVERLAP_YES;
}

enum ibid_overlap_answer halves(const struct equation *equation, int64_t *values, int64_t *steps_left)
{
    *steps_left -= (int64_t)halves_cost(equation).steps;
    struct workspace workspace = {.filter = NULL};
    double tuples[2];
    unsigned char half_of[MOST_TERMS];
    deal(equation, tuples, half_of);
    for (int i = 0; i < 2; i++)
        half_init(&workspace.halves[i ^ (tuples[0] > tuples[1])], equation, half_of, i);
    enum ibid_overlap_answer answer = meet_in(&workspace, equation, values);
    free(workspace.filter);
    free(workspace.hits);
    free(workspace.table.places);
    return answer;
}
