#include "drive/answers.h"

#include <errno.h>
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

struct options {
    const char **strings;
    size_t count;
};

static void add_option(struct arena *arena, struct options *options, const char *name, const char *value)
{
    ARENA_APPEND(arena, options->strings, options->count, arena_printf(arena, "%s=%s", name, value));
}

/* The whole file, or its first line where it is a results file. A new reference. */
static json_t *load_object_new(struct arena *arena, const char *path, const char **message)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        *message = arena_printf(arena, "%s: %s", path, strerror(errno));
        return NULL;
    }
    struct text content = TEXT_EMPTY;
    text_append_file(&content, file, SIZE_MAX);
    fclose(file);
    const char *text = text_string(&content);
    json_error_t error, first_line_error;
    json_t *object = json_loadb(text, content.bytes, JSON_REJECT_DUPLICATES, &error);
    if (object == NULL)
        object = json_loadb(text, strcspn(text, "\n"), JSON_REJECT_DUPLICATES, &first_line_error);
    if (object == NULL)
        *message = arena_printf(arena, "%s:%d:%d: not JSON: %s", path, error.line, error.column, error.text);
    else if (!json_is_object(object))
        *message = arena_printf(arena, "%s: expected an object of choices and answers, or a results file", path);
    text_free(&content);
    if (json_is_object(object))
        return object;
    json_decref(object);
    return NULL;
}

/* These say that a measurement ended without an answer. */
static bool is_answer(const char *answer)
{
    return strcmp(answer, "unknown") != 0 && strcmp(answer, "none") != 0;
}

static bool add_file(struct arena *arena, struct options *options, const char *path, const char **message)
{
    json_t *object = load_object_new(arena, path, message);
    if (object == NULL)
        return false;
    json_t *answers = json_object_get(object, "fingerprint"), *answer;
    if (answers == NULL)
        answers = object;
    bool fine = json_is_object(answers);
    if (!fine)
        *message = arena_printf(arena, "%s: the fingerprint is not an object of choices and answers", path);
    const char *choice;
    json_object_foreach(answers, choice, answer)
    {
        if (!json_is_string(answer)) {
            *message = arena_printf(arena, "%s: the answer to '%s' is not a string", path, choice);
            fine = false;
            break;
        }
        if (is_answer(json_string_value(answer)))
            add_option(arena, options, choice, json_string_value(answer));
    }
    json_decref(object);
    return fine;
}

const char *const *answers_parse(struct arena *arena, const char *text, const char *dialect, const char **profile,
                                 const char **message)
{
    struct options options = {0}, overrides = {0};
    if (text[0] == '@') {
        if (!add_file(arena, &overrides, text + 1, message))
            return NULL;
        *profile = NULL;
    } else {
        size_t bytes;
        for (const char *item = text;; item += bytes + 1) {
            bytes = strcspn(item, ",");
            const char *equals = memchr(item, '=', bytes);
            if (bytes == 0 || equals == item || (equals != NULL && equals + 1 == item + bytes) ||
                (equals == NULL && item != text)) {
                *message = arena_printf(arena,
                                        "'%s': expected a dialect, or CHOICE=ANSWER, at byte %zu; several are "
                                        "separated by commas, and a dialect comes first",
                                        text, (size_t)(item - text) + 1);
                return NULL;
            }
            if (equals == NULL)
                dialect = arena_strndup(arena, item, bytes);
            else
                ARENA_APPEND(arena, overrides.strings, overrides.count, arena_strndup(arena, item, bytes));
            if (item[bytes] == '\0')
                break;
        }
        *profile = overrides.count == 0 ? dialect : NULL;
    }
    add_option(arena, &options, "dialect", dialect);
    for (size_t index = 0; index < overrides.count; index++)
        ARENA_APPEND(arena, options.strings, options.count, overrides.strings[index]);
    ARENA_APPEND(arena, options.strings, options.count, NULL);
    return options.strings;
}
