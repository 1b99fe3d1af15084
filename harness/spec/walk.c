#include "spec/walk.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "spec/suggest.h"

enum { MOST_LEVELS = 16 };

void wrong(struct walk *walk, const struct subject *subject, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    mistake_at_v(walk->mistakes, walk->source, (struct spot){subject->line, 0}, format, arguments);
    va_end(arguments);
}

static struct spot find(struct walk *walk, const struct subject *subject, enum sought sought, const char *value)
{
    return source_find(walk->source, subject->word, subject->line, sought, subject->under, value, strlen(value), 0, 0);
}

void wrong_key(struct walk *walk, const struct subject *subject, const char *key, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    mistake_at_v(walk->mistakes, walk->source, find(walk, subject, SOUGHT_KEY, key), format, arguments);
    va_end(arguments);
}

void wrong_string(struct walk *walk, const struct subject *subject, const char *value, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    mistake_at_v(walk->mistakes, walk->source, find(walk, subject, SOUGHT_STRING, value), format, arguments);
    va_end(arguments);
}

const char *did_you_mean(struct arena *arena, const char *word, const char *const *candidates, size_t candidate_count)
{
    const char *nearest = suggest(word, candidates, candidate_count);
    return nearest == NULL ? "" : arena_printf(arena, "; did you mean \"%s\"?", nearest);
}

const char *walk_describe(struct walk *walk, int index)
{
    static const char *const constructs[] = {
        [CONSTRUCT_CHAPTER] = "a chapter",
        [CONSTRUCT_CLAUSE] = "a clause",
        [CONSTRUCT_CHOICE] = "a choice",
        [CONSTRUCT_TOPIC] = "a topic",
        [CONSTRUCT_PROFILE] = "a profile",
        [CONSTRUCT_CASE] = "a case",
        [CONSTRUCT_PROBE] = "a probe",
        [CONSTRUCT_ACT] = "an act",
        [CONSTRUCT_NONE] = "None",
        [CONSTRUCT_INTEGER] = "an integer",
        [CONSTRUCT_COMPLEX] = "a complex number",
        [CONSTRUCT_AT_MOST] = "a bound of bytes",
    };
    const struct construct *construct = construct_at(walk->lua, index);
    if (construct != NULL)
        return constructs[construct->kind];
    switch (lua_type(walk->lua, index)) {
    case LUA_TNIL:
        return "nil";
    case LUA_TBOOLEAN:
        return lua_toboolean(walk->lua, index) ? "true" : "false";
    case LUA_TNUMBER:
        return "a number";
    case LUA_TSTRING:
        return "a string";
    case LUA_TTABLE:
        return "a table";
    default:
        return "a function";
    }
}

bool walk_charge(struct walk *walk, const struct subject *subject, long long cost)
{
    if (walk->budget < 0)
        return false;
    walk->budget -= cost;
    if (walk->budget < 0)
        wrong(walk, subject,
              "this file says more than a spec may: tables stand inside tables too often, or texts are "
              "too long; the rest of the file is not read");
    return walk->budget >= 0;
}

static bool is_among(const char *word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

static const char *list_words(struct arena *arena, const char *const *words, size_t count)
{
    const char *list = count > 0 ? words[0] : "none";
    for (size_t i = 1; i < count; i++)
        list = arena_printf(arena, "%s %s", list, words[i]);
    return list;
}

/* Keys that are no names. */
static void check_item_key(struct walk *walk, const struct subject *subject, int table, const char *what, bool items)
{
    lua_State *lua = walk->lua;
    lua_Integer count = (lua_Integer)lua_rawlen(lua, table);
    bool is_item = lua_isinteger(lua, -2) && lua_tointeger(lua, -2) >= 1 && lua_tointeger(lua, -2) <= count;
    if (is_item && items)
        return;
    if (is_item)
        wrong(walk, subject, "%s has no items, only fields with a name, but here stands %s", what,
              walk_describe(walk, -1));
    else if (lua_type(lua, -2) == LUA_TNUMBER && items)
        wrong(walk, subject, "an item of %s is nil, and others follow; write None if Python's None is meant", what);
    else
        wrong(walk, subject, "%s has %s as a key; keys are strings", what, walk_describe(walk, -2));
}

void walk_keys(struct walk *walk, const struct subject *subject, int table, const char *what,
               const char *const *allowed, size_t allowed_count, bool items)
{
    lua_State *lua = walk->lua;
    table = lua_absindex(lua, table);
    luaL_checkstack(lua, 10, NULL);
    lua_pushnil(lua);
    while (lua_next(lua, table)) {
        if (!walk_charge(walk, subject, 1)) {
            lua_pop(lua, 2);
            return;
        }
        if (lua_type(lua, -2) != LUA_TSTRING) {
            check_item_key(walk, subject, table, what, items);
        } else {
            const char *key = walk_string_at(walk, subject, -2, NULL);
            if (key != NULL && !is_among(key, allowed, allowed_count)) {
                const char *nearest = did_you_mean(walk->arena, key, allowed, allowed_count);
                wrong_key(walk, subject, key, "%s has no key \"%s\"%s%s", what, key, nearest,
                          *nearest != '\0'     ? ""
                          : allowed_count == 0 ? ": it is a list, without keys"
                                               : arena_printf(walk->arena, "; it has: %s",
                                                              list_words(walk->arena, allowed, allowed_count)));
            }
        }
        lua_pop(lua, 1);
    }
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

const char **walk_names(struct walk *walk, const struct subject *subject, int table, const char *what, size_t *count)
{
    lua_State *lua = walk->lua;
    const char **names = NULL;
    *count = 0;
    table = lua_absindex(lua, table);
    luaL_checkstack(lua, 10, NULL);
    lua_pushnil(lua);
    while (lua_next(lua, table)) {
        if (!walk_charge(walk, subject, 1)) {
            lua_pop(lua, 2);
            break;
        }
        const char *name = lua_type(lua, -2) == LUA_TSTRING ? walk_string_at(walk, subject, -2, NULL) : NULL;
        if (name != NULL)
            ARENA_APPEND(walk->arena, names, *count, name);
        else if (lua_type(lua, -2) != LUA_TSTRING)
            check_item_key(walk, subject, table, what, false);
        lua_pop(lua, 1);
    }
    if (*count > 0)
        qsort(names, *count, sizeof *names, compare_names);
    return names;
}

const char *walk_string_at(struct walk *walk, const struct subject *subject, int index, size_t *bytes)
{
    size_t string_bytes;
    if (lua_type(walk->lua, index) != LUA_TSTRING)
        return NULL;
    const char *string = lua_tolstring(walk->lua, index, &string_bytes);
    if (!walk_charge(walk, subject, 1 + (long long)(string_bytes / 64)))
        return NULL;
    if (strlen(string) != string_bytes) {
        wrong(walk, subject, "a string has a zero byte in it; texts of a spec cannot");
        return NULL;
    }
    if (utf8_valid_bytes(string, string_bytes) != string_bytes) {
        wrong(walk, subject, "a string is not UTF-8; texts of a spec must be");
        return NULL;
    }
    if (bytes != NULL)
        *bytes = string_bytes;
    return arena_strndup(walk->arena, string, string_bytes);
}

const char *walk_text(struct walk *walk, const struct subject *subject, const char *key, const char *expected,
                      size_t *bytes)
{
    if (lua_type(walk->lua, -1) == LUA_TSTRING)
        return walk_string_at(walk, subject, -1, bytes);
    /* An item stands under the key that its list does. */
    bool item = subject->under != NULL && strcmp(subject->under, key) == 0;
    const struct subject whole = {subject->word, subject->line, NULL};
    wrong_key(walk, item ? &whole : subject, key, "\"%s\" %s %s; expected %s", key, item ? "has in it" : "is",
              walk_describe(walk, -1), expected);
    return NULL;
}

int walk_push(struct walk *walk, int table, const char *key)
{
    luaL_checkstack(walk->lua, 10, NULL);
    table = lua_absindex(walk->lua, table);
    lua_pushstring(walk->lua, key);
    return lua_rawget(walk->lua, table);
}

const char *walk_string(struct walk *walk, const struct subject *subject, int table, const char *key, bool required)
{
    const char *string = NULL;
    int type = walk_push(walk, table, key);
    if (type == LUA_TSTRING) {
        string = walk_string_at(walk, subject, -1, NULL);
        if (string != NULL && *string == '\0')
            wrong_key(walk, subject, key, "\"%s\" is empty", key);
    } else if (type != LUA_TNIL) {
        wrong_key(walk, subject, key, "\"%s\" is %s; expected a string", key, walk_describe(walk, -1));
    } else if (required) {
        wrong(walk, subject, "this %s has no \"%s\"; write: %s = \"…\"", subject->word, key, key);
    }
    lua_pop(walk->lua, 1);
    return string;
}

bool walk_bool(struct walk *walk, const struct subject *subject, int table, const char *key)
{
    int type = walk_push(walk, table, key);
    bool truth = type == LUA_TBOOLEAN && lua_toboolean(walk->lua, -1);
    if (type != LUA_TNIL && type != LUA_TBOOLEAN)
        wrong_key(walk, subject, key, "\"%s\" is %s; expected true or false", key, walk_describe(walk, -1));
    lua_pop(walk->lua, 1);
    return truth;
}

struct string_list {
    const char *key;
    const char **items;
    size_t count;
};

static void add_string(struct walk *walk, const struct subject *subject, void *data)
{
    struct string_list *list = data;
    const char *string = walk_string_at(walk, subject, -1, NULL);
    if (string != NULL)
        ARENA_APPEND(walk->arena, list->items, list->count, string);
    else if (lua_type(walk->lua, -1) != LUA_TSTRING)
        wrong_key(walk, subject, list->key, "\"%s\" is or has in it %s; expected a string or a list of strings",
                  list->key, walk_describe(walk, -1));
}

const char **walk_strings(struct walk *walk, const struct subject *subject, int table, const char *key, size_t *count)
{
    struct string_list list = {.key = key};
    int type = walk_push(walk, table, key);
    if (type == LUA_TTABLE) {
        walk_keys(walk, subject, -1, arena_printf(walk->arena, "\"%s\"", key), NULL, 0, true);
        walk_items(walk, subject, -1, add_string, &list);
    } else if (type != LUA_TNIL) {
        add_string(walk, subject, &list);
    }
    lua_pop(walk->lua, 1);
    *count = list.count;
    return list.items;
}

static void walk_level(struct walk *walk, const struct subject *subject, int table, walk_item *item, void *data,
                       size_t levels)
{
    lua_State *lua = walk->lua;
    luaL_checkstack(lua, 20, NULL);
    table = lua_absindex(lua, table);
    lua_Integer count = (lua_Integer)lua_rawlen(lua, table);
    for (lua_Integer i = 1; i <= count && walk_charge(walk, subject, 1); i++) {
        int type = lua_rawgeti(lua, table, i);
        if (type == LUA_TNIL) {
            wrong(walk, subject, "item %lld of a list is nil; is a name misspelt?", (long long)i);
        } else if (type != LUA_TTABLE) {
            item(walk, subject, data);
        } else if (levels == MOST_LEVELS) {
            wrong(walk, subject, "lists stand inside lists more than %d deep", MOST_LEVELS);
        } else {
            walk_keys(walk, subject, -1, "a list", NULL, 0, true);
            walk_level(walk, subject, -1, item, data, levels + 1);
        }
        lua_pop(lua, 1);
    }
}

void walk_items(struct walk *walk, const struct subject *subject, int table, walk_item *item, void *data)
{
    walk_level(walk, subject, table, item, data, 1);
}
