#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "open_device.h"

struct device *open_or_skip(const char *name, const struct device_options *options)
{
    struct device_error error;
    struct device *device = device_open(name, options, &error);
    if (device != NULL)
        return device;
    const char *here = getenv("IBID_TEST_DEVICES");
    if (error.kind == IBID_ERROR_UNSUPPORTED && (here == NULL || strstr(here, name) == NULL))
        cr_skip_test("%s", error.message);
    cr_assert_fail("%s: %s", name, error.message);
    return NULL;
}

void expect_error(bool done, const struct device_error *error, enum ibid_error_kind kind, const char *words)
{
    cr_assert(!done, "it succeeded, and \"%s\" was expected", words);
    cr_expect(error->kind == kind, "an error of kind %d and not %d: %s", (int)error->kind, (int)kind, error->message);
    cr_expect(strstr(error->message, words) != NULL, "\"%s\" has no \"%s\"", error->message, words);
}
