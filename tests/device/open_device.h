/* Devices for tests. */
#ifndef IBID_TESTS_DEVICE_OPEN_DEVICE_H
#define IBID_TESTS_DEVICE_OPEN_DEVICE_H

#include "device.h"

/*
 * The device, or a skipped test that says why there is none. A backend that the build says is here (the environment
 * variable IBID_TEST_DEVICES has its name) is not skipped: its absence fails the test.
 */
struct device *open_or_skip(const char *name, const struct device_options *options);

/* Fails the test unless `done` is false and the error of this kind, with a message that has `words` in it. */
void expect_error(bool done, const struct device_error *error, enum ibid_error_kind kind, const char *words);

#endif
