#include "command/wrap.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "command/start.h"

void print_wrapped(const char *label, size_t indent, const char *text)
{
    size_t column = utf8_count(label, strlen(label));
    printf("%s%*s", label, column < indent ? (int)(indent - column) : 0, "");
    column = column < indent ? indent : column;
    for (bool first = true; *text != '\0'; first = false) {
        size_t bytes = strcspn(text, " "), width = utf8_count(text, bytes);
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
