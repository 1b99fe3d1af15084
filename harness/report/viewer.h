/* The viewer as it lies in reports/viewer: scripts and styles to copy, data of pages, and the template of index.html.
 */
#ifndef IBID_REPORT_VIEWER_H
#define IBID_REPORT_VIEWER_H

#include <stdbool.h>

#include "base/arena.h"

/* Everything lives in the arena; lists are sorted. */
struct viewer {
    const char *folder;
    const char **files; /* scripts and styles, relative to the folder: "app.js", "pages/tour.js" */
    size_t file_count;
    const char **pages; /* names of data beside them: "tour" of tour.json */
    size_t page_count;
};

/* False and *message if the folder cannot be read. */
bool viewer_find(struct arena *arena, struct viewer *viewer, const char **message);

/* Copies the files into that folder, which is made if need be. */
bool viewer_copy(struct arena *arena, const struct viewer *viewer, const char *folder, const char **message);

#endif
