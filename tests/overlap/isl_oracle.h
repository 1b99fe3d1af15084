/* What isl, the integer set library, says of two arrays: an independent and exact answer, and the peer for speed. */
#ifndef TESTS_OVERLAP_ISL_ORACLE_H
#define TESTS_OVERLAP_ISL_ORACLE_H

#include "ibid/overlap.h"

struct isl_oracle;

struct isl_oracle *isl_oracle_new(void);
void isl_oracle_free(struct isl_oracle *oracle);

/*
 * The index pairs with a common byte as an integer set: is it empty? UNDECIDED if isl gives up, which it does after so
 * many of its operations (0: never). If seconds is not NULL: how long isl took to decide, without making the set.
 */
enum ibid_overlap_answer isl_oracle_overlap(struct isl_oracle *oracle, const struct ibid_strided *x,
                                            const struct ibid_strided *y, unsigned long most_operations,
                                            double *seconds);

#endif
