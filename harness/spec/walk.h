/*
 * Reading what a spec file has left in the sandbox: fields, lists and keys, with whatever is wrong
 * reported at its place in the text. To be used inside sandbox_call. Strings come out as copies in the
 * arena, without zero bytes and in UTF-8.
 */
#ifndef IBID_SPEC_WALK_H
#define IBID_SPEC_WALK_H

#include <lua.h>

#include "spec/mistakes.h"
#include "spec/words.h"

struct walk {
    lua_State *lua;
    struct arena *arena;
    struct mistakes *mistakes;
    struct source *source;
    struct chapter *chapter; /* the one that was named last in this file; NULL at its start */
    long long budget; /* items and text still to be read: tables in tables can stand for more than any memory holds */
};

/* What is being read, for finding its place in the text. */
struct subject {
    const char *word;  /* the word that made it, "case" */
    size_t line;       /* where that was called */
    const char *under; /* only what comes behind this key; NULL for the whole table */
};

/* Reports a mistake in the line of the word itself. */
void wrong(struct walk *walk, const struct subject *subject, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* At a key, or at a string that is no key; at the word if it is not to be found (it was computed). */
void wrong_key(struct walk *walk, const struct subject *subject, const char *key, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void wrong_string(struct walk *walk, const struct subject *subject, const char *value, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* ", did you mean "…"?" or "", to end a message with. In the arena. */
const char *did_you_mean(struct arena *arena, const char *word, const char *const *candidates, size_t candidate_count);
/* What stands at the place of the stack, "a number", "a case". Static. */
const char *walk_describe(struct walk *walk, int index);

/* Counts what is read. False once it is too much, which is reported once. */
bool walk_charge(struct walk *walk, const struct subject *subject, long long cost);

/* Reports keys of the table that are not allowed: names not in the list, and items unless `items`. */
void walk_keys(struct walk *walk, const struct subject *subject, int table, const char *what,
               const char *const *allowed, size_t allowed_count, bool items);

/* The string keys of a table, sorted; other keys are reported. `what` names the table. */
const char **walk_names(struct walk *walk, const struct subject *subject, int table, const char *what, size_t *count);

/* The string at this place of the stack, or NULL if there is none, or after having reported that it is no text. */
const char *walk_string_at(struct walk *walk, const struct subject *subject, int index, size_t *bytes);

/* The same, but what is no string is reported, at the key that it stands under: "KEY is …; expected `expected`". */
const char *walk_text(struct walk *walk, const struct subject *subject, const char *key, const char *expected,
                      size_t *bytes);

/* Pushes the field; its type. */
int walk_push(struct walk *walk, int table, const char *key);
/* The field, or NULL: where it is missing (a mistake if `required`), or wrong. */
const char *walk_string(struct walk *walk, const struct subject *subject, int table, const char *key, bool required);
/* The field, false where it is missing or wrong. */
bool walk_bool(struct walk *walk, const struct subject *subject, int table, const char *key);
/* A string or a list of strings; none where it is missing. */
const char **walk_strings(struct walk *walk, const struct subject *subject, int table, const char *key, size_t *count);

/* Calls `item` with each item of the table on top of the stack; tables inside are spliced. */
typedef void walk_item(struct walk *walk, const struct subject *subject, void *data);
void walk_items(struct walk *walk, const struct subject *subject, int table, walk_item *item, void *data);

#endif
