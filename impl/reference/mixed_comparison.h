/* Comparisons of signed with unsigned integers of 64 bits, exactly: no dtype holds both. */
#ifndef IBID_REFERENCE_MIXED_COMPARISON_H
#define IBID_REFERENCE_MIXED_COMPARISON_H

#include "impl/kernels/kernels.h"

/* (int64, uint64) → bool, or (uint64, int64) → bool. */
kernel_loop *mixed_comparison(enum kernel_comparison comparison, bool signed_first);

#endif
