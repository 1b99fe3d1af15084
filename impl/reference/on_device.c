#include "on_device.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "launching.h"
#include "layout.h"
#include "number.h"

const struct array *on_device_among(const struct input *inputs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (inputs[i].array != NULL && is_on_device(inputs[i].array))
            return inputs[i].array;
    return NULL;
}

static bool bytes_to_host(ibid_instance *instance, const struct buffer *buffer, size_t offset_bytes, size_t bytes,
                          void *destination)
{
    struct device_error error;
    if (!device_copy_out(current_stream(instance->place), destination, memory_of(buffer), offset_bytes, bytes,
                         &error))
        return device_failed(instance, &error) != NULL;
    return wait_for_stream(instance);
}

/* All bytes from the first element in memory to the last, and there the elements are picked. */
static bool strided_to_host(ibid_instance *instance, const struct array *x, void *destination)
{
    ptrdiff_t lowest = x->first - x->buffer->bytes, highest = lowest + (ptrdiff_t)x->dtype->item_bytes;
    for (size_t i = 0; i < x->axes; i++) {
        ptrdiff_t reach = (ptrdiff_t)((x->shape[i] - 1) * x->strides_bytes[i]);
        *(reach < 0 ? &lowest : &highest) += reach;
    }
    unsigned char *bytes = malloc((size_t)(highest - lowest));
    if (bytes == NULL)
        return fail(instance, IBID_ERROR_MEMORY, "out of memory") != NULL;
    bool copied = bytes_to_host(instance, x->buffer, (size_t)lowest, (size_t)(highest - lowest), bytes);
    if (copied) {
        struct array here = *x;
        here.first = bytes + (x->first - x->buffer->bytes - lowest);
        elements_in_order(&here, destination);
    }
    free(bytes);
    return copied;
}

bool elements_to_host(ibid_instance *instance, const struct array *x, void *destination)
{
    if (x->element_count == 0)
        return true;
    if (!is_on_device(x)) {
        elements_in_order(x, destination);
        return true;
    }
    if (!is_contiguous(x, ORDER_C))
        return strided_to_host(instance, x, destination);
    return bytes_to_host(instance, x->buffer, offset_bytes_of(x->buffer, x->first),
                         x->element_count * x->dtype->item_bytes, destination);
}

reference scalar_of_element(ibid_instance *instance, const struct array *x, const unsigned char *element)
{
    _Alignas(16) unsigned char here[LARGEST_ITEM_BYTES];
    if (!is_on_device(x))
        return scalar_new(instance, x->dtype, element);
    if (!bytes_to_host(instance, x->buffer, offset_bytes_of(x->buffer, element), x->dtype->item_bytes, here))
        return NULL;
    return scalar_new(instance, x->dtype, here);
}

reference array_on_host(ibid_instance *instance, const struct array *x)
{
    reference made = array_new(instance, x->dtype, x->axes, x->shape, ORDER_C, false);
    return result_if(instance, made != NULL && elements_to_host(instance, x, array_of(borrowed(made))->first), made);
}
