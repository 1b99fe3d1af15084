/* Programs, run on the model, and what their pictures are. */
#ifndef IBID_TESTS_PICTURE_DRAWN_H
#define IBID_TESTS_PICTURE_DRAWN_H

#include "illustrate/prefixes.h"
#include "picture/terminal.h"

void drawn_start(void);
void drawn_stop(void);
struct arena *drawn_arena(void);

/* The picture of a program on a model; all of it lives until drawn_stop. */
const struct picture *picture_on(const char *selector, const char *program);
const struct picture *picture_of(const char *program);
/* The same of an implementation's answer, of which nothing is proved. */
const struct picture *picture_of_answer(const char *program, const char *answer);

const char *printed(const struct picture *picture, size_t columns, bool ascii);
/* The boxes alone, without the lines about objects before them. */
const char *boxes(const struct picture *picture, size_t columns, bool ascii);

#endif
