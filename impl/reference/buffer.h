/*
 * Buffers: bytes that arrays stand in. A buffer is no object of the program. It counts the arrays that stand in it, and
 * goes with the last one.
 */
#ifndef IBID_REFERENCE_BUFFER_H
#define IBID_REFERENCE_BUFFER_H

#include "instance.h"

struct buffer {
    size_t arrays;
    unsigned char *bytes;
    size_t byte_count;
    size_t block_bytes; /* of the block that starts with this and has the bytes behind, where they are to stand */
};

/* For one array. 64-byte aligned. Unset unless `zeroed`. */
struct buffer *buffer_new(ibid_instance *instance, size_t byte_count, bool zeroed);

/* The first byte is `offset` bytes past a multiple of `align`, which is not 0. Zeroed. */
struct buffer *buffer_new_placed(ibid_instance *instance, size_t byte_count, size_t align, size_t offset);

/* One array less. NULL is nothing. */
void buffer_leave(ibid_instance *instance, struct buffer *buffer);

#endif
