#include "base/places.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *place_root(struct arena *arena)
{
    const char *root = getenv("IBID_ROOT");
    return arena_strdup(arena, root != NULL && root[0] != '\0' ? root : IBID_SOURCE_FOLDER);
}

const char *place_programs(struct arena *arena)
{
    char path[PATH_MAX];
    ssize_t bytes = readlink("/proc/self/exe", path, sizeof path - 1);
    if (bytes <= 0)
        return arena_strdup(arena, ".");
    path[bytes] = '\0';
    char *slash = strrchr(path, '/');
    *slash = '\0';
    return arena_strdup(arena, path);
}

const char *place_cache(struct arena *arena)
{
    const char *cache = getenv("IBID_CACHE");
    if (cache != NULL && cache[0] != '\0')
        return arena_strdup(arena, cache);
    cache = getenv("XDG_CACHE_HOME");
    if (cache != NULL && cache[0] != '\0')
        return arena_printf(arena, "%s/ibid", cache);
    const char *home = getenv("HOME");
    return arena_printf(arena, "%s/.cache/ibid", home != NULL ? home : "/tmp");
}
