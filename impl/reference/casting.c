#include "casting.h"

static int rank_of(enum dtype_class class)
{
    static const int ranks[] = {
        [CLASS_BOOL] = 0, [CLASS_UNSIGNED] = 1, [CLASS_SIGNED] = 2, [CLASS_FLOAT] = 3, [CLASS_COMPLEX] = 4};
    return ranks[class];
}

bool can_cast(const struct dtype *from, const struct dtype *to)
{
    return rank_of(from->class) <= rank_of(to->class);
}

kernel_loop *copy_between(const ibid_instance *instance, const struct dtype *from, const struct dtype *to)
{
    return instance->kernels->cast[from->number][to->number];
}

kernel_loop *cast_between(const ibid_instance *instance, const struct dtype *from, const struct dtype *to)
{
    return from == to ? NULL : copy_between(instance, from, to);
}

void cast_row(const ibid_instance *instance, const struct dtype *from_dtype, const void *from,
              const struct dtype *to_dtype, void *to, size_t count)
{
    copy_between(instance, from_dtype, to_dtype)(&(struct kernel_walk){
        .data = {(char *)(uintptr_t)from, to},
        .inner_bytes = {(ptrdiff_t)from_dtype->item_bytes, (ptrdiff_t)to_dtype->item_bytes},
        .inner_count = count,
        .outer_count = 1,
    });
}
