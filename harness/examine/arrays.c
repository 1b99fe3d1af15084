/* Arrays: how they are read, and bits(x, k), by which all proofs are made. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "examine/compare.h"
#include "examine/examination.h"
#include "notation/operations.h"

static const char *const dtypes[] = {"bool",     "int8",    "int16",   "int32",     "int64",
                                     "uint8",    "uint16",  "uint32",  "uint64",    "float16",
                                     "bfloat16", "float32", "float64", "complex64", "complex128"};

/* Asks, and says what is not possible where the implementation cannot do what the script is about. */
static const struct observation *ask_possible(struct examination *examination, const char *script)
{
    const struct observation *observation = ask_script(examination, script, PERMIT_NOTHING);
    if (observation == NULL || observation->error == NULL)
        return observation;
    report_not_possible(examination, "%s", error_words(examination->arena, observation->error));
    return NULL;
}

/* check->expected: "NAME CONTENT", several separated by semicolons. */
static void check_content(struct examination *examination, const struct check *check)
{
    const struct observation *observation = ask_possible(examination, check->script);
    if (observation == NULL)
        return;
    char *expected = arena_strdup(examination->arena, check->expected), *rest;
    for (char *item = strtok_r(expected, ";", &rest); item != NULL; item = strtok_r(NULL, ";", &rest)) {
        char *space = strchr(item, ' ');
        *space = '\0';
        if (!compare_array(examination, &observation->reads[0], item, space + 1))
            return;
    }
}

/* Of the names in check->expected those are looked at whose try step worked; the others are named. */
static void check_tried_content(struct examination *examination, const struct check *check)
{
    const struct observation *observation = ask_possible(examination, check->script);
    if (observation == NULL)
        return;
    struct text failed = TEXT_EMPTY;
    char *expected = arena_strdup(examination->arena, check->expected), *rest;
    size_t number = 0;
    for (char *item = strtok_r(expected, ";", &rest); item != NULL; item = strtok_r(NULL, ";", &rest), number++) {
        const struct step_error *error = observation->tries[number];
        char *space = strchr(item, ' ');
        *space = '\0';
        if (error != NULL)
            text_printf(&failed, "%s%s: %s", failed.bytes > 0 ? "; " : "not ", item,
                        error_words(examination->arena, error));
        else
            compare_array(examination, &observation->reads[0], item, space + 1);
    }
    examination->note = failed.bytes > 0 ? arena_strdup(examination->arena, text_string(&failed)) : NULL;
    text_free(&failed);
}

/* Names, with the reason behind each run of those that have it in common. */
struct lacking {
    struct text text;
    const char *reason;
};

static void append_name(struct text *list, const char *name)
{
    text_append(list, list->bytes > 0 ? " " : "");
    text_append(list, name);
}

static void end_run(struct lacking *lacking)
{
    if (lacking->reason != NULL)
        text_printf(&lacking->text, " (%s)", lacking->reason);
}

static void add_lacking(struct lacking *lacking, const char *name, const char *reason)
{
    if (lacking->reason != NULL && strcmp(lacking->reason, reason) != 0)
        end_run(lacking);
    append_name(&lacking->text, name);
    lacking->reason = reason;
}

/* Of all dtypes. `look` sees the observation of each that the driver has. */
static void each_dtype(struct examination *examination, const char *script,
                       void (*look)(struct examination *, const struct snapshot *))
{
    struct text had = TEXT_EMPTY;
    struct lacking lacking = {TEXT_EMPTY, NULL};
    for (size_t i = 0; i < sizeof dtypes / sizeof *dtypes && !examination->reported; i++) {
        const char *whole =
            arena_printf(examination->arena, "do x = array([0, 1, 0, 1, 1], dtype=\"%s\")\n%s", dtypes[i], script);
        examination->sent = examination->received = NULL;
        const struct observation *observation = ask_script(examination, whole, PERMIT_UNSUPPORTED);
        if (observation == NULL)
            break;
        if (observation->unsupported != NULL) {
            add_lacking(&lacking, dtypes[i], observation->unsupported_reason);
        } else if (observation->error != NULL) {
            add_lacking(&lacking, dtypes[i], observation->error->message);
        } else {
            const struct object *x = snapshot_find(&observation->reads[0], "x");
            append_name(&had, dtypes[i]);
            if (x != NULL && x->dtype != NULL && strcmp(x->dtype, dtypes[i]) != 0)
                text_printf(&had, " (made %s)", x->dtype);
            look(examination, &observation->reads[0]);
        }
    }
    end_run(&lacking);
    if (had.bytes == 0)
        report_not_possible(examination, "none of %s", text_string(&lacking.text));
    examination->note = arena_printf(examination->arena, "%s%s%s", text_string(&had),
                                     lacking.text.bytes > 0 ? "; not " : "", text_string(&lacking.text));
    text_free(&had);
    text_free(&lacking.text);
}

/*
 * A library may make another dtype of the one that was asked for, as JAX does with int64: that is no fault of
 * the driver, which would be found out by the number of bytes if it were wrong about it.
 */
static void look_at_dtype(struct examination *examination, const struct snapshot *snapshot)
{
    compare_array(examination, snapshot, "x", "[0, 1, 0, 1, 1]");
}

static void check_dtypes(struct examination *examination, const struct check *check)
{
    (void)check;
    each_dtype(examination, "read x", look_at_dtype);
}

/* The bytes that bits(x, k) has, against what the page says of them. */
static bool compare_bits(struct examination *examination, const struct snapshot *snapshot, const char *name, int k,
                         const char *dtype)
{
    const struct object *array = snapshot_find(snapshot, name);
    const char *expected = arena_printf(
        examination->arena, "%s = bits(x, %d): element i of all bytes zero, or, where bit %d of i is set, %s", name, k,
        k, strcmp(dtype, "bool") == 0 ? "1" : "of the bytes 0x31, 0x32, …");
    if (array == NULL || array->kind != IBID_ARRAY || array->element == NULL)
        return report_wrong(examination, expected, "%s is no array", name);
    if (strcmp(array->dtype, dtype) != 0)
        return report_wrong(examination, expected, "%s has the dtype %s, and x has %s", name, array->dtype, dtype);
    size_t item_bytes = array->element->item_bytes;
    for (size_t i = 0; i < array->element_count; i++) {
        bool second = k < 0 || (k < 32 && (i >> k & 1) != 0);
        for (size_t j = 0; j < item_bytes; j++) {
            unsigned byte = array->bytes[i * item_bytes + j];
            unsigned wanted = !second ? 0 : array->element->class == DTYPE_BOOL ? 1 : 0x31 + (unsigned)j;
            if (byte != wanted)
                return report_wrong(examination, expected,
                                    "byte %zu of element %zu of bits(x, %d) of dtype %s is 0x%02x, not 0x%02x", j, i, k,
                                    dtype, byte, wanted);
        }
    }
    return true;
}

static void look_at_bits(struct examination *examination, const struct snapshot *snapshot)
{
    static const struct {
        const char *name;
        int k;
    } made[] = {{"a", 0}, {"b", 1}, {"c", -1}, {"d", 62}};
    if (!compare_array(examination, snapshot, "x", "[0, 1, 0, 1, 1]"))
        return;
    const char *dtype = snapshot_find(snapshot, "x")->dtype;
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        const struct object *array = snapshot_find(snapshot, made[i].name);
        if (array != NULL && array->kind == IBID_ARRAY && array->element_count != 5) {
            report_wrong(examination, "an array with the shape of x", "%s has %zu elements, and x has 5", made[i].name,
                         array->element_count);
            return;
        }
        if (!compare_bits(examination, snapshot, made[i].name, made[i].k, dtype))
            return;
    }
    if (snapshot_index(snapshot, "a") == snapshot_index(snapshot, "x"))
        report_wrong(examination, "a new array", "bits(x, 0) is x itself");
}

static void check_bits(struct examination *examination, const struct check *check)
{
    (void)check;
    each_dtype(examination, "do a = bits(x, 0)\ndo b = bits(x, 1)\ndo c = bits(x, -1)\ndo d = bits(x, 62)\nread",
               look_at_bits);
}

static void check_bits_shape(struct examination *examination, const struct check *check)
{
    const struct observation *observation = ask_possible(examination, check->script);
    if (observation == NULL)
        return;
    const struct snapshot *snapshot = &observation->reads[0];
    const struct object *x = snapshot_find(snapshot, "x"), *b = snapshot_find(snapshot, "b");
    if (x == NULL || b == NULL || x->dtype == NULL || b->kind != IBID_ARRAY)
        report_wrong(examination, "two arrays", "%s is no array", x == NULL || x->dtype == NULL ? "x" : "b");
    else if (b->dimensions != 2 || b->shape[0] != 2 || b->shape[1] != 3)
        report_wrong(examination, "\"shape\": [2, 3]", "bits(x, 1) does not have the shape of x");
    else
        compare_bits(examination, snapshot, "b", 1, x->dtype);
}

static void check_write(struct examination *examination, const struct check *check)
{
    const struct observation *observation = ask_possible(examination, check->script);
    if (observation == NULL)
        return;
    const struct snapshot *snapshot = &observation->reads[0];
    const struct object *x = snapshot_find(snapshot, "x");
    if (observation->tries[0] != NULL)
        report_not_possible(examination, "nothing can be written: %s",
                            error_words(examination->arena, observation->tries[0]));
    else if (x == NULL || x->dtype == NULL)
        report_wrong(examination, "an array", "x is no array");
    else
        compare_bits(examination, snapshot, "x", -1, x->dtype);
}

/* Two reads with a write between them. */
static void check_reads(struct examination *examination, const struct check *check)
{
    const struct observation *observation = ask_possible(examination, check->script);
    if (observation == NULL)
        return;
    if (observation->tries[0] != NULL)
        report_not_possible(examination, "nothing can be written: %s",
                            error_words(examination->arena, observation->tries[0]));
    else if (compare_array(examination, &observation->reads[0], "x", "[1, 2, 3]"))
        compare_array(examination, &observation->reads[1], "x", "[1, 9, 3]");
}

/* check->expected are the kinds that fit. */
static void check_shape_error(struct examination *examination, const struct check *check)
{
    const struct observation *observation = ask_script(examination, check->script, PERMIT_NOTHING);
    if (observation == NULL)
        return;
    if (observation->error == NULL)
        report_not_possible(examination, "no error here");
    else if (observation->error->kind != IBID_ERROR_OTHER)
        examination->note = error_words(examination->arena, observation->error);
    else
        report_not_possible(examination, "%s: tell it by its class and a part of its message, and give it the kind %s",
                            error_words(examination->arena, observation->error), check->expected);
}

#define VALUES "Values"
#define ORDER  "all elements in C order, little-endian, without gaps, as base64"
#define BITS   "`bits(x, k)` is a new array with the shape and dtype of x"

const struct check array_checks[] = {
    {"array.read", "an array is read", VALUES, ORDER, check_content, "do x = array([1, 2, 3])\nread", "x [1, 2, 3]",
     false},
    {"array.two-axes", "an array of two axes is read in C order", VALUES, ORDER, check_content,
     "do x = array([[1, 2, 3], [4, 5, 6]])\nread", "x [[1, 2, 3], [4, 5, 6]]", false},
    {"array.no-axes", "an array without axes is read", VALUES, ORDER, check_content, "do x = array(5)\nread", "x 5",
     false},
    {"array.empty", "arrays without elements are read", VALUES, ORDER, check_content,
     "do x = zeros((0,))\ndo y = zeros((2, 0))\nread", "x [];y [[], []]", false},
    {"array.item", "an item of an array is read", VALUES, "has the kind of its value and a `dtype` beside it",
     check_content, "do x = array([1, 2, 3])\ndo s = x[1]\nread s", "s 2", false},
    {"array.slices", "slices are read by their own elements", VALUES, ORDER, check_tried_content,
     "do x = array([1, 2, 3, 4])\ntry a = x[1:]\ntry b = x[::2]\ntry c = x[::-1]\nread",
     "a [2, 3, 4];b [1, 3];c [4, 3, 2, 1]", false},
    {"array.transposed", "a transposed array is read in its own C order", VALUES, ORDER, check_tried_content,
     "do x = array([[1, 2, 3], [4, 5, 6]])\ntry y = x.T\ntry z = permute_dims(x, (1, 0))\nread",
     "y [[1, 4], [2, 5], [3, 6]];z [[1, 4], [2, 5], [3, 6]]", false},
    {"array.dtypes", "arrays of each dtype are read", VALUES, "Names of dtypes are NumPy's", check_dtypes, NULL, NULL,
     false},
    {"array.bits", "bits(x, k) has the bytes of the page, in each dtype", VALUES,
     "Byte j of the second value is 0x31 + j, except for bool, where it is 1.", check_bits, NULL, NULL, false},
    {"array.bits-shape", "bits(x, k) has the shape of x", VALUES, BITS, check_bits_shape,
     "do x = array([[1, 2, 3], [4, 5, 6]])\ndo b = bits(x, 1)\nread", NULL, false},
    {"array.write", "a proof can write", VALUES, BITS, check_write,
     "do x = array([1, 2, 3])\ntry x[...] = bits(x, -1)\nread", NULL, false},
    {"array.then", "a read shows elements as they are then", "run", "the values that names have now", check_reads,
     "do x = array([1, 2, 3])\nread\ntry x[1] = 9\nread", NULL, false},
    {"errors.shape", "a sum of arrays whose shapes do not fit has a kind", "run",
     "one of the kinds of error (`ibid list errors`)", check_shape_error,
     "do x = array([1, 2, 3])\ndo y = x + array([1, 2])\nread", "shape", false},
    {0},
};
