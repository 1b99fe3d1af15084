#include "expect/update.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

struct updating {
    struct expected_update *update;
    size_t written; /* entries so far */
};

static void begin_entry(struct updating *updating)
{
    text_append(&updating->update->text, updating->written++ == 0 ? "[\n  " : ",\n  ");
}

static void append_field(struct text *text, const char *key, const char *value)
{
    json_t *string = json_string(value);
    char *quoted = json_dumps(string, JSON_ENCODE_ANY);
    text_printf(text, ",\n    \"%s\": %s", key, quoted);
    free(quoted);
    json_decref(string);
}

static void append_entry(struct updating *updating, const char *id, const struct expected_entry *like)
{
    struct text *text = &updating->update->text;
    begin_entry(updating);
    text_printf(text, "{\n    \"id\": \"%s\"", id);
    append_field(text, "reason", like->reason);
    append_field(text, "url", like->url);
    append_field(text, "expires", like->expires);
    append_field(text, "versions", like->versions);
    if (like->verdict != VERDICT_FAIL)
        append_field(text, "verdict", verdict_name(like->verdict));
    text_append(text, "\n  }");
}

/* What comes of the entries of a clause some of whose cases pass: an entry for each case that does not. */
static void split(struct updating *updating, const struct expectation *item)
{
    size_t kept = 0;
    for (size_t i = 0; i < item->noted_count; i++)
        if (item->noted[i].verdict == item->entry->verdict) {
            append_entry(updating, item->noted[i].id, item->entry);
            kept++;
        }
    struct text *told = &updating->update->told;
    if (kept > 0)
        text_printf(told, "line %zu: %s is now %zu entries, one for each case that still fails\n", item->entry->line,
                    item->entry->id, kept);
    else
        text_printf(told, "line %zu: removed %s (%s), listed for versions %s\n", item->entry->line, item->entry->id,
                    entry_problem_name(item->problem), item->entry->versions);
}

static const struct expectation *expectation_of(const struct expectations *expectations,
                                                const struct expected_entry *entry)
{
    for (size_t i = 0; i < expectations->count; i++)
        if (expectations->items[i].entry == entry)
            return &expectations->items[i];
    return NULL;
}

static void append_unlisted(struct updating *updating, const struct noted *unlisted, const char *versions,
                            const char *expires)
{
    const struct expected_entry entry = {
        .reason = "TODO: say in one line what deviates and why",
        .url = "TODO: link what documents or tracks it",
        .expires = expires,
        .versions = versions,
        .verdict = unlisted->verdict,
    };
    append_entry(updating, unlisted->id, &entry);
    text_printf(&updating->update->told, "added %s\n", unlisted->id);
    updating->update->added++;
}

void expected_update(const struct expectations *expectations, const char *version, const char *expires,
                     struct expected_update *update)
{
    *update = (struct expected_update){.added = 0};
    struct updating updating = {update, 0};
    const struct expected_list *list = expectations->list;
    for (size_t i = 0; i < list->count; i++) {
        const struct expectation *item = expectation_of(expectations, &list->entries[i]);
        if (item != NULL && entry_problem_is_needless(item->problem)) {
            split(&updating, item);
        } else {
            begin_entry(&updating);
            text_append(&update->text, list->entries[i].text);
        }
    }
    const char *numbers = version != NULL ? version_numbers(expectations->arena, version) : NULL;
    const char *versions = numbers != NULL ? arena_printf(expectations->arena, "==%s", numbers) : "*";
    for (size_t i = 0; i < expectations->unlisted_count; i++)
        append_unlisted(&updating, &expectations->unlisted[i], versions, expires);
    text_append(&update->text, updating.written > 0 ? "\n]\n" : "[]\n");
}
