#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "library.h"

/* If none is there, the error is that of the first: the others are older names of it. */
static void *open_first(const char *variable, const char *const *names, struct device_error *error)
{
    for (int i = 0; names[i] != NULL; i++) {
        void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
        if (library != NULL)
            return library;
        const char *reason = dlerror();
        if (i == 0)
            device_fail(error, IBID_ERROR_UNSUPPORTED,
                        "%s: it comes with the driver of the device; %s can name the file", reason, variable);
    }
    return NULL;
}

bool device_library_open(const char *file, const char *variable, const char *const *names,
                         const struct library_symbol *symbols, size_t symbol_count, struct device_error *error)
{
    if (file == NULL)
        file = getenv(variable);
    const char *const only[] = {file, NULL};
    void *library = open_first(variable, file != NULL ? only : names, error);
    if (library == NULL)
        return false;
    for (size_t i = 0; i < symbol_count; i++) {
        void *symbol = dlsym(library, symbols[i].name);
        if (symbol == NULL) {
            dlclose(library);
            return device_fail(error, IBID_ERROR_UNSUPPORTED,
                               "%s has no function %s: it is too old, or another library",
                               file != NULL ? file : names[0], symbols[i].name);
        }
        /* The pointer of a function is copied as one of data, which POSIX grants. */
        memcpy(symbols[i].place, &symbol, sizeof symbol);
    }
    return true;
}
