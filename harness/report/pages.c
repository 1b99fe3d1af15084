#include "report/pages.h"

#include <string.h>

#include "report/save.h"

/* What --with may bring. The viewer has a page for each. */
static const char *const known[] = {"exchange", "findings", "mutants"};
struct reading {
    struct arena *arena;
    const struct matrix *matrix;
    const struct spec *spec;
    const json_t *idioms;
    const char *file;
    const char *message;
};

static json_t *read_new(struct arena *arena, const char *file, const char **message)
{
    json_error_t error;
    struct text text = TEXT_EMPTY;
    json_t *data = NULL;
    if (load(arena, file, &text, message)) {
        data = json_loadb(text_string(&text), text.bytes, JSON_REJECT_DUPLICATES, &error);
        if (data == NULL)
            *message = arena_printf(arena, "%s:%d:%d: not JSON: %s", file, error.line > 0 ? error.line : 1,
                                    error.column > 0 ? error.column : 1, error.text);
    }
    text_free(&text);
    return data;
}

static const char *known_names(struct arena *arena)
{
    struct text text = TEXT_EMPTY;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        text_printf(&text, "%s\"%s\"", i > 0 ? ", " : "", known[i]);
    return keep_text(arena, &text);
}

/* Takes a new reference to the data. */
static bool add_page(struct arena *arena, json_t *pages, const char *file, json_t *data, const char **message)
{
    const char *page = json_string_value(json_object_get(data, "page"));
    if (page == NULL) {
        *message =
            arena_printf(arena,
                         "%s: at its top it has no \"page\", which says what it is: expected an object with one of %s; "
                         "results files stand without --with",
                         file, known_names(arena));
        return false;
    }
    bool is_known = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        is_known = is_known || strcmp(known[i], page) == 0;
    if (!is_known) {
        *message = arena_printf(arena, "%s: there is no page \"%s\": its \"page\" has to be one of %s", file, page,
                                known_names(arena));
        return false;
    }
    if (json_object_get(pages, page) != NULL) {
        *message =
            arena_printf(arena, "%s: another file of --with is the page \"%s\" already; give one of them", file, page);
        return false;
    }
    json_object_set(pages, page, data);
    return true;
}

/* Whether what a page refers to is there. */

static bool has_case(const struct reading *reading, const char *id)
{
    return json_object_get(reading->matrix->cases, id) != NULL || spec_case(reading->spec, id) != NULL;
}

static bool has_choice(const struct reading *reading, const char *id)
{
    return json_object_get(reading->matrix->choices, id) != NULL || spec_choice(reading->spec, id) != NULL;
}

static bool has_idiom(const struct reading *reading, const char *id)
{
    const json_t *groups = json_object_get(reading->idioms, "groups");
    for (size_t i = 0; i < json_array_size(groups); i++) {
        const json_t *idioms = json_object_get(json_array_get(groups, i), "idioms");
        for (size_t k = 0; k < json_array_size(idioms); k++)
            if (strcmp(field_text(json_array_get(idioms, k), "id"), id) == 0)
                return true;
    }
    return false;
}

static const struct link {
    const char *key; /* whose value is an id, or a list of ids */
    const char *what;
    bool (*there)(const struct reading *reading, const char *id);
} links[] = {
    {"case", "case", has_case},    {"holds", "case", has_case},      {"instead", "case", has_case},
    {"costs", "case", has_case},   {"choice", "choice", has_choice}, {"choices", "choice", has_choice},
    {"idiom", "idiom", has_idiom},
};

static bool check_id(struct reading *reading, const struct link *link, const json_t *id)
{
    const char *text = json_string_value(id);
    if (text != NULL && link->there(reading, text))
        return true;
    reading->message =
        text == NULL ? arena_printf(reading->arena, "%s: \"%s\" has to be the id of a %s, or a list of such",
                                    reading->file, link->key, link->what)
                     : arena_printf(reading->arena,
                                    "%s: \"%s\" names the %s \"%s\", which neither the spec nor a results file has",
                                    reading->file, link->key, link->what, text);
    return false;
}

static bool check_links(struct reading *reading, json_t *value);

static bool check_member(struct reading *reading, const char *key, json_t *value)
{
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        if (strcmp(links[i].key, key) != 0)
            continue;
        for (size_t k = 0; k < json_array_size(value); k++)
            if (!check_id(reading, &links[i], json_array_get(value, k)))
                return false;
        return json_is_array(value) || check_id(reading, &links[i], value);
    }
    return check_links(reading, value);
}

static bool check_links(struct reading *reading, json_t *value)
{
    const char *key;
    json_t *member;
    for (size_t i = 0; i < json_array_size(value); i++)
        if (!check_links(reading, json_array_get(value, i)))
            return false;
    bool fine = true;
    json_object_foreach(value, key, member) fine = fine && check_member(reading, key, member);
    return fine;
}

/* What was measured, which names no cases: its keys mean something else. */
static bool has_links(const char *name)
{
    return strcmp(name, "costs") != 0;
}

static bool read_own(struct reading *reading, json_t *pages, const struct viewer *viewer)
{
    for (size_t i = 0; i < viewer->page_count; i++) {
        const char *file = arena_printf(reading->arena, "%s/%s.json", viewer->folder, viewer->pages[i]);
        json_t *data = read_new(reading->arena, file, &reading->message);
        if (data == NULL)
            return false;
        json_object_set_new(pages, viewer->pages[i], data);
    }
    return true;
}

static bool check_own(struct reading *reading, const json_t *pages, const struct viewer *viewer)
{
    reading->idioms = json_object_get(pages, "idioms");
    if (reading->spec == NULL)
        return true;
    for (size_t i = 0; i < viewer->page_count; i++) {
        reading->file = arena_printf(reading->arena, "%s/%s.json", viewer->folder, viewer->pages[i]);
        if (has_links(viewer->pages[i]) && !check_links(reading, json_object_get(pages, viewer->pages[i])))
            return false;
    }
    return true;
}

json_t *pages_new(struct arena *arena, const struct viewer *viewer, const char *const *files, size_t count,
                  const struct matrix *matrix, const struct spec *spec, const char **message)
{
    struct reading reading = {.arena = arena, .matrix = matrix, .spec = spec};
    json_t *pages = json_object();
    bool fine = read_own(&reading, pages, viewer) && check_own(&reading, pages, viewer);
    *message = reading.message;
    for (size_t i = 0; fine && i < count; i++) {
        json_t *data = read_new(arena, files[i], message);
        fine = data != NULL && add_page(arena, pages, files[i], data, message);
        json_decref(data);
    }
    if (fine)
        return pages;
    json_decref(pages);
    return NULL;
}
