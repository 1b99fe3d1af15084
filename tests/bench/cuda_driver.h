/* Copies by NVIDIA's driver alone, from and to pinned memory, to compare a device of ours with. */
#ifndef IBID_TESTS_BENCH_CUDA_DRIVER_H
#define IBID_TESTS_BENCH_CUDA_DRIVER_H

#include <stdbool.h>
#include <stddef.h>

struct cuda_driver;

/* The first device, with so many bytes on each side; NULL if there is none, or if anything fails. */
struct cuda_driver *cuda_driver_open(size_t bytes);
void cuda_driver_close(struct cuda_driver *driver);

/* Copy all bytes and wait; false if that fails. */
bool cuda_driver_copy_in(struct cuda_driver *driver);
bool cuda_driver_copy_out(struct cuda_driver *driver);

#endif
