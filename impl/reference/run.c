#include "run.h"

/* A step of a task over a walk: everything that is the same in all planes. */
struct plane_run {
    const struct task *task;
    struct kernel_walk plane; /* of the loop's operands; the counts of the whole plane */
    ptrdiff_t mask_inner_bytes, mask_outer_bytes;
};

static void run_directly(void *context, unsigned char *const *places)
{
    struct plane_run *run = context;
    for (size_t k = 0; k <= run->task->sources; k++)
        run->plane.data[k] = (char *)places[k];
    run->task->loop(&run->plane);
}

static void run_masked(void *context, unsigned char *const *places)
{
    struct plane_run *run = context;
    size_t operands = run->task->sources + 1;
    for (size_t k = 0; k < operands; k++)
        run->plane.data[k] = (char *)places[k];
    kernel_masked(run->task->loop, &run->plane, (const char *)places[operands], run->mask_inner_bytes,
                  run->mask_outer_bytes, (int)operands);
}

/*
 * Elements that are converted at once. All buffers of a common task are to stay in the first cache: on the processors
 * at hand blocks of 8192 elements, as NumPy takes them, were slower.
 */
enum { BLOCK_ELEMENTS = 1024 };

/* A part of a plane that a buffer holds, by the row and the column where it begins. */
struct block {
    size_t row, column, rows, columns;
};

static char *place_in(const struct plane_run *run, unsigned char *const *places, size_t operand,
                      const struct block *block)
{
    return (char *)places[operand] + (ptrdiff_t)block->row * run->plane.outer_bytes[operand] +
           (ptrdiff_t)block->column * run->plane.inner_bytes[operand];
}

static void cast_block(kernel_loop *cast, const struct block *block, char *from, ptrdiff_t from_inner_bytes,
                       ptrdiff_t from_outer_bytes, char *to, ptrdiff_t to_inner_bytes, ptrdiff_t to_outer_bytes)
{
    struct kernel_walk walk = {
        .data = {from, to},
        .inner_bytes = {from_inner_bytes, to_inner_bytes},
        .outer_bytes = {from_outer_bytes, to_outer_bytes},
        .inner_count = block->columns,
        .outer_count = block->rows,
    };
    cast(&walk);
}

static void run_block(const struct plane_run *run, unsigned char *const *places, const struct block *block)
{
    _Alignas(64) char buffers[KERNEL_OPERANDS][BLOCK_ELEMENTS * LARGEST_ITEM_BYTES];
    const struct task *task = run->task;
    size_t destination = task->sources;
    struct kernel_walk walk = run->plane;
    walk.inner_count = block->columns;
    walk.outer_count = block->rows;
    for (size_t k = 0; k <= destination; k++) {
        walk.data[k] = place_in(run, places, k, block);
        if (task->casts[k] == NULL)
            continue;
        ptrdiff_t item_bytes = (ptrdiff_t)task->item_bytes[k], row_bytes = item_bytes * (ptrdiff_t)block->columns;
        if (k < destination)
            cast_block(task->casts[k], block, walk.data[k], run->plane.inner_bytes[k], run->plane.outer_bytes[k],
                       buffers[k], item_bytes, row_bytes);
        walk.data[k] = buffers[k];
        walk.inner_bytes[k] = item_bytes;
        walk.outer_bytes[k] = row_bytes;
    }
    const char *mask = task->masked ? (const char *)places[destination + 1] +
                                          (ptrdiff_t)block->row * run->mask_outer_bytes +
                                          (ptrdiff_t)block->column * run->mask_inner_bytes
                                    : NULL;
    if (task->casts[destination] == NULL && task->masked) {
        kernel_masked(task->loop, &walk, mask, run->mask_inner_bytes, run->mask_outer_bytes, (int)destination + 1);
        return;
    }
    task->loop(&walk);
    if (task->casts[destination] == NULL)
        return;
    struct kernel_walk back = {
        .data = {buffers[destination], place_in(run, places, destination, block)},
        .inner_bytes = {walk.inner_bytes[destination], run->plane.inner_bytes[destination]},
        .outer_bytes = {walk.outer_bytes[destination], run->plane.outer_bytes[destination]},
        .inner_count = block->columns,
        .outer_count = block->rows,
    };
    if (task->masked)
        kernel_masked(task->casts[destination], &back, mask, run->mask_inner_bytes, run->mask_outer_bytes, 2);
    else
        task->casts[destination](&back);
}

static size_t blocks_for(size_t count, size_t count_at_once)
{
    return (count + count_at_once - 1) / count_at_once;
}

/*
 * In the order of the places, or backwards, from block to block. Within a block all that has a cast is read before
 * anything is written, which is as good as either order.
 */
static void run_in_blocks(void *context, unsigned char *const *places)
{
    const struct plane_run *run = context;
    size_t rows = run->plane.outer_count, columns = run->plane.inner_count;
    size_t columns_at_once = columns < BLOCK_ELEMENTS ? columns : BLOCK_ELEMENTS;
    size_t rows_at_once = BLOCK_ELEMENTS / columns_at_once;
    size_t blocks_across = blocks_for(columns, columns_at_once);
    size_t blocks = blocks_across * blocks_for(rows, rows_at_once);
    for (size_t i = 0; i < blocks; i++) {
        size_t number = run->task->backwards ? blocks - 1 - i : i;
        size_t row = number / blocks_across * rows_at_once, column = number % blocks_across * columns_at_once;
        struct block block = {row, column, rows - row, columns - column};
        if (block.rows > rows_at_once)
            block.rows = rows_at_once;
        if (block.columns > columns_at_once)
            block.columns = columns_at_once;
        run_block(run, places, &block);
    }
}

void task_run(const struct task *task, const struct walk *walk)
{
    struct plane_run run = {.task = task};
    run.plane.streams = task->streams;
    run.plane.inner_count = (size_t)plane_length(walk, 0);
    run.plane.outer_count = (size_t)plane_length(walk, 1);
    bool casts = false;
    for (size_t k = 0; k <= task->sources; k++) {
        run.plane.inner_bytes[k] = plane_stride(walk, 0, k);
        run.plane.outer_bytes[k] = plane_stride(walk, 1, k);
        casts |= task->casts[k] != NULL;
    }
    if (task->masked) {
        run.mask_inner_bytes = plane_stride(walk, 0, task->sources + 1);
        run.mask_outer_bytes = plane_stride(walk, 1, task->sources + 1);
    }
    walk_visit *visit = casts ? run_in_blocks : task->masked ? run_masked : run_directly;
    if (task->backwards)
        walk_planes_backwards(walk, visit, &run);
    else
        walk_planes(walk, visit, &run);
}

bool streams(ibid_instance *instance, size_t bytes)
{
    if (instance->stream_bytes == 0)
        instance->stream_bytes = kernels_stream_bytes();
    return bytes >= instance->stream_bytes;
}
