/* One of everything that a device does, for tests in which one thing fails. */
#ifndef IBID_TESTS_DEVICE_EVERYTHING_H
#define IBID_TESTS_DEVICE_EVERYTHING_H

#include "device.h"

/*
 * Opens the device, does it, and lets go of all, whatever failed. False and the error of what failed first. Fails the
 * test if a result is wrong, or if the device is lost without saying so.
 */
bool do_everything(const char *name, const struct device_options *options, struct device_error *error);

#endif
