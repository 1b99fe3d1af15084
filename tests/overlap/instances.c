#include "instances.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct numbers numbers_from_seed(void)
{
    const char *wanted = getenv("IBID_SEED");
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    uint64_t seed = wanted ? strtoull(wanted, NULL, 10) : (uint64_t)now.tv_sec * 1000003 + (uint64_t)now.tv_nsec;
    fprintf(stderr, "IBID_SEED=%llu\n", (unsigned long long)seed);
    return (struct numbers){seed * 2 + 1};
}

/* Steele, Lea and Flood's SplitMix (2014). */
static uint64_t next_number(struct numbers *numbers)
{
    uint64_t z = numbers->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

int64_t number_from(struct numbers *numbers, int64_t least, int64_t most)
{
    return least + (int64_t)(next_number(numbers) % (uint64_t)(most - least + 1));
}

static int64_t sign_from(struct numbers *numbers)
{
    return number_from(numbers, 0, 1) ? 1 : -1;
}

struct ibid_strided instance_array(const struct instance *instance)
{
    return (struct ibid_strided){instance->start, instance->item_bytes, instance->dimensions, instance->shape,
                                 instance->strides_bytes};
}

struct instance small_instance(struct numbers *numbers)
{
    struct instance instance = {.start = number_from(numbers, -300, 300),
                                .dimensions = (int)number_from(numbers, 0, 4)};
    instance.item_bytes = number_from(numbers, 0, 9) ? number_from(numbers, 1, 9) : 0;
    int64_t largest = number_from(numbers, 1, 200);
    for (int i = 0; i < instance.dimensions; i++) {
        instance.shape[i] = number_from(numbers, 0, 20) ? number_from(numbers, 1, 7) : number_from(numbers, 0, 1);
        instance.strides_bytes[i] = number_from(numbers, 0, 3) ? number_from(numbers, -largest, largest)
                                                               : number_from(numbers, -5, 5) * instance.item_bytes;
    }
    return instance;
}

struct instance_pair slices_of_one_parent(struct numbers *numbers, int dimensions)
{
    struct instance_pair pair;
    int64_t parent[IBID_OVERLAP_DIMENSIONS];
    for (int i = 0; i < dimensions; i++)
        parent[i] = number_from(numbers, 2, dimensions < 3 ? 1000 : 60);
    for (int k = 0; k < 2; k++) {
        struct instance *slice = k ? &pair.y : &pair.x;
        *slice = (struct instance){.item_bytes = 8, .dimensions = dimensions};
        int64_t stride = 8;
        for (int i = dimensions; i-- > 0; stride *= parent[i]) {
            int64_t a = number_from(numbers, 0, parent[i] - 1), b = number_from(numbers, 0, parent[i] - 1);
            int64_t step = number_from(numbers, 1, 7), first = a < b ? a : b,
                    count = ((a < b ? b - a : a - b)) / step + 1;
            int64_t sign = sign_from(numbers);
            slice->start += stride * (sign > 0 ? first : first + step * (count - 1));
            slice->shape[i] = count;
            slice->strides_bytes[i] = stride * step * sign;
        }
    }
    return pair;
}

static int64_t reach(const struct instance *instance, int sign)
{
    int64_t sum = 0;
    for (int i = 0; i < instance->dimensions; i++)
        if (instance->strides_bytes[i] * sign > 0)
            sum += instance->strides_bytes[i] * (instance->shape[i] - 1);
    return sum;
}

/* Moves y so that its extent meets that of x. */
static void make_meet(struct numbers *numbers, struct instance_pair *pair)
{
    int64_t least = pair->x.start + reach(&pair->x, -1) - reach(&pair->y, 1) - pair->y.item_bytes + 1;
    int64_t most = pair->x.start + reach(&pair->x, 1) - reach(&pair->y, -1) + pair->x.item_bytes - 1;
    pair->y.start = number_from(numbers, least, most);
}

struct instance_pair random_pair(struct numbers *numbers, int dimensions)
{
    struct instance_pair pair;
    int64_t scale = (int64_t)1 << number_from(numbers, 3, 20), largest = (int64_t)1 << number_from(numbers, 1, 8);
    int64_t unit = number_from(numbers, 0, 1) ? 1 : 8;
    for (int k = 0; k < 2; k++) {
        struct instance *instance = k ? &pair.y : &pair.x;
        *instance = (struct instance){.item_bytes = number_from(numbers, 0, 1) ? 1 : 8, .dimensions = dimensions};
        for (int i = 0; i < dimensions; i++) {
            instance->shape[i] = number_from(numbers, 1, largest);
            instance->strides_bytes[i] = unit * number_from(numbers, 1, scale) * sign_from(numbers);
        }
    }
    make_meet(numbers, &pair);
    return pair;
}

struct instance_pair documented_hard_pair(void)
{
    return (struct instance_pair){
        {{1049, 1049, 1049}, {36674, 61119, 85569}, 0, 1, 3},
        {{1049, 1049, 1}, {12223, 12224, 1}, 64023025, 1, 3},
    };
}

struct instance_pair market_split_pair(struct numbers *numbers, int coefficients, int64_t shape)
{
    struct instance_pair pair = {{.item_bytes = 1}, {.item_bytes = 1}};
    int64_t sum = 0;
    for (int i = 0; i < coefficients; i++) {
        struct instance *instance = i % 2 ? &pair.y : &pair.x;
        int64_t stride = number_from(numbers, 500000, 1500000);
        instance->shape[instance->dimensions] = shape;
        instance->strides_bytes[instance->dimensions++] = stride;
        sum += stride * (shape - 1);
    }
    /* sum of x's terms plus sum of y's terms, these counted from their ends, is half of all. */
    pair.y.start = sum / 2 - reach(&pair.y, 1);
    return pair;
}

struct instance_pair near_multiples_pair(struct numbers *numbers)
{
    struct instance_pair pair = {{.item_bytes = 1}, {.item_bytes = 1}};
    int64_t common = number_from(numbers, 1000, 20000), shape = number_from(numbers, 50, 1500);
    for (int i = 0; i < 5; i++) {
        struct instance *instance = i < 3 ? &pair.x : &pair.y;
        instance->shape[instance->dimensions] = shape;
        instance->strides_bytes[instance->dimensions++] =
            common * number_from(numbers, 1, 8) + number_from(numbers, -8, 8);
    }
    make_meet(numbers, &pair);
    return pair;
}
