/*
 * Calls again and again, from C and through each side's own C interface, an operation of a plugin or what CPython calls
 * for the same expression: for ufunc_bench.py, whose own calls would cost more than small arrays. Needs no Python to be
 * built: its objects are pointers here, and its functions are handed in.
 *
 * Times are those of the thread alone, in seconds; -1 where a call failed.
 */
#include <stddef.h>

#include "ibid/plugin.h"
#include "timing.h"

#define EXPORTED __attribute__((visibility("default")))

EXPORTED double repeat_operation(const struct ibid_plugin *plugin, ibid_instance *instance, int operation,
                                 const ibid_handle *arguments, size_t argument_count, size_t times);
EXPORTED double repeat_binary(void *(*function)(void *, void *), void (*release)(void *), void *x, void *y,
                              size_t times);
EXPORTED double repeat_vectorcall(void *(*vectorcall)(void *, void *const *, size_t, void *), void (*release)(void *),
                                  void *callable, void *const *arguments, size_t positional_count, void *keywords,
                                  size_t times);

double repeat_operation(const struct ibid_plugin *plugin, ibid_instance *instance, int operation,
                        const ibid_handle *arguments, size_t argument_count, size_t times)
{
    double start = seconds_of_thread();
    for (size_t i = 0; i < times; i++) {
        ibid_handle result;
        if (plugin->call(instance, (enum ibid_operation)operation, arguments, argument_count, NULL, 0, &result) !=
            IBID_OK)
            return -1;
        plugin->drop(instance, result);
    }
    return seconds_of_thread() - start;
}

double repeat_binary(void *(*function)(void *, void *), void (*release)(void *), void *x, void *y, size_t times)
{
    double start = seconds_of_thread();
    for (size_t i = 0; i < times; i++) {
        void *result = function(x, y);
        if (result == NULL)
            return -1;
        release(result);
    }
    return seconds_of_thread() - start;
}

double repeat_vectorcall(void *(*vectorcall)(void *, void *const *, size_t, void *), void (*release)(void *),
                         void *callable, void *const *arguments, size_t positional_count, void *keywords, size_t times)
{
    double start = seconds_of_thread();
    for (size_t i = 0; i < times; i++) {
        void *result = vectorcall(callable, arguments, positional_count, keywords);
        if (result == NULL)
            return -1;
        release(result);
    }
    return seconds_of_thread() - start;
}
