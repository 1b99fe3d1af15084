/* The picture in a terminal, as lines of text. */
#ifndef IBID_PICTURE_TERMINAL_H
#define IBID_PICTURE_TERMINAL_H

#include "picture/picture.h"

struct terminal {
    size_t columns;
    bool ascii; /* nothing but ASCII: frames of + - |, other characters as Python writes them, \u00e9 */
};

/*
 * First a line for each object that has a name, or is held by one that has: what it is bound to, its value, and what
 * it shares elements with. Then boxes: arrays that share elements in one frame, each element above or below those that
 * it is one with. What was not proved is said in words and never drawn. Nothing if there are no names.
 */
void picture_print(struct text *text, const struct picture *picture, const struct terminal *terminal);

/* The text without what disturbs a terminal (controls, marks of direction), in ASCII where the terminal wants that. */
void append_plain(struct text *text, const char *string, const struct terminal *terminal);

#endif
