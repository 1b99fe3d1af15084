/* Collecting what is wrong with a spec: all of it, not only the first. */
#ifndef IBID_SPEC_MISTAKES_H
#define IBID_SPEC_MISTAKES_H

#include <stdarg.h>

#include "spec/source.h"
#include "spec/spec.h"

/* More in one file are counted and not shown: they have one cause. */
enum { MISTAKES_PER_FILE = 100 };

struct mistakes {
    struct arena *arena;
    struct spec_mistake *items;
    size_t count;
};

/* In a file, with the excerpt at the spot. */
void mistake_at(struct mistakes *mistakes, const struct source *source, struct spot spot, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void mistake_at_v(struct mistakes *mistakes, const struct source *source, struct spot spot, const char *format,
                  va_list arguments);
/* In the line of what the place belongs to, without an excerpt. */
void mistake_in(struct mistakes *mistakes, struct place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* With an excerpt of the caller's, in the arena; NULL for none. A file that cannot be read has line 0. */
void mistake_add(struct mistakes *mistakes, const char *file, struct spot spot, const char *message,
                 const char *excerpt);

/* Orders them by file, line, column and message, drops doubles and shortens what is endless. */
void mistakes_finish(struct mistakes *mistakes);

#endif
