#include "command/wrap.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "command/start.h"

size_t width_of(const char *text, size_t bytes)
{
    size_t width = 0; /* bytes that start a character */
    for (size_t i = 0; i < bytes; i++)
        width += ((unsigned char)text[i] & 0xC0) != 0x80;
    return width;
}

void print_wrapped(const char *label, size_t indent, const char *text)
{
    size_t column = width_of(label, strlen(label));
    printf("%s%*s", label, column < indent ? (int)(indent - column) : 0, "");
    column = column < indent ? indent : column;
    for (bool first = true; *text != '\0'; first = false) {
        size_t bytes = strcspn(text, " "), width = width_of(text, bytes);
        bool breaks = !first && column + 1 + width > TERMINAL_COLUMNS;
        if (breaks)
            printf("\n%*s", (int)indent, "");
        else if (!first)
            putchar(' ');
        column = breaks ? indent + width : column + !first + width;
        printf("%.*s", (int)bytes, text);
        text += bytes;
        text += strspn(text, " ");
    }
    putchar('\n');
}

const char *bold_on(void)
{
    return wants_colour(stdout) ? "\033[1m" : "";
}

const char *bold_off(void)
{
    return wants_colour(stdout) ? "\033[0m" : "";
}
