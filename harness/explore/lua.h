/*
 * A counterexample as a clause with one case, in the language of specs (docs/spec-language.md): what is expected is
 * what the model shows.
 */
#ifndef IBID_EXPLORE_LUA_H
#define IBID_EXPLORE_LUA_H

#include "explore/reduce.h"

/* A string of Lua, with its quotes. */
void lua_append_string(struct text *text, const char *string);
/*
 * The clause of that id. Of a reduction that a case can be made of: it is repeatable, nothing broke on the model, and
 * nothing raises before the last statement.
 */
void lua_append_clause(struct text *text, const char *id, const struct contestant *contestants,
                       const struct reduction *reduction);

#endif
