#include "report/picture_svg.h"

#include <string.h>

#include "base/utf8.h"
#include "picture/figure.h"
#include "report/escape.h"
#include "report/save.h"

/* In pixels. Letters are of a font whose letters are equally wide; the least wide one that is common has 0.6 em. */
enum {
    LETTER = 9,
    SMALL_LETTER = 7,
    LINE = 20,
    BOX = 28,
    INDEX = 14,
    PADDING = 8,
    MARGIN = 16,
    LEAST_COLUMN = 30,
    GAP = 14
};
/* Figures with more columns than this are shortened, longer words cut. */
enum { MOST_COLUMNS = 48, MOST_LETTERS = 28, MOST_WORDS = 100 };

static const char style[] =
    "<style>svg{--ink:#1c1e21;--quiet:#5b6168;--line:#7d848c;--box:#fff;--shared:#dbe9fb;--back:#fbfaf7;--bad:#a12622}"
    "@media(prefers-color-scheme:dark){svg{--ink:#e9e7e2;--quiet:#a3a8ae;--line:#7f868e;--box:#22252a;--shared:#1e3a5c;"
    "--back:#17191c;--bad:#ff9d94}}"
    "text{font:15px ui-monospace,SFMono-Regular,Menlo,Consolas,\"DejaVu Sans Mono\",monospace;fill:var(--ink);"
    "unicode-bidi:isolate;white-space:pre}"
    ".back{fill:var(--back)}.box{fill:var(--box);stroke:var(--line)}.shared{fill:var(--shared);stroke:var(--line)}"
    ".unproved{stroke-dasharray:4 3}.quiet{fill:var(--quiet);font-size:13px}.index{fill:var(--quiet);font-size:11px}"
    ".middle{text-anchor:middle}.end{text-anchor:end}.bad{fill:var(--bad)}.name{font-weight:600}"
    ".caption{font-weight:600}.arrow{stroke:var(--ink);fill:none}.mark{stroke:var(--ink);stroke-width:2}</style>\n";

struct svg {
    struct arena *arena;
    struct text body;
    size_t width, y;
};

/* At most so many letters of a text. */
static const char *cut(struct arena *arena, const char *string, size_t letters)
{
    size_t bytes = utf8_prefix_bytes(string, strlen(string), letters);
    return string[bytes] == '\0' ? string : arena_printf(arena, "%.*s…", (int)bytes, string);
}

static size_t letters_of(const char *string)
{
    return utf8_count(string, strlen(string));
}

static void widen(struct svg *svg, size_t width)
{
    svg->width = width > svg->width ? width : svg->width;
}

static void append_words(struct svg *svg, size_t x, size_t y, const char *class, const char *string)
{
    text_printf(&svg->body, "<text x=\"%zu\" y=\"%zu\" class=\"%s\">", x, y, class);
    escape_markup(&svg->body, string);
    text_append(&svg->body, "</text>\n");
}

/* A line of words under the last thing. */
static void append_sentence(struct svg *svg, const char *class, const char *string)
{
    string = cut(svg->arena, string, MOST_WORDS);
    svg->y += LINE;
    append_words(svg, MARGIN, svg->y - 5, class, string);
    widen(svg, MARGIN + letters_of(string) * LETTER);
}

/* Figures. */

struct layout {
    struct figure figure;
    size_t labels; /* pixels of the names */
    size_t *left;  /* pixels, by column and one behind */
};

static const char *box_words(struct arena *arena, const struct figure_box *box)
{
    const char *words = cut(arena, box->text, MOST_LETTERS);
    return box->target == PICTURE_NOWHERE ? words : arena_printf(arena, "→ %s", words);
}

static size_t box_pixels(const void *data, struct arena *arena, const struct figure_box *box)
{
    (void)data;
    size_t words = letters_of(box_words(arena, box)) * LETTER;
    size_t index = box->index != NULL ? letters_of(box->index) * SMALL_LETTER : 0;
    return (words > index ? words : index) + 2 * PADDING;
}

static struct layout lay_out(struct arena *arena, const struct picture *picture, struct subject subject)
{
    static const size_t reaches[] = {PICTURE_NOWHERE, 12, 8, 4, 2, 1, 0};
    struct layout layout = {0};
    for (size_t i = 0; i < sizeof reaches / sizeof *reaches; i++) {
        layout.figure = figure_new(arena, picture, subject, reaches[i]);
        if (layout.figure.column_count <= MOST_COLUMNS)
            break;
    }
    const struct figure *figure = &layout.figure;
    const size_t *width = figure_widths(arena, figure, box_pixels, NULL, 0);
    layout.left = ARENA_ARRAY(arena, size_t, figure->column_count + 1);
    for (size_t c = 0; c < figure->column_count; c++)
        layout.left[c + 1] = layout.left[c] + (width[c] > LEAST_COLUMN ? width[c] : LEAST_COLUMN);
    for (size_t i = 0; i < figure->line_count; i++)
        if (figure->lines[i].label != NULL) {
            size_t pixels = letters_of(cut(arena, figure->lines[i].label, MOST_LETTERS)) * LETTER;
            layout.labels = pixels > layout.labels ? pixels : layout.labels;
        }
    return layout;
}

static void append_box(struct svg *svg, const struct layout *layout, const struct figure_box *box, size_t start,
                       size_t height)
{
    size_t x = start + layout->left[box->column];
    size_t width = layout->left[box->column + box->column_count] - layout->left[box->column];
    if (!box->omission)
        text_printf(&svg->body, "<rect x=\"%zu\" y=\"%zu\" width=\"%zu\" height=\"%zu\" class=\"%s%s\"/>", x, svg->y,
                    width, height, box->shared ? "shared" : "box", layout->figure.unproved ? " unproved" : "");
    /* What is shared has a bar at its left as well, so that nothing is said by colour alone. */
    if (box->shared && !box->omission)
        text_printf(&svg->body, "<path d=\"M%zu %zuv%zu\" class=\"mark\"/>", x + 3, svg->y + 4, height - 8);
    append_words(svg, x + width / 2, svg->y + 19, "middle", box_words(svg->arena, box));
    if (box->index != NULL)
        append_words(svg, x + width / 2, svg->y + BOX + 8, "index middle", box->index);
}

static void append_line(struct svg *svg, const struct layout *layout, const struct picture *picture,
                        const struct figure_line *line)
{
    size_t start = MARGIN + layout->labels + 40, height = BOX;
    if (line->omitted > 0) {
        append_words(svg, start, svg->y + 19, "quiet",
                     arena_printf(svg->arena, "%zu more lines of %s", line->omitted,
                                  cut(svg->arena, picture->objects[line->object].label, MOST_LETTERS)));
        svg->y += BOX;
        return;
    }
    for (size_t i = 0; i < line->box_count; i++)
        height = line->boxes[i].index != NULL ? BOX + INDEX : height;
    if (line->label != NULL) {
        append_words(svg, MARGIN + layout->labels, svg->y + 19, "name end", cut(svg->arena, line->label, MOST_LETTERS));
        text_printf(&svg->body, "<path d=\"M%zu %zuh24m-5 -4l5 4l-5 4\" class=\"arrow\"/>\n",
                    MARGIN + layout->labels + 8, svg->y + BOX / 2);
    }
    for (size_t i = 0; i < line->box_count; i++)
        append_box(svg, layout, &line->boxes[i], start, height);
    svg->y += height;
    widen(svg, start + layout->left[layout->figure.column_count]);
}

/* What an object is, in the words of the terminal's picture: "int64 array of shape (3,)". */
static const char *description(struct svg *svg, const struct picture *picture, size_t object)
{
    struct text text = TEXT_EMPTY, sharers = TEXT_EMPTY;
    text_printf(&text, "%s: ", cut(svg->arena, picture->objects[object].label, MOST_LETTERS));
    picture_describe(&text, picture, object);
    picture_sharers(&sharers, picture, object);
    if (sharers.bytes > 0)
        text_printf(&text, ", shares elements with %s", text_string(&sharers));
    text_free(&sharers);
    return keep_text(svg->arena, &text);
}

static void append_figure(struct svg *svg, const struct picture *picture, struct subject subject)
{
    const struct layout layout = lay_out(svg->arena, picture, subject);
    size_t before = PICTURE_NOWHERE;
    svg->y += GAP;
    for (size_t i = 0; i < layout.figure.line_count; i++)
        append_line(svg, &layout, picture, &layout.figure.lines[i]);
    for (size_t i = 0; i < layout.figure.line_count; i++) {
        size_t object = layout.figure.lines[i].object;
        if (object != before)
            append_sentence(svg, "quiet", description(svg, picture, object));
        before = object;
    }
}

static void append_step(struct svg *svg, const struct svg_step *step)
{
    if (step->caption[0] != '\0')
        append_sentence(svg, "caption", step->caption);
    if (step->error != NULL)
        append_sentence(svg, "bad", arena_printf(svg->arena, "raised %s", step->error->message));
    if (step->picture != NULL) {
        const struct picture *picture = step->picture;
        struct subject *subjects;
        size_t count = picture_subjects(svg->arena, picture, true, &subjects);
        for (size_t i = 0; i < count; i++)
            append_figure(svg, picture, subjects[i]);
        for (size_t i = 0; i < picture->unproved_count; i++)
            append_sentence(svg, "quiet",
                            arena_printf(svg->arena, "not proved either way: whether %s and %s share elements",
                                         picture->objects[picture->unproved[i].left].label,
                                         picture->objects[picture->unproved[i].right].label));
    }
    svg->y += GAP;
}

/* Sentences. */

static void describe(struct text *text, const struct svg_step *step)
{
    if (step->caption[0] != '\0')
        text_printf(text, "After %s: ", step->caption);
    if (step->error != NULL)
        text_printf(text, "it raised %s. ", step->error->message);
    const struct picture *picture = step->picture;
    for (size_t i = 0; picture != NULL && i < picture->memory.object_count; i++) {
        if (!picture->objects[i].named)
            continue;
        struct text sharers = TEXT_EMPTY;
        text_printf(text, "%s %s ", picture->objects[i].label,
                    strchr(picture->objects[i].label, ',') ? "are one" : "is");
        picture_describe(text, picture, i);
        text_append_character(text, ' ');
        picture_display(text, picture, i, MOST_WORDS);
        picture_sharers(&sharers, picture, i);
        text_printf(text, sharers.bytes > 0 ? ", sharing elements with %s. " : "%s. ", text_string(&sharers));
        text_free(&sharers);
    }
    text_append_character(text, '\n');
}

void picture_svg_append(struct text *text, const char *title, const struct svg_step *steps, size_t count)
{
    struct svg svg = {.arena = arena_new(), .width = 200, .y = MARGIN / 2};
    struct text words = TEXT_EMPTY;
    for (size_t i = 0; i < count; i++) {
        describe(&words, &steps[i]);
        append_step(&svg, &steps[i]);
    }
    text_printf(text,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %zu %zu\" width=\"%zu\" height=\"%zu\" "
                "role=\"img\" aria-labelledby=\"t d\">\n<title id=\"t\">",
                svg.width + MARGIN, svg.y + MARGIN / 2, svg.width + MARGIN, svg.y + MARGIN / 2);
    escape_markup(text, title);
    text_append(text, "</title>\n<desc id=\"d\">");
    escape_markup(text, text_string(&words));
    text_printf(text, "</desc>\n%s<rect class=\"back\" width=\"100%%\" height=\"100%%\"/>\n%s</svg>\n", style,
                text_string(&svg.body));
    text_free(&words);
    text_free(&svg.body);
    arena_free(svg.arena);
}

bool report_picture_svg(struct arena *arena, const char *title, const struct svg_step *steps, size_t count,
                        const char *path, const char **message)
{
    struct text text = TEXT_EMPTY;
    picture_svg_append(&text, title, steps, count);
    bool good = save(arena, path, &text, message);
    text_free(&text);
    return good;
}
