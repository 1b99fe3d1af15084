/*
 * Options of an instance, as `--impl reference:name=value,…` gives them:
 *
 *   dialect             "numpy" or "python": its answers are those of both, and no others
 *   cpu                 the instruction set of the loops: kernels.h; the variable IBID_CPU where it is not given
 *   small_integers      "cached" (as in CPython) or "new"
 *   id                  "address" (as in CPython) or "counted" (as in Jython)
 *   device              "sim", "opencl:1" and the like: a device beside the host (on_device.h), which to_device knows
 *                       by that name and as "cpu:1", the spec's for a second device; none where not given
 *   capacity            bytes of arrays that the device has room for; what it has where not given
 *   device_seed         of the order in which the device sim works; 1 where not given, so that a failure comes again
 *   failing_allocation  a number n: the n-th allocation of the instance fails, and no other
 */
#ifndef IBID_REFERENCE_OPTIONS_H
#define IBID_REFERENCE_OPTIONS_H

#include "instance.h"

enum { OPTIONS_MESSAGE_BYTES = 512 };

/* Sets what the options say, and the defaults for what they do not. False for a name or a value that there is not, with
 * the reason in `message`. */
bool options_set(ibid_instance *instance, const struct ibid_option *options, size_t option_count,
                 char message[OPTIONS_MESSAGE_BYTES]);

#endif
