#include "explore/compare.h"

#include <math.h>
#include <string.h>

#include "observe/number.h"

struct comparing {
    struct arena *arena;
    const struct side *sides[2];
    double tolerance;
    const struct snapshot *snapshots[2];
    /* For each object of a snapshot, the one of the other plus 1 that it stands for, and where it was met first. */
    size_t *partners[2];
    const char **places[2];
    struct difference difference;
};

enum { SHOWN_BYTES = 200 };

const struct step_error *error_of_statement(const struct observation *observation, size_t statement)
{
    if (statement == 0)
        return observation->error;
    return statement <= observation->try_count ? observation->tries[statement - 1] : NULL;
}

static const char *shown(struct comparing *comparing, size_t side, size_t object)
{
    struct text text = TEXT_EMPTY;
    const struct object *found = &comparing->snapshots[side]->objects[object];
    if (found->kind == IBID_ARRAY || found->dtype != NULL) {
        object_describe(&text, found);
        text_append_character(&text, ' ');
    } else if (found->kind != IBID_LIST && found->kind != IBID_TUPLE) {
        text_printf(&text, "%s ", kind_name(found->kind));
    }
    object_display(&text, comparing->snapshots[side], object, SHOWN_BYTES);
    return keep_text(comparing->arena, &text);
}

static bool differ(struct comparing *comparing, enum difference_kind kind, const char *name, const char *text)
{
    comparing->difference.kind = kind;
    comparing->difference.name = name;
    comparing->difference.text = text;
    return false;
}

static bool differ_in(struct comparing *comparing, const char *place, size_t left, size_t right)
{
    return differ(comparing, DIFFERS_NAME, place,
                  arena_printf(comparing->arena, "%s is %s on %s, and %s on %s", place, shown(comparing, 0, left),
                               comparing->sides[0]->title, shown(comparing, 1, right), comparing->sides[1]->title));
}

static bool reals_equal(const struct comparing *comparing, double left, double right)
{
    if (isnan(left) || isnan(right))
        return isnan(left) && isnan(right);
    if (left == right)
        return signbit(left) == signbit(right) || comparing->tolerance > 0;
    return comparing->tolerance > 0 && fabs(left - right) <= comparing->tolerance * fmax(fabs(left), fabs(right));
}

static bool elements_equal(const struct comparing *comparing, const struct object *left, const struct object *right)
{
    if (left->byte_count != right->byte_count)
        return false;
    if (left->byte_count == 0 || memcmp(left->bytes, right->bytes, left->byte_count) == 0)
        return true;
    if (left->element == NULL)
        return false;
    bool is_complex = left->element->class == DTYPE_COMPLEX;
    if (left->element->class == DTYPE_SIGNED || left->element->class == DTYPE_UNSIGNED)
        return false;
    for (size_t i = 0; i < left->element_count; i++) {
        const unsigned char *one = left->bytes + i * left->element->item_bytes;
        const unsigned char *other = right->bytes + i * left->element->item_bytes;
        if (left->element->class == DTYPE_BOOL
                ? (*one != 0) != (*other != 0)
                : !reals_equal(comparing, element_real(left->element, one, 0), element_real(left->element, other, 0)))
            return false;
        if (is_complex &&
            !reals_equal(comparing, element_real(left->element, one, 1), element_real(left->element, other, 1)))
            return false;
    }
    return true;
}

/* All but the items of sequences. */
static bool objects_equal(const struct comparing *comparing, const struct object *left, const struct object *right)
{
    if (left->kind != right->kind || !same_string(left->dtype, right->dtype))
        return false;
    switch (left->kind) {
    case IBID_BOOL:
        return left->truth == right->truth;
    case IBID_FLOAT:
        return reals_equal(comparing, left->real, right->real);
    case IBID_COMPLEX:
        return reals_equal(comparing, left->real, right->real) &&
               reals_equal(comparing, left->imaginary, right->imaginary);
    case IBID_LIST:
    case IBID_TUPLE:
        return left->item_count == right->item_count;
    case IBID_ARRAY:
        return left->dimensions == right->dimensions &&
               (left->dimensions == 0 ||
                memcmp(left->shape, right->shape, left->dimensions * sizeof *left->shape) == 0) &&
               elements_equal(comparing, left, right);
    case IBID_NONE:
        return true;
    default:
        return same_string(left->text, right->text);
    }
}

/* The two were met before, or stand for each other from now on. */
static bool paired(struct comparing *comparing, const char *place, size_t left, size_t right)
{
    for (size_t side = 0; side < 2; side++) {
        size_t mine = side == 0 ? left : right, theirs = side == 0 ? right : left;
        size_t partner = comparing->partners[side][mine];
        if (partner == 0 || partner == theirs + 1)
            continue;
        const char *before = comparing->places[side][mine];
        comparing->difference.other = before;
        comparing->difference.same_on_left = side == 0;
        return differ(comparing, DIFFERS_IDENTITY, place,
                      arena_printf(comparing->arena, "%s is %s on %s, and another object on %s", place, before,
                                   comparing->sides[side]->title, comparing->sides[1 - side]->title));
    }
    comparing->partners[0][left] = right + 1;
    comparing->partners[1][right] = left + 1;
    comparing->places[0][left] = comparing->places[1][right] = place;
    return true;
}

static bool compare_objects(struct comparing *comparing, const char *place, size_t left, size_t right)
{
    const struct object *one = &comparing->snapshots[0]->objects[left];
    const struct object *other = &comparing->snapshots[1]->objects[right];
    if (comparing->partners[0][left] == right + 1 && comparing->partners[1][right] == left + 1)
        return true;
    if (!objects_equal(comparing, one, other))
        return differ_in(comparing, place, left, right);
    if (object_has_identity(one) && !paired(comparing, place, left, right))
        return false;
    for (size_t i = 0; i < one->item_count; i++)
        if (!compare_objects(comparing, arena_printf(comparing->arena, "%s[%zu]", place, i), one->items[i],
                             other->items[i]))
            return false;
    return true;
}

static bool compare_snapshots(struct comparing *comparing, const struct snapshot *left, const struct snapshot *right)
{
    const struct snapshot *snapshots[] = {left, right};
    for (size_t side = 0; side < 2; side++) {
        comparing->snapshots[side] = snapshots[side];
        comparing->partners[side] = ARENA_ARRAY(comparing->arena, size_t, snapshots[side]->object_count + 1);
        comparing->places[side] = ARENA_ARRAY(comparing->arena, const char *, snapshots[side]->object_count + 1);
    }
    for (size_t side = 0; side < 2; side++)
        for (size_t i = 0; i < snapshots[side]->name_count; i++) {
            const char *name = snapshots[side]->names[i].name;
            if (snapshot_find(snapshots[1 - side], name) == NULL)
                return differ(comparing, DIFFERS_NAME, name,
                              arena_printf(comparing->arena, "%s is bound on %s, and not on %s", name,
                                           comparing->sides[side]->title, comparing->sides[1 - side]->title));
        }
    for (size_t i = 0; i < left->name_count; i++)
        if (!compare_objects(comparing, left->names[i].name, left->names[i].object,
                             (size_t)snapshot_index(right, left->names[i].name)))
            return false;
    return true;
}

static const char *outcome_of(struct arena *arena, const struct step_error *error)
{
    return error == NULL ? "works"
                         : arena_printf(arena, "raises %s (%s: %s)", error_kind_name(error->kind), error->class_name,
                                        error->message);
}

static bool compare_errors(struct comparing *comparing, const struct step_error *left, const struct step_error *right,
                           enum difference_kind kind, const char *what)
{
    if ((left == NULL) == (right == NULL) && (left == NULL || left->kind == right->kind))
        return true;
    return differ(comparing, kind, NULL,
                  arena_printf(comparing->arena, "%s %s on %s, and %s on %s", what, outcome_of(comparing->arena, left),
                               comparing->sides[0]->title, outcome_of(comparing->arena, right),
                               comparing->sides[1]->title));
}

static bool is_supported(struct comparing *comparing, size_t statement_count)
{
    for (size_t side = 0; side < 2; side++) {
        const struct observation *observation = comparing->sides[side]->observation;
        if (observation->unsupported != NULL)
            return differ(
                comparing, NOT_COMPARED, NULL,
                arena_printf(comparing->arena, "%s: %s", observation->unsupported, observation->unsupported_reason));
        for (size_t i = 0; i < statement_count; i++) {
            const struct step_error *error = error_of_statement(observation, i);
            if (error != NULL && error->kind == IBID_ERROR_UNSUPPORTED)
                return differ(comparing, NOT_COMPARED, NULL, error->message);
        }
    }
    return true;
}

static bool is_array(const struct observation *observation, const char *name)
{
    const struct object *object = snapshot_find(&observation->reads[0], name);
    return object != NULL && object->kind == IBID_ARRAY;
}

/* The same writes into the same arrays have to change the same. */
static bool compare_write(struct comparing *comparing, const struct proof_write *write)
{
    const struct observation *left = comparing->sides[0]->observation, *right = comparing->sides[1]->observation;
    for (size_t i = 0; i < 2 + write->round_count; i++) {
        size_t try = write->first_try + i, read = write->first_read + i;
        const char *what = arena_printf(comparing->arena, "writing into %s", write->name);
        if (try >= left->try_count || try >= right->try_count || read >= left->read_count || read >= right->read_count)
            return true;
        if (!compare_errors(comparing, left->tries[try], right->tries[try], DIFFERS_SHARING, what)) {
            comparing->difference.name = comparing->difference.other = write->name;
            return false;
        }
        if (compare_snapshots(comparing, &left->reads[read], &right->reads[read]))
            continue;
        comparing->difference.kind = DIFFERS_SHARING;
        comparing->difference.other = write->name;
        comparing->difference.text = arena_printf(comparing->arena, "once %s is %s, %s", write->name,
                                                  i == 0 ? "cleared" : "filled", comparing->difference.text);
        return false;
    }
    return true;
}

static void compare_all(struct comparing *comparing, const struct program *program)
{
    const struct observation *left = comparing->sides[0]->observation, *right = comparing->sides[1]->observation;
    if (!is_supported(comparing, program->statement_count))
        return;
    for (size_t i = 0; i < program->statement_count; i++) {
        comparing->difference.statement = i;
        const char *what = arena_printf(comparing->arena, "statement %zu, \"%s\",", i + 1, program->statements[i].text);
        if (!compare_errors(comparing, error_of_statement(left, i), error_of_statement(right, i), DIFFERS_ERROR, what))
            return;
    }
    if (left->read_count == 0 || right->read_count == 0 ||
        !compare_snapshots(comparing, &left->reads[0], &right->reads[0]))
        return;
    const struct plan *plan = comparing->sides[0]->plan;
    for (size_t i = 0; i < plan->write_count; i++)
        if (is_array(left, plan->writes[i].name) && !compare_write(comparing, &plan->writes[i]))
            return;
}

struct difference compare_sides(struct arena *arena, const struct program *program, const struct side *left,
                                const struct side *right, double tolerance)
{
    struct comparing comparing = {.arena = arena, .sides = {left, right}, .tolerance = tolerance};
    for (size_t side = 0; side < 2; side++)
        if (comparing.sides[side]->observation->broken != NULL)
            differ(&comparing, DIFFERS_BROKEN, NULL,
                   arena_printf(arena, "%s broke: %s", comparing.sides[side]->title,
                                comparing.sides[side]->observation->broken));
    if (comparing.difference.kind == SAME)
        compare_all(&comparing, program);
    return comparing.difference;
}
