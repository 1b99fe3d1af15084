#define _GNU_SOURCE /* dladdr */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mutant.h"

/*
 * What the mutants are mutants of: a plugin beside this one, the model unless the variable names another one that comes
 * with ibid. Loaded, not linked, so that no name of the two meets. A variable, not an option: a process has one
 * plugin, which must tell what it supports before there is an instance.
 */
static const char variable[] = "IBID_MUTANTS_OF", usual[] = "model";

static const struct ibid_plugin *load(void)
{
    static const int own_address;
    Dl_info own;
    char path[4096] = "";
    if (dladdr(&own_address, &own) != 0) {
        const char *slash = strrchr(own.dli_fname, '/');
        int folder_bytes = slash == NULL ? 0 : (int)(slash + 1 - own.dli_fname);
        const char *wanted = getenv(variable);
        snprintf(path, sizeof path, "%.*slibibid_%s.so", folder_bytes, own.dli_fname, wanted != NULL ? wanted : usual);
    }
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    void *found = library == NULL ? NULL : dlsym(library, "ibid_plugin");
    if (found == NULL) {
        fprintf(stderr, "mutants: %s cannot be loaded: %s: build ibid again\n", path, dlerror());
        exit(1);
    }
    const struct ibid_plugin *(*entry)(void);
    memcpy(&entry, &found, sizeof entry);
    return entry();
}

const struct ibid_plugin *unbroken(void)
{
    static const struct ibid_plugin *loaded;
    if (loaded == NULL)
        loaded = load();
    return loaded;
}
