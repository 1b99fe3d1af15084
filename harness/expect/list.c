#include "expect/list.h"

#include <errno.h>
#include <jansson.h>
#include <stdint.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "expect/date.h"
#include "expect/spans.h"
#include "spec/suggest.h"

static const char *const keys[] = {"id", "reason", "url", "expires", "versions", "verdict"};
enum { KEY_COUNT = sizeof keys / sizeof *keys, REQUIRED_COUNT = KEY_COUNT - 1 };

struct reading {
    struct arena *arena;
    struct expected_list *list;
    struct text *mistakes;
    const struct span *span; /* of the entry that is being read */
    struct expected_entry *entry;
    size_t mistake_count;
};

/* A mistake in the entry that is being read, at one of its keys (NULL: at its beginning). */
static void mistake(struct reading *reading, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void mistake(struct reading *reading, const char *key, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *what = arena_vprintf(reading->arena, format, arguments);
    va_end(arguments);
    size_t line = key != NULL ? span_line_of_key(reading->span, key) : reading->span->line;
    text_printf(reading->mistakes, "%s:%zu: entry %zu: %s\n", reading->list->file, line, reading->entry->number, what);
    reading->mistake_count++;
}

static bool is_unfilled(const char *text)
{
    text += strspn(text, " \t");
    return text[0] == '\0' || strncmp(text, "TODO", 4) == 0;
}

const char *expected_entry_unfilled(const struct expected_entry *entry)
{
    return is_unfilled(entry->reason) ? "reason" : is_unfilled(entry->url) ? "url" : NULL;
}

static bool begins_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* Reports print these into one line of a terminal. */
static bool is_one_line(const char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < ' ' || *text == 0x7f)
            return false;
    return true;
}

static void check_keys(struct reading *reading, json_t *object)
{
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        bool known = false;
        for (size_t i = 0; i < KEY_COUNT; i++)
            known = known || strcmp(keys[i], key) == 0;
        const char *near = known ? NULL : suggest(key, keys, KEY_COUNT);
        if (known && !json_is_string(value))
            mistake(reading, key, "\"%s\" is not a string", key);
        else if (!known && near != NULL)
            mistake(reading, key, "there is no field \"%s\"; did you mean \"%s\"?", key, near);
        else if (!known)
            mistake(reading, key, "there is no field \"%s\"; an entry has id, reason, url, expires, versions, verdict",
                    key);
        else if (!is_one_line(json_string_value(value)))
            mistake(reading, key, "\"%s\" has a control character: write it in one line", key);
    }
    for (size_t i = 0; i < REQUIRED_COUNT; i++)
        if (json_object_get(object, keys[i]) == NULL)
            mistake(reading, NULL, "it has no \"%s\"; it needs id, reason, url, expires and versions", keys[i]);
}

static void read_verdict(struct reading *reading, const char *verdict)
{
    static const enum verdict expectable[] = {VERDICT_FAIL, VERDICT_DIFFERS, VERDICT_ERROR};
    for (size_t i = 0; i < sizeof expectable / sizeof *expectable; i++)
        if (verdict == NULL || strcmp(verdict, verdict_name(expectable[i])) == 0) {
            reading->entry->verdict = expectable[i];
            return;
        }
    mistake(reading, "verdict",
            "\"verdict\" is \"%s\"; expected \"fail\" (as without it), \"error\" for what crashes or times out, or "
            "\"differs\" for a choice",
            verdict);
}

static void check_values(struct reading *reading)
{
    struct expected_entry *entry = reading->entry;
    const char *problem;
    if (entry->id[0] == '\0' || strpbrk(entry->id, "*?[") != NULL)
        mistake(reading, "id",
                "\"%s\" is not an id: list each case, or its clause as a whole; 'ibid list cases' shows the ids",
                entry->id);
    if (!is_unfilled(entry->url) && !begins_with(entry->url, "https://") && !begins_with(entry->url, "http://"))
        mistake(reading, "url", "\"%s\" is no address: expected https://… of where the deviation is written or tracked",
                entry->url);
    if (!date_is_valid(entry->expires))
        mistake(reading, "expires", "\"%s\" is no day: expected \"YYYY-MM-DD\", the last day on which the entry counts",
                entry->expires);
    if (!version_range_read(reading->arena, entry->versions, &entry->range, &problem))
        mistake(reading, "versions", "\"versions\" is %s", problem);
}

static void read_entry(struct reading *reading, json_t *object)
{
    struct expected_entry *entry = reading->entry;
    size_t before = reading->mistake_count;
    if (!json_is_object(object)) {
        mistake(reading, NULL, "it is not an object");
        return;
    }
    check_keys(reading, object);
    read_verdict(reading, json_string_value(json_object_get(object, "verdict")));
    if (reading->mistake_count > before)
        return;
    const char **const fields[REQUIRED_COUNT] = {&entry->id, &entry->reason, &entry->url, &entry->expires,
                                                 &entry->versions};
    for (size_t i = 0; i < REQUIRED_COUNT; i++)
        *fields[i] = arena_strdup(reading->arena, json_string_value(json_object_get(object, keys[i])));
    check_values(reading);
}

/* Of two entries that say the same of one version, one would always be wrong without anybody noticing. */
static void check_doubles(struct reading *reading, const struct span *spans)
{
    struct expected_entry *entries = reading->list->entries;
    for (size_t i = 0; i < reading->list->count; i++)
        for (size_t k = 0; k < i; k++) {
            if (strcmp(entries[i].id, entries[k].id) != 0 || entries[i].verdict != entries[k].verdict ||
                !version_ranges_meet(&entries[i].range, &entries[k].range))
                continue;
            reading->span = &spans[i];
            reading->entry = &entries[i];
            mistake(reading, "id",
                    "entry %zu (line %zu) lists %s too, for versions %s: remove one, or part their versions",
                    entries[k].number, entries[k].line, entries[k].id, entries[k].versions);
        }
}

static void read_entries(struct reading *reading, const char *text, json_t *array)
{
    struct expected_list *list = reading->list;
    struct span *spans;
    list->count = spans_of_items(reading->arena, text, &spans);
    list->entries = ARENA_ARRAY(reading->arena, struct expected_entry, list->count + 1);
    for (size_t i = 0; i < list->count; i++) {
        reading->span = &spans[i];
        reading->entry = &list->entries[i];
        *reading->entry = (struct expected_entry){
            .number = i + 1,
            .line = spans[i].line,
            .text = arena_strndup(reading->arena, spans[i].text, spans[i].bytes),
        };
        read_entry(reading, json_array_get(array, i));
    }
    if (reading->mistake_count == 0)
        check_doubles(reading, spans);
}

static bool load(const char *path, struct text *text)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return false;
    int error = text_append_file(text, file, SIZE_MAX) ? 0 : errno;
    fclose(file);
    errno = error;
    return error == 0;
}

bool expected_list_read(struct arena *arena, const char *path, const char *file, struct expected_list *list,
                        struct text *mistakes)
{
    struct reading reading = {.arena = arena, .list = list, .mistakes = mistakes};
    struct text text = TEXT_EMPTY;
    json_error_t error = {.line = 0};
    *list = (struct expected_list){.file = arena_strdup(arena, file)};
    bool loaded = load(path, &text);
    json_t *array = loaded ? json_loadb(text_string(&text), text.bytes, JSON_REJECT_DUPLICATES, &error) : NULL;
    if (!loaded)
        text_printf(mistakes, "%s: cannot be read: %s\n", file, strerror(errno));
    else if (array == NULL)
        text_printf(mistakes, "%s:%d: not JSON: %s\n", file, error.line > 0 ? error.line : 1, error.text);
    else if (!json_is_array(array))
        text_printf(mistakes, "%s:1: a list of expected failures is a JSON array of entries, [] if there are none\n",
                    file);
    else
        read_entries(&reading, text_string(&text), array);
    bool good = json_is_array(array) && reading.mistake_count == 0;
    json_decref(array);
    text_free(&text);
    return good;
}
