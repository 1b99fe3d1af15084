/* The hooks: see the table in hooks.def for what each does. */
#ifndef IBID_MUTANTS_HOOKS_H
#define IBID_MUTANTS_HOOKS_H

#include "mutant.h"

#define CALL_HOOK(name) enum ibid_status name(struct mutant *mutant, struct operation_call *call, ibid_handle *result)

/* break_results.c */
CALL_HOOK(copy_result);
CALL_HOOK(give_argument);
CALL_HOOK(give_equal_argument);
CALL_HOOK(then_give_argument);
CALL_HOOK(convert_argument);
CALL_HOOK(use_base);
CALL_HOOK(convert_result);
CALL_HOOK(give_constant);
CALL_HOOK(ignore_call);
CALL_HOOK(do_instead);
CALL_HOOK(refuse);
CALL_HOOK(excuse);
CALL_HOOK(repeat_call);
CALL_HOOK(drop_argument);
CALL_HOOK(set_argument);
CALL_HOOK(drop_argument_and_copy);
CALL_HOOK(first_element);
CALL_HOOK(last_result);
CALL_HOOK(equal_result);
CALL_HOOK(fail_late);

/* break_views.c */
CALL_HOOK(give_view);
CALL_HOOK(give_selected_view);

/* break_updates.c */
CALL_HOOK(rebind_update);
CALL_HOOK(become_result);
CALL_HOOK(detach_update);
CALL_HOOK(detach_first);
CALL_HOOK(share_value);
CALL_HOOK(damage_on_failure);
CALL_HOOK(touch_operand);
CALL_HOOK(touch_field);
CALL_HOOK(index_again);
CALL_HOOK(accumulate_repeated);
CALL_HOOK(widen_before_setitem);
CALL_HOOK(out_copied);
CALL_HOOK(out_takes_dtype);
CALL_HOOK(where_clears);

/* break_overlap.c */
CALL_HOOK(in_pieces);
CALL_HOOK(one_index_at_a_time);

/* break_copies.c */
CALL_HOOK(deepcopy_forgets);
CALL_HOOK(copy_items);
CALL_HOOK(hold_arguments);

/* break_equality.c */
CALL_HOOK(compare_values);
CALL_HOOK(compare_objects);

/* break_items.c */
CALL_HOOK(move_slice_stop);
CALL_HOOK(forget_step);
CALL_HOOK(wrap_index);
CALL_HOOK(refuse_long_slice);
CALL_HOOK(assign_in_steps);

/* break_identity.c */
CALL_HOOK(number_id);
CALL_HOOK(id_of_content);
CALL_HOOK(is_equal);
enum ibid_status bind_copy(struct mutant *mutant, ibid_handle value, ibid_handle *result);
enum ibid_status bind_same(struct mutant *mutant, ibid_handle value, ibid_handle *result);
enum ibid_status bind_shallow_copy(struct mutant *mutant, ibid_handle value, ibid_handle *result);
uint64_t fresh_identity(struct mutant *mutant, ibid_handle object, uint64_t identity);
uint64_t one_identity(struct mutant *mutant, ibid_handle object, uint64_t identity);
uint64_t identity_of_content(struct mutant *mutant, ibid_handle object, uint64_t identity);

/* break_lifetime.c */
CALL_HOOK(keep_argument);
CALL_HOOK(keep_result);
CALL_HOOK(keep_on_failure);
CALL_HOOK(copy_in_vain);
void clear_nameless(struct mutant *mutant, ibid_handle object);

#endif
