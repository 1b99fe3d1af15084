/*
 * Buffers: bytes that arrays stand in. A buffer is no object of the program. It counts the arrays that stand in it, and
 * goes with the last one. Its bytes may be another library's: then two buffers may have bytes in common.
 */
#ifndef IBID_REFERENCE_BUFFER_H
#define IBID_REFERENCE_BUFFER_H

#include "instance.h"

struct span;

struct buffer {
    size_t arrays;
    unsigned char *bytes; /* of one on a device: addresses that nothing is behind, to count from */
    size_t byte_count;
    size_t block_bytes; /* of the block that starts with this; the bytes stand behind it, if they stand there at all */
    bool is_foreign, is_read_only;
    unsigned char shift; /* of a large one, from 1, against others in its page: see buffer.c; 0 for others */
    /* Gives the bytes back, once the buffer is gone; NULL where they stand in its block, or are still somebody's. */
    void (*give_back)(const struct buffer *gone);
    void (*give_to_owner)(void *owner); /* of foreign bytes; NULL for nothing to do */
    void *owner;
    struct span *span; /* where the bytes are on the device; NULL for those on the host: see device_buffer.h */
};

/* For one array. 64-byte aligned. Unset unless `zeroed`. */
struct buffer *buffer_new(ibid_instance *instance, size_t byte_count, bool zeroed);

/* The first byte is `offset` bytes past a multiple of `align`, which is not 0. Zeroed. */
struct buffer *buffer_new_placed(ibid_instance *instance, size_t byte_count, size_t align, size_t offset);

/* Over the bytes of somebody else, to whom they are given back with the last array. NULL: they are still theirs. */
struct buffer *buffer_over(ibid_instance *instance, unsigned char *bytes, size_t byte_count, bool writeable,
                           void (*give_back)(void *owner), void *owner);

/* Whether some byte may stand in both. */
bool buffers_meet(const struct buffer *x, const struct buffer *y);

/* One array less. NULL is nothing. */
void buffer_leave(ibid_instance *instance, struct buffer *buffer);

#endif
