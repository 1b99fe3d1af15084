#include "exchange.h"

#include "arguments.h"
#include "dlpack.h"
#include "number.h"
#include "on_device.h"
#include "stream.h"

/* A tensor on its way to whoever consumes it. */
struct capsule {
    struct object head;
    struct dlpack_managed_versioned *managed; /* NULL once it was consumed */
};

static void delete_unconsumed(ibid_instance *instance, struct object *object)
{
    (void)instance;
    struct dlpack_managed_versioned *managed = ((struct capsule *)object)->managed;
    if (managed != NULL)
        managed->deleter(managed);
}

static const struct object_type capsule_type = {OBJECT_CAPSULE, "capsule", sizeof(struct capsule), delete_unconsumed};

static const struct dlpack_guard nobody = {NULL, NULL, NULL};

static struct array *read_producer(ibid_instance *instance, struct object *x)
{
    struct array *array = array_of(x);
    return array != NULL ? array : fail(instance, IBID_ERROR_TYPE, "DLPack exchanges arrays, not '%s'", type_name(x));
}

/* stream=: the consumer's, whose later work comes after all that was asked for by now; -1 leaves the order to him. */
static bool order_for_consumer(ibid_instance *instance, const struct array *x, const struct object *stream)
{
    size_t number = DEFAULT_STREAM;
    int64_t integer = 0;
    if (!is_on_device(x))
        return is_absent(stream) || fail(instance, IBID_ERROR_VALUE, "the host has no streams: stream is None") != NULL;
    if (is_absent(stream) || stream_number_of(stream, &number))
        return order_stream_after_others(instance, number);
    if (!index_of(stream, &integer))
        return fail(instance, IBID_ERROR_TYPE, "stream is a stream, None or -1, not '%s'", type_name(stream)) != NULL;
    return integer == -1 || fail(instance, IBID_ERROR_VALUE, "no stream has the number %lld: -1 means that no order is "
                                                             "wanted", (long long)integer) != NULL;
}

reference exchange_capsule(ibid_instance *instance, const struct call *call)
{
    struct array *x = read_producer(instance, call->arguments[0]);
    if (x == NULL || !order_for_consumer(instance, x, call->arguments[1]))
        return NULL;
    struct capsule *made = (struct capsule *)object_new(instance, &capsule_type);
    if (made == NULL)
        return NULL;
    made->managed = dlpack_export(instance, x, 0, nobody);
    return result_if(instance, made->managed != NULL, (reference)made);
}

reference exchange_from_capsule(ibid_instance *instance, const struct call *call)
{
    struct capsule *capsule = (struct capsule *)call->arguments[0];
    if (capsule->head.kind != OBJECT_CAPSULE)
        return fail(instance, IBID_ERROR_TYPE, "a capsule is needed, not '%s'", type_name(&capsule->head));
    if (capsule->managed == NULL)
        return fail(instance, IBID_ERROR_BUFFER, "this capsule was consumed, which it can be once");
    reference made = dlpack_import(instance, capsule->managed, false);
    if (made != NULL)
        capsule->managed = NULL;
    return made;
}

/* The consumer's work is on the stream that is in use. */
static reference share(ibid_instance *instance, struct array *x, bool copy)
{
    if (is_on_device(x) && !order_stream_after_others(instance, instance->place->current))
        return NULL;
    struct dlpack_managed_versioned *managed = dlpack_export(instance, x, 0, nobody);
    reference made = managed == NULL ? NULL : dlpack_import(instance, managed, copy);
    if (managed != NULL && made == NULL)
        managed->deleter(managed);
    return made;
}

/* A copy for the host, or for the device, which has to be finished: there is no stream that it could be ordered on. */
static reference move(ibid_instance *instance, struct array *x)
{
    if (!is_on_device(x))
        return array_to_device(instance, x, true);
    return order_stream_after_others(instance, instance->place->current) ? array_on_host(instance, x) : NULL;
}

reference exchange_from_dlpack(ibid_instance *instance, const struct call *call)
{
    struct array *x = read_producer(instance, call->arguments[0]);
    if (x == NULL)
        return NULL;
    enum copying copying = read_copying(call->arguments[1]);
    bool on_device = is_on_device(x);
    if (!is_absent(call->arguments[2]) && !read_device(instance, call->arguments[2], &on_device))
        return NULL;
    if (on_device == is_on_device(x))
        return share(instance, x, copying == COPY_ALWAYS);
    if (copying == COPY_NEVER)
        return fail(instance, IBID_ERROR_BUFFER, "the array is elsewhere, and copy=False forbids to bring it here");
    return move(instance, x);
}
