#include "expect/expectations.h"

#include <string.h>

static const struct choice *choice_of_probe(const struct spec *spec, const char *id)
{
    for (size_t i = 0; i < spec->choice_count; i++)
        for (size_t k = 0; k < spec->choices[i]->probe_count; k++)
            if (strcmp(spec->choices[i]->probes[k]->id, id) == 0)
                return spec->choices[i];
    return NULL;
}

static void set_problem(struct expectation *item, enum entry_problem problem, const char *message)
{
    item->problem = problem;
    item->message = message;
}

static void set_matches_nothing(struct arena *arena, struct expectation *item, const struct spec *spec)
{
    const char *id = item->entry->id;
    const struct choice *choice = choice_of_probe(spec, id);
    const char *near = spec_nearest_id(arena, spec, id), *now = spec_renamed(spec, id);
    set_problem(item, ENTRY_MATCHES_NOTHING,
                choice != NULL ? arena_printf(arena, "that is a probe: list its choice, \"%s\"", choice->id)
                : now != NULL  ? arena_printf(arena, "that was renamed: list \"%s\"", now)
                : near != NULL ? arena_printf(arena,
                                              "the spec has no clause, case or choice of this id; did you mean "
                                              "\"%s\"? Correct the id or remove the entry",
                                              near)
                               : "the spec has no clause, case or choice of this id: correct it or remove the entry");
}

static void bind(struct arena *arena, struct expectation *item, const struct spec *spec)
{
    const struct expected_entry *entry = item->entry;
    item->choice = spec_choice(spec, entry->id);
    item->clause = spec_clause(spec, entry->id);
    item->test_case = spec_case(spec, entry->id);
    if (item->choice == NULL && item->clause == NULL && item->test_case == NULL) {
        set_matches_nothing(arena, item, spec);
    } else if (item->choice == NULL && entry->verdict == VERDICT_DIFFERS) {
        item->clause = NULL;
        item->test_case = NULL;
        set_problem(item, ENTRY_MATCHES_NOTHING,
                    "only a choice can differ, a case fails: leave \"verdict\" away or list the choice");
    }
}

static bool covers_case(const struct expectation *item, const struct test_case *test_case)
{
    return item->test_case == test_case || (item->clause != NULL && item->clause == test_case->clause);
}

/* A case beside its clause: which of the two would be removed first, if it passed, nobody could tell. */
static void find_doubles(struct expectations *expectations)
{
    for (size_t i = 0; i < expectations->count; i++)
        for (size_t k = 0; k < i; k++) {
            struct expectation *item = &expectations->items[i];
            const struct expectation *earlier = &expectations->items[k];
            bool same = (item->test_case != NULL && covers_case(earlier, item->test_case)) ||
                        (earlier->test_case != NULL && covers_case(item, earlier->test_case));
            if (same && item->entry->verdict == earlier->entry->verdict && item->problem == ENTRY_FINE)
                set_problem(item, ENTRY_LISTED_TWICE,
                            arena_printf(expectations->arena, "line %zu lists %s already: remove one of the two",
                                         earlier->entry->line, earlier->entry->id));
        }
}

/* What a person has to do to the entry, whatever the run says. */
static void find_open_ends(struct arena *arena, struct expectation *item, const char *today)
{
    const struct expected_entry *entry = item->entry;
    const char *unfilled = expected_entry_unfilled(entry);
    if (item->problem != ENTRY_FINE)
        return;
    if (unfilled != NULL)
        set_problem(item, ENTRY_UNFILLED,
                    arena_printf(arena, "its %s is still to be written: %s", unfilled,
                                 strcmp(unfilled, "url") == 0 ? "link what documents or tracks the deviation"
                                                              : "say in one line what deviates and why"));
    else if (strcmp(entry->expires, today) < 0)
        set_problem(item, ENTRY_EXPIRED,
                    arena_printf(arena,
                                 "it expired on %s: look what became of %s, then give a later day or remove the entry",
                                 entry->expires, entry->url));
}

struct expectations *expectations_new(struct arena *arena, const struct expected_list *list, const struct spec *spec,
                                      const char *version, const char *today)
{
    struct expectations *expectations = ARENA_NEW(arena, struct expectations);
    *expectations = (struct expectations){.list = list, .arena = arena};
    expectations->items = ARENA_ARRAY(arena, struct expectation, list->count + 1);
    struct version known;
    bool is_known = version != NULL && version_read(version, &known);
    for (size_t i = 0; i < list->count; i++) {
        const struct expected_entry *entry = &list->entries[i];
        if (!version_range_has(&entry->range, is_known ? &known : NULL))
            continue;
        struct expectation *item = &expectations->items[expectations->count++];
        item->entry = entry;
        bind(arena, item, spec);
    }
    find_doubles(expectations);
    for (size_t i = 0; i < expectations->count; i++) {
        find_open_ends(arena, &expectations->items[i], today);
        expectations->items[i].counts = expectations->items[i].problem == ENTRY_FINE;
    }
    return expectations;
}

const struct expected_entry *expectations_excuse_case(const struct expectations *expectations,
                                                      const struct test_case *test_case, enum verdict verdict)
{
    for (size_t i = 0; expectations != NULL && i < expectations->count; i++) {
        const struct expectation *item = &expectations->items[i];
        if (item->counts && item->entry->verdict == verdict && covers_case(item, test_case))
            return item->entry;
    }
    return NULL;
}

const struct expected_entry *expectations_excuse_choice(const struct expectations *expectations,
                                                        const struct choice *choice, enum verdict verdict)
{
    for (size_t i = 0; expectations != NULL && i < expectations->count; i++) {
        const struct expectation *item = &expectations->items[i];
        if (item->counts && item->entry->verdict == verdict && item->choice == choice)
            return item->entry;
    }
    return NULL;
}

/* Whether the entry speaks of this verdict, even if it excuses nothing: then it need not be listed once more. */
static bool note(struct expectations *expectations, struct expectation *item, struct noted noted)
{
    ARENA_APPEND(expectations->arena, item->noted, item->noted_count, noted);
    return item->entry->verdict == noted.verdict;
}

void expectations_note_case(struct expectations *expectations, const struct test_case *test_case, enum verdict verdict,
                            bool decides)
{
    const struct noted noted = {test_case->id, verdict};
    bool listed = false;
    for (size_t i = 0; i < expectations->count; i++)
        if (covers_case(&expectations->items[i], test_case) && note(expectations, &expectations->items[i], noted))
            listed = true;
    if (decides && !listed)
        ARENA_APPEND(expectations->arena, expectations->unlisted, expectations->unlisted_count, noted);
}

void expectations_note_choice(struct expectations *expectations, const struct choice *choice, enum verdict verdict,
                              bool decides)
{
    const struct noted noted = {choice->id, verdict};
    bool listed = false;
    for (size_t i = 0; i < expectations->count; i++)
        if (expectations->items[i].choice == choice && note(expectations, &expectations->items[i], noted))
            listed = true;
    if (decides && !listed)
        ARENA_APPEND(expectations->arena, expectations->unlisted, expectations->unlisted_count, noted);
}

static size_t count_noted(const struct expectation *item, enum verdict verdict)
{
    size_t count = 0;
    for (size_t i = 0; i < item->noted_count; i++)
        count += item->noted[i].verdict == verdict;
    return count;
}

static const char *passes_message(struct arena *arena, const struct expectation *item, size_t passed)
{
    if (item->clause == NULL)
        return "it passes now: remove the entry";
    if (count_noted(item, item->entry->verdict) == 0)
        return "its cases pass now: remove the entry";
    const char *id = "";
    for (size_t i = item->noted_count; i-- > 0;)
        if (item->noted[i].verdict == VERDICT_PASS)
            id = item->noted[i].id;
    return arena_printf(arena, "%zu of its %zu cases pass%s (%s%s): list those that do not by their own ids", passed,
                        item->clause->case_count, passed == 1 ? "es" : "", id, passed > 1 ? ", …" : "");
}

static const char *does_not_fail_message(struct arena *arena, const struct expectation *item)
{
    const char *expected = verdict_name(item->entry->verdict);
    enum verdict seen = item->noted[0].verdict;
    bool listable = seen == VERDICT_FAIL || seen == VERDICT_ERROR || seen == VERDICT_DIFFERS;
    if (item->noted_count > 1)
        return arena_printf(arena, "none of its cases has the verdict %s: remove the entry", expected);
    return arena_printf(arena, "its verdict is %s, not %s: remove the entry%s", verdict_name(seen), expected,
                        listable ? ", or name the verdict that is expected" : "");
}

static void conclude(struct expectations *expectations, struct expectation *item)
{
    bool always_wrong = item->problem == ENTRY_MATCHES_NOTHING || item->problem == ENTRY_LISTED_TWICE;
    if (always_wrong)
        return;
    if (item->noted_count == 0) {
        set_problem(item, ENTRY_FINE, NULL);
        return;
    }
    size_t passed = count_noted(item, VERDICT_PASS), met = count_noted(item, item->entry->verdict);
    /* A filter may have left out just the cases of a clause that fail. */
    bool all_run = item->clause == NULL || item->noted_count == item->clause->case_count;
    if (passed > 0)
        set_problem(item, ENTRY_PASSES, passes_message(expectations->arena, item, passed));
    else if (met == 0 && all_run)
        set_problem(item, ENTRY_DOES_NOT_FAIL, does_not_fail_message(expectations->arena, item));
}

void expectations_conclude(struct expectations *expectations)
{
    for (size_t i = 0; i < expectations->count; i++) {
        conclude(expectations, &expectations->items[i]);
        expectations->problem_count += expectations->items[i].problem != ENTRY_FINE;
    }
}

bool expected_list_check_ids(struct arena *arena, const struct expected_list *list, const struct spec *spec,
                             struct text *mistakes)
{
    bool good = true;
    for (size_t i = 0; i < list->count; i++) {
        struct expectation item = {.entry = &list->entries[i]};
        bind(arena, &item, spec);
        if (item.problem == ENTRY_FINE)
            continue;
        text_printf(mistakes, "%s:%zu: entry %zu: %s: %s\n", list->file, item.entry->line, item.entry->number,
                    item.entry->id, item.message);
        good = false;
    }
    return good;
}

bool entry_problem_is_needless(enum entry_problem problem)
{
    return problem == ENTRY_MATCHES_NOTHING || problem == ENTRY_LISTED_TWICE || problem == ENTRY_PASSES ||
           problem == ENTRY_DOES_NOT_FAIL;
}

const char *entry_problem_name(enum entry_problem problem)
{
    static const char *const names[] = {
        [ENTRY_FINE] = "fine",       [ENTRY_MATCHES_NOTHING] = "matches nothing", [ENTRY_LISTED_TWICE] = "listed twice",
        [ENTRY_PASSES] = "passes",   [ENTRY_DOES_NOT_FAIL] = "does not fail",     [ENTRY_UNFILLED] = "unfilled",
        [ENTRY_EXPIRED] = "expired",
    };
    return names[problem];
}
