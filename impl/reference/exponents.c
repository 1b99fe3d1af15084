#include "exponents.h"

#include "run.h"

bool check_exponents(ibid_instance *instance, const struct function *function, const struct signature *signature,
                     const struct input *exponents, size_t axes, const int64_t *shape, const struct input *mask)
{
    bool is_power = function->form == FORM_BINARY && function->loops == KERNEL_POWER;
    if (!is_power || signature->sources[1]->class != CLASS_SIGNED || exponents->dtype->class != CLASS_SIGNED)
        return true;
    _Alignas(16) unsigned char least[LARGEST_ITEM_BYTES] = {0};
    struct task task = {
        .loop = instance->kernels->reduce[KERNEL_MINIMUM][exponents->dtype->number],
        .sources = 1,
        .masked = mask != NULL,
    };
    bool look_once = exponents->array == NULL && mask == NULL; /* a number stands for every element that there is */
    for (size_t i = 0; i < axes; i++)
        look_once = look_once && shape[i] > 0;
    struct walk walk;
    walk_start(&walk, look_once ? 0 : axes, shape);
    walk_add_input(&walk, exponents);
    walk_add(&walk, least, 0, NULL, NULL);
    if (mask != NULL)
        walk_add_input(&walk, mask);
    walk_sort(&walk, 0, NULL);
    walk_simplify(&walk, 0);
    task_run(&task, &walk);
    return element_value(exponents->dtype, least).integer >= 0 ||
           fail(instance, IBID_ERROR_VALUE, "integers to negative integer powers are not allowed") != NULL;
}
