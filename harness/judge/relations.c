#include "judge/elements.h"
#include "judge/findings.h"
#include "judge/sharing.h"

#include <string.h>

/* What the writes into one array showed of another; evidence is SHARING_UNKNOWN if nothing. */
static struct sharing sharing_between(const struct judging *judging, const char *written, const char *seen)
{
    const struct proof_write *write = write_of(judging->evidence->plan, written);
    if (write == NULL)
        return (struct sharing){.evidence = SHARING_UNKNOWN};
    return sharing_from_writes(judging->arena, judging->evidence->observation, write, seen);
}

static const char *evidence_name(const struct sharing *left, const struct sharing *right)
{
    if (left->evidence == SHARING_MAPPED || right->evidence == SHARING_MAPPED)
        return "proved";
    return left->evidence == SHARING_FILLED || right->evidence == SHARING_FILLED ? "proved by fill" : "none";
}

static const struct object *array_named(const struct judging *judging, const char *name)
{
    const struct object *object = name != NULL ? snapshot_find(judging->after, name) : NULL;
    return object != NULL && object->kind == IBID_ARRAY ? object : NULL;
}

/* A view's claim, by bytes of the root: owner[b] is the byte of the view that stands there, or -1. */
struct claim {
    const struct elements *elements;
    size_t root_bytes;
    long *owner;
};

static struct claim claim_of(const struct judging *judging, const struct elements *elements, const struct object *root)
{
    struct claim claim = {elements, root->byte_count, ARENA_ARRAY(judging->arena, long, root->byte_count + 1)};
    for (size_t b = 0; b < claim.root_bytes; b++)
        claim.owner[b] = -1;
    for (size_t i = 0; i < elements->count; i++)
        for (size_t byte = 0; byte < elements->item_bytes; byte++)
            claim.owner[elements->byte_offsets[i] + byte] = (long)(i * elements->item_bytes + byte);
    return claim;
}

/*
 * Whether two bytes of the root are one byte of memory, as writing into the root showed: a root that
 * overlaps itself (broadcast, strided) has several bytes in one place.
 */
static bool same_place(const struct sharing *self, size_t left, size_t right)
{
    return left == right || (self->evidence == SHARING_MAPPED && self->elements[left] >= 0 &&
                             self->elements[left] == self->elements[right] && self->bytes[left] == self->bytes[right]);
}

static long byte_number(const struct sharing *sharing, size_t byte, size_t item_bytes)
{
    return sharing->elements[byte] * (long)item_bytes + sharing->bytes[byte];
}

/* A write into the view has to show in exactly the claimed bytes of the root. NULL, or what is wrong. */
static const char *wrong_in_root(const struct judging *judging, const struct claim *claim,
                                 const struct sharing *sharing, const struct sharing *self)
{
    size_t item_bytes = claim->elements->item_bytes;
    for (size_t b = 0; b < claim->root_bytes; b++) {
        bool shared = sharing->elements[b] != NOT_SHARED;
        if (claim->owner[b] < 0) {
            bool elsewhere = false;
            for (size_t other = 0; shared && !elsewhere && other < claim->root_bytes; other++)
                elsewhere = claim->owner[other] >= 0 && same_place(self, b, other);
            if (shared && !elsewhere)
                return "a write to it changes elements that it is not a view of";
            continue;
        }
        if (!shared)
            return sharing_any(sharing) ? "a write to it reaches only some of these elements"
                                        : "it shares no element: a write to it is not seen";
        if (sharing->evidence != SHARING_MAPPED)
            continue;
        if (sharing->elements[b] == CHANGED_OTHERWISE)
            return "a write to it changes these elements, but not to what was written";
        size_t at = (size_t)byte_number(sharing, b, item_bytes);
        size_t place = claim->elements->byte_offsets[at / item_bytes] + at % item_bytes;
        if (!same_place(self, place, b))
            return arena_printf(judging->arena, "its element %zu stands where element %zu was to be", at / item_bytes,
                                (size_t)claim->owner[b] / item_bytes);
    }
    return NULL;
}

/* A write into the root has to show in every byte of the view, from the claimed place. */
static const char *wrong_in_view(const struct claim *claim, const struct sharing *sharing, const struct sharing *self,
                                 size_t root_item_bytes)
{
    const struct elements *elements = claim->elements;
    for (size_t b = 0; b < sharing->byte_count; b++) {
        size_t place = elements->byte_offsets[b / elements->item_bytes] + b % elements->item_bytes;
        if (sharing->elements[b] == NOT_SHARED)
            return sharing_any(sharing) ? "only some of its elements follow a write to the array"
                                        : "it shares no element: a write to the array is not seen in it";
        if (sharing->evidence == SHARING_MAPPED &&
            (sharing->elements[b] == CHANGED_OTHERWISE ||
             !same_place(self, (size_t)byte_number(sharing, b, root_item_bytes), place)))
            return "its elements follow other elements of the array than they were to";
    }
    return NULL;
}

static bool same_shape(const struct object *object, const struct elements *elements)
{
    if (object->dimensions != elements->dimensions)
        return false;
    for (size_t i = 0; i < elements->dimensions; i++)
        if (object->shape[i] != elements->shape[i])
            return false;
    return true;
}

static struct finding *refute(struct judging *judging, const char *kind, const struct outcome *outcome,
                              const char *seen)
{
    struct finding *finding = add_finding(judging, kind, outcome->text, HOLDS_NOT);
    finding->seen = seen;
    finding->evidence = "read";
    return finding;
}

static const char *article_and_kind(const struct judging *judging, const char *name)
{
    const struct object *object = snapshot_find(judging->after, name);
    if (object == NULL)
        return arena_printf(judging->arena, "%s is not bound", name);
    struct text text = TEXT_EMPTY;
    object_describe(&text, object);
    const char *described = arena_printf(judging->arena, "%s: %s", name, text_string(&text));
    text_free(&text);
    return described;
}

static void undecided(struct judging *judging, const char *kind, const struct outcome *outcome, const char *seen)
{
    struct finding *finding = add_finding(judging, kind, outcome->text, HOLDS_UNDECIDED);
    finding->seen = seen;
    finding->evidence = "none";
}

void judge_view(struct judging *judging, const struct outcome *outcome)
{
    const char *root_name = elements_root(outcome->expression);
    const struct object *view = array_named(judging, outcome->name), *root = array_named(judging, root_name);
    if (view == NULL || root == NULL) {
        refute(judging, "view", outcome, article_and_kind(judging, view == NULL ? outcome->name : root_name));
        return;
    }
    struct elements elements;
    const char *message;
    if (!elements_of(judging->arena, outcome->expression, root, &elements, &message)) {
        undecided(judging, "view", outcome, arena_printf(judging->arena, "ibid cannot tell: %s", message));
        return;
    }
    if (!same_shape(view, &elements) || view->element == NULL || view->element->item_bytes != elements.item_bytes) {
        refute(judging, "view", outcome, article_and_kind(judging, outcome->name));
        return;
    }

    struct sharing in_root = sharing_between(judging, outcome->name, root_name);
    struct sharing in_view = sharing_between(judging, root_name, outcome->name);
    struct sharing self = sharing_between(judging, root_name, root_name);
    struct claim claim = claim_of(judging, &elements, root);
    const char *wrong = NULL;
    if (in_root.evidence != SHARING_UNKNOWN && in_root.byte_count == root->byte_count)
        wrong = wrong_in_root(judging, &claim, &in_root, &self);
    if (wrong == NULL && in_view.evidence != SHARING_UNKNOWN && in_view.byte_count == view->byte_count)
        wrong = wrong_in_view(&claim, &in_view, &self, root->element->item_bytes);
    if (wrong == NULL && in_root.evidence == SHARING_UNKNOWN && in_view.evidence == SHARING_UNKNOWN &&
        elements.count > 0) {
        undecided(judging, "view", outcome, "neither array could be written, so nothing is proved");
        return;
    }
    struct finding *finding = add_finding(judging, "view", outcome->text, wrong == NULL ? HOLDS : HOLDS_NOT);
    finding->seen = wrong;
    finding->evidence = evidence_name(&in_root, &in_view);
}

/* Whether the copy has the content of the elements that it is a copy of, dtype aside. */
static bool equal_content(const struct judging *judging, const struct object *copy, const struct elements *elements,
                          const struct object *root)
{
    struct object taken = *copy;
    if (elements->reinterpreted && copy->element->item_bytes != elements->item_bytes)
        return false;
    unsigned char *bytes = arena_alloc(judging->arena, elements->count * elements->item_bytes + 1);
    for (size_t i = 0; i < elements->count; i++)
        memcpy(bytes + i * elements->item_bytes, root->bytes + elements->byte_offsets[i], elements->item_bytes);
    if (!elements->reinterpreted) { /* else as the copy reads them */
        taken.dtype = root->dtype;
        taken.element = root->element;
    }
    taken.bytes = bytes;
    taken.byte_count = elements->count * elements->item_bytes;
    struct object pair[] = {*copy, taken};
    struct snapshot snapshot = {.objects = pair, .object_count = 2};
    return object_equal(&snapshot, 0, &snapshot, 1);
}

/* A copy of something that is not an array: another object, equal. */
static void judge_other_copy(struct judging *judging, const struct outcome *outcome, const char *root_name)
{
    long copy = snapshot_index(judging->after, outcome->name);
    long root = root_name != NULL ? snapshot_index(judging->after, root_name) : -1;
    if (copy < 0 || root < 0 || outcome->expression->kind != NODE_NAME) {
        refute(judging, "copy", outcome, article_and_kind(judging, copy < 0 ? outcome->name : root_name));
        return;
    }
    bool equal = object_equal(judging->after, (size_t)copy, judging->after, (size_t)root);
    struct finding *finding = add_finding(judging, "copy", outcome->text, copy != root && equal ? HOLDS : HOLDS_NOT);
    finding->evidence = "read";
    if (finding->holds == HOLDS_NOT)
        finding->seen = copy == root ? "they are one object"
                                     : arena_printf(judging->arena, "%s is %s", outcome->name,
                                                    show_object(judging, judging->after, (size_t)copy));
}

void judge_copy(struct judging *judging, const struct outcome *outcome)
{
    const char *root_name = elements_root(outcome->expression);
    const struct object *copy = array_named(judging, outcome->name), *root = array_named(judging, root_name);
    if (copy == NULL || root == NULL) {
        judge_other_copy(judging, outcome, root_name);
        return;
    }
    struct elements elements;
    const char *message;
    if (!elements_of(judging->arena, outcome->expression, root, &elements, &message)) {
        undecided(judging, "copy", outcome, arena_printf(judging->arena, "ibid cannot tell: %s", message));
        return;
    }
    if (!same_shape(copy, &elements) || copy->element == NULL || !equal_content(judging, copy, &elements, root)) {
        refute(
            judging, "copy", outcome,
            arena_printf(judging->arena, "%s is %s", outcome->name, show_name(judging, judging->after, outcome->name)));
        return;
    }
    struct sharing in_root = sharing_between(judging, outcome->name, root_name);
    struct sharing in_copy = sharing_between(judging, root_name, outcome->name);
    if (in_root.evidence == SHARING_UNKNOWN && in_copy.evidence == SHARING_UNKNOWN && elements.count > 0) {
        undecided(judging, "copy", outcome, "neither array could be written, so nothing is proved");
        return;
    }
    const char *wrong = sharing_any(&in_root)   ? "they share elements: a write to it changes the array"
                        : sharing_any(&in_copy) ? "they share elements: a write to the array changes it"
                                                : NULL;
    struct finding *finding = add_finding(judging, "copy", outcome->text, wrong == NULL ? HOLDS : HOLDS_NOT);
    finding->seen = wrong;
    finding->evidence = evidence_name(&in_root, &in_copy);
}
