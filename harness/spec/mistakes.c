#include "spec/mistakes.h"

#include <stdlib.h>
#include <string.h>

void mistake_add(struct mistakes *mistakes, const char *file, struct spot spot, const char *message,
                 const char *excerpt)
{
    const struct spec_mistake mistake = {{file, spot.line}, spot.column, message, excerpt};
    ARENA_APPEND(mistakes->arena, mistakes->items, mistakes->count, mistake);
}

void mistake_at_v(struct mistakes *mistakes, const struct source *source, struct spot spot, const char *format,
                  va_list arguments)
{
    mistake_add(mistakes, source->file, spot, arena_vprintf(mistakes->arena, format, arguments),
                source_excerpt(source, &spot));
}

void mistake_at(struct mistakes *mistakes, const struct source *source, struct spot spot, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    mistake_at_v(mistakes, source, spot, format, arguments);
    va_end(arguments);
}

void mistake_in(struct mistakes *mistakes, struct place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    mistake_add(mistakes, place.file, (struct spot){place.line, 0}, arena_vprintf(mistakes->arena, format, arguments),
                NULL);
    va_end(arguments);
}

static int compare_sizes(size_t left, size_t right)
{
    return left < right ? -1 : left > right;
}

static int compare_mistakes(const void *left_item, const void *right_item)
{
    const struct spec_mistake *left = left_item, *right = right_item;
    int order = strcmp(left->place.file, right->place.file);
    if (order == 0)
        order = compare_sizes(left->place.line, right->place.line);
    if (order == 0)
        order = compare_sizes(left->column, right->column);
    return order != 0 ? order : strcmp(left->message, right->message);
}

void mistakes_finish(struct mistakes *mistakes)
{
    if (mistakes->count == 0)
        return;
    qsort(mistakes->items, mistakes->count, sizeof *mistakes->items, compare_mistakes);
    size_t kept = 0, in_file = 0;
    for (size_t i = 0; i < mistakes->count; i++) {
        struct spec_mistake mistake = mistakes->items[i];
        if (kept > 0 && compare_mistakes(&mistakes->items[kept - 1], &mistake) == 0)
            continue;
        bool same_file = kept > 0 && strcmp(mistakes->items[kept - 1].place.file, mistake.place.file) == 0;
        in_file = same_file ? in_file + 1 : 1;
        if (in_file > MISTAKES_PER_FILE + 1)
            continue;
        if (in_file == MISTAKES_PER_FILE + 1)
            mistake =
                (struct spec_mistake){mistake.place, 0, "there are more mistakes in this file; mend these first", NULL};
        mistakes->items[kept++] = mistake;
    }
    mistakes->count = kept;
}

void spec_mistake_print(struct text *text, const struct spec_mistake *mistake)
{
    text_append(text, mistake->place.file);
    if (mistake->place.line > 0)
        text_printf(text, ":%zu", mistake->place.line);
    if (mistake->column > 0)
        text_printf(text, ":%zu", mistake->column);
    text_printf(text, ": %s\n", mistake->message);
    if (mistake->excerpt != NULL)
        text_printf(text, "%s\n", mistake->excerpt);
}
