/* Names of devices. */
#include <criterion/criterion.h>
#include <string.h>

#include "open_device.h"

static struct device_error error;

Test(open, unknown_names)
{
    expect_error(device_open("tpu", NULL, &error) != NULL, &error, IBID_ERROR_DEVICE, "no device named \"tpu\"");
    expect_error(device_open("", NULL, &error) != NULL, &error, IBID_ERROR_DEVICE, "there are sim");
    expect_error(device_open("simulated", NULL, &error) != NULL, &error, IBID_ERROR_DEVICE, "there are sim");
    expect_error(device_open("si", NULL, &error) != NULL, &error, IBID_ERROR_DEVICE, "there are sim");
    cr_expect(device_open("tpu", NULL, NULL) == NULL);
}

Test(open, names_without_a_number)
{
    const char *names[] = {"sim:", "sim:-1", "sim: 1", "sim:1x", "sim:1:2", "sim:99999999999999999999", "sim:1000000"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        expect_error(device_open(names[i], NULL, &error) != NULL, &error, IBID_ERROR_VALUE, "after the colon");
}

Test(open, endless_names)
{
    char name[5000];
    memset(name, 'x', sizeof name);
    name[sizeof name - 1] = '\0';
    expect_error(device_open(name, NULL, &error) != NULL, &error, IBID_ERROR_DEVICE, "no device named");
}

Test(open, lists_backends)
{
    size_t count;
    const char *const *names = device_backends(&count);
    cr_assert(count >= 1);
    cr_expect_str_eq(names[0], "sim");
}

Test(open, nothing_to_let_go_of)
{
    device_close(NULL);
    device_release(NULL);
    device_stream_close(NULL);
    device_event_release(NULL);
}
