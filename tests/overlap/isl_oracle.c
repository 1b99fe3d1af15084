#include "isl_oracle.h"

#include <isl/constraint.h>
#include <isl/ctx.h>
#include <isl/local_space.h>
#include <isl/options.h>
#include <isl/set.h>
#include <isl/space.h>
#include <isl/val.h>

#include "../bench/timing.h"

struct isl_oracle *isl_oracle_new(void)
{
    isl_ctx *context = isl_ctx_alloc();
    isl_options_set_on_error(context, ISL_ON_ERROR_CONTINUE);
    return (struct isl_oracle *)context;
}

void isl_oracle_free(struct isl_oracle *oracle)
{
    isl_ctx_free((isl_ctx *)oracle);
}

struct question {
    isl_ctx *context;
    isl_basic_set *set;
    isl_constraint *same_byte;
    int unknowns;
};

/* One more unknown from 0 to most, which moves the byte of x by the coefficient. */
static void add_unknown(struct question *question, int64_t coefficient, int64_t most)
{
    unsigned place = (unsigned)question->unknowns++;
    question->set =
        isl_basic_set_lower_bound_val(question->set, isl_dim_set, place, isl_val_int_from_si(question->context, 0));
    question->set =
        isl_basic_set_upper_bound_val(question->set, isl_dim_set, place, isl_val_int_from_si(question->context, most));
    question->same_byte = isl_constraint_set_coefficient_val(question->same_byte, isl_dim_set, (int)place,
                                                             isl_val_int_from_si(question->context, coefficient));
}

enum ibid_overlap_answer isl_oracle_overlap(struct isl_oracle *oracle, const struct ibid_strided *x,
                                            const struct ibid_strided *y, unsigned long most_operations,
                                            double *seconds)
{
    struct question question = {.context = (isl_ctx *)oracle};
    unsigned unknowns = (unsigned)(x->dimensions + y->dimensions + 2);
    isl_space *space = isl_space_set_alloc(question.context, 0, unknowns);
    question.set = isl_basic_set_universe(isl_space_copy(space));
    question.same_byte = isl_constraint_alloc_equality(isl_local_space_from_space(space));
    for (int i = 0; i < x->dimensions; i++)
        add_unknown(&question, x->strides_bytes[i], x->shape[i] - 1);
    add_unknown(&question, 1, x->item_bytes - 1);
    for (int i = 0; i < y->dimensions; i++)
        add_unknown(&question, -y->strides_bytes[i], y->shape[i] - 1);
    add_unknown(&question, -1, y->item_bytes - 1);
    question.same_byte =
        isl_constraint_set_constant_val(question.same_byte, isl_val_int_from_si(question.context, x->start - y->start));
    question.set = isl_basic_set_add_constraint(question.set, question.same_byte);
    isl_ctx_reset_operations(question.context);
    isl_ctx_set_max_operations(question.context, most_operations);
    double start = seconds_of_thread();
    isl_bool is_empty = isl_basic_set_is_empty(question.set);
    if (seconds)
        *seconds = seconds_of_thread() - start;
    isl_ctx_set_max_operations(question.context, 0);
    isl_basic_set_free(question.set);
    return is_empty < 0 ? IBID_OVERLAP_UNDECIDED : is_empty ? IBID_OVERLAP_NO : IBID_OVERLAP_YES;
}
