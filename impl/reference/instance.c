#include "instance.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static void *out_of_memory(ibid_instance *instance)
{
    return fail(instance, IBID_ERROR_MEMORY, "out of memory");
}

/* Whether the next allocation is the one that was asked to fail. */
static bool fails_now(ibid_instance *instance)
{
    instance->allocations++;
    return instance->allocations == instance->failing_allocation;
}

void *allocate(ibid_instance *instance, size_t count, size_t item_bytes)
{
    /* calloc finds a product that overflows. */
    void *block = fails_now(instance) ? NULL : calloc(count > 0 ? count : 1, item_bytes > 0 ? item_bytes : 1);
    if (block == NULL)
        return out_of_memory(instance);
    instance->live_bytes += count * item_bytes;
    return block;
}

bool reuse(ibid_instance *instance, size_t bytes)
{
    if (fails_now(instance))
        return out_of_memory(instance) != NULL;
    instance->live_bytes += bytes;
    return true;
}

/* The address sanitizer finds who uses a block that was given back only if it is freed. */
#ifdef __SANITIZE_ADDRESS__
enum { KEEPS_SPARE = false };
#else
enum { KEEPS_SPARE = true };
#endif

enum { LARGE_PAGE_BYTES = 1 << 21 };

/*
 * A large block that goes back to the system costs its pages once more, each filled with zeros: as much as what is
 * computed into it; a smaller one malloc has at hand itself. So the last one stays, as it is: to tell the system that
 * it may have the pages cost half of that.
 */
static void keep_spare(ibid_instance *instance, void *block, size_t bytes)
{
    free(instance->spare);
    instance->spare = block;
    instance->spare_bytes = bytes;
}

/*
 * A new one starts where a large page can, so that as much of it as can be stands in such: see buffer.c. Zeroed ones
 * are calloc's, which knows what is zero already, wherever they start.
 */
static void *spare_or_new(ibid_instance *instance, size_t bytes)
{
    if (bytes < LARGE_BYTES)
        return malloc(bytes > 0 ? bytes : 1);
    if (bytes != instance->spare_bytes) {
        void *large = NULL;
        return posix_memalign(&large, LARGE_PAGE_BYTES, bytes) == 0 ? large : NULL;
    }
    void *block = instance->spare;
    instance->spare = NULL;
    instance->spare_bytes = 0;
    return block;
}

void *allocate_unset(ibid_instance *instance, size_t count, size_t item_bytes)
{
    size_t bytes;
    bool fits = !__builtin_mul_overflow(count, item_bytes, &bytes);
    void *block = fails_now(instance) || !fits ? NULL : spare_or_new(instance, bytes);
    if (block == NULL)
        return out_of_memory(instance);
    instance->live_bytes += bytes;
    return block;
}

void *reallocate(ibid_instance *instance, void *block, size_t count_before, size_t count, size_t item_bytes)
{
    if (fails_now(instance) || count > SIZE_MAX / item_bytes)
        return out_of_memory(instance);
    void *moved = realloc(block, count > 0 ? count * item_bytes : 1);
    if (moved == NULL)
        return out_of_memory(instance);
    instance->live_bytes += count * item_bytes;
    instance->live_bytes -= count_before * item_bytes;
    return moved;
}

void deallocate(ibid_instance *instance, void *block, size_t count, size_t item_bytes)
{
    if (block == NULL)
        return;
    instance->live_bytes -= count * item_bytes;
    if (KEEPS_SPARE && count * item_bytes >= LARGE_BYTES)
        keep_spare(instance, block, count * item_bytes);
    else
        free(block);
}

void *fail(ibid_instance *instance, enum ibid_error_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(instance->message, sizeof instance->message, format, arguments);
    va_end(arguments);
    instance->failure = (struct ibid_failure){kind, instance->message};
    instance->status = IBID_ERROR;
    return NULL;
}

void *lacks(ibid_instance *instance, const char *what)
{
    fail(instance, IBID_ERROR_UNSUPPORTED, "the reference has no %s", what);
    instance->status = IBID_UNSUPPORTED;
    return NULL;
}
