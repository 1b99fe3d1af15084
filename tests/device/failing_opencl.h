/* How a test makes OpenCL fail: see failing_opencl.c. */
#ifndef IBID_TESTS_DEVICE_FAILING_OPENCL_H
#define IBID_TESTS_DEVICE_FAILING_OPENCL_H

#define CL_TARGET_OPENCL_VERSION 120
#include <CL/cl.h>

/*
 * From now on this function answers so; for clGetEventInfo, commands are in this state. NULL ends it. "exact division"
 * and "float64" are no functions, but what the device says that it lacks.
 */
typedef void fail_opencl_function(const char *function, int status);

#endif
