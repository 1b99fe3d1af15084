#include "judge/findings.h"

#include "notation/capabilities.h"

#include <string.h>

static bool mentions_content(const struct outcomes *outcomes, const char *name)
{
    for (size_t i = 0; i < outcomes->count; i++) {
        const struct outcome *outcome = &outcomes->items[i];
        if (outcome->name != NULL && strcmp(outcome->name, name) == 0)
            return true;
    }
    return false;
}

static bool is_side(const struct reference *reference, const char *name)
{
    return reference->name != NULL && strcmp(reference->name, name) == 0;
}

static bool mentions_identity(const struct outcomes *outcomes, const char *name)
{
    for (size_t i = 0; i < outcomes->count; i++)
        if (outcomes->items[i].kind == OUTCOME_IDENTITY &&
            (is_side(&outcomes->items[i].left, name) || is_side(&outcomes->items[i].right, name)))
            return true;
    return false;
}

/* Content is also pinned by "x is a" where a's content is: two names of one object. */
static bool content_is_pinned(const struct outcomes *outcomes, const char *name)
{
    if (mentions_content(outcomes, name))
        return true;
    for (size_t i = 0; i < outcomes->count; i++) {
        const struct outcome *outcome = &outcomes->items[i];
        if (outcome->kind != OUTCOME_IDENTITY || outcome->relation != IDENTITY_SAME || outcome->left.index_count > 0 ||
            outcome->right.index_count > 0)
            continue;
        const char *other = is_side(&outcome->left, name)    ? outcome->right.name
                            : is_side(&outcome->right, name) ? outcome->left.name
                                                             : NULL;
        if (other != NULL && mentions_content(outcomes, other))
            return true;
    }
    return false;
}

static bool same_dtype(const struct object *left, const struct object *right)
{
    return left->kind == right->kind && (left->dtype == NULL) == (right->dtype == NULL) &&
           (left->dtype == NULL || strcmp(left->dtype, right->dtype) == 0);
}

static void report_change(struct judging *judging, const char *name, const char *expected, const char *seen)
{
    struct finding *finding =
        add_finding(judging, "unmentioned", arena_printf(judging->arena, "%s stays as it was", name), HOLDS_NOT);
    finding->name = name;
    finding->expected = expected;
    finding->seen = seen;
    finding->evidence = "read";
}

static void judge_content_kept(struct judging *judging, const char *name, size_t before, size_t after)
{
    const struct object *old = &judging->before->objects[before], *new = &judging->after->objects[after];
    if (same_dtype(old, new) && object_equal(judging->before, before, judging->after, after))
        return;
    const char *expected = show_object(judging, judging->before, before);
    const char *seen = show_object(judging, judging->after, after);
    if (strcmp(expected, seen) == 0) {
        struct text text = TEXT_EMPTY;
        object_describe(&text, old);
        expected = arena_strdup(judging->arena, text_string(&text));
        text_clear(&text);
        object_describe(&text, new);
        seen = arena_strdup(judging->arena, text_string(&text));
        text_free(&text);
    }
    report_change(judging, name, expected, seen);
}

static bool identity_is_free(const struct judging *judging, const char *name, bool failed)
{
    return mentions_identity(judging->outcomes, name) || (!failed && act_binds(judging, name));
}

static void judge_identity_kept(struct judging *judging, size_t name_number, bool failed)
{
    const struct binding *binding = &judging->before->names[name_number];
    long after = snapshot_index(judging->after, binding->name);
    for (size_t i = 0; i < name_number; i++) {
        const struct binding *other = &judging->before->names[i];
        long other_after = snapshot_index(judging->after, other->name);
        if (other_after < 0 || identity_is_free(judging, other->name, failed))
            continue;
        bool same_before = binding->object == other->object, same_after = after == other_after;
        if (same_before != same_after)
            report_change(
                judging, binding->name,
                arena_printf(judging->arena, "%s %s %s", binding->name, same_before ? "is" : "is not", other->name),
                arena_printf(judging->arena, "%s %s %s", binding->name, same_after ? "is" : "is not", other->name));
    }
}

void judge_unmentioned(struct judging *judging)
{
    if (judging->before == NULL)
        return;
    const struct program *program = judging->evidence->program;
    bool failed = judging->evidence->observation->error != NULL;
    const struct node *act = program->statements[judging->evidence->act].node;
    for (size_t i = 0; i < judging->before->name_count; i++) {
        const struct binding *binding = &judging->before->names[i];
        long after = snapshot_index(judging->after, binding->name);
        if (after < 0) {
            if (failed || act->kind != NODE_DELETE || !statement_binds(act, binding->name))
                report_change(judging, binding->name, show_object(judging, judging->before, binding->object),
                              "not bound");
            continue;
        }
        bool rebound = !failed && act_binds(judging, binding->name);
        bool mentioned = content_is_pinned(judging->outcomes, binding->name) ||
                         (rebound && mentions_identity(judging->outcomes, binding->name));
        if (!mentioned && !program_name_is_identity(program, binding->name))
            judge_content_kept(judging, binding->name, binding->object, (size_t)after);
        if (!identity_is_free(judging, binding->name, failed))
            judge_identity_kept(judging, i, failed);
    }
}
