#define _DEFAULT_SOURCE /* madvise */
#include "buffer.h"

#include <sys/mman.h>

enum {
    USUAL_ALIGN = 64, /* a cache line, and the widest vectors */
    PAGE_BYTES = 4096,
    SHIFTED_BYTES = 1 << 17,
    SHIFT_BYTES = PAGE_BYTES / BUFFER_SHIFTS / USUAL_ALIGN * USUAL_ALIGN,
};

/*
 * Where the system gives large pages only to those who ask, loops over large arrays wait for the small ones' addresses,
 * up to half of their time. NumPy asks as well. An answer of no is as good.
 */
static void ask_for_large_pages(void *block, size_t block_bytes)
{
#ifdef MADV_HUGEPAGE
    if (block_bytes < LARGE_BYTES)
        return;
    size_t before = PAGE_BYTES - 1 - ((uintptr_t)block + PAGE_BYTES - 1) % PAGE_BYTES;
    madvise((unsigned char *)block + before, (block_bytes - before) / PAGE_BYTES * PAGE_BYTES, MADV_HUGEPAGE);
#else
    (void)block, (void)block_bytes;
#endif
}

/* The bytes are `offset` bytes past a multiple of `align`, in a block that has as much room whatever the offset is. */
static struct buffer *buffer_at(ibid_instance *instance, size_t byte_count, size_t align, size_t offset,
                                size_t largest_offset, bool zeroed)
{
    size_t block_bytes;
    if (__builtin_add_overflow(byte_count, sizeof(struct buffer), &block_bytes) ||
        __builtin_add_overflow(block_bytes, align, &block_bytes) ||
        __builtin_add_overflow(block_bytes, largest_offset, &block_bytes))
        return fail(instance, IBID_ERROR_MEMORY, "no memory is so large");
    struct buffer *buffer = zeroed ? allocate(instance, block_bytes, 1) : allocate_unset(instance, block_bytes, 1);
    if (buffer == NULL)
        return NULL;
    ask_for_large_pages(buffer, block_bytes);
    size_t beyond = (uintptr_t)(buffer + 1) % align;
    *buffer = (struct buffer){
        .arrays = 1,
        .bytes = (unsigned char *)(buffer + 1) + (beyond > 0 ? align - beyond : 0) + offset,
        .byte_count = byte_count,
        .block_bytes = block_bytes,
    };
    instance->array_bytes_allocated += byte_count;
    return buffer;
}

/*
 * Blocks from SHIFTED_BYTES on may be pages of their own, and would all start at the same place of a page. A processor
 * compares addresses by their place in a page first, so a load then seems to need what was stored just before: as
 * measured, quotients of 10 million doubles in place take a sixth longer. So operands are shifted against each other,
 * by a third of a page: each to the place where the fewest are.
 */
static unsigned char shift_of_next(const ibid_instance *instance)
{
    unsigned char fewest = 0;
    for (unsigned char shift = 1; shift < BUFFER_SHIFTS; shift++)
        if (instance->buffers_at_shift[shift] < instance->buffers_at_shift[fewest])
            fewest = shift;
    return fewest;
}

struct buffer *buffer_new(ibid_instance *instance, size_t byte_count, bool zeroed)
{
    if (byte_count < SHIFTED_BYTES)
        return buffer_at(instance, byte_count, USUAL_ALIGN, 0, 0, zeroed);
    const unsigned char shift = shift_of_next(instance);
    struct buffer *buffer = buffer_at(instance, byte_count, USUAL_ALIGN, (size_t)shift * SHIFT_BYTES,
                                      (BUFFER_SHIFTS - 1) * SHIFT_BYTES, zeroed);
    if (buffer != NULL) {
        buffer->shift = (unsigned char)(shift + 1);
        instance->buffers_at_shift[shift]++;
    }
    return buffer;
}

struct buffer *buffer_new_placed(ibid_instance *instance, size_t byte_count, size_t align, size_t offset)
{
    return buffer_at(instance, byte_count, align, offset, offset, true);
}

static void give_foreign_back(const struct buffer *gone)
{
    if (gone->give_to_owner != NULL)
        gone->give_to_owner(gone->owner);
}

struct buffer *buffer_over(ibid_instance *instance, unsigned char *bytes, size_t byte_count, bool writeable,
                           void (*give_back)(void *owner), void *owner)
{
    struct buffer *buffer = allocate(instance, 1, sizeof *buffer);
    if (buffer != NULL)
        *buffer = (struct buffer){
            .arrays = 1,
            .bytes = bytes,
            .byte_count = byte_count,
            .block_bytes = sizeof *buffer,
            .is_foreign = true,
            .is_read_only = !writeable,
            .give_back = give_foreign_back,
            .give_to_owner = give_back,
            .owner = owner,
        };
    return buffer;
}

bool buffers_meet(const struct buffer *x, const struct buffer *y)
{
    uintptr_t left = (uintptr_t)x->bytes, right = (uintptr_t)y->bytes;
    return x == y || (left < right + y->byte_count && right < left + x->byte_count);
}

/* What gives the bytes back comes last: it may use the instance. */
void buffer_leave(ibid_instance *instance, struct buffer *buffer)
{
    if (buffer == NULL || --buffer->arrays > 0)
        return;
    struct buffer gone = *buffer;
    if (gone.shift > 0)
        instance->buffers_at_shift[gone.shift - 1]--;
    deallocate(instance, buffer, gone.block_bytes, 1);
    if (gone.give_back != NULL)
        gone.give_back(&gone);
}
