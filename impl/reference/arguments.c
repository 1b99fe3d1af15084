#include "arguments.h"

#include <string.h>

#include "number.h"
#include "text.h"

bool is_absent(const struct object *argument)
{
    return argument == NULL || argument->kind == OBJECT_NONE;
}

static bool is_among(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool is_class_and_bits(const char *name)
{
    static const char *const classes[] = {"int", "uint", "float", "complex"};
    char class[sizeof "complex"];
    size_t letters = strcspn(name, "0123456789"), digits = strspn(name + letters, "0123456789");
    if (digits == 0 || name[letters + digits] != '\0' || letters >= sizeof class)
        return false;
    memcpy(class, name, letters);
    class[letters] = '\0';
    return is_among(class, classes, sizeof classes / sizeof *classes);
}

/* NumPy's long double has the name that its size gives it: 12 bytes on some machines, and 16 on others. */
static bool may_be_known_to_numpy(const char *name)
{
    static const char *const others[] = {"float16", "float96", "float128", "complex192", "complex256"};
    return is_among(name, others, sizeof others / sizeof *others) || !is_class_and_bits(name);
}

bool read_dtype(ibid_instance *instance, const struct object *name, const struct dtype **dtype)
{
    if (is_absent(name))
        return true;
    const char *characters = characters_of(name);
    if (characters == NULL)
        return fail(instance, IBID_ERROR_TYPE, "a dtype is named by a string, not by a '%s'", type_name(name)) != NULL;
    const struct dtype *found = dtype_named(characters);
    if (found == NULL && may_be_known_to_numpy(characters))
        return lacks(instance, characters) != NULL;
    if (found == NULL)
        return fail(instance, IBID_ERROR_TYPE, "there is no dtype '%s'", characters) != NULL;
    *dtype = found;
    return true;
}

bool is_true_flag(const struct object *flag)
{
    struct value value;
    return value_of(flag, &value) ? value_is_true(value) : flag->kind != OBJECT_NONE;
}

enum copying read_copying(const struct object *copy)
{
    if (is_absent(copy))
        return COPY_IF_NEEDED;
    return is_true_flag(copy) ? COPY_ALWAYS : COPY_NEVER;
}

bool read_order(ibid_instance *instance, const struct object *name, const struct array *x, enum order *order)
{
    static const char names[] = "CFKA";
    static const enum order orders[] = {ORDER_C, ORDER_F, ORDER_KEEP};
    *order = ORDER_KEEP;
    if (is_absent(name))
        return true;
    const char *characters = characters_of(name);
    const char *found = characters == NULL || strlen(characters) != 1 ? NULL : strchr(names, characters[0]);
    if (found == NULL)
        return fail(instance, IBID_ERROR_VALUE, "an order is one of 'C', 'F', 'A' and 'K'") != NULL;
    bool by_columns = x != NULL && stands_by_columns(x);
    *order = *found != 'A' ? orders[found - names] : by_columns ? ORDER_F : ORDER_C;
    return true;
}
