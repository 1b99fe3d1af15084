/* What tests of the reference's arrays begin and end with. */
#ifndef IBID_TESTS_REFERENCE_ARRAYS_H
#define IBID_TESTS_REFERENCE_ARRAYS_H

#include <criterion/criterion.h>

#include <stdlib.h>

#include "array.h"
#include "number.h"
#include "options.h"

static inline ibid_instance *opened(void)
{
    char message[OPTIONS_MESSAGE_BYTES];
    ibid_instance *instance = calloc(1, sizeof *instance);
    cr_assert(options_set(instance, NULL, 0, message), "%s", message);
    return instance;
}

static inline void close_clean(ibid_instance *instance)
{
    release_singletons(instance);
    cr_expect_eq(instance->live_objects, 0, "%zu objects live", instance->live_objects);
    cr_expect_eq(instance->live_bytes, 0, "%zu bytes live", instance->live_bytes);
    free(instance->spare);
    free(instance);
}

static inline struct array *array_in(reference owned)
{
    cr_assert(owned != NULL);
    return array_of(borrowed(owned));
}

static inline reference new_array(ibid_instance *instance, enum kernel_dtype dtype, size_t axes, const int64_t *shape)
{
    return array_new(instance, dtype_numbered(dtype), axes, shape, ORDER_C, true);
}

static inline reference strided_view(ibid_instance *instance, struct array *x, size_t first_bytes, size_t axes,
                                     const int64_t *shape, const int64_t *strides_bytes)
{
    return array_view(instance, x, x->dtype, x->first + first_bytes, axes, shape, strides_bytes);
}

/* 0, 1, 2, … */
static inline reference counting(ibid_instance *instance, enum kernel_dtype dtype, int64_t count)
{
    reference x = new_array(instance, dtype, 1, &count);
    struct array *array = array_in(x);
    for (int64_t i = 0; i < count; i++)
        element_store(array->dtype, array->first + i * array->strides_bytes[0],
                      (struct value){.class = CLASS_SIGNED, .integer = i});
    return x;
}

static inline double real_at(const struct array *array, int64_t index)
{
    struct value value = element_value(array->dtype, array->first + index * array->strides_bytes[0]);
    return value.class == CLASS_FLOAT ? value.real : (double)value.integer;
}

#endif
