#include "spec/sandbox.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "spec/suggest.h"

const struct sandbox_limits SANDBOX_LIMITS = {
    .memory_bytes = (size_t)64 << 20,
    .traffic_bytes = (size_t)1 << 30,
    .string_bytes = (size_t)64 << 10,
    .steps = 5000000,
    .seconds = 10,
};

enum { STEPS_PER_HOOK = 100, MOST_WORDS = 64 };

static const char CHUNK_NAME[] = "=spec"; /* errors then start with "spec:LINE: " */
static const char OUT_OF_STEPS[] =
    "this file does not come to an end: it took more steps or time than a spec may; is there an endless loop?";

struct sandbox {
    lua_State *lua;
    struct sandbox_limits limits;
    bool limited;
    bool exhausted;
    size_t memory_bytes, traffic_bytes;
    long long steps;
    clock_t deadline; /* in the process's own time */
    bool string_too_long;
    size_t refused_line; /* where Lua was when memory was last refused */
    char undefined_name[64];
};

static struct sandbox *sandbox_of(lua_State *lua)
{
    struct sandbox *sandbox;
    memcpy(&sandbox, lua_getextraspace(lua), sizeof sandbox);
    return sandbox;
}

size_t sandbox_line(lua_State *lua)
{
    lua_Debug activation;
    for (int level = 0; lua_getstack(lua, level, &activation); level++)
        if (lua_getinfo(lua, "l", &activation) && activation.currentline > 0)
            return (size_t)activation.currentline;
    return 0;
}

/* Out of memory is raised without a message handler, so the line has to be kept here. */
static void *refuse(struct sandbox *sandbox)
{
    if (sandbox->lua != NULL)
        sandbox->refused_line = sandbox_line(sandbox->lua);
    return NULL;
}

static bool exceeds(size_t bytes, size_t more_bytes, size_t limit_bytes)
{
    return more_bytes > limit_bytes || bytes > limit_bytes - more_bytes;
}

static void *allocate(void *data, void *pointer, size_t old_bytes, size_t new_bytes)
{
    struct sandbox *sandbox = data;
    int type = (int)old_bytes; /* what old_bytes says when there is no pointer */
    if (pointer == NULL)
        old_bytes = 0;
    if (new_bytes == 0) {
        free(pointer);
        sandbox->memory_bytes -= old_bytes;
        return NULL;
    }
    size_t more_bytes = new_bytes > old_bytes ? new_bytes - old_bytes : 0;
    if (sandbox->limited && more_bytes > 0) {
        sandbox->string_too_long = pointer == NULL && type == LUA_TSTRING && new_bytes > sandbox->limits.string_bytes;
        if (sandbox->string_too_long || exceeds(sandbox->memory_bytes, more_bytes, sandbox->limits.memory_bytes) ||
            exceeds(sandbox->traffic_bytes, more_bytes, sandbox->limits.traffic_bytes))
            return refuse(sandbox);
        sandbox->traffic_bytes += more_bytes;
    }
    void *moved = checked_realloc(pointer, new_bytes);
    sandbox->memory_bytes += new_bytes;
    sandbox->memory_bytes -= old_bytes;
    return moved;
}

static void count_steps(lua_State *lua, lua_Debug *activation);

static _Noreturn void run_out(lua_State *lua, struct sandbox *sandbox)
{
    sandbox->exhausted = true;
    lua_sethook(lua, count_steps, LUA_MASKCOUNT, 1);
    lua_pushfstring(lua, "spec:%d: %s", (int)sandbox_line(lua), OUT_OF_STEPS);
    lua_error(lua);
    abort();
}

void sandbox_charge(lua_State *lua, long long steps)
{
    struct sandbox *sandbox = sandbox_of(lua);
    if (!sandbox->limited)
        return;
    sandbox->steps -= steps;
    if (sandbox->exhausted || sandbox->steps <= 0 || clock() > sandbox->deadline)
        run_out(lua, sandbox);
}

static void count_steps(lua_State *lua, lua_Debug *activation)
{
    (void)activation;
    sandbox_charge(lua, STEPS_PER_HOOK);
}

static int compare_words(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The words in upvalue 1, sorted, as strings that live as long as the words do. */
static size_t list_words(lua_State *lua, const char *words[MOST_WORDS])
{
    size_t count = 0;
    lua_pushnil(lua);
    while (lua_next(lua, lua_upvalueindex(1))) {
        if (count < MOST_WORDS)
            words[count++] = lua_tostring(lua, -2);
        lua_pop(lua, 1);
    }
    qsort(words, count, sizeof *words, compare_words);
    return count;
}

/* What Python writes in another way: no words of the spec, but Lua's own. */
static const char *const literals[] = {"true", "false"};
enum { LITERAL_COUNT = sizeof literals / sizeof *literals };

static int read_global(lua_State *lua)
{
    lua_settop(lua, 2);
    lua_pushvalue(lua, 2);
    if (lua_rawget(lua, lua_upvalueindex(1)) != LUA_TNIL)
        return 1;
    if (lua_type(lua, 2) != LUA_TSTRING)
        return luaL_error(lua, "_ENV has names only");
    const char *name = lua_tostring(lua, 2);
    struct sandbox *sandbox = sandbox_of(lua);
    snprintf(sandbox->undefined_name, sizeof sandbox->undefined_name, "%s", name);
    const char *words[MOST_WORDS + LITERAL_COUNT];
    size_t word_count = list_words(lua, words);
    memcpy(words + word_count, literals, sizeof literals);
    const char *nearest = suggest(name, words, word_count + LITERAL_COUNT);
    if (nearest != NULL)
        return luaL_error(lua, "\"%s\" is not defined; did you mean \"%s\"?", name, nearest);
    luaL_Buffer known;
    luaL_buffinit(lua, &known);
    for (size_t i = 0; i < word_count; i++) {
        luaL_addstring(&known, i == 0 ? "" : " ");
        luaL_addstring(&known, words[i]);
    }
    luaL_pushresult(&known);
    return luaL_error(lua, "\"%s\" is not defined; a spec may use local names and the words: %s", name,
                      lua_tostring(lua, -1));
}

static int write_global(lua_State *lua)
{
    const char *name = lua_type(lua, 2) == LUA_TSTRING ? lua_tostring(lua, 2) : "?";
    return luaL_error(lua, "\"%s\" is no local name, and there are no global ones; write: local %s = …", name, name);
}

void sandbox_word(lua_State *lua, const char *name)
{
    lua_getfield(lua, LUA_REGISTRYINDEX, "words");
    lua_insert(lua, -2);
    lua_setfield(lua, -2, name);
    lua_pop(lua, 1);
}

/*
 * The file's environment stays an empty table whose reads and writes come to us: words that stood in
 * it could be overwritten.
 */
static int prepare(lua_State *lua)
{
    lua_newtable(lua);
    lua_setfield(lua, LUA_REGISTRYINDEX, "words");
    lua_pushcfunction(lua, luaopen_base);
    lua_call(lua, 0, 1);
    static const char *const kept[] = {"ipairs", "type", "error"};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        lua_getfield(lua, -1, kept[i]);
        sandbox_word(lua, kept[i]);
    }

    lua_newtable(lua);
    lua_newtable(lua);
    lua_getfield(lua, LUA_REGISTRYINDEX, "words");
    lua_pushcclosure(lua, read_global, 1);
    lua_setfield(lua, -2, "__index");
    lua_pushcfunction(lua, write_global);
    lua_setfield(lua, -2, "__newindex");
    lua_setmetatable(lua, -2);
    /* With this, nothing refers to what luaopen_base made except the three words. */
    lua_rawseti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    return 0;
}

struct sandbox *sandbox_new(const struct sandbox_limits *limits)
{
    struct sandbox *sandbox = checked_malloc(sizeof *sandbox);
    *sandbox = (struct sandbox){.limits = *limits, .steps = limits->steps};
    lua_State *lua = lua_newstate(allocate, sandbox);
    memcpy(lua_getextraspace(lua), &sandbox, sizeof sandbox);
    sandbox->lua = lua;
    lua_sethook(lua, count_steps, LUA_MASKCOUNT, STEPS_PER_HOOK);
    struct sandbox_failure failure;
    if (!sandbox_call(sandbox, prepare, NULL, &failure)) {
        fprintf(stderr, "ibid: Lua cannot be started: %s\n", failure.message);
        exit(5);
    }
    return sandbox;
}

size_t sandbox_free(struct sandbox *sandbox)
{
    sandbox->limited = false;
    lua_close(sandbox->lua);
    size_t kept_bytes = sandbox->memory_bytes;
    free(sandbox);
    return kept_bytes;
}

/* Where no position stands in front of the message, the innermost function's line is put there. */
static int add_line(lua_State *lua)
{
    if (lua_type(lua, 1) != LUA_TSTRING) {
        lua_pushfstring(lua, "spec:%d: error was called with a %s; give it a string", (int)sandbox_line(lua),
                        luaL_typename(lua, 1));
        return 1;
    }
    if (strncmp(lua_tostring(lua, 1), "spec:", 5) != 0)
        lua_pushfstring(lua, "spec:%d: %s", (int)sandbox_line(lua), lua_tostring(lua, 1));
    return 1;
}

/* Lua says what it found; people want to know what to write. */
static const char *syntax_hint(const char *message)
{
    static const struct {
        const char *part, *hint;
    } hints[] = {
        {"unfinished string", "close the string with the quote that it begins with"},
        {"near <eof>", "the file ends too early; is a closing } or ) or end missing?"},
        {"near '['", "a list is written with braces, { 1, 2 }, and a key that is no word { [\"in place\"] = … }"},
        {"<name> expected", "a field is written NAME = VALUE, with a comma behind it"},
        {"'}' expected", "is a comma, or a closing }, missing before this?"},
        {"')' expected", "is a comma, or a closing ), missing before this?"},
        {"'end' expected", "is an end of a function missing?"},
    };
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++)
        if (strstr(message, hints[i].part) != NULL)
            return hints[i].hint;
    return "this is not Lua; docs/spec-language.md shows how clauses are written";
}

static void explain_memory(const struct sandbox *sandbox, struct sandbox_failure *failure)
{
    failure->line = sandbox->refused_line;
    if (sandbox->string_too_long)
        snprintf(failure->message, sizeof failure->message, "a string grew beyond %zu bytes, more than a spec may make",
                 sandbox->limits.string_bytes);
    else
        snprintf(failure->message, sizeof failure->message,
                 "this file needs more memory than the %zu MiB that a spec may use; does something grow without end?",
                 sandbox->limits.memory_bytes >> 20);
}

static void explain(struct sandbox *sandbox, int status, struct sandbox_failure *failure)
{
    lua_State *lua = sandbox->lua;
    *failure = (struct sandbox_failure){0};
    if (status == LUA_ERRMEM) {
        explain_memory(sandbox, failure);
    } else {
        const char *message = lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : "error in the error handling";
        unsigned long line;
        int prefix_bytes = 0;
        if (sscanf(message, "spec:%lu: %n", &line, &prefix_bytes) == 1 && prefix_bytes > 0) {
            failure->line = line;
            message += prefix_bytes;
        }
        bool syntax = status == LUA_ERRSYNTAX;
        snprintf(failure->message, sizeof failure->message, "%s%s%s", message, syntax ? "; " : "",
                 syntax ? syntax_hint(message) : "");
        memcpy(failure->name, sandbox->undefined_name, sizeof failure->name);
    }
    lua_settop(lua, 0);
}

bool sandbox_run(struct sandbox *sandbox, const char *text, size_t text_bytes, struct sandbox_failure *failure)
{
    lua_State *lua = sandbox->lua;
    lua_settop(lua, 0);
    lua_pushcfunction(lua, add_line);
    sandbox->limited = true;
    sandbox->deadline = clock() + (clock_t)(sandbox->limits.seconds * CLOCKS_PER_SEC);
    bool compiled = text_bytes > 0 && text[0] == LUA_SIGNATURE[0];
    int status = luaL_loadbufferx(lua, text, text_bytes, CHUNK_NAME, "t");
    if (status == LUA_OK)
        status = lua_pcall(lua, 0, 0, 1);
    sandbox->limited = false;
    if (status == LUA_OK) {
        lua_settop(lua, 0);
        return true;
    }
    explain(sandbox, status, failure);
    if (compiled)
        *failure = (struct sandbox_failure){.line = 1,
                                            .message = "this is compiled Lua; a spec is text, as written by people"};
    return false;
}

bool sandbox_call(struct sandbox *sandbox, lua_CFunction function, void *data, struct sandbox_failure *failure)
{
    lua_State *lua = sandbox->lua;
    bool limited = sandbox->limited;
    sandbox->limited = false;
    lua_settop(lua, 0);
    lua_pushcfunction(lua, function); /* light: allocates nothing */
    lua_pushlightuserdata(lua, data);
    int status = lua_pcall(lua, 1, 0, 0);
    sandbox->limited = limited;
    if (status != LUA_OK)
        explain(sandbox, status, failure);
    return status == LUA_OK;
}
