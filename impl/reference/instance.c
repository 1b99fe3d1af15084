#include "instance.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

void *allocate_unset(ibid_instance *instance, size_t count, size_t item_bytes)
{
    size_t bytes;
    bool fits = !__builtin_mul_overflow(count, item_bytes, &bytes);
    void *block = fails_now(instance) || !fits ? NULL : malloc(bytes > 0 ? bytes : 1);
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
