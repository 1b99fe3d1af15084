#include <string.h>

#include "hooks.h"
#include "look.h"
#include "operations.h"

/* What is written, and what is read for it. */
struct elementwise {
    ibid_handle target;
    ibid_handle inputs[2];
    size_t input_count;
    size_t target_input; /* which input is the target itself, or input_count */
};

static bool read_elementwise(struct mutant *mutant, const struct operation_call *call, struct elementwise *work)
{
    *work = (struct elementwise){0};
    const ibid_handle *out = argument_named(call, "out");
    if (call->operation == IBID_OP_SET_ITEM) {
        work->target = perform2(mutant, IBID_OP_GET_ITEM, call->arguments[0], call->arguments[1]);
        work->inputs[work->input_count++] = call->arguments[2];
    } else if (operation_is_update(call->operation)) {
        work->target = call->arguments[0];
        work->inputs[work->input_count++] = call->arguments[1];
    } else if (out != NULL) {
        work->target = *out;
        for (const char *const *name = (const char *const[]){"x", "y", NULL}; *name != NULL; name++)
            if (argument_named(call, *name) != NULL)
                work->inputs[work->input_count++] = *argument_named(call, *name);
    }
    return work->target != 0 && look_at(mutant, work->target).kind == IBID_ARRAY &&
           look_at(mutant, work->target).axes > 0;
}

/* The part of an input that belongs to this part of the target: all of it where it has no such axis. */
static ibid_handle piece_of(struct mutant *mutant, ibid_handle input, const struct look *target, ibid_handle slice)
{
    struct look look = look_at(mutant, input);
    bool along = look.kind == IBID_ARRAY && look.axes == target->axes && look.shape[0] == target->shape[0];
    return along ? perform2(mutant, IBID_OP_GET_ITEM, input, slice) : input;
}

static bool do_piece(struct mutant *mutant, const struct operation_call *call, const struct elementwise *work,
                     const struct look *target, int64_t start)
{
    ibid_handle slice = slice_of(mutant, start, start + mutant->breakage.piece), inputs[2];
    ibid_handle part = perform2(mutant, IBID_OP_GET_ITEM, work->target, slice);
    for (size_t i = 0; i < work->input_count; i++)
        inputs[i] = piece_of(mutant, work->inputs[i], target, slice);
    if (call->operation == IBID_OP_SET_ITEM)
        return perform3(mutant, IBID_OP_SET_ITEM, part, make_ellipsis(mutant), inputs[0]) != 0;
    if (operation_is_update(call->operation))
        return perform2(mutant, call->operation, part, inputs[0]) != 0;
    struct operation_call piece = {
        .operation = call->operation, .arguments = inputs, .argument_count = work->input_count};
    struct ibid_keyword out = {"out", part};
    ibid_handle ignored;
    piece.keywords = &out;
    piece.keyword_count = 1;
    return forward(mutant, &piece, &ignored) == IBID_OK;
}

CALL_HOOK(in_pieces)
{
    struct elementwise work;
    if (argument_named(call, "where") != NULL || !read_elementwise(mutant, call, &work))
        return forward(mutant, call, result);
    struct look target = look_at(mutant, work.target);
    int64_t piece = mutant->breakage.piece, count = (target.shape[0] + piece - 1) / piece;
    bool backwards = mutant->breakage.order != NULL && strcmp(mutant->breakage.order, "backwards") == 0;
    for (int64_t i = 0; i < count; i++)
        if (!do_piece(mutant, call, &work, &target, (backwards ? count - 1 - i : i) * piece))
            return IBID_ERROR;
    return answer(call->operation == IBID_OP_SET_ITEM ? make_none(mutant) : work.target, result);
}

CALL_HOOK(one_index_at_a_time)
{
    ibid_handle x = call->arguments[0], index = call->arguments[1], value = call->arguments[2];
    struct look look = look_at(mutant, index), values = look_at(mutant, value);
    bool one_for_all = (values.kind != IBID_ARRAY || values.axes == 0) && values.kind != IBID_LIST;
    if (look.kind == IBID_ARRAY && look.axes != 1)
        return forward(mutant, call, result);
    for (size_t i = 0; i < look.count; i++) {
        ibid_handle number = make_integer(mutant, (int64_t)i);
        ibid_handle element = one_for_all ? value : perform2(mutant, IBID_OP_GET_ITEM, value, number);
        if (perform3(mutant, IBID_OP_SET_ITEM, x, perform2(mutant, IBID_OP_GET_ITEM, index, number), element) == 0)
            return IBID_ERROR;
    }
    return answer(make_none(mutant), result);
}
