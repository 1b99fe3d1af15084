/*
 * The list of an implementation's expected failures: a JSON array of objects.
 *
 *   id        of a case, of a clause (each of its cases that is decided) or of a choice; globs are not taken
 *   reason    what deviates and why, one line
 *   url       where that is written or tracked: http:// or https://
 *   expires   the last day on which the entry counts, "YYYY-MM-DD"
 *   versions  of the implementation: see expect/versions.h
 *   verdict   "fail" unless given; "error" for what crashes or times out, "differs" for a choice
 *
 * Only `verdict` may be left out. A reason or an URL that is empty or begins with TODO is still to be written: the
 * entry can be read, and excuses nothing.
 */
#ifndef IBID_EXPECT_LIST_H
#define IBID_EXPECT_LIST_H

#include "base/text.h"
#include "expect/versions.h"
#include "judge/verdict.h"

struct expected_entry {
    size_t number; /* in the list, from 1 */
    size_t line;   /* where it begins, from 1 */
    const char *id, *reason, *url, *expires, *versions;
    struct version_range range; /* what `versions` says */
    enum verdict verdict;
    const char *text; /* as it stands in the file */
};

struct expected_list {
    const char *file; /* as messages name it */
    struct expected_entry *entries;
    size_t count;
};

/*
 * Reads the file at `path`, which messages call `file`. False and a line "FILE:LINE: message" appended to `mistakes`
 * for each mistake. All of the list lives in the arena.
 */
bool expected_list_read(struct arena *arena, const char *path, const char *file, struct expected_list *list,
                        struct text *mistakes);

/* Which of reason and url is still to be written: "reason", "url"; NULL if neither. */
const char *expected_entry_unfilled(const struct expected_entry *entry);

#endif
