/*
 * Where a spec file runs: a Lua state that can reach nothing but the words it is given.
 *
 * - Text only: compiled Lua is refused.
 * - Names: only what sandbox_word has added; reading another is an error that suggests the nearest,
 *   and no global can be assigned. There is no metatable, no pattern matching, no pcall, no coroutine.
 * - Bounded: memory in use, memory handed out in total, the size of one string, steps, and processor
 *   time for what one step can do a million times over (passing "..." on). Steps run out for good: every
 *   instruction after that raises again, so that no handler can swallow the error.
 */
#ifndef IBID_SPEC_SANDBOX_H
#define IBID_SPEC_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>

#include <lua.h>

struct sandbox;

struct sandbox_limits {
    size_t memory_bytes;  /* in use at one time */
    size_t traffic_bytes; /* handed out in total */
    size_t string_bytes;  /* in one string: what a single instruction may copy or compare */
    long long steps;      /* about one for each instruction, and what words charge */
    double seconds;       /* of processor time: the last line, which no honest file comes near */
};

/* Some hundred times what the largest sensible file needs; a file that uses them up is stopped within seconds. */
extern const struct sandbox_limits SANDBOX_LIMITS;

struct sandbox_failure {
    size_t line;   /* 1-based; 0 if not known */
    char name[64]; /* the name that is not defined, else "" */
    char message[1024];
};

/* With `ipairs`, `type` and `error` only. Never NULL: out of memory ends the process, as in arena.h. */
struct sandbox *sandbox_new(const struct sandbox_limits *limits);
/* Returns the bytes that Lua did not give back: 0. */
size_t sandbox_free(struct sandbox *sandbox);

/* Moves the value on top of the stack into the words. To be called from sandbox_call's function or before running. */
void sandbox_word(lua_State *lua, const char *name);

/* Runs a file's text. True, or false and *failure filled. */
bool sandbox_run(struct sandbox *sandbox, const char *text, size_t text_bytes, struct sandbox_failure *failure);

/*
 * Calls a function of ours in protected mode and without limits, to prepare the state or to read what
 * a file has left there. Its argument is a light userdata; results are dropped. Whatever owns memory
 * outside Lua's and the arenas must not be alive in it while it calls Lua.
 */
bool sandbox_call(struct sandbox *sandbox, lua_CFunction function, void *data, struct sandbox_failure *failure);

/* For words that loop in C: counts steps, and raises an error if there are none left. */
void sandbox_charge(lua_State *lua, long long steps);

/* The line of the innermost Lua function that is running; 0 if there is none. */
size_t sandbox_line(lua_State *lua);

#endif
