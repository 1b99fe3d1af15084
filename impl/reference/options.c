#include "options.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "impl/kernels/kernels.h"
#include "on_device.h"

static bool set_number(const char *text, size_t *number)
{
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    *number = (size_t)value;
    return text[0] >= '0' && text[0] <= '9' && *end == '\0' && errno == 0 && *number == value;
}

/* One of two words; -1 for any other. */
static int which(const char *value, const char *first, const char *second)
{
    return strcmp(value, first) == 0 ? 0 : strcmp(value, second) == 0 ? 1 : -1;
}

/* What is opened or chosen when all options are known. */
struct choices {
    const char *cpu, *device;
    size_t capacity_bytes, device_seed;
};

static bool set_option(ibid_instance *instance, const char *name, const char *value, struct choices *choices)
{
    if (strcmp(name, "dialect") == 0)
        return strcmp(value, "numpy") == 0 || strcmp(value, "python") == 0;
    if (strcmp(name, "cpu") == 0) {
        choices->cpu = value;
        return true;
    }
    if (strcmp(name, "device") == 0) {
        choices->device = value;
        return true;
    }
    if (strcmp(name, "capacity") == 0)
        return set_number(value, &choices->capacity_bytes);
    if (strcmp(name, "device_seed") == 0)
        return set_number(value, &choices->device_seed);
    if (strcmp(name, "small_integers") == 0) {
        int fresh = which(value, "cached", "new");
        instance->caches_small_integers = fresh == 0;
        return fresh >= 0;
    }
    if (strcmp(name, "id") == 0) {
        int counted = which(value, "address", "counted");
        instance->id_policy = counted == 0 ? ID_IS_ADDRESS : ID_IS_COUNTED;
        return counted >= 0;
    }
    if (strcmp(name, "failing_allocation") == 0)
        return set_number(value, &instance->failing_allocation);
    return false;
}

bool options_set(ibid_instance *instance, const struct ibid_option *options, size_t option_count,
                 char message[OPTIONS_MESSAGE_BYTES])
{
    _Static_assert((int)OPTIONS_MESSAGE_BYTES >= (int)KERNELS_MESSAGE_BYTES, "room for what kernels_choose says");
    struct choices choices = {.cpu = getenv("IBID_CPU"), .device_seed = 1};
    instance->caches_small_integers = true;
    instance->id_policy = ID_IS_ADDRESS;
    for (size_t i = 0; i < option_count; i++)
        if (!set_option(instance, options[i].name, options[i].value, &choices)) {
            snprintf(message, OPTIONS_MESSAGE_BYTES,
                     "the reference has no option %s=%s: it knows dialect=numpy or python, cpu=NAME, "
                     "small_integers=cached or new, id=address or counted, device=NAME, capacity=BYTES, "
                     "device_seed=NUMBER, failing_allocation=NUMBER",
                     options[i].name, options[i].value);
            return false;
        }
    instance->kernels = kernels_choose(choices.cpu, message);
    struct device_options device = {.capacity_bytes = choices.capacity_bytes, .seed = choices.device_seed};
    return instance->kernels != NULL &&
           (choices.device == NULL ||
            place_open(instance, choices.device, &device, message, OPTIONS_MESSAGE_BYTES));
}
