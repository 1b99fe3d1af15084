#include "report/chapters.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "report/matrix.h"

/* A clause and where it stands in the text: "5.1" is 5 and 1, after which come those without a number. */
struct numbered {
    const char *id;
    json_t *record;
    unsigned long chapter, clause;
    size_t position; /* in the files */
};

/* `numbers` has the number of each chapter by its title, as the first clause of that title tells it. */
static struct numbered numbered(const char *id, json_t *record, size_t position, json_t *numbers)
{
    char *end;
    const char *number = field_text(record, "number"), *title = field_text(record, "chapter");
    unsigned long chapter = strtoul(number, &end, 10);
    unsigned long clause = *end == '.' ? strtoul(end + 1, NULL, 10) : 0;
    if (chapter == 0 || chapter >= INT_MAX || title[0] == '\0')
        return (struct numbered){id, record, ULONG_MAX, clause, position};
    json_t *first = json_object_get(numbers, title);
    if (first == NULL)
        json_object_set_new(numbers, title, json_integer((json_int_t)chapter));
    else
        chapter = (unsigned long)json_integer_value(first);
    return (struct numbered){id, record, chapter, clause, position};
}

static int compare_numbered(const void *left, const void *right)
{
    const struct numbered *a = left, *b = right;
    if (a->chapter != b->chapter)
        return a->chapter < b->chapter ? -1 : 1;
    if (a->clause != b->clause)
        return a->clause < b->clause ? -1 : 1;
    return a->position < b->position ? -1 : a->position > b->position;
}

struct chapter {
    const char *title; /* borrowed from the first record, or the id of a clause, of which `title_bytes` count */
    size_t title_bytes;
    unsigned long wanted; /* ULONG_MAX: any */
    json_t *clauses;
};

/* Results that do not tell chapters have the id up to its first dot. */
static struct chapter chapter_of(const struct numbered *clause)
{
    bool told = clause->chapter != ULONG_MAX;
    const char *title = told ? field_text(clause->record, "chapter") : clause->id;
    return (struct chapter){title, told ? strlen(title) : strcspn(title, "."), clause->chapter, NULL};
}

static bool same_chapter(const struct chapter *left, const struct chapter *right)
{
    return left->wanted == right->wanted && left->title_bytes == right->title_bytes &&
           memcmp(left->title, right->title, left->title_bytes) == 0;
}

/* Into the chapter that is there, or a new one behind the others. Returns how many there are now. */
static size_t put(struct chapter *chapters, size_t count, const struct numbered *clause)
{
    struct chapter wanted = chapter_of(clause);
    size_t i = 0;
    while (i < count && !same_chapter(&chapters[i], &wanted))
        i++;
    if (i == count) {
        chapters[i] = wanted;
        chapters[i].clauses = json_array();
    }
    json_array_append_new(chapters[i].clauses, json_string(clause->id));
    return i == count ? count + 1 : count;
}

static void append_chapter(json_t *chapters, const struct chapter *chapter, unsigned long number)
{
    json_t *object = json_object();
    json_object_set_new(object, "number", json_integer((json_int_t)number));
    json_object_set_new(object, "title", json_stringn(chapter->title, chapter->title_bytes));
    json_object_set_new(object, "clauses", chapter->clauses);
    json_array_append_new(chapters, object);
}

/* Those that get the number they want, then the others: it was taken, or they want none. */
static json_t *numbered_new(const struct chapter *chapters, size_t count)
{
    json_t *all = json_array();
    unsigned long highest = 0;
    for (int others = 0; others < 2; others++)
        for (size_t i = 0; i < count; i++) {
            bool taken = chapters[i].wanted == ULONG_MAX || (i > 0 && chapters[i].wanted == chapters[i - 1].wanted);
            if (taken != (others == 1))
                continue;
            highest = taken ? highest + 1 : chapters[i].wanted;
            append_chapter(all, &chapters[i], highest);
        }
    return all;
}

json_t *chapters_new(json_t *clauses)
{
    size_t count = 0, chapter_count = 0, most = json_object_size(clauses) + 1;
    struct numbered *sorted = checked_malloc(most * sizeof *sorted);
    struct chapter *chapters = checked_malloc(most * sizeof *chapters);
    const char *id;
    json_t *record, *numbers = json_object();
    json_object_foreach(clauses, id, record)
    {
        sorted[count] = numbered(id, record, count, numbers);
        count++;
    }
    json_decref(numbers);
    qsort(sorted, count, sizeof *sorted, compare_numbered);
    for (size_t i = 0; i < count; i++)
        chapter_count = put(chapters, chapter_count, &sorted[i]);
    json_t *all = numbered_new(chapters, chapter_count);
    free(sorted);
    free(chapters);
    return all;
}
