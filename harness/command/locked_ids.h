/* For `ibid check`: the file that remembers the ids of a whole spec, ids.lock in its folder. */
#ifndef IBID_COMMAND_LOCKED_IDS_H
#define IBID_COMMAND_LOCKED_IDS_H

#include "command/options.h"
#include "spec/ids.h"

struct locked_ids {
    const char *path; /* NULL: the spec has no such file and is to get none */
    struct ids_update update;
};

/*
 * Holds the spec against its file. Mistakes are told, and *exit_code says what they come to. What --update-ids is to
 * write stands in locked->update, for locked_ids_write once all else is found right.
 */
bool locked_ids_check(struct arena *arena, const struct options *options, const struct spec *spec,
                      struct locked_ids *locked, int *exit_code);
/* Says what was written. False after having told why it could not be. */
bool locked_ids_write(struct arena *arena, const struct locked_ids *locked);

/* Without --update-ids: says which ids it would write. They are no mistake, but nothing keeps them from changing yet.
 */
void locked_ids_tell(const struct options *options, const struct locked_ids *locked);

#endif
