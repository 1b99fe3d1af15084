#include "spec/topics.h"

#include <stdlib.h>
#include <string.h>

#include "notation/words.h"
#include "spec/suggest.h"

enum { MOST_TOPICS = 10000 };

void topic_declare(struct walk *walk, const struct subject *subject, const struct construct *construct,
                   const char *title, struct spec *spec)
{
    static const char *const keys[] = {"vocabulary", "clauses", "choices", "why_not"};
    if (!(construct->real >= 1 && construct->real <= MOST_TOPICS)) {
        wrong(walk, subject, "the number of a topic is a whole number from 1 to %d", MOST_TOPICS);
        return;
    }
    struct topic *topic = ARENA_NEW(walk->arena, struct topic);
    walk_keys(walk, subject, -1, "a topic", keys, sizeof keys / sizeof *keys, false);
    topic->number = (size_t)construct->real;
    topic->place = (struct place){walk->source->file, construct->line};
    topic->title = title;
    topic->vocabulary = walk_strings(walk, subject, -1, "vocabulary", &topic->vocabulary_count);
    topic->clauses = walk_strings(walk, subject, -1, "clauses", &topic->clause_count);
    topic->choices = walk_strings(walk, subject, -1, "choices", &topic->choice_count);
    topic->why_not = walk_string(walk, subject, -1, "why_not", false);
    ARENA_APPEND(walk->arena, spec->topics, spec->topic_count, topic);
}

static int compare_topics(const void *left, const void *right)
{
    const struct topic *a = *(struct topic *const *)left, *b = *(struct topic *const *)right;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return a->place.line < b->place.line ? -1 : a->place.line > b->place.line;
}

void order_topics(struct spec *spec)
{
    if (spec->topic_count > 0)
        qsort(spec->topics, spec->topic_count, sizeof *spec->topics, compare_topics);
}

static void complain(struct mistakes *mistakes, const struct topic *topic, const char *message)
{
    mistake_add(mistakes, topic->place.file, (struct spot){topic->place.line, 0}, message, NULL);
}

static const char *suggestion(struct arena *arena, const char *nearest)
{
    return nearest == NULL ? "" : arena_printf(arena, ", did you mean \"%s\"?", nearest);
}

/* The operations that the programs and the outcomes of one topic use. */
struct used {
    struct arena *arena;
    const struct operation **items;
    size_t count;
    bool open; /* something of the topic has no program yet */
};

static bool is_used(const struct used *used, const struct operation *operation)
{
    for (size_t i = 0; i < used->count; i++)
        if (used->items[i] == operation)
            return true;
    return false;
}

static void use(struct used *used, const struct operation *operation)
{
    if (!is_used(used, operation))
        ARENA_APPEND(used->arena, used->items, used->count, operation);
}

/* A target stands in the tree like what reads it: what the statement does to it is another operation. */
static void use_target(struct used *used, const struct node *statement, const struct node *target)
{
    if (target->kind != NODE_CALL)
        return;
    bool is_item = target->operation->number == IBID_OP_GET_ITEM;
    bool is_deleted = statement->kind == NODE_DELETE;
    use(used, operation_by_number(!is_item     ? IBID_OP_SET_ATTRIBUTE
                                  : is_deleted ? IBID_OP_DELETE_ITEM
                                               : IBID_OP_SET_ITEM));
}

static bool visit(const struct node *node, void *data)
{
    struct used *used = data;
    if (node->operation != NULL)
        use(used, node->operation);
    for (size_t i = 0; i < node->target_count; i++)
        use_target(used, node, node->targets[i]);
    return false;
}

static void use_program(struct used *used, const struct program *program)
{
    for (size_t i = 0; i < program->statement_count; i++)
        node_any(program->statements[i].node, visit, used);
}

static void use_outcomes(struct used *used, const struct outcomes *outcomes)
{
    for (size_t i = 0; i < outcomes->count; i++) {
        const struct outcome *outcome = &outcomes->items[i];
        if (outcome->kind == OUTCOME_IDENTITY)
            use(used, operation_by_number(outcome->relation == IDENTITY_DIFFERENT ? IBID_OP_IS_NOT : IBID_OP_IS));
        if (outcome->expression != NULL)
            node_any(outcome->expression, visit, used);
    }
}

static void complain_unknown(struct mistakes *mistakes, const struct topic *topic, const char *what, const char *id,
                             const char *const *ids, size_t id_count)
{
    complain(mistakes, topic,
             arena_printf(mistakes->arena, "there is no %s \"%s\"%s", what, id,
                          suggestion(mistakes->arena, suggest(id, ids, id_count))));
}

static void check_clauses(const struct spec *spec, const struct topic *topic, struct used *used,
                          struct mistakes *mistakes)
{
    const char **ids = ARENA_ARRAY(mistakes->arena, const char *, spec->clause_count + 1);
    for (size_t i = 0; i < spec->clause_count; i++)
        ids[i] = spec->clauses[i]->id;
    for (size_t i = 0; i < topic->clause_count; i++) {
        const struct clause *clause = spec_clause(spec, topic->clauses[i]);
        if (clause == NULL) {
            complain_unknown(mistakes, topic, "clause", topic->clauses[i], ids, spec->clause_count);
            continue;
        }
        used->open = used->open || clause->case_count == 0;
        for (size_t k = 0; k < clause->case_count; k++) {
            use_program(used, &clause->cases[k]->program);
            use_outcomes(used, &clause->cases[k]->outcomes);
        }
    }
}

static void check_choices(const struct spec *spec, const struct topic *topic, struct used *used,
                          struct mistakes *mistakes)
{
    const char **ids = ARENA_ARRAY(mistakes->arena, const char *, spec->choice_count + 1);
    for (size_t i = 0; i < spec->choice_count; i++)
        ids[i] = spec->choices[i]->id;
    for (size_t i = 0; i < topic->choice_count; i++) {
        const struct choice *choice = spec_choice(spec, topic->choices[i]);
        if (choice == NULL) {
            complain_unknown(mistakes, topic, "choice", topic->choices[i], ids, spec->choice_count);
            continue;
        }
        for (size_t k = 0; k < choice->probe_count; k++)
            use_program(used, &choice->probes[k]->program);
        for (size_t k = 0; k < choice->answer_count; k++)
            use_outcomes(used, &choice->answers[k].outcomes);
    }
}

static void check_vocabulary(const struct topic *topic, const struct used *used, struct mistakes *mistakes)
{
    static const unsigned all_forms = ~0U;
    for (size_t i = 0; i < topic->vocabulary_count; i++) {
        const char *name = topic->vocabulary[i];
        const struct operation *operation = operation_by_name(name);
        if (operation == NULL) {
            const struct operation *nearest = word_suggest_operation(name, all_forms);
            complain(mistakes, topic,
                     arena_printf(mistakes->arena,
                                  "the notation has no operation \"%s\"%s; 'ibid list operations' "
                                  "names them",
                                  name, suggestion(mistakes->arena, nearest != NULL ? nearest->name : NULL)));
        } else if (!used->open && !is_used(used, operation)) {
            complain(mistakes, topic,
                     arena_printf(mistakes->arena,
                                  "no program of a clause or a choice that topic %zu names uses \"%s\"", topic->number,
                                  name));
        }
    }
}

static void check_numbers(const struct spec *spec, struct mistakes *mistakes)
{
    for (size_t i = 0; i < spec->topic_count; i++) {
        const struct topic *topic = spec->topics[i];
        size_t before = i > 0 ? spec->topics[i - 1]->number : 0;
        if (topic->number == before)
            complain(mistakes, topic,
                     arena_printf(mistakes->arena, "topic %zu is there already, in %s line %zu", topic->number,
                                  spec->topics[i - 1]->place.file, spec->topics[i - 1]->place.line));
        else if (topic->number == before + 2)
            complain(mistakes, topic, arena_printf(mistakes->arena, "topic %zu is missing", before + 1));
        else if (topic->number > before + 2)
            complain(mistakes, topic,
                     arena_printf(mistakes->arena, "topics %zu to %zu are missing", before + 1, topic->number - 1));
    }
}

void check_topics(const struct spec *spec, struct mistakes *mistakes)
{
    check_numbers(spec, mistakes);
    for (size_t i = 0; i < spec->topic_count; i++) {
        const struct topic *topic = spec->topics[i];
        struct used used = {.arena = mistakes->arena, .open = topic->clause_count + topic->choice_count == 0};
        check_clauses(spec, topic, &used, mistakes);
        check_choices(spec, topic, &used, mistakes);
        check_vocabulary(topic, &used, mistakes);
        if (topic->clause_count == 0 && topic->why_not == NULL)
            complain(mistakes, topic,
                     arena_printf(mistakes->arena,
                                  "topic %zu has no clause; name one, or say in \"why_not\" why there is none",
                                  topic->number));
    }
}
