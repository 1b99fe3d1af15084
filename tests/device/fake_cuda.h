/*
 * Stand-ins for NVIDIA's driver and compiler, for tests without a GPU: the functions that are used, over malloc. Work
 * is done when it is put on a stream. They show that they are called rightly and that errors are passed on, not how a
 * GPU behaves. A test reaches these through dlsym.
 */
#ifndef IBID_TESTS_DEVICE_FAKE_CUDA_H
#define IBID_TESTS_DEVICE_FAKE_CUDA_H

/* From now on, calls of this function answer so, after `after` that succeed. NULL ends it. */
typedef void fake_cuda_fail_function(const char *function, int result, int after);

/* Contexts, allocations, streams, events and modules that were not let go of, and contexts that were not left. */
typedef int fake_cuda_live_function(void);

#endif
