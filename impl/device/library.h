/* Libraries that are found at run time, or not. */
#ifndef IBID_DEVICE_LIBRARY_H
#define IBID_DEVICE_LIBRARY_H

#include "backend.h"

/* A function, and where its pointer goes. */
struct library_symbol {
    const char *name;
    void *place; /* of a function pointer */
};

/*
 * Opens `file`, or else the file that the environment variable names, or else the first of `names` (ending in NULL)
 * that is there, and finds all symbols. False and an error of kind unsupported, which says what is missing, if it is
 * not here. Libraries stay open until the process ends: those of devices have threads and do not stand being closed.
 */
bool device_library_open(const char *file, const char *variable, const char *const *names,
                         const struct library_symbol *symbols, size_t symbol_count, struct device_error *error);

#endif
