#include "command/picture.h"

#include <string.h>

#include "command/wrap.h"

/* Content longer than this is shortened. */
enum { CONTENT_BYTES = 72 };

/* All names of an object, as "a, x". */
static const char *names_of(struct arena *arena, const struct snapshot *snapshot, size_t object)
{
    struct text text = TEXT_EMPTY;
    for (size_t i = 0; i < snapshot->name_count; i++)
        if (snapshot->names[i].object == object)
            text_printf(&text, "%s%s", text.bytes > 0 ? ", " : "", snapshot->names[i].name);
    return keep_text(arena, &text);
}

static bool is_first_name(const struct snapshot *snapshot, size_t name)
{
    for (size_t i = 0; i < name; i++)
        if (snapshot->names[i].object == snapshot->names[name].object)
            return false;
    return true;
}

static bool in_pair(const struct pair *pair, const char *name)
{
    return strcmp(pair->left, name) == 0 || strcmp(pair->right, name) == 0;
}

/* With whom this name's array shares elements, other names of the same object aside. */
static void append_sharers(struct text *text, const struct evaluation *evaluation, const struct snapshot *snapshot,
                           size_t name)
{
    const char *own = snapshot->names[name].name;
    size_t listed = 0;
    for (size_t i = 0; i < evaluation->share_count; i++) {
        const struct pair *pair = &evaluation->shares[i];
        if (!in_pair(pair, own))
            continue;
        const char *other = strcmp(pair->left, own) == 0 ? pair->right : pair->left;
        if (snapshot_index(snapshot, other) == (long)snapshot->names[name].object)
            continue;
        text_printf(text, "%s%s", listed++ == 0 ? "shares elements with " : ", ", other);
    }
}

static void append_pairs(struct text *text, const char *headline, const struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_printf(text, "%s%s and %s", i == 0 ? headline : "; ", pairs[i].left, pairs[i].right);
    if (count > 0)
        text_append_character(text, '\n');
}

void picture_print(struct text *text, const struct evaluation *evaluation)
{
    const struct snapshot *snapshot = evaluation_names(evaluation);
    if (snapshot == NULL)
        return;
    size_t widest = 0;
    for (size_t i = 0; i < snapshot->name_count; i++) {
        size_t bytes = strlen(names_of(evaluation->arena, snapshot, snapshot->names[i].object));
        widest = bytes > widest && bytes < 40 ? bytes : widest;
    }
    for (size_t i = 0; i < snapshot->name_count; i++) {
        if (!is_first_name(snapshot, i))
            continue;
        size_t object = snapshot->names[i].object, line = text->bytes;
        text_printf(text, "  %-*s ─▶ ", (int)widest, names_of(evaluation->arena, snapshot, object));
        object_describe(text, &snapshot->objects[object]);
        if (snapshot->objects[object].kind != IBID_NONE && snapshot->objects[object].kind != IBID_OTHER) {
            text_append(text, "  ");
            object_display(text, snapshot, object, CONTENT_BYTES);
        }
        struct text sharers = TEXT_EMPTY;
        append_sharers(&sharers, evaluation, snapshot, i);
        size_t width = width_of(text->data + line, text->bytes - line) + width_of(sharers.data, sharers.bytes);
        if (sharers.bytes > 0 && width + 3 > TERMINAL_COLUMNS)
            text_printf(text, "\n%*s%s", (int)widest + 6, "", text_string(&sharers));
        else if (sharers.bytes > 0)
            text_printf(text, "   %s", text_string(&sharers));
        text_free(&sharers);
        text_append_character(text, '\n');
    }
    append_pairs(text, "  not proved either way: ", evaluation->unproved, evaluation->unproved_count);
}
