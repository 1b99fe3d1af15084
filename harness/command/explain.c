#include "command/explain.h"

#include <stdio.h>
#include <string.h>

#include "command/wrap.h"

/* Where text stands beside its label. */
enum { BESIDE = 9 };

static void print_heading(const char *number, const char *id, const char *what, const struct chapter *chapter)
{
    printf("%s%s%s%s   %s\n", bold_on(), number, id, bold_off(), what);
    struct arena *arena = arena_new();
    print_wrapped("", 0, arena_printf(arena, "Chapter %zu, %s", chapter->number, chapter->title));
    arena_free(arena);
}

static void print_sources(const char *const *sources, size_t count)
{
    for (size_t i = 0; i < count; i++)
        print_wrapped(i == 0 ? "Source:" : "", BESIDE, sources[i]);
}

static void print_conditions(const char *label, const struct answer_condition *conditions, size_t count)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < count; i++)
        print_wrapped(i == 0 ? label : "", BESIDE,
                      arena_printf(arena, "%s = \"%s\"", conditions[i].choice, conditions[i].answer));
    arena_free(arena);
}

/* A list of words that grows, separated by commas. */
static void add_word(struct text *list, const char *word)
{
    text_printf(list, "%s%s", list->bytes > 0 ? ", " : "", word);
}

static void print_list(const char *label, struct text *list)
{
    if (list->bytes > 0)
        print_wrapped(label, BESIDE, text_string(list));
    text_free(list);
}

static bool fits(const struct profile *profile, const struct answer_condition *conditions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *answer = profile_answer(profile, conditions[i].choice);
        if (answer == NULL || strcmp(answer, conditions[i].answer) != 0)
            return false;
    }
    return true;
}

/* The profiles whose answers meet all conditions. */
static void print_fitting_profiles(const struct spec *spec, const struct clause *clause)
{
    struct text list = TEXT_EMPTY;
    for (size_t i = 0; i < spec->profile_count; i++)
        if (fits(spec->profiles[i], clause->where, clause->where_count))
            add_word(&list, spec->profiles[i]->id);
    if (list.bytes == 0)
        text_append(&list, "no profile");
    if (clause->where_count > 0)
        print_list("Held to:", &list);
    else
        text_free(&list);
}

static bool is_listed(const char *id, const char *const *ids, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(ids[i], id) == 0)
            return true;
    return false;
}

/* The topics that name a clause or a choice. */
static void print_topics(const struct spec *spec, const char *id, bool is_choice)
{
    struct text list = TEXT_EMPTY;
    for (size_t i = 0; i < spec->topic_count; i++) {
        const struct topic *topic = spec->topics[i];
        if (is_choice ? is_listed(id, topic->choices, topic->choice_count)
                      : is_listed(id, topic->clauses, topic->clause_count))
            text_printf(&list, "%s%zu (%s)", list.bytes > 0 ? ", " : "", topic->number, topic->title);
    }
    print_list("Topics:", &list);
}

static void print_program(const struct test_case *test_case)
{
    for (size_t i = 0; i < test_case->program.statement_count; i++) {
        bool act = i == test_case->act;
        printf("  %s%s %s%s", act ? bold_on() : "", act ? ">" : " ", test_case->program.statements[i].text,
               act ? bold_off() : "");
        if (act && test_case->times > 1)
            printf("   (%zu times)", test_case->times);
        if (act && test_case->traced)
            printf("   (traced)");
        putchar('\n');
    }
}

void explain_clause(const struct spec *spec, const struct clause *clause)
{
    struct arena *arena = arena_new();
    print_heading(arena_printf(arena, "%zu.%zu ", clause->chapter->number, clause->number), clause->id,
                  clause->must ? "MUST" : "SHOULD", clause->chapter);
    arena_free(arena);
    putchar('\n');
    print_wrapped("  ", 2, clause->text);
    putchar('\n');
    if (clause->why != NULL)
        print_wrapped("Why:", BESIDE, clause->why);
    print_sources(clause->sources, clause->source_count);
    print_conditions("Where:", clause->where, clause->where_count);
    print_fitting_profiles(spec, clause);
    print_topics(spec, clause->id, false);
    if (clause->pending != NULL)
        print_wrapped("Pending:", BESIDE, clause->pending);
}

void explain_case(const struct test_case *test_case)
{
    enum { OUTCOMES = 14 };
    size_t common = test_case->clause->where_count;
    printf("\n%s%s%s%s\n", bold_on(), test_case->id, bold_off(), test_case->whole ? "   (compiled as a whole)" : "");
    for (size_t i = common; i < test_case->where_count; i++)
        printf("    where     %s = \"%s\"\n", test_case->where[i].choice, test_case->where[i].answer);
    print_program(test_case);
    for (size_t i = 0; i < test_case->outcomes.count; i++)
        print_wrapped(i == 0 ? "    expected" : "", OUTCOMES, test_case->outcomes.items[i].text);
}

/* What shows the answer, and who gives it, by what source. */
static void print_answer(const struct spec *spec, const struct choice *choice, const struct answer *answer)
{
    enum { MEANING = 4, WHO = 17 };
    struct arena *arena = arena_new();
    printf("\n  %s%s%s\n", bold_on(), answer->name, bold_off());
    if (answer->means != NULL)
        print_wrapped("", MEANING, answer->means);
    if (answer->declared)
        print_wrapped("", MEANING, "A profile declares this; it is never measured.");
    struct text shown = TEXT_EMPTY;
    for (size_t i = 0; i < answer->outcomes.count; i++)
        add_word(&shown, answer->outcomes.items[i].text);
    if (shown.bytes > 0)
        print_wrapped("    shown by", WHO, text_string(&shown));
    text_free(&shown);
    for (size_t i = 0; i < spec->profile_count; i++) {
        const struct profile *profile = spec->profiles[i];
        for (size_t k = 0; k < profile->answer_count; k++)
            if (strcmp(profile->answers[k].choice, choice->id) == 0 &&
                strcmp(profile->answers[k].answer, answer->name) == 0)
                print_wrapped(arena_printf(arena, "    %-12s ", profile->id), WHO,
                              profile->answer_sources[k] != NULL ? profile->answer_sources[k] : "");
    }
    arena_free(arena);
}

static bool presupposes(const struct clause *clause, const char *choice)
{
    for (size_t i = 0; i < clause->case_count; i++)
        for (size_t k = 0; k < clause->cases[i]->where_count; k++)
            if (strcmp(clause->cases[i]->where[k].choice, choice) == 0)
                return true;
    return false;
}

void explain_choice(const struct spec *spec, const struct choice *choice)
{
    print_heading("", choice->id, "choice", choice->chapter);
    putchar('\n');
    print_wrapped("  ", 2, choice->asks);
    putchar('\n');
    print_sources(choice->sources, choice->source_count);
    print_conditions("Where:", choice->requires, choice->requires_count);
    struct text guarded = TEXT_EMPTY;
    for (size_t i = 0; i < spec->clause_count; i++)
        if (presupposes(spec->clauses[i], choice->id))
            add_word(&guarded, spec->clauses[i]->id);
    print_list("Guards:", &guarded);
    print_topics(spec, choice->id, true);
    puts("\nAnswers:");
    for (size_t i = 0; i < choice->answer_count; i++)
        print_answer(spec, choice, &choice->answers[i]);
    if (choice->otherwise != NULL)
        printf("\nAn implementation that shows none of these is held to \"%s\".\n", choice->otherwise);
    for (size_t i = 0; i < choice->probe_count; i++) {
        printf("\n%s%s\n", choice->probes[i]->id, choice->probes[i]->whole ? "   (compiled as a whole)" : "");
        print_program(choice->probes[i]);
    }
}

void explain_topic(const struct spec *spec, const struct topic *topic)
{
    struct text vocabulary = TEXT_EMPTY;
    struct arena *arena = arena_new();
    printf("%sTopic %zu%s\n\n", bold_on(), topic->number, bold_off());
    print_wrapped("  ", 2, topic->title);
    putchar('\n');
    for (size_t i = 0; i < topic->vocabulary_count; i++)
        add_word(&vocabulary, topic->vocabulary[i]);
    print_list("Uses:", &vocabulary);
    if (topic->why_not != NULL)
        print_wrapped(topic->clause_count > 0 ? "Besides:" : "Why not:", BESIDE, topic->why_not);
    for (size_t i = 0; i < topic->clause_count; i++) {
        const struct clause *clause = spec_clause(spec, topic->clauses[i]);
        printf("\n%s%zu.%zu %s%s   %s\n", bold_on(), clause->chapter->number, clause->number, clause->id, bold_off(),
               clause->must ? "MUST" : "SHOULD");
        print_wrapped("", 4, clause->text);
    }
    for (size_t i = 0; i < topic->choice_count; i++) {
        const struct choice *choice = spec_choice(spec, topic->choices[i]);
        printf("\n%s%s%s   choice\n", bold_on(), choice->id, bold_off());
        print_wrapped("", 4, choice->asks);
    }
    arena_free(arena);
}
