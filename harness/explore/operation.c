#include "explore/state.h"

static const struct binary binaries[] = {
    {"+", "add", IBID_OP_ADD},
    {"-", "subtract", IBID_OP_SUBTRACT},
    {"*", "multiply", IBID_OP_MULTIPLY},
    {"/", "divide", IBID_OP_DIVIDE},
    {"//", "floor_divide", IBID_OP_FLOOR_DIVIDE},
    {"%", "remainder", IBID_OP_REMAINDER},
    {"**", "power", IBID_OP_POWER},
    {NULL, "maximum", IBID_OP_F_MAXIMUM},
    {NULL, "minimum", IBID_OP_F_MINIMUM},
    {"&", NULL, IBID_OP_BITWISE_AND},
    {"|", NULL, IBID_OP_BITWISE_OR},
    {"^", NULL, IBID_OP_BITWISE_XOR},
    {"<<", NULL, IBID_OP_SHIFT_LEFT},
    {">>", NULL, IBID_OP_SHIFT_RIGHT},
    {"==", "equal", IBID_OP_EQUAL},
    {"!=", "not_equal", IBID_OP_NOT_EQUAL},
    {"<", "less", IBID_OP_LESS},
    {"<=", "less_equal", IBID_OP_LESS_EQUAL},
    {">", "greater", IBID_OP_GREATER},
    {">=", "greater_equal", IBID_OP_GREATER_EQUAL},
};

const struct binary *draw_binary(struct generator *generator)
{
    size_t count = sizeof binaries / sizeof *binaries;
    return &binaries[dice_below(&generator->dice, dice_chance(&generator->dice, 50) ? 3 : count)];
}

static bool compares(enum ibid_operation operation)
{
    return operation >= IBID_OP_EQUAL && operation <= IBID_OP_GREATER_EQUAL;
}

static bool takes_bits(enum ibid_operation operation)
{
    return operation >= IBID_OP_BITWISE_AND && operation <= IBID_OP_SHIFT_RIGHT;
}

/* What there is no loop of bools for is computed in the smallest integers. */
static bool leaves_bools(enum ibid_operation operation)
{
    return operation == IBID_OP_FLOOR_DIVIDE || operation == IBID_OP_REMAINDER || operation == IBID_OP_POWER ||
           operation == IBID_OP_SHIFT_LEFT || operation == IBID_OP_SHIFT_RIGHT;
}

/* A Python integer has to fit into elements of the dtype. */
static bool fits(const struct value *value, const struct dtype *dtype)
{
    bool weak = value->type.dtype == NULL && value->type.class == DTYPE_SIGNED;
    return !weak || (dtype_holds(dtype, value->numbers.low) && dtype_holds(dtype, value->numbers.high));
}

/* In such programs, what is not exact is only multiplied: a difference could be all error. */
static bool is_tolerable(enum ibid_operation operation, struct numbers left, struct numbers right)
{
    return operation == IBID_OP_MULTIPLY || operation == IBID_OP_DIVIDE || (left.plain && right.plain);
}

bool binary_is_defined(const struct generator *generator, const struct binary *binary, const struct value *left,
                       const struct value *right, const struct dtype **dtype, struct numbers *numbers)
{
    enum ibid_operation operation = binary->operation;
    const struct dtype *common = dtype_of_both(left->type, right->type);
    struct numbers x = numbers_in(left), y = numbers_in(right);
    bool bools = common->class == DTYPE_BOOL;
    if ((takes_bits(operation) && class_is_float(common->class)) || (bools && operation == IBID_OP_SUBTRACT) ||
        !fits(left, common) || !fits(right, common))
        return false;
    if (bools && leaves_bools(operation))
        common = dtype_by_name("int8");
    if (operation == IBID_OP_DIVIDE && !class_is_float(common->class))
        common = dtype_by_name("float64");
    if (!combination_is_defined(operation, x, y, common))
        return false;
    if (generator->approximate && class_is_float(common->class) && !is_tolerable(operation, x, y))
        return false;
    *dtype = compares(operation) ? dtype_by_name("bool") : common;
    *numbers = compares(operation) ? numbers_of(0, 1, true) : numbers_combined(operation, x, y, common);
    return true;
}

/* A literal of the array's class, or of one below; now and then a float among integers. */
static struct operand draw_number(struct generator *generator, enum dtype_class class)
{
    static const enum dtype_class below[] = {DTYPE_BOOL, DTYPE_SIGNED, DTYPE_FLOAT};
    if (dice_chance(&generator->dice, 25))
        class = below[dice_below(&generator->dice, sizeof below / sizeof *below)];
    return draw_literal(generator, (struct number_type){NULL, class == DTYPE_UNSIGNED ? DTYPE_SIGNED : class});
}

struct operand draw_second(struct generator *generator, const struct value *first)
{
    if (dice_chance(&generator->dice, 30))
        return draw_number(generator, first->type.class);
    const struct name *number = dice_chance(&generator->dice, 15) ? name_of_kind(generator, VALUE_NUMBER) : NULL;
    if (number != NULL)
        return (struct operand){number->text, number->value};
    return draw_of_shape(generator, first->axes, first->shape, NULL);
}

static bool holds_bools(const struct generator *generator, const struct value *array)
{
    (void)generator;
    return array->type.class == DTYPE_BOOL;
}

/* Whose order is certain. */
static bool can_be_compared(const struct generator *generator, const struct value *array)
{
    return array->type.class != DTYPE_COMPLEX && (!generator->approximate || numbers_in(array).plain);
}

struct operand draw_mask(struct generator *generator, const struct value *array)
{
    struct operand mask = {NULL, NULL};
    if (dice_chance(&generator->dice, 50))
        mask = draw_of_shape(generator, array->axes, array->shape, holds_bools);
    if (mask.text == NULL)
        mask = draw_of_shape(generator, array->axes, array->shape, can_be_compared);
    if (mask.text == NULL)
        return mask;
    const char *text = mask.text;
    if (mask.value->type.class != DTYPE_BOOL)
        text = arena_printf(generator->arena, "%s > %ld", text, dice_between(&generator->dice, 0, 6));
    struct value *made = view_of(generator, mask.value);
    made->type = (struct number_type){dtype_by_name("bool"), DTYPE_BOOL};
    return (struct operand){text, made};
}

/* A list of literals, as long as the last axis. */
static struct operand draw_list(struct generator *generator, const struct value *destination)
{
    long count = destination->shape[destination->axes - 1];
    struct value *list = number_value(generator, destination->type.class, numbers_of(0, 0, true));
    const char *text = "[";
    for (long i = 0; i < count; i++) {
        struct operand literal = draw_literal(generator, destination->type);
        list->numbers = numbers_joined(list->numbers, literal.value->numbers);
        text = arena_printf(generator->arena, "%s%s%s", text, i == 0 ? "" : ", ", literal.text);
    }
    return (struct operand){arena_printf(generator->arena, "%s]", text), list};
}

struct operand draw_source(struct generator *generator, const struct value *destination)
{
    struct operand source = {NULL, NULL};
    if (dice_chance(&generator->dice, 70))
        source = draw_of_shape(generator, destination->axes, destination->shape, NULL);
    else if (destination->axes > 0 && destination->shape[destination->axes - 1] <= 8 &&
             dice_chance(&generator->dice, 30))
        source = draw_list(generator, destination);
    if (source.text == NULL)
        source = draw_number(generator, destination->type.class);
    if (!fits(source.value, destination->type.dtype) ||
        !write_is_defined(generator, destination, numbers_in(source.value), source.value->type.class))
        source.text = NULL;
    /* Python's complex numbers are not assigned to others. */
    if (source.value->kind == VALUE_NUMBER && source.value->type.class == DTYPE_COMPLEX &&
        destination->type.class != DTYPE_COMPLEX)
        source.text = NULL;
    return source;
}
