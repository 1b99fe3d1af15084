/*
 * Elements apart brought together and spread out again; `bytes` is how far apart they are. Two apart, as in x[::2],
 * and one back, as in x[::-1], are gathered by vectors. `asks`: elements two apart are asked for ahead of time.
 */
#ifndef IBID_KERNELS_GATHER_H
#define IBID_KERNELS_GATHER_H

#include "set.h"

#define gather IN_SET(gather)
#define spread IN_SET(spread)
void gather(char *together, const char *apart, ptrdiff_t bytes, size_t item_bytes, size_t count, bool asks);
void spread(char *apart, const char *together, ptrdiff_t bytes, size_t item_bytes, size_t count, bool asks);

#endif
