#include "spec/declare.h"

#include <ctype.h>
#include <string.h>

#include "spec/chapters.h"
#include "spec/outcomes_read.h"
#include "spec/profiles.h"
#include "spec/program.h"
#include "spec/topics.h"

/* What the callbacks of one declaration share. */
struct declaring {
    struct spec *spec;
    struct clause *clause;
    struct choice *choice;
};

static struct place place_of(const struct walk *walk, const struct construct *construct)
{
    return (struct place){walk->source->file, construct->line};
}

static const char *title_of(struct walk *walk, const struct subject *subject, int index)
{
    construct_push_title(walk->lua, index);
    const char *title = lua_type(walk->lua, -1) == LUA_TSTRING ? walk_string_at(walk, subject, -1, NULL) : NULL;
    lua_pop(walk->lua, 1);
    return title;
}

/* Lower case, and one hyphen for every run of other characters than letters and digits. */
static const char *slug(struct walk *walk, const char *title)
{
    char *result = arena_alloc(walk->arena, strlen(title) + 1), *at = result;
    for (; *title != '\0'; title++) {
        if (isalnum((unsigned char)*title))
            *at++ = (char)tolower((unsigned char)*title);
        else if (at > result && at[-1] != '-')
            *at++ = '-';
    }
    while (at > result && at[-1] == '-')
        at--;
    *at = '\0';
    return result;
}

/* Conditions from a table of choices and answers; sorted by choice. */
static struct answer_condition *read_conditions(struct walk *walk, const struct subject *subject, int table,
                                                const char *key, size_t *count)
{
    struct answer_condition *conditions = NULL;
    const struct subject under = {subject->word, subject->line, key};
    *count = 0;
    int type = walk_push(walk, table, key);
    if (type == LUA_TTABLE) {
        size_t name_count;
        const char **names = walk_names(walk, &under, -1, arena_printf(walk->arena, "\"%s\"", key), &name_count);
        for (size_t i = 0; i < name_count; i++) {
            walk_push(walk, -1, names[i]);
            struct answer_condition condition = {
                names[i], walk_text(walk, &under, names[i], "one of the choice's answers, as a string", NULL)};
            lua_pop(walk->lua, 1);
            if (condition.answer != NULL)
                ARENA_APPEND(walk->arena, conditions, *count, condition);
        }
    } else if (type != LUA_TNIL) {
        wrong_key(walk, subject, key, "\"%s\" is %s; expected a table from choices to answers", key,
                  walk_describe(walk, -1));
    }
    lua_pop(walk->lua, 1);
    return conditions;
}

/* A whole number from 1 on, or 1 where it is missing or wrong. */
static size_t read_times(struct walk *walk, const struct subject *subject)
{
    enum { MOST_TIMES = 1000 };
    int type = walk_push(walk, -1, "times");
    bool whole = type == LUA_TNUMBER && lua_isinteger(walk->lua, -1);
    long long times = whole ? lua_tointeger(walk->lua, -1) : 0;
    bool good = times >= 1 && times <= MOST_TIMES;
    if (type != LUA_TNIL && !good)
        wrong_key(walk, subject, "times", "\"times\" is %s; expected a whole number from 1 to %d: how often the act is executed",
                  whole ? arena_printf(walk->arena, "%lld", times) : walk_describe(walk, -1), MOST_TIMES);
    lua_pop(walk->lua, 1);
    return good ? (size_t)times : 1;
}

/* What cases and probes have in common. The body is on top of the stack. */
static struct test_case *read_runnable(struct walk *walk, const struct subject *subject,
                                       const struct construct *construct)
{
    struct test_case *test_case = ARENA_NEW(walk->arena, struct test_case);
    test_case->place = place_of(walk, construct);
    if (!read_program(walk, subject, -1, &test_case->program, &test_case->act))
        return NULL;
    const char *unit = walk_string(walk, subject, -1, "unit", false);
    test_case->whole = unit != NULL && strcmp(unit, "whole") == 0;
    if (unit != NULL && !test_case->whole)
        wrong_key(walk, subject, "unit", "\"unit\" is \"%s\"; expected \"whole\", or nothing", unit);
    test_case->times = read_times(walk, subject);
    return test_case;
}

static const char *const *with_outcome_keys(struct walk *walk, const char *const *own, size_t own_count, size_t *count)
{
    size_t outcome_count;
    const char *const *outcomes = outcome_keys(&outcome_count);
    const char **all = ARENA_ARRAY(walk->arena, const char *, own_count + outcome_count);
    *count = 0;
    for (size_t i = 0; i < own_count; i++)
        all[(*count)++] = own[i];
    for (size_t i = 0; i < outcome_count; i++)
        all[(*count)++] = outcomes[i];
    return all;
}

static struct answer_condition *joined(struct walk *walk, const struct answer_condition *left, size_t left_count,
                                       const struct answer_condition *right, size_t right_count, size_t *count)
{
    struct answer_condition *all = NULL;
    *count = 0;
    for (size_t i = 0; i < left_count; i++)
        ARENA_APPEND(walk->arena, all, *count, left[i]);
    for (size_t i = 0; i < right_count; i++)
        ARENA_APPEND(walk->arena, all, *count, right[i]);
    return all;
}

static void add_case(struct walk *walk, const struct subject *clause_subject, void *data)
{
    static const char *const own[] = {"unit", "times", "traced", "unchanged", "where", "was"};
    struct declaring *declaring = data;
    struct clause *clause = declaring->clause;
    const struct construct *construct = construct_use(walk->lua, -1, CONSTRUCT_CASE);
    if (construct == NULL) {
        wrong(walk, clause_subject, "a clause holds cases; here stands %s; write: case \"TITLE\" { \"x = 1\", … }",
              walk_describe(walk, -1));
        return;
    }
    const struct subject subject = {"case", construct->line, NULL};
    const char *title = title_of(walk, &subject, -1);
    if (title == NULL || *slug(walk, title) == '\0') {
        wrong(walk, &subject, "a case needs a title with a letter or a digit in it, which makes its id");
        return;
    }
    if (!construct_push_body(walk->lua, -1)) {
        wrong(walk, &subject, "the case \"%s\" has no body: case \"TITLE\" { … }", title);
        return;
    }
    size_t key_count;
    const char *const *keys = with_outcome_keys(walk, own, sizeof own / sizeof *own, &key_count);
    walk_keys(walk, &subject, -1, "a case", keys, key_count, true);
    struct test_case *test_case = read_runnable(walk, &subject, construct);
    if (test_case != NULL) {
        test_case->title = title;
        test_case->id = arena_printf(walk->arena, "%s/%s", clause->id, slug(walk, title));
        test_case->clause = clause;
        test_case->was = walk_strings(walk, &subject, -1, "was", &test_case->was_count);
        test_case->unchanged = walk_bool(walk, &subject, -1, "unchanged");
        test_case->traced = walk_bool(walk, &subject, -1, "traced");
        if (test_case->traced && test_case->whole)
            wrong_key(walk, &subject, "traced",
                      "\"traced\" is of the act alone, and with unit = \"whole\" the act is no statement of its own");
        size_t own_count;
        struct answer_condition *where = read_conditions(walk, &subject, -1, "where", &own_count);
        test_case->where = joined(walk, clause->where, clause->where_count, where, own_count, &test_case->where_count);
        read_outcomes(walk, &subject, -1, &test_case->outcomes);
        ARENA_APPEND(walk->arena, clause->cases, clause->case_count, test_case);
        declaring->spec->case_count++;
    }
    lua_pop(walk->lua, 1);
}

/* Whether the table on top of the stack has something under this key, right or wrong. */
static bool has_field(struct walk *walk, const char *key)
{
    bool has = walk_push(walk, -1, key) != LUA_TNIL;
    lua_pop(walk->lua, 1);
    return has;
}

static void declare_clause(struct walk *walk, const struct subject *subject, const struct construct *construct,
                           const char *id, struct spec *spec)
{
    static const char *const keys[] = {"must", "should", "source", "why", "where", "pending", "was"};
    struct clause *clause = ARENA_NEW(walk->arena, struct clause);
    clause->id = id;
    clause->place = place_of(walk, construct);
    clause->chapter = chapter_here(walk, spec);
    walk_keys(walk, subject, -1, "a clause", keys, sizeof keys / sizeof *keys, true);
    const char *must = walk_string(walk, subject, -1, "must", false);
    const char *should = walk_string(walk, subject, -1, "should", false);
    if (must != NULL && should != NULL)
        wrong_key(walk, subject, "should",
                  "the clause \"%s\" has both \"must\" and \"should\"; keep one of them, or make two clauses of it",
                  id);
    else if (!has_field(walk, "must") && !has_field(walk, "should"))
        wrong(walk, subject,
              "the clause \"%s\" has neither \"must\" nor \"should\"; write its normative sentence: must = \"…\"", id);
    clause->must = must != NULL;
    clause->text = must != NULL ? must : should != NULL ? should : "";
    clause->why = walk_string(walk, subject, -1, "why", false);
    clause->pending = walk_string(walk, subject, -1, "pending", false);
    if (clause->pending != NULL && clause->pending[0] == '\0')
        wrong_key(
            walk, subject, "pending",
            "\"pending\" says nothing; expected what the clause waits for: pending = \"there is no word for devices\"");
    spec->pending_count += clause->pending != NULL;
    clause->was = walk_strings(walk, subject, -1, "was", &clause->was_count);
    clause->sources = walk_strings(walk, subject, -1, "source", &clause->source_count);
    clause->where = read_conditions(walk, subject, -1, "where", &clause->where_count);
    struct declaring declaring = {spec, clause, NULL};
    walk_items(walk, subject, -1, add_case, &declaring);
    ARENA_APPEND(walk->arena, spec->clauses, spec->clause_count, clause);
}

static void add_probe(struct walk *walk, const struct subject *choice_subject, void *data)
{
    static const char *const keys[] = {"unit", "times"};
    struct choice *choice = ((struct declaring *)data)->choice;
    const struct construct *construct = construct_use(walk->lua, -1, CONSTRUCT_PROBE);
    if (construct == NULL) {
        wrong_key(walk, choice_subject, "probes",
                  "\"probes\" holds probes; here stands %s; write: probe { \"x = 1\", … }", walk_describe(walk, -1));
        return;
    }
    const struct subject subject = {"probe", construct->line, NULL};
    if (!construct_push_body(walk->lua, -1)) {
        wrong(walk, &subject, "the probe has no body: probe { … }");
        return;
    }
    walk_keys(walk, &subject, -1, "a probe", keys, sizeof keys / sizeof *keys, true);
    struct test_case *probe = read_runnable(walk, &subject, construct);
    lua_pop(walk->lua, 1);
    if (probe == NULL)
        return;
    probe->id = arena_printf(walk->arena, "%s/probe-%zu", choice->id, choice->probe_count + 1);
    probe->title = probe->id;
    ARENA_APPEND(walk->arena, choice->probes, choice->probe_count, probe);
}

/* The answer of this name, whose table or string is on top of the stack. */
static void add_answer(struct walk *walk, const struct subject *subject, const char *name, struct choice *choice)
{
    static const char *const own[] = {"means", "declared"};
    struct answer answer = {.name = name};
    if (lua_type(walk->lua, -1) == LUA_TSTRING) {
        answer.depends = true;
        answer.means = walk_string_at(walk, subject, -1, NULL);
    } else if (lua_type(walk->lua, -1) == LUA_TTABLE) {
        size_t key_count;
        const char *const *keys = with_outcome_keys(walk, own, sizeof own / sizeof *own, &key_count);
        walk_keys(walk, subject, -1, "an answer", keys, key_count, false);
        answer.means = walk_string(walk, subject, -1, "means", false);
        answer.declared = walk_bool(walk, subject, -1, "declared");
        read_outcomes(walk, subject, -1, &answer.outcomes);
        if (answer.declared && answer.outcomes.count > 0)
            wrong_key(walk, subject, name, "the answer \"%s\" is declared, so it cannot have outcomes", name);
        if (!answer.declared && answer.outcomes.count == 0)
            wrong_key(walk, subject, name,
                      "the answer \"%s\" has no outcome, so nothing could show it; declared = true makes one that is "
                      "never measured",
                      name);
    } else {
        wrong_key(walk, subject, name, "the answer \"%s\" is %s; expected a table, or a string for \"depends\"", name,
                  walk_describe(walk, -1));
        return;
    }
    ARENA_APPEND(walk->arena, choice->answers, choice->answer_count, answer);
}

static void read_answers(struct walk *walk, const struct subject *subject, struct choice *choice)
{
    const struct subject under = {subject->word, subject->line, "answers"};
    if (walk_push(walk, -1, "answers") == LUA_TTABLE) {
        size_t count;
        const char **names = walk_names(walk, &under, -1, "\"answers\"", &count);
        /* Those without outcomes stand last. */
        for (int without = 0; without < 2; without++)
            for (size_t i = 0; i < count; i++) {
                int type = walk_push(walk, -1, names[i]);
                bool has_none = type == LUA_TSTRING || (type == LUA_TTABLE && walk_bool(walk, &under, -1, "declared"));
                if (has_none == (without == 1))
                    add_answer(walk, &under, names[i], choice);
                lua_pop(walk->lua, 1);
            }
    } else {
        wrong(walk, subject, "the choice \"%s\" needs a table of answers", choice->id);
    }
    lua_pop(walk->lua, 1);
}

static void declare_choice(struct walk *walk, const struct subject *subject, const struct construct *construct,
                           const char *id, struct spec *spec)
{
    static const char *const keys[] = {"asks", "source", "requires", "probes", "answers", "otherwise"};
    struct choice *choice = ARENA_NEW(walk->arena, struct choice);
    choice->id = id;
    choice->place = place_of(walk, construct);
    choice->chapter = chapter_here(walk, spec);
    walk_keys(walk, subject, -1, "a choice", keys, sizeof keys / sizeof *keys, false);
    choice->asks = walk_string(walk, subject, -1, "asks", true);
    if (choice->asks == NULL)
        choice->asks = "";
    choice->sources = walk_strings(walk, subject, -1, "source", &choice->source_count);
    choice->requires = read_conditions(walk, subject, -1, "requires", &choice->requires_count);
    struct declaring declaring = {spec, NULL, choice};
    if (walk_push(walk, -1, "probes") == LUA_TTABLE)
        walk_items(walk, subject, -1, add_probe, &declaring);
    lua_pop(walk->lua, 1);
    if (choice->probe_count == 0)
        wrong(walk, subject, "the choice \"%s\" has no probe, so nothing could answer it", id);
    read_answers(walk, subject, choice);
    choice->otherwise = walk_string(walk, subject, -1, "otherwise", false);
    ARENA_APPEND(walk->arena, spec->choices, spec->choice_count, choice);
}

static void declare_one(struct walk *walk, struct spec *spec)
{
    const struct construct *construct = construct_at(walk->lua, -1);
    if (construct == NULL)
        return;
    const struct subject subject = {construct_word(construct->kind), construct->line, NULL};
    const char *id = title_of(walk, &subject, -1);
    if (id == NULL || *id == '\0') {
        wrong(walk, &subject, "a %s needs an id: %s \"ID\" { … }", subject.word, subject.word);
        return;
    }
    if (construct->kind == CONSTRUCT_CHAPTER)
        walk->chapter = chapter_named(walk->arena, spec, id, place_of(walk, construct));
    if (!construct_push_body(walk->lua, -1)) {
        if (construct->kind == CONSTRUCT_CHAPTER)
            return;
        wrong(walk, &subject, "the %s \"%s\" has no body: %s \"%s\" { … }", subject.word, id, subject.word, id);
        return;
    }
    if (construct->kind == CONSTRUCT_CHAPTER)
        chapter_define(walk, &subject, place_of(walk, construct));
    else if (construct->kind == CONSTRUCT_CLAUSE)
        declare_clause(walk, &subject, construct, id, spec);
    else if (construct->kind == CONSTRUCT_CHOICE)
        declare_choice(walk, &subject, construct, id, spec);
    else if (construct->kind == CONSTRUCT_TOPIC)
        topic_declare(walk, &subject, construct, id, spec);
    else
        profile_declare(walk, &subject, place_of(walk, construct), id, spec);
    lua_pop(walk->lua, 1);
}

/* A case that stands in no clause would never run, and nobody would miss it. */
static void report_strays(struct walk *walk)
{
    static const struct {
        const char *whole, *remedy;
    } belongs[] = {
        [CONSTRUCT_CASE] = {"clause",
                            "put it into the table of its clause; if a function makes it, return it from there"},
        [CONSTRUCT_PROBE] = {"choice", "put it into the \"probes\" of its choice"},
        [CONSTRUCT_ACT] = {"case", "put it among the statements of a case or a probe"},
    };
    words_push_parts(walk->lua);
    lua_Integer count = (lua_Integer)lua_rawlen(walk->lua, -1);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(walk->lua, -1, i);
        const struct construct *part = construct_at(walk->lua, -1);
        const struct subject subject = {construct_word(part->kind), part->line, NULL};
        if (!part->used)
            wrong(walk, &subject, "this %s stands in no %s, so nothing would ever run it; %s", subject.word,
                  belongs[part->kind].whole, belongs[part->kind].remedy);
        lua_pop(walk->lua, 1);
    }
    lua_pop(walk->lua, 1);
}

void declare_all(struct walk *walk, struct spec *spec)
{
    size_t mistakes_before = walk->mistakes->count;
    words_push_declarations(walk->lua);
    lua_Integer count = (lua_Integer)lua_rawlen(walk->lua, -1);
    for (lua_Integer i = 1; i <= count && walk->budget >= 0; i++) {
        lua_rawgeti(walk->lua, -1, i);
        declare_one(walk, spec);
        lua_pop(walk->lua, 1);
    }
    lua_pop(walk->lua, 1);
    /* What was not read because of another mistake is no stray. */
    if (walk->mistakes->count == mistakes_before)
        report_strays(walk);
}
