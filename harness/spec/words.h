/*
 * The words of the spec language (docs/spec-language.md), as functions in the sandbox. They only
 * collect: what they build is read by spec/declare.h after the file has run, and checked there.
 */
#ifndef IBID_SPEC_WORDS_H
#define IBID_SPEC_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include <lua.h>

enum construct_kind {
    CONSTRUCT_CHAPTER,
    CONSTRUCT_CLAUSE,
    CONSTRUCT_CHOICE,
    CONSTRUCT_TOPIC,
    CONSTRUCT_PROFILE,
    CONSTRUCT_CASE,
    CONSTRUCT_PROBE,
    CONSTRUCT_ACT, /* its title is the statement */
    CONSTRUCT_NONE,
    CONSTRUCT_INTEGER, /* its title is the digits */
    CONSTRUCT_COMPLEX,
    CONSTRUCT_AT_MOST, /* its title is the number */
};

/* What a word made: a userdata, whose first user value is the title and whose second is the table. */
struct construct {
    enum construct_kind kind;
    size_t line;            /* where the word stands */
    bool used;              /* it stands in what it belongs to, see construct_use */
    double real, imaginary; /* COMPLEX; real is a TOPIC's number */
};

/* To be called by sandbox_call: adds the words to the state. */
int words_install(lua_State *lua);

/* The word that makes it, such as "clause". */
const char *construct_word(enum construct_kind kind);

/* The construct at this place of the stack, or NULL if another kind of value stands there. */
const struct construct *construct_at(lua_State *lua, int index);
/* Pushes the title: a string, a number or nil. */
void construct_push_title(lua_State *lua, int index);
/* Pushes the table; false, and nothing pushed, if it never got one. */
bool construct_push_body(lua_State *lua, int index);

/* The same, if it is of this kind; it then counts as used: as part of what is being read. */
const struct construct *construct_use(lua_State *lua, int index, enum construct_kind kind);
/* Pushes the list of cases, probes and acts in the order in which their words were called. */
void words_push_parts(lua_State *lua);

/* Pushes the list of chapters, clauses, choices, topics and profiles in the order in which their words were called. */
void words_push_declarations(lua_State *lua);

#endif
