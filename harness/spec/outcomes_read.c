#include "spec/outcomes_read.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "notation/parse.h"
#include "notation/print.h"
#include "observe/dtype.h"
#include "spec/value.h"

static const char *const keys[] = {
    [OUTCOME_IDENTITY] = "identity",   [OUTCOME_CONTENT] = "content",     [OUTCOME_VIEW] = "view",
    [OUTCOME_COPY] = "copy",           [OUTCOME_RAISES] = "raises",       [OUTCOME_DTYPE] = "dtype",
    [OUTCOME_UNDEFINED] = "undefined", [OUTCOME_ALLOCATES] = "allocates",
};

const char *outcome_kind_name(enum outcome_kind kind)
{
    return kind == OUTCOME_LIFETIME ? "lifetime" : kind == OUTCOME_LAYOUT ? "layout" : keys[kind];
}

const char *const *outcome_keys(size_t *count)
{
    *count = sizeof keys / sizeof *keys;
    return keys;
}

static void add_outcome(struct walk *walk, struct outcomes *outcomes, struct outcome outcome)
{
    ARENA_APPEND(walk->arena, outcomes->items, outcomes->count, outcome);
}

static bool is_word(const char *text, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        if (!(isalpha((unsigned char)text[i]) || text[i] == '_' || (i > 0 && isdigit((unsigned char)text[i]))))
            return false;
    return bytes > 0;
}

/* "l[0][1]": a name and the numbers of items. */
static bool read_reference(struct walk *walk, const char *text, size_t bytes, struct reference *reference)
{
    size_t name_bytes = 0;
    while (name_bytes < bytes && text[name_bytes] != '[')
        name_bytes++;
    *reference = (struct reference){.name = arena_strndup(walk->arena, text, name_bytes),
                                    .text = arena_strndup(walk->arena, text, bytes)};
    const char *at = text + name_bytes, *end = text + bytes;
    while (at < end) {
        if (*at != '[' || at + 1 == end || !isdigit((unsigned char)at[1]))
            return false;
        char *after;
        size_t number = strtoul(at + 1, &after, 10);
        if (*after != ']' || after >= end)
            return false;
        ARENA_APPEND(walk->arena, reference->indices, reference->index_count, number);
        at = after + 1;
    }
    return is_word(text, name_bytes);
}

struct outcome_list {
    struct outcomes *outcomes;
};

static void add_identity(struct walk *walk, const struct subject *subject, void *data)
{
    struct outcome_list *list = data;
    size_t bytes;
    const char *text = walk_text(walk, subject, keys[OUTCOME_IDENTITY], "strings such as \"x is a\"", &bytes);
    if (text == NULL)
        return;
    struct outcome outcome = {.kind = OUTCOME_IDENTITY, .text = text};
    static const struct {
        const char *words;
        int relation;
    } forms[] = {{" is not ", IDENTITY_DIFFERENT}, {" is ", IDENTITY_SAME}};
    bool read = false;
    const char *kept = bytes > 5 ? text + bytes - 5 : text;
    if (strcmp(kept, " kept") == 0) {
        outcome.relation = IDENTITY_KEPT;
        read = read_reference(walk, text, bytes - 5, &outcome.left);
    }
    for (size_t i = 0; !read && i < sizeof forms / sizeof *forms; i++) {
        const char *words = strstr(text, forms[i].words);
        if (words == NULL)
            continue;
        const char *right = words + strlen(forms[i].words);
        outcome.relation = forms[i].relation == IDENTITY_SAME ? IDENTITY_SAME : IDENTITY_DIFFERENT;
        read = read_reference(walk, text, (size_t)(words - text), &outcome.left) &&
               read_reference(walk, right, strlen(right), &outcome.right);
        if (!read)
            break;
    }
    if (read)
        add_outcome(walk, list->outcomes, outcome);
    else
        wrong_string(walk, subject, text,
                     "\"%s\" states no identity; expected \"x is a\", \"x is not a\" or \"x kept\", where x and a are "
                     "names or items such as l[0]",
                     text);
}

static void add_undefined(struct walk *walk, const struct subject *subject, void *data)
{
    struct outcome_list *list = data;
    const char *name = walk_text(walk, subject, keys[OUTCOME_UNDEFINED], "names, as strings", NULL);
    if (name == NULL)
        return;
    struct outcome outcome = {.kind = OUTCOME_UNDEFINED, .name = name};
    outcome.text = arena_printf(walk->arena, "%s may be anything", name);
    add_outcome(walk, list->outcomes, outcome);
}

static void add_kind(struct walk *walk, const struct subject *subject, void *data)
{
    struct outcome *outcome = data;
    const char *name = walk_text(walk, subject, keys[OUTCOME_RAISES], "kinds of error, as strings", NULL);
    if (name == NULL)
        return;
    int kind = error_kind_by_name(name);
    if (kind < 0) {
        const char *names[IBID_ERROR_OTHER + 1];
        for (int i = 0; i <= IBID_ERROR_OTHER; i++)
            names[i] = error_kind_name((enum ibid_error_kind)i);
        wrong_string(walk, subject, name, "\"%s\" is no kind of error, as 'ibid list errors' shows them%s", name,
                     did_you_mean(walk->arena, name, names, IBID_ERROR_OTHER + 1));
        return;
    }
    enum ibid_error_kind found = (enum ibid_error_kind)kind;
    ARENA_APPEND(walk->arena, outcome->error_kinds, outcome->error_kind_count, found);
}

static void read_kinds(struct walk *walk, const struct subject *under, struct outcome *outcome)
{
    const struct subject whole = {under->word, under->line, NULL};
    walk_keys(walk, under, -1, "\"raises\"", NULL, 0, true);
    if (lua_rawlen(walk->lua, -1) == 0)
        wrong_key(walk, &whole, keys[OUTCOME_RAISES],
                  "\"raises\" names no kind of error; raises = true stands for any, and no \"raises\" for none");
    walk_items(walk, under, -1, add_kind, outcome);
}

static void read_raises(struct walk *walk, const struct subject *subject, int table, struct outcomes *outcomes)
{
    int type = walk_push(walk, table, "raises");
    struct outcome outcome = {.kind = OUTCOME_RAISES, .text = "raises"};
    const struct subject under = {subject->word, subject->line, keys[OUTCOME_RAISES]};
    bool given = type == LUA_TSTRING || type == LUA_TTABLE || (type == LUA_TBOOLEAN && lua_toboolean(walk->lua, -1));
    if (type == LUA_TSTRING)
        add_kind(walk, &under, &outcome);
    else if (type == LUA_TTABLE)
        read_kinds(walk, &under, &outcome);
    else if (type != LUA_TNIL && !given)
        wrong_key(walk, subject, "raises", "\"raises\" is %s; expected true, a kind of error or a list of kinds",
                  walk_describe(walk, -1));
    lua_pop(walk->lua, 1);
    if (!given)
        return;
    struct text text = TEXT_EMPTY;
    text_append(&text, "raises");
    for (size_t i = 0; i < outcome.error_kind_count; i++)
        text_printf(&text, "%s%s", i == 0 ? " " : " or ", error_kind_name(outcome.error_kinds[i]));
    outcome.text = keep_text(walk->arena, &text);
    add_outcome(walk, outcomes, outcome);
}

/* What a table from names to something states of one name, which is on top of the stack. */
typedef bool read_for_name(struct walk *walk, const struct subject *subject, struct outcome *outcome);

static bool read_content(struct walk *walk, const struct subject *subject, struct outcome *outcome)
{
    outcome->value = read_value(walk, subject, outcome->name);
    if (outcome->value == NULL)
        return false;
    struct text text = TEXT_EMPTY;
    text_printf(&text, "%s == ", outcome->name);
    expected_value_display(&text, outcome->value);
    outcome->text = keep_text(walk->arena, &text);
    return true;
}

static bool read_expression(struct walk *walk, const struct subject *subject, struct outcome *outcome)
{
    size_t bytes;
    const char *text = walk_text(walk, subject, outcome->name, "an expression, as a string", &bytes);
    if (text == NULL)
        return false;
    struct parse_error error;
    outcome->expression = parse_expression(walk->arena, text, bytes, &error);
    if (outcome->expression == NULL) {
        wrong_string(walk, subject, text, "\"%s\": %s", text, error.message);
        return false;
    }
    outcome->text =
        arena_printf(walk->arena, "%s is a %s of %s", outcome->name, outcome->kind == OUTCOME_VIEW ? "view" : "copy",
                     print_string(walk->arena, outcome->expression));
    return true;
}

static const char *nearest_dtype(struct arena *arena, const char *word)
{
    size_t count;
    const struct dtype *dtypes = dtypes_all(&count);
    const char **names = ARENA_ARRAY(arena, const char *, count);
    const char *list = "";
    for (size_t i = 0; i < count; i++) {
        names[i] = dtypes[i].name;
        list = arena_printf(arena, "%s %s", list, names[i]);
    }
    const char *nearest = did_you_mean(arena, word, names, count);
    return *nearest != '\0' ? nearest : arena_printf(arena, "; there are:%s", list);
}

static bool read_dtype(struct walk *walk, const struct subject *subject, struct outcome *outcome)
{
    outcome->dtype = walk_text(walk, subject, outcome->name, "the name of a dtype", NULL);
    if (outcome->dtype == NULL)
        return false;
    if (dtype_of_name(walk->arena, outcome->dtype) == NULL) {
        wrong_string(walk, subject, outcome->dtype, "\"%s\" is no dtype%s", outcome->dtype,
                     nearest_dtype(walk->arena, outcome->dtype));
        return false;
    }
    outcome->text = arena_printf(walk->arena, "%s has dtype %s", outcome->name, outcome->dtype);
    return true;
}

static void read_by_name(struct walk *walk, const struct subject *subject, int table, enum outcome_kind kind,
                         read_for_name *read, struct outcomes *outcomes)
{
    const struct subject under = {subject->word, subject->line, keys[kind]};
    int type = walk_push(walk, table, keys[kind]);
    if (type == LUA_TTABLE) {
        size_t count;
        const char **names = walk_names(walk, &under, -1, arena_printf(walk->arena, "\"%s\"", keys[kind]), &count);
        for (size_t i = 0; i < count; i++) {
            struct outcome outcome = {.kind = kind, .name = names[i]};
            walk_push(walk, -1, names[i]);
            if (read(walk, &under, &outcome))
                add_outcome(walk, outcomes, outcome);
            lua_pop(walk->lua, 1);
        }
    } else if (type != LUA_TNIL) {
        wrong_key(walk, subject, keys[kind], "\"%s\" is %s; expected a table from names to what they have", keys[kind],
                  walk_describe(walk, -1));
    }
    lua_pop(walk->lua, 1);
}

static void read_list(struct walk *walk, const struct subject *subject, int table, enum outcome_kind kind,
                      walk_item *item, struct outcomes *outcomes)
{
    struct outcome_list list = {outcomes};
    const struct subject under = {subject->word, subject->line, keys[kind]};
    int type = walk_push(walk, table, keys[kind]);
    if (type == LUA_TTABLE) {
        walk_keys(walk, &under, -1, arena_printf(walk->arena, "\"%s\"", keys[kind]), NULL, 0, true);
        walk_items(walk, &under, -1, item, &list);
    } else if (type != LUA_TNIL)
        wrong_key(walk, subject, keys[kind], "\"%s\" is %s; expected a list of strings", keys[kind],
                  walk_describe(walk, -1));
    lua_pop(walk->lua, 1);
}

/* What is on top of the stack: a number of bytes, or at_most of one. */
static bool read_bytes(struct walk *walk, struct outcome *outcome)
{
    const struct construct *construct = construct_at(walk->lua, -1);
    outcome->at_most = construct != NULL && construct->kind == CONSTRUCT_AT_MOST;
    if (outcome->at_most)
        construct_push_title(walk->lua, -1);
    else
        lua_pushvalue(walk->lua, -1);
    bool good = lua_isinteger(walk->lua, -1) && lua_tointeger(walk->lua, -1) >= 0;
    outcome->bytes = good ? lua_tointeger(walk->lua, -1) : 0;
    lua_pop(walk->lua, 1);
    return good;
}

static void read_allocates(struct walk *walk, const struct subject *subject, int table, struct outcomes *outcomes)
{
    struct outcome outcome = {.kind = OUTCOME_ALLOCATES};
    int type = walk_push(walk, table, "allocates");
    if (type != LUA_TNIL && read_bytes(walk, &outcome)) {
        outcome.text =
            arena_printf(walk->arena, "the act allocates %s%lld bytes", outcome.at_most ? "at most " : "", outcome.bytes);
        add_outcome(walk, outcomes, outcome);
    } else if (type != LUA_TNIL) {
        wrong_key(walk, subject, "allocates", "\"allocates\" is %s; expected bytes, a whole number from 0, or at_most(BYTES)",
                  walk_describe(walk, -1));
    }
    lua_pop(walk->lua, 1);
}

void read_outcomes(struct walk *walk, const struct subject *subject, int table, struct outcomes *outcomes)
{
    table = lua_absindex(walk->lua, table);
    read_list(walk, subject, table, OUTCOME_IDENTITY, add_identity, outcomes);
    read_by_name(walk, subject, table, OUTCOME_CONTENT, read_content, outcomes);
    read_by_name(walk, subject, table, OUTCOME_VIEW, read_expression, outcomes);
    read_by_name(walk, subject, table, OUTCOME_COPY, read_expression, outcomes);
    read_raises(walk, subject, table, outcomes);
    read_by_name(walk, subject, table, OUTCOME_DTYPE, read_dtype, outcomes);
    read_list(walk, subject, table, OUTCOME_UNDEFINED, add_undefined, outcomes);
    read_allocates(walk, subject, table, outcomes);
}
