/*
 * The edit that makes a list of expected failures fit a run: what is not needed any more goes, what fails and is not
 * listed comes, with its reason still to be written. Entries that stay keep their order and their text, byte for byte.
 */
#ifndef IBID_EXPECT_UPDATE_H
#define IBID_EXPECT_UPDATE_H

#include "expect/expectations.h"

enum { NEW_ENTRY_DAYS = 180 }; /* for which a new entry counts, from today */

struct expected_update {
    struct text text; /* of the whole list */
    struct text told; /* a line for each edit; empty if there is none, and then the text is the list's as it was */
    size_t added;     /* entries whose reason and URL a person has to write */
};

/*
 * `expectations` must be concluded. New entries are for this version alone (NULL: every version) and expire on that
 * day. The caller frees both texts.
 */
void expected_update(const struct expectations *expectations, const char *version, const char *expires,
                     struct expected_update *update);

#endif
