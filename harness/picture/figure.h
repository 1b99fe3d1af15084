/*
 * What is drawn of a picture, before anybody knows how wide a letter is: rows of boxes over common columns. What lies
 * in one place of a buffer stands in one column, in whatever row; a terminal and an SVG differ in the rest.
 */
#ifndef IBID_PICTURE_FIGURE_H
#define IBID_PICTURE_FIGURE_H

#include "picture/picture.h"

struct figure_box {
    size_t column, column_count;
    const char *text;
    const char *index; /* "[0,1]": which element it is, where its place in the row does not say that; or NULL */
    size_t target;     /* the object that it refers to, whose label is the text; or PICTURE_NOWHERE */
    bool shared;       /* another element lies there too */
    bool omission;     /* it stands for elements that are not shown */
};

/* Some elements of an array, of which no two overlap, from left to right; or the items of a list. */
struct figure_line {
    const char *label; /* of the object; NULL in the lines after its first */
    size_t object;
    struct figure_box *boxes;
    size_t box_count;
    size_t omitted; /* there are no boxes, and this stands for so many lines */
};

struct figure {
    struct figure_line *lines;
    size_t line_count;
    size_t column_count;
    bool unproved; /* nothing is known of whether its elements are shared: the columns only count them */
};

/* What a figure is of: a buffer, or one object. */
struct subject {
    size_t buffer; /* or PICTURE_NOWHERE */
    size_t object;
};

/*
 * The subjects of a picture's figures, in the order of its objects: every buffer whose places are known, every array
 * with elements of which nothing is proved, and lists and tuples that hold such things or one another. With
 * `everything`, other objects too.
 */
size_t picture_subjects(struct arena *arena, const struct picture *picture, bool everything, struct subject **subjects);

/*
 * The figure of a subject. Of a large one only what lies at most `reach` columns away from where some array begins or
 * ends; the rest is one column that says so. SIZE_MAX shows all. In the arena.
 */
struct figure figure_new(struct arena *arena, const struct picture *picture, struct subject subject, size_t reach);

/* How wide what stands in a box is, in whatever unit. `data` is the caller's. */
typedef size_t figure_box_width(const void *data, struct arena *arena, const struct figure_box *box);

/*
 * For each column how wide it has to be, so that its boxes fit; where a box spans several, whose boundaries take
 * `between` each, the last of them is widened. 0 for a column that needs nothing. In the arena.
 */
size_t *figure_widths(struct arena *arena, const struct figure *figure, figure_box_width *width_of_box, const void *data,
                      size_t between);

#endif
