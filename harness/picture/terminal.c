#include "picture/terminal.h"

#include <string.h>

#include "base/utf8.h"
#include "picture/figure.h"

/* Content in the first lines is shortened to this; labels are where boxes stand beside them. */
enum { CONTENT_BYTES = 72, LABEL_COLUMNS = 24, MOST_UNNAMED = 16 };

struct printing {
    struct arena *arena;
    struct text *text;
    const struct picture *picture;
    const struct terminal *terminal;
};

/* Text. */

/* The character of UTF-8 that starts here, and how many bytes it has; one byte for what is none. */
static unsigned long character_at(const unsigned char *at, size_t *bytes)
{
    *bytes = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : at[0] >= 0xc0 ? 2 : 1;
    unsigned long character = *bytes == 1 ? at[0] : at[0] & (0x7fU >> *bytes);
    for (size_t i = 1; i < *bytes; i++) {
        if ((at[i] & 0xc0) != 0x80) {
            *bytes = i;
            return 0xfffd;
        }
        character = character << 6 | (at[i] & 0x3fU);
    }
    return character;
}

/* Controls, line and paragraph separators, and the marks with which text could show in another order than it has. */
static bool disturbs(unsigned long character)
{
    return character < 0x20 || (character >= 0x7f && character < 0xa0) || character == 0x61c ||
           (character >= 0x200b && character <= 0x200f) || (character >= 0x2028 && character <= 0x202e) ||
           (character >= 0x2060 && character <= 0x206f) || character == 0xfeff;
}

void append_plain(struct text *text, const char *string, const struct terminal *terminal)
{
    for (const unsigned char *at = (const unsigned char *)string; *at != '\0';) {
        size_t bytes;
        unsigned long character = character_at(at, &bytes);
        if (terminal->ascii && character == 0x2026)
            text_append(text, "...");
        else if (!disturbs(character) && (character < 0x80 || !terminal->ascii))
            text_append_bytes(text, (const char *)at, bytes);
        else
            text_printf(text,
                        character < 0x100     ? "\\x%02lx"
                        : character < 0x10000 ? "\\u%04lx"
                                              : "\\U%08lx",
                        character);
        at += bytes;
    }
}

static const char *plain(const struct printing *printing, const char *string)
{
    struct text text = TEXT_EMPTY;
    append_plain(&text, string, printing->terminal);
    return keep_text(printing->arena, &text);
}

static size_t width_of(const char *string)
{
    return utf8_count(string, strlen(string));
}

/* At most so many columns of a text, the last of them saying that there is more. */
static const char *cut(const struct printing *printing, const char *string, size_t columns)
{
    if (width_of(string) <= columns)
        return string;
    size_t bytes = utf8_prefix_bytes(string, strlen(string), columns - 1);
    return arena_printf(printing->arena, "%.*s%s", (int)bytes, string, printing->terminal->ascii ? "~" : "…");
}

static void append_spaces(struct text *text, size_t count)
{
    text_printf(text, "%*s", (int)count, "");
}

static void append_padded(struct text *text, const char *string, size_t columns)
{
    size_t width = width_of(string);
    text_append(text, string);
    append_spaces(text, width < columns ? columns - width : 0);
}

static const char *arrow(const struct printing *printing)
{
    return printing->terminal->ascii ? "->" : "─▶";
}

/* One line for each object. */

static bool has_line(const struct printing *printing, size_t object, size_t *unnamed)
{
    if (printing->picture->objects[object].named)
        return true;
    return object_has_identity(&printing->picture->memory.objects[object]) && (*unnamed)++ < MOST_UNNAMED;
}

static size_t label_columns(const struct printing *printing)
{
    size_t widest = 0, unnamed = 0;
    for (size_t i = 0; i < printing->picture->memory.object_count; i++) {
        if (!has_line(printing, i, &unnamed))
            continue;
        size_t width = width_of(plain(printing, printing->picture->objects[i].label));
        widest = width > widest && width < 40 ? width : widest;
    }
    return widest;
}

static void print_object(const struct printing *printing, size_t object, size_t columns)
{
    const struct picture *picture = printing->picture;
    enum ibid_kind kind = picture->memory.objects[object].kind;
    struct text raw = TEXT_EMPTY, line = TEXT_EMPTY, sharers = TEXT_EMPTY;
    append_padded(&line, plain(printing, picture->objects[object].label), columns);
    text_printf(&line, " %s ", arrow(printing));
    picture_describe(&raw, picture, object);
    if (kind != IBID_NONE && kind != IBID_OTHER) {
        text_append(&raw, "  ");
        picture_display(&raw, picture, object, CONTENT_BYTES);
    }
    append_plain(&line, text_string(&raw), printing->terminal);
    text_clear(&raw);
    picture_sharers(&raw, picture, object);
    if (raw.bytes > 0) {
        text_append(&sharers, "shares elements with ");
        append_plain(&sharers, text_string(&raw), printing->terminal);
    }
    size_t width = 2 + width_of(text_string(&line)) + width_of(text_string(&sharers));
    text_printf(printing->text, "  %s", text_string(&line));
    if (sharers.bytes > 0 && width + 3 > printing->terminal->columns) {
        text_append_character(printing->text, '\n');
        append_spaces(printing->text, columns + 6);
        text_append(printing->text, text_string(&sharers));
    } else if (sharers.bytes > 0) {
        text_printf(printing->text, "   %s", text_string(&sharers));
    }
    text_append_character(printing->text, '\n');
    text_free(&raw);
    text_free(&line);
    text_free(&sharers);
}

static void print_objects(const struct printing *printing)
{
    size_t columns = label_columns(printing), unnamed = 0, left_out = 0;
    for (size_t i = 0; i < printing->picture->memory.object_count; i++) {
        if (has_line(printing, i, &unnamed))
            print_object(printing, i, columns);
        else
            left_out += object_has_identity(&printing->picture->memory.objects[i]);
    }
    if (left_out > 0)
        text_printf(printing->text, "  and %zu more objects that they hold\n", left_out);
}

static void print_unproved(const struct printing *printing)
{
    static const char headline[] = "  not proved either way:";
    const struct picture *picture = printing->picture;
    size_t column = strlen(headline);
    text_append(printing->text, picture->unproved_count > 0 ? headline : "");
    for (size_t i = 0; i < picture->unproved_count; i++) {
        const struct object_pair *pair = &picture->unproved[i];
        const char *words = plain(
            printing, arena_printf(printing->arena, " %s and %s%s", picture->objects[pair->left].label,
                                   picture->objects[pair->right].label, i + 1 < picture->unproved_count ? ";" : ""));
        if (column + width_of(words) > printing->terminal->columns) {
            text_append(printing->text, "\n   ");
            column = 3;
        }
        text_append(printing->text, words);
        column += width_of(words);
    }
    text_append(printing->text, picture->unproved_count > 0 ? "\n" : "");
}

/* Boxes. */

/* A figure whose columns have their widths. */
struct drawing {
    const struct printing *printing;
    struct figure figure;
    size_t *left;  /* by column, and one behind: where the frame's line on its left is */
    size_t labels; /* columns of the labels */
};

/* What stands in a box: "▶ m" where it refers to an object. */
static const char *box_text(const struct printing *printing, const struct figure_box *box)
{
    const char *text = plain(printing, box->text);
    if (box->omission)
        return printing->terminal->ascii ? ":" : "…";
    if (box->target == PICTURE_NOWHERE)
        return cut(printing, text, LABEL_COLUMNS);
    return arena_printf(printing->arena, "%s %s", printing->terminal->ascii ? ">" : "▶",
                        cut(printing, text, LABEL_COLUMNS));
}

static size_t box_columns(const void *data, struct arena *arena, const struct figure_box *box)
{
    const struct printing *printing = data;
    (void)arena;
    size_t value = width_of(box_text(printing, box)), index = box->index != NULL ? width_of(box->index) : 0;
    return value > index ? value : index;
}

static void measure(struct drawing *drawing)
{
    const struct figure *figure = &drawing->figure;
    const size_t *width = figure_widths(drawing->printing->arena, figure, box_columns, drawing->printing, 3);
    drawing->left = ARENA_ARRAY(drawing->printing->arena, size_t, figure->column_count + 1);
    for (size_t c = 0; c < figure->column_count; c++)
        drawing->left[c + 1] = drawing->left[c] + (width[c] > 0 ? width[c] : 1) + 3;
    drawing->labels = 0;
    for (size_t i = 0; i < figure->line_count; i++)
        if (figure->lines[i].label != NULL) {
            size_t own =
                width_of(cut(drawing->printing, plain(drawing->printing, figure->lines[i].label), LABEL_COLUMNS));
            drawing->labels = own > drawing->labels ? own : drawing->labels;
        }
}

static size_t frame_width(const struct drawing *drawing)
{
    return drawing->left[drawing->figure.column_count] + 1;
}

/* Between the labels and the frame: " ─▶ ". */
enum { ARROW_COLUMNS = 4, INDENT = 2 };

static size_t whole_width(const struct drawing *drawing)
{
    return INDENT + drawing->labels + ARROW_COLUMNS + frame_width(drawing);
}

/* The marks where a line's boxes have their sides, and, if `across`, whether a box reaches from there to the right. */
static void mark_boxes(const struct drawing *drawing, size_t line, bool *upright, bool *across)
{
    if (line >= drawing->figure.line_count)
        return;
    const struct figure_line *boxes = &drawing->figure.lines[line];
    for (size_t i = 0; i < boxes->box_count; i++) {
        size_t left = drawing->left[boxes->boxes[i].column];
        size_t right = drawing->left[boxes->boxes[i].column + boxes->boxes[i].column_count];
        upright[left] = upright[right] = true;
        for (size_t x = left; x < right; x++)
            across[x] = true;
    }
}

static void print_rule(const struct drawing *drawing, size_t above, size_t below)
{
    static const char *const corners[] = {" ", "─", "─", "─", "│", "┌", "┐", "┬",
                                          "│", "└", "┘", "┴", "│", "├", "┤", "┼"};
    size_t width = frame_width(drawing);
    struct arena *arena = drawing->printing->arena;
    bool *up = ARENA_ARRAY(arena, bool, width + 1), *down = ARENA_ARRAY(arena, bool, width + 1);
    bool *across = ARENA_ARRAY(arena, bool, width + 1);
    mark_boxes(drawing, above, up, across);
    mark_boxes(drawing, below, down, across);
    struct text *text = drawing->printing->text;
    append_spaces(text, INDENT + drawing->labels + ARROW_COLUMNS);
    size_t last = width;
    while (last > 0 && !up[last - 1] && !down[last - 1])
        last--;
    for (size_t x = 0; x < last; x++) {
        unsigned sides =
            (up[x] ? 8U : 0) | (down[x] ? 4U : 0) | (x > 0 && across[x - 1] ? 2U : 0) | (across[x] ? 1U : 0);
        bool corner = up[x] || down[x];
        if (drawing->printing->terminal->ascii)
            text_append(text, sides == 0 ? " " : !corner ? "-" : (sides & 3U) == 0 ? "|" : "+");
        else if (drawing->figure.unproved && !corner && sides != 0)
            text_append(text, "╌");
        else
            text_append(text, corners[sides]);
    }
    text_append_character(text, '\n');
}

static void print_boxes(const struct drawing *drawing, const struct figure_line *line, bool indices)
{
    struct text *text = drawing->printing->text;
    const char *side = drawing->printing->terminal->ascii ? "|" : "│";
    bool labelled = line->label != NULL && !indices;
    append_spaces(text, INDENT);
    append_padded(text, labelled ? cut(drawing->printing, plain(drawing->printing, line->label), LABEL_COLUMNS) : "",
                  drawing->labels);
    text_printf(text, " %s ", labelled ? arrow(drawing->printing) : "  ");
    size_t x = 0;
    for (size_t i = 0; i < line->box_count; i++) {
        const struct figure_box *box = &line->boxes[i];
        size_t left = drawing->left[box->column], right = drawing->left[box->column + box->column_count];
        if (x <= left) { /* the side that the box before this one left open */
            append_spaces(text, left - x);
            text_append(text, side);
        }
        text_append_character(text, ' ');
        append_padded(text,
                      !indices             ? box_text(drawing->printing, box)
                      : box->index != NULL ? box->index
                                           : "",
                      right - left - 3);
        text_printf(text, " %s", side);
        x = right + 1;
    }
    text_append_character(text, '\n');
}

static void print_line(const struct drawing *drawing, size_t number)
{
    const struct figure_line *line = &drawing->figure.lines[number];
    if (line->omitted > 0) {
        append_spaces(drawing->printing->text, INDENT + drawing->labels + ARROW_COLUMNS);
        text_printf(drawing->printing->text, "%s %zu more lines of %s\n",
                    drawing->printing->terminal->ascii ? ":" : "⋮", line->omitted,
                    plain(drawing->printing, drawing->printing->picture->objects[line->object].label));
        return;
    }
    print_boxes(drawing, line, false);
    for (size_t i = 0; i < line->box_count; i++)
        if (line->boxes[i].index != NULL) {
            print_boxes(drawing, line, true);
            return;
        }
}

/* The largest part of a subject that fits the terminal. False if even the least does not. */
static bool fit(struct drawing *drawing, struct subject subject)
{
    size_t columns = drawing->printing->terminal->columns, reach = PICTURE_NOWHERE;
    while (true) {
        drawing->figure = figure_new(drawing->printing->arena, drawing->printing->picture, subject, reach);
        if (drawing->figure.column_count < columns) {
            measure(drawing);
            if (whole_width(drawing) <= columns)
                return true;
        }
        if (reach == 0)
            return false;
        /* A column takes at least four, so that no more than these fit at both ends of an array. */
        reach = reach == PICTURE_NOWHERE ? columns / 8 : reach - 1;
    }
}

static void print_figure(const struct printing *printing, struct subject subject)
{
    struct drawing drawing = {.printing = printing};
    text_append_character(printing->text, '\n');
    if (!fit(&drawing, subject)) {
        text_printf(printing->text, "  The boxes of %s are too wide for a terminal of %zu columns.\n",
                    plain(printing, printing->picture->objects[subject.object].label), printing->terminal->columns);
        return;
    }
    for (size_t i = 0; i < drawing.figure.line_count; i++) {
        print_rule(&drawing, i > 0 ? i - 1 : PICTURE_NOWHERE, i);
        print_line(&drawing, i);
    }
    print_rule(&drawing, drawing.figure.line_count - 1, PICTURE_NOWHERE);
}

void picture_print(struct text *text, const struct picture *picture, const struct terminal *terminal)
{
    struct arena *arena = arena_new();
    const struct printing printing = {arena, text, picture, terminal};
    struct subject *subjects;
    print_objects(&printing);
    print_unproved(&printing);
    size_t count = picture_subjects(arena, picture, false, &subjects);
    for (size_t i = 0; i < count; i++)
        print_figure(&printing, subjects[i]);
    arena_free(arena);
}
