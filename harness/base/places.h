/* Where ibid's own files are. All results are absolute paths in the arena. */
#ifndef IBID_BASE_PLACES_H
#define IBID_BASE_PLACES_H

#include "base/arena.h"

/* The folder that holds spec/ and impl/: the environment's IBID_ROOT, else where ibid was built from. */
const char *place_root(struct arena *arena);
/* The folder that holds the running program, and with it ibid-host and the plugins that come with ibid. */
const char *place_programs(struct arena *arena);
/* The folder for what can be made again: $IBID_CACHE, else $XDG_CACHE_HOME/ibid, else ~/.cache/ibid. */
const char *place_cache(struct arena *arena);

#endif
