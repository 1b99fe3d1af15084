/*
 * The memory after each statement of a program. Nothing may be read while a program runs, since who holds a reference
 * changes what it does; so each step is a run of its own, of the statements up to there.
 */
#ifndef IBID_ILLUSTRATE_PREFIXES_H
#define IBID_ILLUSTRATE_PREFIXES_H

#include "drive/session.h"
#include "picture/picture.h"
#include "run/execution.h"

struct prefix {
    struct program program; /* the first statements of the whole one */
    struct execution execution;
    const struct picture *picture;     /* NULL where nothing could be read */
    const struct picture_error *error; /* NULL where all of these statements ran */
    struct arena *names;               /* for what is asked of the execution */
    const char *hidden;
};

/* What is to be run; everything is borrowed until the prefixes are released. */
struct prefixes_wanted {
    const struct program *program;
    size_t act, times, first_tried; /* as in struct execution; program->statement_count, 0, 0 for a program alone */
    bool whole;
    const char *hidden; /* names that begin so are not shown; or NULL */
};

/* Runs the program's first `from`, from + 1, … and at last all of its statements. */
struct prefixes {
    struct arena *arena;
    struct prefix *items;
    size_t count;
};

/* The prefixes stay where they are until released; they have their pictures after pool_run. */
void prefixes_submit(struct prefixes *prefixes, struct pool *pool, const struct prefixes_wanted *wanted, size_t from);
void prefixes_release(struct prefixes *prefixes);

/* The same for one number of statements. */
void prefix_submit(struct prefix *prefix, struct pool *pool, const struct prefixes_wanted *wanted, size_t statements);
void prefix_release(struct prefix *prefix);

#endif
