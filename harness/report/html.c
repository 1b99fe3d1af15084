/* The folder of the HTML report: docs/report-data.md says what lies in it. */
#include <stdlib.h>
#include <string.h>

#include "base/places.h"
#include "report/columns.h"
#include "report/compat.h"
#include "report/data.h"
#include "report/escape.h"
#include "report/pages.h"
#include "report/report.h"
#include "report/save.h"
#include "report/shorten.h"
#include "report/start_page.h"
#include "report/viewer.h"

struct writing {
    struct arena *arena;
    const char *folder;
    const char *message;
};

/* A script that hands the data over, since nothing can be fetched from file://. Takes the reference. */
static bool write_data(struct writing *writing, const char *name, json_t *data)
{
    struct text text = TEXT_EMPTY;
    text_printf(&text, "ibid.data(\"%s\", ", name);
    escape_json(&text, data);
    text_append(&text, ");\n");
    bool fine = save(writing->arena, arena_printf(writing->arena, "%s/data/%s.js", writing->folder, name), &text,
                     &writing->message);
    text_free(&text);
    json_decref(data);
    return fine;
}

/* The same for data with texts of implementations. */
static bool write_results(struct writing *writing, const char *name, json_t *data)
{
    json_t *shortened = shortened_new(data);
    json_decref(data);
    return write_data(writing, name, shortened);
}

/* With lines, for people and for version control. */
static void append_readable(struct text *text, const json_t *json)
{
    char *dumped = json_dumps(json, JSON_INDENT(1));
    text_append(text, dumped != NULL ? dumped : "");
    text_append_character(text, '\n');
    free(dumped);
}

static bool write_compat(struct writing *writing, const struct matrix *matrix)
{
    static const char schema[] = "compat.schema.json";
    struct text text = TEXT_EMPTY;
    json_t *compat = compat_new(matrix), *shortened = shortened_new(compat);
    json_decref(compat);
    append_readable(&text, shortened);
    json_decref(shortened);
    bool fine =
        save(writing->arena, arena_printf(writing->arena, "%s/compat.json", writing->folder), &text, &writing->message);
    text_clear(&text);
    fine =
        fine &&
        load(writing->arena, arena_printf(writing->arena, "%s/reports/%s", place_root(writing->arena), schema), &text,
             &writing->message) &&
        save(writing->arena, arena_printf(writing->arena, "%s/%s", writing->folder, schema), &text, &writing->message);
    text_free(&text);
    return fine;
}

static bool write_chapters(struct writing *writing, const struct matrix *matrix)
{
    bool fine = true;
    for (size_t i = 0; fine && i < json_array_size(matrix->chapters); i++) {
        const json_t *chapter = json_array_get(matrix->chapters, i);
        long long number = json_integer_value(json_object_get(chapter, "number"));
        fine = write_results(writing, arena_printf(writing->arena, "chapter-%lld", number),
                             chapter_data_new(matrix, chapter));
    }
    return fine;
}

/* By chapter, as details are; the chapters of the spec that they were drawn from may be others. */
static bool write_pictures(struct writing *writing, const struct matrix *matrix, json_t *pictures_by_chapter)
{
    bool fine = true;
    json_t *pictures = json_object(), *of_chapter;
    const char *chapter_number;
    json_object_foreach(pictures_by_chapter, chapter_number, of_chapter) json_object_update(pictures, of_chapter);
    for (size_t i = 0; fine && i < json_array_size(matrix->chapters); i++) {
        const json_t *chapter = json_array_get(matrix->chapters, i), *clauses = json_object_get(chapter, "clauses");
        json_t *own = json_object(), *record;
        const char *id;
        for (size_t k = 0; k < json_array_size(clauses); k++) {
            json_t *cases = json_object_get(matrix->cases_of, json_string_value(json_array_get(clauses, k)));
            json_object_foreach(cases, id, record)
            {
                if (json_object_get(pictures, id) != NULL)
                    json_object_set(own, id, json_object_get(pictures, id));
            }
        }
        long long number = json_integer_value(json_object_get(chapter, "number"));
        fine = write_data(writing, arena_printf(writing->arena, "pictures-%lld", number), own);
    }
    json_decref(pictures);
    return fine;
}

static json_t *names_new(json_t *pages)
{
    json_t *names = json_array(), *page;
    const char *name;
    json_object_foreach(pages, name, page) json_array_append_new(names, json_string(name));
    return names;
}

static bool write_pages(struct writing *writing, json_t *pages)
{
    const char *name;
    json_t *page;
    bool fine = true;
    json_object_foreach(pages, name, page) fine = fine && write_data(writing, name, json_incref(page));
    return fine;
}

static bool write_start_page(struct writing *writing, const struct matrix *matrix, const struct viewer *viewer)
{
    struct text template = TEXT_EMPTY, page = TEXT_EMPTY;
    const char *file = arena_printf(writing->arena, "%s/index.html", viewer->folder);
    bool fine =
        load(writing->arena, file, &template, &writing->message) &&
        start_page_append(writing->arena, &page, matrix, file, text_string(&template), &writing->message) &&
        save(writing->arena, arena_printf(writing->arena, "%s/index.html", writing->folder), &page, &writing->message);
    text_free(&template);
    text_free(&page);
    return fine;
}

static bool write_everything(struct writing *writing, const struct matrix *matrix, const struct viewer *viewer,
                             const struct report_sources *sources, json_t *pages)
{
    json_t *names = names_new(pages);
    bool fine =
        make_folder(writing->arena, arena_printf(writing->arena, "%s/data", writing->folder), &writing->message) &&
        write_results(writing, "core", core_data_new(matrix, sources->spec, names)) &&
        write_chapters(writing, matrix) && write_results(writing, "choices", choice_data_new(matrix)) &&
        write_pages(writing, pages) && write_pictures(writing, matrix, sources->pictures) &&
        write_compat(writing, matrix) && write_start_page(writing, matrix, viewer) &&
        viewer_copy(writing->arena, viewer, arena_printf(writing->arena, "%s/viewer", writing->folder),
                    &writing->message);
    json_decref(names);
    return fine;
}

bool report_html(struct arena *arena, const struct results *results, size_t count, const struct report_sources *sources,
                 const char *folder, const char **message)
{
    struct writing writing = {.arena = arena, .folder = folder};
    struct viewer viewer;
    struct matrix matrix;
    struct results *sorted = ARENA_ARRAY(arena, struct results, count);
    memcpy(sorted, results, count * sizeof *sorted);
    columns_sort(sorted, count, sources->families, sources->family_count);
    matrix_fill(&matrix, sorted, count);
    json_t *pages = NULL;
    bool fine = viewer_find(arena, &viewer, &writing.message);
    if (fine)
        pages =
            pages_new(arena, &viewer, sources->pages, sources->page_count, &matrix, sources->spec, &writing.message);
    fine = pages != NULL && write_everything(&writing, &matrix, &viewer, sources, pages);
    json_decref(pages);
    matrix_release(&matrix);
    *message = writing.message;
    return fine;
}
