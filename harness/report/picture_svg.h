/* Memory pictures as SVG: one file that needs nothing else, for light and dark, with words for screen readers. */
#ifndef IBID_REPORT_PICTURE_SVG_H
#define IBID_REPORT_PICTURE_SVG_H

#include "base/text.h"
#include "picture/picture.h"

struct svg_step {
    const char *caption;               /* the statement, above its picture; "" for none */
    const struct picture *picture;     /* NULL where nothing could be read */
    const struct picture_error *error; /* or NULL */
};

/* The steps, one below the other. The title says what is shown; the description, in sentences, what each step shows. */
void picture_svg_append(struct text *text, const char *title, const struct svg_step *steps, size_t count);

/* The same into a file, or to standard output if the path is "-". False and *message if that failed. */
bool report_picture_svg(struct arena *arena, const char *title, const struct svg_step *steps, size_t count,
                        const char *path, const char **message);

#endif
