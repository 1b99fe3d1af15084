/*
 * The file that remembers every id that ever was, ids.lock beside a spec. Results, links and lists of expected
 * failures know cases by their ids, so an id must go on to mean what it meant, and must not come back with another
 * meaning. A line for each id, sorted, its fields divided by tabs:
 *
 *   array.iadd.identity/every-alias   case   0123456789abcdef
 *   array.iadd.identity/all-of-them   case   fedcba9876543210   is array.iadd.identity/every-alias
 *   array_iadd = in place             answer -                  retired
 *
 * the id, what it names (answer, case, clause or profile), of a case the digest of its program and outcomes, and
 * of what is in the spec no more what became of it. Lines that begin with "#" say nothing.
 */
#ifndef IBID_SPEC_IDS_H
#define IBID_SPEC_IDS_H

#include "spec/mistakes.h"

struct id_record {
    const char *id;
    const char *kind;   /* "case" */
    const char *digest; /* "-" where there is none */
    const char *fate;   /* NULL while it is in the spec; "retired", or "is ID" */
    struct place place; /* in the file of ids, or in the spec */
};

struct ids {
    struct id_record *items; /* sorted by id, then by kind */
    size_t count;
};

struct ids_update {
    struct ids ids; /* what the file should hold */
    size_t added, renamed, retired;
};

/* The text of such a file; `path` is for messages. Mistakes are added, in their arena, where the ids live too. */
struct ids ids_read(const char *path, const struct text *text, struct mistakes *mistakes);

/*
 * Holds the spec against the ids that were. Adds the mistakes that no update can mend: what is gone without a word, was
 * changed, or came back. Ids that match the glob `retire` (NULL: none) and are gone are retired.
 */
struct ids_update ids_update(const struct spec *spec, const struct ids *before, const char *retire,
                             struct mistakes *mistakes);

/* The file's text. */
void ids_write(struct text *text, const struct ids *ids);

#endif
