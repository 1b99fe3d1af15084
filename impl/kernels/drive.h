/*
 * Takes a walk to pieces. A loop is written for a piece: one row, or part of one, of operands with constant strides.
 * What a walk of any shape and size needs besides is here, once for all operations: rows, elements brought together,
 * memory asked for ahead of time, stores around the caches.
 */
#ifndef IBID_KERNELS_DRIVE_H
#define IBID_KERNELS_DRIVE_H

#include "set.h"

/* `count` elements of each operand from data[k], bytes[k] apart, as in kernel_walk. */
typedef void drive_piece(char *const *data, const ptrdiff_t *bytes, size_t count);

/*
 * What a result costs. QUICK: less than getting at the elements, so lanes that nobody wants may be computed along, and
 * elements are brought together where vectors do that. MODERATE: more, and a piece knows best what to do with elements
 * apart. SLOW: so much more in vectors of one than in full ones that elements apart are always brought together; or
 * always but where each operand that has its elements apart has every second one, which the piece itself takes.
 */
enum drive_cost { QUICK, MODERATE, SLOW, SLOW_BUT_FOR_PAIRS };

struct drive_shape {
    int operands;
    unsigned char item_bytes[KERNEL_OPERANDS];
    enum drive_cost cost;
};

#define drive IN_SET(drive)
void drive(const struct kernel_walk *walk, drive_piece *piece, const struct drive_shape *shape);

#endif
