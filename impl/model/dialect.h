/*
 * Dialects: the answers to the spec's choices that the model can give, as tables. An instance starts
 * with a dialect's answers; single ones can be given instead.
 */
#ifndef IBID_MODEL_DIALECT_H
#define IBID_MODEL_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

#include "ibid/plugin.h"

/* CHOICE(identifier, "choice"), and for each its ANSWER(choice identifier, identifier, "answer"): the first is NumPy's.
 */
#define MODEL_CHOICES                                                                                                  \
    CHOICE(array_iadd, "array_iadd")                                                                                   \
    CHOICE(array_setitem, "array_setitem")                                                                             \
    CHOICE(basic_slice, "basic_slice")                                                                                 \
    CHOICE(slice_step, "slice_step")                                                                                   \
    CHOICE(scalar_index, "scalar_index")                                                                               \
    CHOICE(copy_of_array, "copy_of_array")                                                                             \
    CHOICE(deepcopy_of_views, "deepcopy_of_views")                                                                     \
    CHOICE(overlap, "overlap")                                                                                         \
    CHOICE(float_of_one_element, "float_of_one_element")                                                               \
    CHOICE(bool_of_nothing, "bool_of_nothing")                                                                         \
    CHOICE(int_iadd_float, "int_iadd_float")                                                                           \
    CHOICE(broadcasting, "broadcasting")                                                                               \
    CHOICE(iadd_stranger, "iadd_stranger")                                                                             \
    CHOICE(array_ipow, "array_ipow")                                                                                   \
    CHOICE(iadd_wider, "iadd_wider")                                                                                   \
    CHOICE(iadd_other_sign, "iadd_other_sign")                                                                         \
    CHOICE(iadd_list, "iadd_list")                                                                                     \
    CHOICE(list_iadd_array, "list_iadd_array")                                                                         \
    CHOICE(integer_identity, "integer_identity")                                                                       \
    CHOICE(transpose, "transpose")                                                                                     \
    CHOICE(reshape, "reshape")                                                                                         \
    CHOICE(unit_axes, "unit_axes")                                                                                     \
    CHOICE(flatten, "flatten")                                                                                         \
    CHOICE(flip, "flip")                                                                                               \
    CHOICE(diagonal, "diagonal")                                                                                       \
    CHOICE(broadcast_to, "broadcast_to")                                                                               \
    CHOICE(ellipsis_index, "ellipsis_index")                                                                           \
    CHOICE(whole_slice, "whole_slice")                                                                                 \
    CHOICE(empty_index, "empty_index")                                                                                 \
    CHOICE(reshape_to_same, "reshape_to_same")                                                                         \
    CHOICE(squeeze_of_nothing, "squeeze_of_nothing")                                                                   \
    CHOICE(permutation_of_nothing, "permutation_of_nothing")                                                           \
    CHOICE(broadcast_arrays, "broadcast_arrays")                                                                       \
    CHOICE(broadcast_to_same, "broadcast_to_same")                                                                     \
    CHOICE(view_as_same, "view_as_same")                                                                               \
    CHOICE(real_of_real, "real_of_real")                                                                               \
    CHOICE(unary_plus, "unary_plus")                                                                                   \
    CHOICE(imaginary_of_real, "imaginary_of_real")                                                                     \
    CHOICE(parts_of_complex, "parts_of_complex")                                                                       \
    CHOICE(dtype_view, "dtype_view")                                                                                   \
    CHOICE(dtype_view_axis, "dtype_view_axis")                                                                         \
    CHOICE(base_of_view, "base_of_view")                                                                               \
    CHOICE(shape_assignment, "shape_assignment")                                                                       \
    CHOICE(default_integer, "default_integer")                                                                         \
    CHOICE(default_float, "default_float")                                                                             \
    CHOICE(number_with_array, "number_with_array")                                                                     \
    CHOICE(number_out_of_range, "number_out_of_range")                                                                 \
    CHOICE(mixed_sizes, "mixed_sizes")                                                                                 \
    CHOICE(int_with_float, "int_with_float")                                                                           \
    CHOICE(setitem_float, "setitem_float")                                                                             \
    CHOICE(array_without_copy, "array_without_copy")                                                                   \
    CHOICE(asarray_of_array, "asarray_of_array")                                                                       \
    CHOICE(astype_unchanged, "astype_unchanged")                                                                       \
    CHOICE(index_out_of_range, "index_out_of_range")                                                                   \
    CHOICE(slice_bounds, "slice_bounds")                                                                               \
    CHOICE(index_list, "index_list")                                                                                   \
    CHOICE(index_array, "index_array")                                                                                 \
    CHOICE(index_mask, "index_mask")                                                                                   \
    CHOICE(setitem_mask, "setitem_mask")                                                                               \
    CHOICE(empty_out, "empty_out")                                                                                     \
    CHOICE(repeated_index, "repeated_index")                                                                           \
    CHOICE(out_of_other_dtype, "out_of_other_dtype")                                                                   \
    CHOICE(setitem_by_index, "setitem_by_index")                                                                       \
    CHOICE(overlap_of_steps, "overlap_of_steps")                                                                       \
    CHOICE(fold_overlap, "fold_overlap")                                                                               \
    CHOICE(out_of_other_shape, "out_of_other_shape")                                                                   \
    CHOICE(repeated_assignment, "repeated_assignment")                                                                 \
    CHOICE(self_overlap, "self_overlap")                                                                               \
    CHOICE(complex_identity, "complex_identity")                                                                       \
    CHOICE(id_of_number, "id_of_number")                                                                               \
    CHOICE(empty_tuple, "empty_tuple")                                                                                 \
    CHOICE(tuple_slice, "tuple_slice")                                                                                 \
    CHOICE(tuple_sum, "tuple_sum")                                                                                     \
    CHOICE(list_search, "list_search")                                                                                 \
    CHOICE(list_beyond_the_end, "list_beyond_the_end")                                                                 \
    CHOICE(list_step_of_one, "list_step_of_one")                                                                       \
    CHOICE(string_slice, "string_slice")                                                                               \
    CHOICE(string_sum, "string_sum")                                                                                   \
    CHOICE(short_strings, "short_strings")                                                                             \
    CHOICE(copy_of_immutable, "copy_of_immutable")                                                                     \
    CHOICE(list_iadd_stranger, "list_iadd_stranger")                                                                   \
    CHOICE(float_identity, "float_identity")                                                                           \
    CHOICE(constants_of_a_unit, "constants_of_a_unit")                                                                 \
    CHOICE(assignment, "assignment")                                                                                   \
    CHOICE(death, "death")                                                                                             \
    CHOICE(identity_of_the_dead, "identity_of_the_dead")                                                               \
    CHOICE(view_keeps_array, "view_keeps_array")                                                                       \
    CHOICE(resize_with_views, "resize_with_views")                                                                     \
    CHOICE(tuple_setitem, "tuple_setitem")                                                                             \
    CHOICE(list_methods_return, "list_methods_return")

enum model_choice {
#define CHOICE(identifier, name) CHOICE_##identifier,
    MODEL_CHOICES
#undef CHOICE
        CHOICE_COUNT,
};

/* Answers by number, in the order of the table in dialect.c. */
enum { IN_PLACE, REBINDS, UPDATE_RAISES };
enum { WRITES, SETITEM_RAISES };
/* It depends on whether the elements lie next to each other; a value cannot be written. */
enum { SLICE_IS_VIEW, SLICE_IS_COPY, SLICE_DEPENDS, SLICE_IS_VALUE };
enum { ANY_SIGN, POSITIVE_ONLY };
enum { INDEX_GIVES_VALUE, INDEX_GIVES_VIEW };
enum { COPY_COPIES, COPY_SHARES, COPY_IS_SAME };
enum { DEEPCOPY_SPLITS_VIEWS, DEEPCOPY_KEEPS_VIEWS };
enum { AS_IF_COPIED, OVERLAP_RAISES }; /* overlap, overlap_of_steps, fold_overlap */
enum { FLOAT_RAISES, FLOAT_ACCEPTS };
enum { NOTHING_RAISES, NOTHING_IS_FALSE };
enum { CASTING_ERROR, PROMOTES, TRUNCATES, NO_UPDATE };
/* As far as dtypes are concerned, an update that rebinds promotes, and one that is refused is none, whatever these say.
 */
enum { POWER_IN_PLACE, POWER_REBINDS };
enum { WIDER_IS_CUT, WIDER_RAISES };
enum { OTHER_SIGN_RAISES, OTHER_SIGN_IS_CUT };
enum { LIST_IS_CONVERTED, LIST_RAISES };
enum { LIST_BECOMES_ARRAY, LIST_IS_EXTENDED, LIST_UPDATE_RAISES };
enum { SMALL_CACHED, BY_VALUE, FRESH };
enum {
    DERIVED_IS_VIEW,
    DERIVED_IS_COPY,
    DERIVED_IS_VALUE
}; /* transpose, unit_axes, flip, dtype_view, parts_of_complex */
enum { RESHAPE_SHARES_IF_STRIDED, RESHAPE_COPIES, RESHAPE_SHARES_ALWAYS };
enum { FLATTEN_COPIES, FLATTEN_GIVES_VIEW };
enum { ARRAYS_ARE_WRITABLE_VIEWS, ARRAYS_ARE_READ_ONLY_VIEWS, ARRAYS_ARE_COPIES };
enum { READ_ONLY_VIEW, WRITABLE_VIEW, SPREAD_IS_COPY, SPREAD_IS_VALUE }; /* diagonal, broadcast_to */
enum { SAME_IS_ANOTHER, SAME_IS_SAME, SAME_RAISES }; /* *_index, whole_slice, *_to_same, *_of_nothing, unary_plus … */
enum { SQUEEZE_IS_SAME, SQUEEZE_IS_ANOTHER };
enum { REAL_IS_SAME, REAL_IS_ANOTHER };
enum { IMAGINARY_IS_ZEROS, IMAGINARY_RAISES };
enum { AXIS_STRETCHED, AXIS_ADDED };
enum { BASE_IS_FIRST, BASE_IS_NEXT };
enum { SHAPE_IS_ASSIGNED, SHAPE_RAISES };
enum { DEFAULT_INT64, DEFAULT_INT32, DEFAULT_INTEGER_FLOAT32 };
enum { DEFAULT_FLOAT64, DEFAULT_FLOAT32 };
enum { NUMBER_TAKES_DTYPE, NUMBER_WIDENS, NUMBER_FLOATS }; /* an integer that meets an array of integers */
enum { NUMBER_OUT_OF_RANGE_RAISES, NUMBER_WRAPS };
enum { MIXED_SIZES_PROMOTE, MIXED_SIZES_RAISE, MIXED_SIZES_DEPEND }; /* on whether both have a sign */
enum { FLOAT_HOLDS_INTEGERS, FLOAT_STAYS, MIXED_KINDS_RAISE };
enum { SETITEM_TRUNCATES, SETITEM_REFUSES };
enum { WITHOUT_COPY_RAISES, WITHOUT_COPY_CONVERTS };
enum { ASARRAY_IS_SAME, ASARRAY_IS_VIEW, ASARRAY_COPIES };
enum { ASTYPE_COPIES, ASTYPE_IS_SAME };
enum { OUT_OF_RANGE_RAISES, OUT_OF_RANGE_CLAMPS };
enum { SLICE_CLIPS, SLICE_BOUNDS_RAISE };
enum { SETITEM_MASK_WRITES, SETITEM_MASK_RAISES };
enum { INDEX_SELECTS, INDEX_RAISES }; /* index_list, index_array, index_mask */
enum { EMPTY_OUT_RAISES, EMPTY_OUT_RESIZES };
enum { OUT_REPEATS, OUT_RESIZES, OUT_SHAPE_RAISES };
enum { LAST_VALUE_STAYS };
enum { REPEATED_ONCE };
enum { OUT_CONVERTS, OUT_DTYPE_RAISES };
enum { SETITEM_BY_INDEX_WRITES, SETITEM_BY_INDEX_RAISES };
enum { LAST_STAYS, SELF_OVERLAP_RAISES };
enum { FLOAT_FRESH, FLOAT_BY_VALUE };
enum { COMPLEX_FRESH, COMPLEX_BY_VALUE };
enum { ID_OF_OBJECT, ID_OF_VALUE };
enum { ONE_EMPTY_TUPLE, EMPTY_TUPLES };
enum { SHORT_STRINGS_ARE_ONE, SHORT_STRINGS_ARE_NEW };
enum { IMMUTABLE_IS_SAME, IMMUTABLE_IS_NEW }; /* tuple_slice, tuple_sum, string_slice, string_sum */
enum { STRANGER_FIRST, LIST_FIRST };
enum { STEP_OF_ONE_IS_NONE, STEP_OF_ONE_IS_ONE };

enum { DEATH_AT_ONCE, DEATH_LATER };
enum { IDENTITY_COMES_BACK, IDENTITY_STAYS_AWAY };
enum { VIEW_KEEPS_ARRAY, VIEW_LETS_GO };
enum { RESIZE_REFUSED, VIEWS_FOLLOW, VIEWS_STAY };

enum { ASSIGNMENT_SHARES, ASSIGNMENT_COPIES };
enum { TUPLE_SETITEM_RAISES, TUPLE_SETITEM_WRITES };

struct dialect {
    int answers[CHOICE_COUNT];
};

/*
 * Sets the dialect from options ("dialect" first of all, then single choices). False and *message,
 * which lives until the next call, for an option or an answer that the model does not know.
 */
bool dialect_set(struct dialect *dialect, const struct ibid_option *options, size_t option_count, const char **message);

#endif
