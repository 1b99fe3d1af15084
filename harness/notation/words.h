/* Names and words: what a name may be, and what to say about one that is wrong. */
#ifndef IBID_NOTATION_WORDS_H
#define IBID_NOTATION_WORDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "notation/operations.h"

/*
 * NULL if `word` may name something as far as Python 2.7 and 3 are concerned, else a sentence that
 * says what is wrong with it. Static.
 */
const char *word_complaint(const char *word);

/* Whether a program may bind it: letters, digits and _ in ASCII, no word of Python, no function of the table. */
bool word_is_name(const char *word);

/*
 * Of the table's operations whose form is in the set (bits 1 << FORM_…), the one whose name is most
 * like `name`, dots aside; NULL if none is like it.
 */
const struct operation *word_suggest_operation(const char *name, unsigned forms);

/* How it is written: "add(x, y, out=, where=)", ".copy()", ".shape". In the arena. */
const char *word_signature(struct arena *arena, const struct operation *operation);

#endif
