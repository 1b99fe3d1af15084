#include "spec/ids.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "spec/digest.h"
#include "spec/suggest.h"

static const char no_digest[] = "-", retired[] = "retired", renamed[] = "is ";
static const char *const kinds[] = {"answer", "case", "clause", "profile"};
enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static int compare_records(const void *left, const void *right)
{
    const struct id_record *a = left, *b = right;
    int order = strcmp(a->id, b->id);
    return order != 0 ? order : strcmp(a->kind, b->kind);
}

static void sort(struct ids *ids)
{
    if (ids->count > 0)
        qsort(ids->items, ids->count, sizeof *ids->items, compare_records);
}

static const struct id_record *find(const struct ids *ids, const char *id, const char *kind)
{
    const struct id_record sought = {.id = id, .kind = kind};
    return ids->count > 0 ? bsearch(&sought, ids->items, ids->count, sizeof sought, compare_records) : NULL;
}

static void add(struct arena *arena, struct ids *ids, struct id_record record)
{
    ARENA_APPEND(arena, ids->items, ids->count, record);
}

/* Reading and writing. */

static bool is_kind(const char *word)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (strcmp(kinds[i], word) == 0)
            return true;
    return false;
}

/* Cuts the line at its tabs; the number of fields, of which at most four are kept. */
static size_t split(char *line, const char *fields[4])
{
    size_t count = 0;
    for (char *at = line; at != NULL; count++) {
        char *tab = strchr(at, '\t');
        if (tab != NULL)
            *tab++ = '\0';
        if (count < 4)
            fields[count] = at;
        at = tab;
    }
    return count;
}

static void read_line(char *line, struct place place, struct ids *ids, struct mistakes *mistakes)
{
    const char *fields[4] = {NULL, NULL, NULL, NULL};
    size_t count = split(line, fields);
    bool fate = count == 3 ||
                (count == 4 && (strcmp(fields[3], retired) == 0 || strncmp(fields[3], renamed, strlen(renamed)) == 0));
    if (!fate || !is_kind(fields[1]))
        mistake_in(
            mistakes, place,
            "this is no line of a file of ids: an id, what it names, a digest or \"-\", and \"retired\" or \"is ID\" "
            "where it is no more, divided by tabs; 'ibid check --update-ids' writes this file, so take it "
            "from where it was right and let that add what is new");
    else
        add(mistakes->arena, ids, (struct id_record){fields[0], fields[1], fields[2], fields[3], place});
}

struct ids ids_read(const char *path, const struct text *text, struct mistakes *mistakes)
{
    struct ids ids = {0};
    struct place place = {path, 0};
    char *next = arena_strdup(mistakes->arena, text_string(text));
    while (*next != '\0') {
        char *line = next, *end = strchr(line, '\n');
        next = end != NULL ? end + 1 : line + strlen(line);
        if (end != NULL)
            *end = '\0';
        place.line++;
        if (*line != '\0' && *line != '#')
            read_line(line, place, &ids, mistakes);
    }
    sort(&ids);
    for (size_t i = 1; i < ids.count; i++)
        if (compare_records(&ids.items[i - 1], &ids.items[i]) == 0)
            mistake_in(mistakes, ids.items[i].place, "the %s %s has a line already, line %zu; remove one of them",
                       ids.items[i].kind, ids.items[i].id, ids.items[i - 1].place.line);
    return ids;
}

void ids_write(struct text *text, const struct ids *ids)
{
    text_append(text, "# Every id that this spec ever had, for good. 'ibid check --update-ids' writes this file;\n"
                      "# docs/spec-language.md says what for.\n");
    for (size_t i = 0; i < ids->count; i++) {
        const struct id_record *record = &ids->items[i];
        text_printf(text, "%s\t%s\t%s%s%s\n", record->id, record->kind, record->digest,
                    record->fate != NULL ? "\t" : "", record->fate != NULL ? record->fate : "");
    }
}

/* The spec's own ids. */

static struct ids ids_of_spec(struct arena *arena, const struct spec *spec)
{
    struct ids ids = {0};
    for (size_t i = 0; i < spec->clause_count; i++) {
        const struct clause *clause = spec->clauses[i];
        add(arena, &ids, (struct id_record){clause->id, "clause", no_digest, NULL, clause->place});
        for (size_t k = 0; k < clause->case_count; k++)
            add(arena, &ids,
                (struct id_record){clause->cases[k]->id, "case", digest_of_case(arena, clause->cases[k]), NULL,
                                   clause->cases[k]->place});
    }
    for (size_t i = 0; i < spec->choice_count; i++) {
        const struct choice *choice = spec->choices[i];
        for (size_t k = 0; k < choice->answer_count; k++)
            add(arena, &ids,
                (struct id_record){arena_printf(arena, "%s = %s", choice->id, choice->answers[k].name), "answer",
                                   no_digest, NULL, choice->place});
    }
    for (size_t i = 0; i < spec->profile_count; i++)
        add(arena, &ids,
            (struct id_record){spec->profiles[i]->id, "profile", no_digest, NULL, spec->profiles[i]->place});
    sort(&ids);
    return ids;
}

/* Old ids, each with what it "is" now as its fate and with the place that says so. */
static struct ids renamings_of_spec(struct arena *arena, const struct spec *spec)
{
    struct ids ids = {0};
    for (size_t i = 0; i < spec->clause_count; i++) {
        const struct clause *clause = spec->clauses[i];
        for (size_t k = 0; k < clause->was_count; k++)
            add(arena, &ids,
                (struct id_record){clause->was[k], "clause", no_digest,
                                   arena_printf(arena, "%s%s", renamed, clause->id), clause->place});
        for (size_t k = 0; k < clause->case_count; k++) {
            const struct test_case *test_case = clause->cases[k];
            for (size_t j = 0; j < test_case->was_count; j++)
                add(arena, &ids,
                    (struct id_record){test_case->was[j], "case", digest_of_case(arena, test_case),
                                       arena_printf(arena, "%s%s", renamed, test_case->id), test_case->place});
        }
    }
    sort(&ids);
    return ids;
}

/* Cases whose clause was renamed, as they would be called if their titles did not change. */
static struct ids implied_renamings(struct arena *arena, const struct spec *spec)
{
    struct ids ids = {0};
    for (size_t i = 0; i < spec->clause_count; i++) {
        const struct clause *clause = spec->clauses[i];
        for (size_t k = 0; k < clause->was_count; k++)
            for (size_t j = 0; j < clause->case_count; j++) {
                const struct test_case *test_case = clause->cases[j];
                const char *old = arena_printf(arena, "%s%s", clause->was[k], test_case->id + strlen(clause->id));
                add(arena, &ids,
                    (struct id_record){old, "case", digest_of_case(arena, test_case),
                                       arena_printf(arena, "%s%s", renamed, test_case->id), test_case->place});
            }
    }
    sort(&ids);
    return ids;
}

/* Holding one against the other. */

struct holding {
    struct mistakes *mistakes;
    const struct ids *before;
    struct ids current, renamings, implied;
    const char *retire;
    struct ids_update update;
};

static const struct id_record *find_renaming(const struct holding *holding, const struct id_record *record)
{
    const struct id_record *renaming = find(&holding->renamings, record->id, record->kind);
    return renaming != NULL ? renaming : find(&holding->implied, record->id, record->kind);
}

static void report_gone(const struct holding *holding, const struct id_record *record)
{
    bool can_be_renamed = strcmp(record->kind, "case") == 0 || strcmp(record->kind, "clause") == 0;
    mistake_in(holding->mistakes, record->place,
               "the %s %s is gone, and results know it by this id; bring it back, %s%s%sor retire it: ibid check "
               "--update-ids --retire '%s'",
               record->kind, record->id, can_be_renamed ? "write was = \"" : "", can_be_renamed ? record->id : "",
               can_be_renamed ? "\" in what it became, " : "", record->id);
}

/* An id that the spec has no more: what the file is to say of it. */
static struct id_record conclude(struct holding *holding, struct id_record record)
{
    const struct id_record *renaming = find_renaming(holding, &record);
    if (renaming != NULL && strcmp(renaming->digest, record.digest) == 0) {
        record.fate = renaming->fate;
        holding->update.renamed++;
    } else if (renaming != NULL) {
        mistake_in(holding->mistakes, renaming->place,
                   "this case says that it was %s, but its program or its outcomes are others; a changed case is a new "
                   "one: remove \"was\", and retire the old id: ibid check --update-ids --retire '%s'",
                   record.id, record.id);
    } else if (holding->retire != NULL && fnmatch(holding->retire, record.id, 0) == 0) {
        record.fate = retired;
        holding->update.retired++;
    } else {
        report_gone(holding, &record);
    }
    return record;
}

static void hold_record(struct holding *holding, const struct id_record *record)
{
    struct arena *arena = holding->mistakes->arena;
    const struct id_record *now = find(&holding->current, record->id, record->kind);
    if (record->fate == NULL && now == NULL) {
        add(arena, &holding->update.ids, conclude(holding, *record));
        return;
    }
    add(arena, &holding->update.ids, *record);
    if (now == NULL)
        return;
    if (record->fate != NULL)
        mistake_in(holding->mistakes, now->place,
                   "the id %s was used before (%s line %zu: %s), and ids are never reused; give this %s another one",
                   now->id, record->place.file, record->place.line, record->fate, now->kind);
    else if (strcmp(record->digest, now->digest) != 0)
        mistake_in(
            holding->mistakes, now->place,
            "results know this case as %s, but its program or its outcomes are not what they were; give it another "
            "title, which makes a new id, and retire the old one: ibid check --update-ids --retire '%s'",
            now->id, now->id);
}

static const char *suggestion(const struct holding *holding, const struct id_record *renaming)
{
    struct arena *arena = holding->mistakes->arena;
    const char **ids = ARENA_ARRAY(arena, const char *, holding->before->count + 1);
    size_t count = 0;
    for (size_t i = 0; i < holding->before->count; i++)
        if (strcmp(holding->before->items[i].kind, renaming->kind) == 0)
            ids[count++] = holding->before->items[i].id;
    const char *nearest = suggest(renaming->id, ids, count);
    return nearest == NULL ? "" : arena_printf(arena, "; did you mean \"%s\"?", nearest);
}

static void hold_renaming(const struct holding *holding, const struct id_record *renaming)
{
    const struct id_record *old = find(holding->before, renaming->id, renaming->kind);
    if (renaming > holding->renamings.items && compare_records(renaming - 1, renaming) == 0)
        mistake_in(holding->mistakes, renaming->place,
                   "\"was\" names %s, as %s line %zu does; it can have become one only", renaming->id,
                   renaming[-1].place.file, renaming[-1].place.line);
    if (find(&holding->current, renaming->id, renaming->kind) != NULL)
        mistake_in(holding->mistakes, renaming->place,
                   "\"was\" names the %s %s, which is still there; remove one of the two", renaming->kind,
                   renaming->id);
    else if (old == NULL)
        mistake_in(holding->mistakes, renaming->place, "\"was\" names %s, which no %s ever was%s", renaming->id,
                   renaming->kind, suggestion(holding, renaming));
    else if (old->fate != NULL && strcmp(old->fate, renaming->fate) != 0)
        mistake_in(holding->mistakes, renaming->place,
                   "\"was\" names %s, of which %s line %zu says \"%s\"; remove this \"was\"", renaming->id,
                   old->place.file, old->place.line, old->fate);
}

struct ids_update ids_update(const struct spec *spec, const struct ids *before, const char *retire,
                             struct mistakes *mistakes)
{
    struct arena *arena = mistakes->arena;
    struct holding holding = {mistakes,
                              before,
                              ids_of_spec(arena, spec),
                              renamings_of_spec(arena, spec),
                              implied_renamings(arena, spec),
                              retire,
                              {{0}, 0, 0, 0}};
    for (size_t i = 0; i < before->count; i++)
        hold_record(&holding, &before->items[i]);
    for (size_t i = 0; i < holding.renamings.count; i++)
        hold_renaming(&holding, &holding.renamings.items[i]);
    for (size_t i = 0; i < holding.current.count; i++) {
        const struct id_record *record = &holding.current.items[i];
        if (find(before, record->id, record->kind) != NULL)
            continue;
        add(arena, &holding.update.ids, *record);
        holding.update.added++;
    }
    sort(&holding.update.ids);
    return holding.update;
}
