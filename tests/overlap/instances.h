/* Pairs of arrays to put to the solver, for its tests and its benchmarks: drawn by a seed, or built to be hard. */
#ifndef TESTS_OVERLAP_INSTANCES_H
#define TESTS_OVERLAP_INSTANCES_H

#include "ibid/overlap.h"

/* A reproducible sequence of numbers; never 0. */
struct numbers {
    uint64_t state;
};

/* From $IBID_SEED, else from the clock; told on standard error, as what to set to have the same again. */
struct numbers numbers_from_seed(void);

int64_t number_from(struct numbers *numbers, int64_t least, int64_t most);

/* A strided array with its shape and strides; array points into it, so that it is copied by instance_array alone. */
struct instance {
    int64_t shape[IBID_OVERLAP_DIMENSIONS], strides_bytes[IBID_OVERLAP_DIMENSIONS];
    int64_t start, item_bytes;
    int dimensions;
};

struct ibid_strided instance_array(const struct instance *instance);

struct instance_pair {
    struct instance x, y;
};

/* A few items with any strides, negative ones and 0 among them, around address 0: to be enumerated. */
struct instance small_instance(struct numbers *numbers);

/* Two slices, with any steps up to 7 in size, of one contiguous array of so many dimensions. */
struct instance_pair slices_of_one_parent(struct numbers *numbers, int dimensions);

/* Any strides and shapes, with extents that meet. */
struct instance_pair random_pair(struct numbers *numbers, int dimensions);

/* NumPy's documented hard case for np.shares_memory. */
struct instance_pair documented_hard_pair(void);

/*
 * One equation, dealt to two arrays: coefficients of about 10^6 that have nothing in common, all of the same shape,
 * with an offset in the middle. After Cornuéjols and Dawande's market split problems (1999).
 */
struct instance_pair market_split_pair(struct numbers *numbers, int coefficients, int64_t shape);

/* As the documented hard case: all strides are near multiples of one number. */
struct instance_pair near_multiples_pair(struct numbers *numbers);

#endif
