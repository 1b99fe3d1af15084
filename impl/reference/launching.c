#include "launching.h"

struct device_operand operand_spread(const struct buffer *buffer, const unsigned char *first, size_t axes,
                                     const int64_t *shape, const int64_t *strides_bytes, size_t launch_axes)
{
    struct device_operand operand = {.memory = memory_of(buffer), .offset_bytes = offset_bytes_of(buffer, first)};
    size_t new_axes = launch_axes - axes;
    for (size_t i = 0; i < axes; i++)
        operand.stride_bytes[new_axes + i] = shape[i] == 1 ? 0 : (ptrdiff_t)strides_bytes[i];
    return operand;
}

struct device_operand operand_of_array(const struct array *x)
{
    return operand_spread(x->buffer, x->first, x->axes, x->shape, x->strides_bytes, x->axes);
}

bool launch_over(ibid_instance *instance, struct device_launch *launch, const struct array *written)
{
    struct device_error error;
    launch->axes = written->axes;
    for (size_t i = 0; i < written->axes; i++)
        launch->shape[i] = (size_t)written->shape[i];
    launch->destination = operand_of_array(written);
    return written->element_count == 0 || device_launch(current_stream(instance->place), launch, &error) ||
           device_failed(instance, &error) != NULL;
}

bool convert_on_device(ibid_instance *instance, const struct array *from, const struct array *to)
{
    struct device_launch launch = {.family = DEVICE_CAST,
                                   .dtype = from->dtype->number,
                                   .cast = to->dtype->number,
                                   .sources = {operand_of_array(from)}};
    return launch_over(instance, &launch, to);
}
