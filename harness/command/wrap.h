/* Paragraphs in a terminal of 80 columns, and its colours where they are wanted. */
#ifndef IBID_COMMAND_WRAP_H
#define IBID_COMMAND_WRAP_H

#include <stddef.h>

enum { TERMINAL_COLUMNS = 80 };

/*
 * Prints the label, and beside it the text, broken between words so that no line is wider than the terminal; lines
 * after the first start below the text. A word that is wider stands alone in its line. Ends with a newline.
 */
void print_wrapped(const char *label, size_t indent, const char *text);

/* What makes text bold on standard output, and what ends that; "" where no colours are wanted. Static. */
const char *bold_on(void);
const char *bold_off(void);

#endif
