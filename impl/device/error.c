#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "backend.h"

static void say(struct device_error *error, enum ibid_error_kind kind, const char *format, va_list arguments)
{
    if (error == NULL)
        return;
    error->kind = kind;
    vsnprintf(error->message, sizeof error->message, format, arguments);
}

bool device_fail(struct device_error *error, enum ibid_error_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(error, kind, format, arguments);
    va_end(arguments);
    return false;
}

bool device_lose(struct device *device, struct device_error *error, const char *format, ...)
{
    device->lost = true;
    va_list arguments;
    va_start(arguments, format);
    say(error, IBID_ERROR_DEVICE, format, arguments);
    va_end(arguments);
    return false;
}

struct device_memory *device_has_no_memory(const struct device *device, const void *pointer,
                                           struct device_error *error)
{
    device_fail(error, IBID_ERROR_DEVICE, "%s has no memory at %p: its owner has it elsewhere, or gave it up",
                device->name, pointer);
    return NULL;
}

void *device_calloc(size_t bytes, struct device_error *error)
{
    void *result = calloc(1, bytes);
    if (result == NULL)
        device_fail(error, IBID_ERROR_MEMORY, "the host has no memory for %zu bytes", bytes);
    return result;
}
