#include "dialect.h"

#include <stdio.h>
#include <string.h>

enum { MAXIMUM_ANSWERS = 4, NAME_COUNT = CHOICE_COUNT };

static const char *const choice_names[CHOICE_COUNT] = {
#define CHOICE(identifier, name) name,
    MODEL_CHOICES
#undef CHOICE
};

static const char *const answer_names[CHOICE_COUNT][MAXIMUM_ANSWERS] = {
    [CHOICE_array_iadd] = {"in place", "rebinds", "raises"},
    [CHOICE_array_setitem] = {"writes", "raises"},
    [CHOICE_basic_slice] = {"view", "copy", "depends", "value"},
    [CHOICE_slice_step] = {"any sign", "positive only"},
    [CHOICE_scalar_index] = {"value", "view"},
    [CHOICE_copy_of_array] = {"copies", "shares", "same object"},
    [CHOICE_deepcopy_of_views] = {"split", "kept"},
    [CHOICE_overlap] = {"as if copied", "raises"},
    [CHOICE_overlap_of_steps] = {"as if copied", "raises"},
    [CHOICE_fold_overlap] = {"as if copied", "raises"},
    [CHOICE_out_of_other_shape] = {"repeats", "resizes", "raises"},
    [CHOICE_repeated_assignment] = {"the last"},
    [CHOICE_float_of_one_element] = {"raises", "accepts"},
    [CHOICE_bool_of_nothing] = {"raises", "False"},
    [CHOICE_int_iadd_float] = {"casting error", "promotes", "truncates", "no update"},
    [CHOICE_broadcasting] = {"broadcasts"},
    [CHOICE_iadd_stranger] = {"raises"},
    [CHOICE_array_ipow] = {"in place", "rebinds"},
    [CHOICE_iadd_wider] = {"dtype stays", "raises", "promotes", "no update"},
    [CHOICE_iadd_other_sign] = {"raises", "dtype stays", "promotes", "no update"},
    [CHOICE_iadd_list] = {"converts", "raises", "no update"},
    [CHOICE_list_iadd_array] = {"an array", "a longer list", "raises"},
    [CHOICE_integer_identity] = {"small ones cached", "by value", "fresh"},
    [CHOICE_transpose] = {"view", "copies"},
    [CHOICE_reshape] = {"view if possible", "copies", "always a view"},
    [CHOICE_unit_axes] = {"view", "copies", "value"},
    [CHOICE_flatten] = {"copies", "view if possible"},
    [CHOICE_flip] = {"view", "copies"},
    [CHOICE_diagonal] = {"read-only view", "writable view", "copies", "value"},
    [CHOICE_broadcast_to] = {"read-only view", "writable view", "copies", "value"},
    [CHOICE_ellipsis_index] = {"another object", "same object"},
    [CHOICE_whole_slice] = {"another object", "same object"},
    [CHOICE_empty_index] = {"another object", "same object", "raises"},
    [CHOICE_reshape_to_same] = {"another object", "same object"},
    [CHOICE_squeeze_of_nothing] = {"same object", "another object"},
    [CHOICE_permutation_of_nothing] = {"another object", "same object"},
    [CHOICE_broadcast_arrays] = {"writable views", "read-only views", "copies"},
    [CHOICE_broadcast_to_same] = {"another object", "same object"},
    [CHOICE_view_as_same] = {"another object", "same object"},
    [CHOICE_real_of_real] = {"same object", "another object"},
    [CHOICE_unary_plus] = {"another object", "same object", "raises"},
    [CHOICE_imaginary_of_real] = {"zeros", "raises"},
    [CHOICE_parts_of_complex] = {"view", "copies"},
    [CHOICE_dtype_view] = {"view", "copies"},
    [CHOICE_dtype_view_axis] = {"the last one is stretched", "one is added"},
    [CHOICE_base_of_view] = {"the first array", "the next array"},
    [CHOICE_shape_assignment] = {"reshapes", "raises"},
    [CHOICE_default_integer] = {"int64", "int32", "float32"},
    [CHOICE_default_float] = {"float64", "float32"},
    [CHOICE_number_out_of_range] = {"raises", "wraps"},
    [CHOICE_number_with_array] = {"takes it", "widens", "floats"},
    [CHOICE_mixed_sizes] = {"promotes", "raises", "depends"},
    [CHOICE_int_with_float] = {"a float that holds both", "the float's", "raises"},
    [CHOICE_setitem_float] = {"truncates", "raises"},
    [CHOICE_array_without_copy] = {"raises", "copies"},
    [CHOICE_asarray_of_array] = {"same object", "view", "copies"},
    [CHOICE_astype_unchanged] = {"copies", "same object"},
    [CHOICE_index_out_of_range] = {"raises", "clamps"},
    [CHOICE_slice_bounds] = {"clips", "raises"},
    [CHOICE_index_list] = {"selects", "raises"},
    [CHOICE_index_array] = {"selects", "raises"},
    [CHOICE_setitem_mask] = {"writes", "raises"},
    [CHOICE_index_mask] = {"selects", "raises"},
    [CHOICE_empty_out] = {"raises", "resizes"},
    [CHOICE_repeated_index] = {"once"},
    [CHOICE_out_of_other_dtype] = {"converts", "raises"},
    [CHOICE_setitem_by_index] = {"writes", "raises"},
    [CHOICE_self_overlap] = {"last one stays", "raises"},
    [CHOICE_float_identity] = {"fresh", "by value"},
    [CHOICE_complex_identity] = {"fresh", "by value"},
    [CHOICE_id_of_number] = {"the object", "the value"},
    [CHOICE_empty_tuple] = {"one object", "each its own"},
    [CHOICE_tuple_slice] = {"same object", "a new tuple"},
    [CHOICE_list_step_of_one] = {"yes", "no"},
    [CHOICE_tuple_sum] = {"same object", "a new tuple"},
    [CHOICE_string_slice] = {"same object", "a new string"},
    [CHOICE_short_strings] = {"one object", "each its own"},
    [CHOICE_string_sum] = {"same object", "a new string"},
    [CHOICE_copy_of_immutable] = {"same object"},
    [CHOICE_list_iadd_stranger] = {"the stranger's", "the list's"},
    [CHOICE_assignment] = {"one object", "a copy"},
    [CHOICE_tuple_setitem] = {"raises", "writes"},
    [CHOICE_death] = {"at once", "later"},
    [CHOICE_identity_of_the_dead] = {"comes back", "stays away"},
    [CHOICE_view_keeps_array] = {"keeps it", "lets go"},
    [CHOICE_resize_with_views] = {"raises", "views follow", "views stay"},
    /* Python's own, in every dialect. */
    [CHOICE_constants_of_a_unit] = {"one object"}, /* made once before the model sees them */
    [CHOICE_list_search] = {"identity, then equality"},
    [CHOICE_list_beyond_the_end] = {"raises"},
    [CHOICE_list_methods_return] = {"None"},
};

/* Choices about operations that the model lacks: whatever the answer, it has nothing to do. */
static const char *const choices_without_effect[] = {
    "to_numpy",        "from_numpy",  "dlpack_of_numpy", "numpy_of_dlpack", "dlpack_read_only", "buffer_of_array",
    "numpy_read_only", "same_device", "detached",        "donation",        "mixed_devices"};

/* Where arrays are values, nothing shares an element with anything. */
#define NOTHING_SHARED                                                                                                 \
    [CHOICE_basic_slice] = SLICE_IS_COPY, [CHOICE_transpose] = DERIVED_IS_COPY, [CHOICE_reshape] = RESHAPE_COPIES,    \
    [CHOICE_unit_axes] = DERIVED_IS_COPY, [CHOICE_flip] = DERIVED_IS_COPY, [CHOICE_diagonal] = SPREAD_IS_COPY,         \
    [CHOICE_broadcast_to] = SPREAD_IS_COPY, [CHOICE_parts_of_complex] = DERIVED_IS_COPY,                               \
    [CHOICE_broadcast_arrays] = ARRAYS_ARE_COPIES, [CHOICE_dtype_view] = DERIVED_IS_COPY

/* What is not named is as in NumPy. Where a profile leaves an answer open, the row has what was observed. */
static const struct {
    const char *name;
    int answers[CHOICE_COUNT];
} dialects[] = {
    {"numpy", {0}},
    {"python", {0}},
    {"cpython", {0}},
    {"pypy",
     {[CHOICE_death] = DEATH_LATER,
      [CHOICE_identity_of_the_dead] = IDENTITY_STAYS_AWAY,
      [CHOICE_integer_identity] = BY_VALUE,
      [CHOICE_float_identity] = FLOAT_BY_VALUE,
      [CHOICE_complex_identity] = COMPLEX_BY_VALUE,
      [CHOICE_id_of_number] = ID_OF_VALUE,
      [CHOICE_tuple_slice] = IMMUTABLE_IS_NEW,
      [CHOICE_tuple_sum] = IMMUTABLE_IS_NEW,
      [CHOICE_string_sum] = IMMUTABLE_IS_NEW}},
    /* Where the standard leaves a choice open, as array-api-strict answers. */
    {"array-api", {[CHOICE_asarray_of_array] = ASARRAY_IS_VIEW, [CHOICE_view_keeps_array] = VIEW_LETS_GO}},
    {"torch",
     {[CHOICE_number_out_of_range] = NUMBER_WRAPS,
      [CHOICE_resize_with_views] = VIEWS_FOLLOW,
      [CHOICE_slice_step] = POSITIVE_ONLY,
      [CHOICE_scalar_index] = INDEX_GIVES_VIEW,
      [CHOICE_copy_of_array] = COPY_SHARES,
      [CHOICE_deepcopy_of_views] = DEEPCOPY_KEEPS_VIEWS,
      [CHOICE_overlap] = OVERLAP_RAISES,
      [CHOICE_overlap_of_steps] = OVERLAP_RAISES,
      [CHOICE_fold_overlap] = OVERLAP_RAISES,
      [CHOICE_out_of_other_shape] = OUT_RESIZES,
      [CHOICE_float_of_one_element] = FLOAT_ACCEPTS,
      [CHOICE_squeeze_of_nothing] = SQUEEZE_IS_ANOTHER,
      [CHOICE_unary_plus] = SAME_IS_SAME,
      [CHOICE_imaginary_of_real] = IMAGINARY_RAISES,
      [CHOICE_shape_assignment] = SHAPE_RAISES,
      [CHOICE_flatten] = FLATTEN_GIVES_VIEW,
      [CHOICE_flip] = DERIVED_IS_COPY,
      [CHOICE_diagonal] = WRITABLE_VIEW,
      [CHOICE_broadcast_to] = WRITABLE_VIEW,
      [CHOICE_default_float] = DEFAULT_FLOAT32,
      [CHOICE_int_with_float] = FLOAT_STAYS,
      [CHOICE_astype_unchanged] = ASTYPE_IS_SAME,
      [CHOICE_empty_out] = EMPTY_OUT_RESIZES,
      [CHOICE_iadd_other_sign] = OTHER_SIGN_IS_CUT,
      [CHOICE_iadd_list] = LIST_RAISES,
      [CHOICE_list_iadd_array] = LIST_IS_EXTENDED,
      [CHOICE_self_overlap] = SELF_OVERLAP_RAISES}},
    {"jax",
     {[CHOICE_number_out_of_range] = NUMBER_WRAPS,
      NOTHING_SHARED,
      [CHOICE_array_iadd] = REBINDS,
      [CHOICE_array_setitem] = SETITEM_RAISES,
      [CHOICE_iadd_list] = LIST_RAISES,
      [CHOICE_list_iadd_array] = LIST_UPDATE_RAISES,
      [CHOICE_scalar_index] = INDEX_GIVES_VIEW, /* a 0-d array, which nobody can write */
      [CHOICE_ellipsis_index] = SAME_IS_SAME,
      [CHOICE_whole_slice] = SAME_IS_SAME,
      [CHOICE_empty_index] = SAME_IS_SAME,
      [CHOICE_reshape_to_same] = SAME_IS_SAME,
      [CHOICE_squeeze_of_nothing] = SQUEEZE_IS_ANOTHER,
      [CHOICE_permutation_of_nothing] = SAME_IS_SAME,
      [CHOICE_broadcast_to_same] = SAME_IS_SAME,
      [CHOICE_view_as_same] = SAME_IS_SAME,
      [CHOICE_real_of_real] = REAL_IS_ANOTHER,
      [CHOICE_shape_assignment] = SHAPE_RAISES,
      [CHOICE_int_iadd_float] = PROMOTES,
      [CHOICE_default_integer] = DEFAULT_INT32,
      [CHOICE_default_float] = DEFAULT_FLOAT32,
      [CHOICE_int_with_float] = FLOAT_STAYS,
      [CHOICE_astype_unchanged] = ASTYPE_IS_SAME,
      [CHOICE_index_out_of_range] = OUT_OF_RANGE_CLAMPS,
      [CHOICE_index_list] = INDEX_RAISES,
      [CHOICE_array_without_copy] = WITHOUT_COPY_CONVERTS}},
    {"tensorflow",
     {[CHOICE_number_out_of_range] = NUMBER_WRAPS,
      NOTHING_SHARED,
      [CHOICE_array_iadd] = REBINDS,
      [CHOICE_array_setitem] = SETITEM_RAISES,
      [CHOICE_scalar_index] = INDEX_GIVES_VIEW,
      [CHOICE_copy_of_array] = COPY_IS_SAME,
      [CHOICE_bool_of_nothing] = NOTHING_IS_FALSE,
      [CHOICE_squeeze_of_nothing] = SQUEEZE_IS_ANOTHER,
      [CHOICE_unary_plus] = SAME_RAISES,
      [CHOICE_dtype_view_axis] = AXIS_ADDED,
      [CHOICE_shape_assignment] = SHAPE_RAISES,
      [CHOICE_default_integer] = DEFAULT_INT32,
      [CHOICE_default_float] = DEFAULT_FLOAT32,
      [CHOICE_mixed_sizes] = MIXED_SIZES_RAISE,
      [CHOICE_int_with_float] = MIXED_KINDS_RAISE,
      [CHOICE_astype_unchanged] = ASTYPE_IS_SAME,
      [CHOICE_index_list] = INDEX_RAISES,
      [CHOICE_index_array] = INDEX_RAISES}},
    {"tensorflow-variable",
     {[CHOICE_number_out_of_range] = NUMBER_WRAPS,
      [CHOICE_bool_of_nothing] = NOTHING_IS_FALSE,
      [CHOICE_squeeze_of_nothing] = SQUEEZE_IS_ANOTHER,
      [CHOICE_unary_plus] = SAME_RAISES,
      [CHOICE_dtype_view_axis] = AXIS_ADDED,
      [CHOICE_shape_assignment] = SHAPE_RAISES,
      [CHOICE_real_of_real] = REAL_IS_ANOTHER,
      [CHOICE_parts_of_complex] = DERIVED_IS_COPY,
      [CHOICE_dtype_view] = DERIVED_IS_COPY,
      [CHOICE_array_iadd] = UPDATE_RAISES,
      [CHOICE_basic_slice] = SLICE_IS_VALUE,
      [CHOICE_copy_of_array] = COPY_IS_SAME,
      [CHOICE_int_iadd_float] = NO_UPDATE,
      [CHOICE_transpose] = DERIVED_IS_COPY,
      [CHOICE_reshape] = RESHAPE_COPIES,
      [CHOICE_unit_axes] = DERIVED_IS_VALUE,
      [CHOICE_flip] = DERIVED_IS_COPY,
      [CHOICE_diagonal] = SPREAD_IS_VALUE,
      [CHOICE_broadcast_to] = SPREAD_IS_VALUE,
      [CHOICE_default_integer] = DEFAULT_INT32,
      [CHOICE_default_float] = DEFAULT_FLOAT32,
      [CHOICE_mixed_sizes] = MIXED_SIZES_RAISE,
      [CHOICE_int_with_float] = MIXED_KINDS_RAISE,
      [CHOICE_setitem_float] = SETITEM_REFUSES,
      [CHOICE_asarray_of_array] = ASARRAY_COPIES,
      [CHOICE_astype_unchanged] = ASTYPE_IS_SAME,
      [CHOICE_index_list] = INDEX_RAISES,
      [CHOICE_index_array] = INDEX_RAISES,
      [CHOICE_setitem_by_index] = SETITEM_BY_INDEX_RAISES,
      [CHOICE_setitem_mask] = SETITEM_MASK_RAISES}},
    {"mxnet",
     {[CHOICE_number_out_of_range] = NUMBER_WRAPS,
      [CHOICE_view_keeps_array] = VIEW_LETS_GO,
      [CHOICE_basic_slice] = SLICE_DEPENDS,
      [CHOICE_scalar_index] = INDEX_GIVES_VIEW,
      [CHOICE_whole_slice] = SAME_IS_SAME,
      [CHOICE_empty_index] = SAME_IS_SAME,
      [CHOICE_squeeze_of_nothing] = SQUEEZE_IS_ANOTHER,
      [CHOICE_unary_plus] = SAME_RAISES,
      [CHOICE_shape_assignment] = SHAPE_RAISES,
      [CHOICE_float_of_one_element] = FLOAT_ACCEPTS,
      [CHOICE_bool_of_nothing] = NOTHING_IS_FALSE,
      [CHOICE_int_iadd_float] = TRUNCATES,
      [CHOICE_transpose] = DERIVED_IS_COPY,
      [CHOICE_reshape] = RESHAPE_COPIES,
      [CHOICE_unit_axes] = DERIVED_IS_COPY,
      [CHOICE_flip] = DERIVED_IS_COPY,
      [CHOICE_diagonal] = SPREAD_IS_COPY,
      [CHOICE_broadcast_arrays] = ARRAYS_ARE_COPIES,
      [CHOICE_broadcast_to] = SPREAD_IS_COPY,
      [CHOICE_default_integer] = DEFAULT_INTEGER_FLOAT32,
      [CHOICE_default_float] = DEFAULT_FLOAT32,
      [CHOICE_mixed_sizes] = MIXED_SIZES_DEPEND,
      [CHOICE_int_with_float] = FLOAT_STAYS,
      [CHOICE_array_ipow] = POWER_REBINDS,
      [CHOICE_iadd_wider] = WIDER_RAISES,
      [CHOICE_iadd_list] = LIST_RAISES,
      [CHOICE_list_iadd_array] = LIST_UPDATE_RAISES,
      [CHOICE_out_of_other_dtype] = OUT_DTYPE_RAISES,
      [CHOICE_out_of_other_shape] = OUT_SHAPE_RAISES}},
    {"value",
     {NOTHING_SHARED, [CHOICE_squeeze_of_nothing] = SQUEEZE_IS_ANOTHER, [CHOICE_real_of_real] = REAL_IS_ANOTHER,
      [CHOICE_setitem_float] = SETITEM_REFUSES}},
    {"cxx",
     {NOTHING_SHARED, [CHOICE_assignment] = ASSIGNMENT_COPIES, [CHOICE_squeeze_of_nothing] = SQUEEZE_IS_ANOTHER,
      [CHOICE_real_of_real] = REAL_IS_ANOTHER, [CHOICE_int_iadd_float] = TRUNCATES,
      [CHOICE_tuple_setitem] = TUPLE_SETITEM_WRITES}},
    {"eigen",
     {[CHOICE_assignment] = ASSIGNMENT_COPIES, [CHOICE_reshape] = RESHAPE_SHARES_ALWAYS,
      [CHOICE_squeeze_of_nothing] = SQUEEZE_IS_ANOTHER, [CHOICE_real_of_real] = REAL_IS_ANOTHER,
      [CHOICE_int_iadd_float] = TRUNCATES, [CHOICE_empty_out] = EMPTY_OUT_RESIZES,
      [CHOICE_tuple_setitem] = TUPLE_SETITEM_WRITES}},
};

static char refusal[512];

static void list_names(const char *const *names, size_t count, size_t used)
{
    for (size_t i = 0; i < count && names[i] != NULL && used < sizeof refusal; i++)
        used += (size_t)snprintf(refusal + used, sizeof refusal - used, "%s \"%s\"", i == 0 ? "" : ",", names[i]);
}

static bool set_dialect(struct dialect *dialect, const char *name)
{
    const char *names[sizeof dialects / sizeof *dialects];
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
        names[i] = dialects[i].name;
        if (strcmp(dialects[i].name, name) != 0)
            continue;
        memcpy(dialect->answers, dialects[i].answers, sizeof dialect->answers);
        return true;
    }
    int used = snprintf(refusal, sizeof refusal, "the model has no dialect \"%s\"; it has", name);
    list_names(names, sizeof names / sizeof *names, (size_t)used);
    return false;
}

static bool set_answer(struct dialect *dialect, const char *choice, const char *answer)
{
    for (size_t i = 0; i < sizeof choices_without_effect / sizeof *choices_without_effect; i++)
        if (strcmp(choices_without_effect[i], choice) == 0)
            return true;
    for (size_t i = 0; i < CHOICE_COUNT; i++) {
        if (strcmp(choice_names[i], choice) != 0)
            continue;
        for (int k = 0; k < MAXIMUM_ANSWERS && answer_names[i][k] != NULL; k++)
            if (strcmp(answer_names[i][k], answer) == 0) {
                dialect->answers[i] = k;
                return true;
            }
        int used =
            snprintf(refusal, sizeof refusal, "the model cannot answer \"%s\" to %s; it can answer", answer, choice);
        list_names(answer_names[i], MAXIMUM_ANSWERS, (size_t)used);
        return false;
    }
    int used = snprintf(refusal, sizeof refusal, "the model knows no choice \"%s\"; it knows", choice);
    list_names(choice_names, CHOICE_COUNT, (size_t)used);
    return false;
}

bool dialect_set(struct dialect *dialect, const struct ibid_option *options, size_t option_count, const char **message)
{
    *message = refusal;
    *dialect = (struct dialect){{0}};
    for (size_t i = 0; i < option_count; i++)
        if (strcmp(options[i].name, "dialect") == 0 && !set_dialect(dialect, options[i].value))
            return false;
    for (size_t i = 0; i < option_count; i++)
        if (strcmp(options[i].name, "dialect") != 0 && !set_answer(dialect, options[i].name, options[i].value))
            return false;
    return true;
}
