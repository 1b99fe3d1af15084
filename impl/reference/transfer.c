#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "launching.h"
#include "on_device.h"
#include "text.h"

/* Room for one more buffer that a transfer borrows, so that noting it cannot fail. */
static bool make_room(ibid_instance *instance, struct place *place)
{
    if (place->borrowed_count < place->borrowed_capacity)
        return true;
    size_t capacity = 2 * place->borrowed_capacity + 4;
    struct borrowed *borrowed = realloc(place->borrowed, capacity * sizeof *borrowed);
    if (borrowed == NULL)
        return fail(instance, IBID_ERROR_MEMORY, "out of memory") != NULL;
    place->borrowed = borrowed;
    place->borrowed_capacity = capacity;
    return true;
}

/* Waits, or keeps what is on the host until somebody does. */
static bool end_transfer(ibid_instance *instance, bool waits, struct buffer *on_host)
{
    struct place *place = instance->place;
    if (waits)
        return wait_for_stream(instance);
    place->borrowed[place->borrowed_count++] = (struct borrowed){on_host, place->current};
    on_host->arrays++;
    return true;
}

/* `x` has its elements next to each other. */
static bool copy_in(ibid_instance *instance, const struct array *x, const struct array *made, bool waits)
{
    struct place *place = instance->place;
    struct device_error error;
    if (x->element_count == 0)
        return true;
    if (!make_room(instance, place))
        return false;
    if (!device_copy_in(current_stream(place), memory_of(made->buffer), 0, x->first,
                        x->element_count * x->dtype->item_bytes, &error))
        return device_failed(instance, &error) != NULL;
    return end_transfer(instance, waits, x->buffer);
}

static bool copy_out(ibid_instance *instance, const struct array *x, const struct array *made)
{
    struct place *place = instance->place;
    struct device_error error;
    if (x->element_count == 0)
        return true;
    if (!make_room(instance, place))
        return false;
    if (!device_copy_out(current_stream(place), made->first, memory_of(x->buffer), offset_bytes_of(x->buffer, x->first),
                         x->element_count * x->dtype->item_bytes, &error))
        return device_failed(instance, &error) != NULL;
    return end_transfer(instance, false, made->buffer);
}

/* x itself where its elements are next to each other, else a copy where they are. */
static reference in_one_piece(ibid_instance *instance, struct array *x)
{
    return is_contiguous(x, ORDER_C) ? retain(object_of(x)) : array_copy(instance, x, ORDER_C);
}

reference array_to_device(ibid_instance *instance, struct array *x, bool waits)
{
    reference made = array_new_on_device(instance, x);
    reference source = made == NULL ? NULL : in_one_piece(instance, x);
    bool copied =
        source != NULL && copy_in(instance, array_of(borrowed(source)), array_of(borrowed(made)), waits);
    release(instance, source);
    return result_if(instance, copied, made);
}

/* Zeros stand in the result until the copy is done. */
static reference to_host(ibid_instance *instance, struct array *x, bool waits)
{
    if (waits)
        return array_on_host(instance, x);
    reference made = array_new(instance, x->dtype, x->axes, x->shape, ORDER_C, true);
    reference source = made == NULL ? NULL : in_one_piece(instance, x);
    bool copied = source != NULL && copy_out(instance, array_of(borrowed(source)), array_of(borrowed(made)));
    release(instance, source);
    return result_if(instance, copied, made);
}

/* "cpu" is the host; the device goes by its own name, and by that of the spec's second device. */
bool read_device(ibid_instance *instance, const struct object *device, bool *on_device)
{
    const char *name = characters_of(device);
    if (name == NULL)
        return fail(instance, IBID_ERROR_TYPE, "a device is given by its name, a string") != NULL;
    *on_device = strcmp(name, "cpu") != 0;
    if (!*on_device)
        return true;
    const struct place *place = instance->place;
    if (place == NULL)
        return lacks(instance, "device beside \"cpu\": the option device= gives it one") != NULL;
    size_t bytes = strcspn(place->name, ":");
    if (strcmp(name, place->name) == 0 || strcmp(name, "cpu:1") == 0 ||
        (strncmp(name, place->name, bytes) == 0 && name[bytes] == '\0'))
        return true;
    return fail(instance, IBID_ERROR_DEVICE, "there is no device \"%s\": there are \"cpu\" and \"%s\"", name,
                place->name) != NULL;
}

reference transfer(ibid_instance *instance, const struct call *call)
{
    struct array *x = array_of(call->arguments[0]);
    bool on_device, waits = call->arguments[2] == NULL || is_true_flag(call->arguments[2]);
    if (x == NULL)
        return fail(instance, IBID_ERROR_TYPE, "only an array moves to a device");
    if (!read_device(instance, call->arguments[1], &on_device))
        return NULL;
    if (on_device == is_on_device(x))
        return retain(object_of(x));
    return on_device ? array_to_device(instance, x, waits) : to_host(instance, x, waits);
}

reference synchronize(ibid_instance *instance, const struct call *call)
{
    (void)call;
    reference nothing = none(instance);
    bool done = nothing != NULL && (instance->place == NULL || wait_for_device(instance));
    return result_if(instance, done, nothing);
}
