/*
 * A badge for a README: what was tested, the profile, the counts, in SVG that needs nothing from anywhere. Widths are
 * estimated, and the text is told to fit them, so it looks alike whatever font there is.
 */
#include <string.h>

#include "report/escape.h"
#include "base/utf8.h"
#include "report/matrix.h"
#include "report/report.h"
#include "report/save.h"

/* Of a sans serif at 11 pixels, in tenths of a pixel: narrow letters, wide ones, the others. */
enum { NARROW = 36, WIDE = 92, USUAL = 66, PADDING = 8, HEIGHT = 20 };

static unsigned width_pixels(const char *string)
{
    unsigned tenths = 0;
    for (; *string != '\0'; string++)
        if (utf8_begins(*string))
            tenths += strchr(" .,:;'!|()[]ijlt1", *string) != NULL ? NARROW
                      : strchr("mwMW%@", *string) != NULL          ? WIDE
                                                                   : USUAL;
    return (tenths + 5) / 10;
}

/* Each has at least 4.5:1 against white. */
static const char *colour(const struct results *results)
{
    static const char *const colours[] = {"#b3261e", "#6b5b00", "#1b6e3c"};
    return colours[conclusion_sign(results) + 1];
}

/* A SHOULD takes nothing from conformance. */
static size_t failing_should_count(const struct results *results)
{
    const char *id;
    json_t *record;
    size_t count = 0;
    json_object_foreach(results->cases, id, record)
    {
        bool should = strcmp(field_text(record, "level"), "SHOULD") == 0;
        count += should && record_mark(record) == verdict_mark(VERDICT_FAIL);
    }
    return count;
}

/* "profile numpy: 1650 of 1660 pass, 2 fail". */
static void append_counts(struct text *text, const struct results *results)
{
    const size_t *counts = results->counts, *expected = results->expected_counts;
    const char *profile = field_text(results->header, "profile");
    size_t apply = case_count(results) - counts[VERDICT_NOT_APPLICABLE];
    size_t failed = counts[VERDICT_FAIL] + counts[VERDICT_ERROR] - expected[VERDICT_FAIL] - expected[VERDICT_ERROR];
    size_t shoulds = failing_should_count(results);
    text_printf(text, "%s%s: ", profile[0] != '\0' ? "profile " : "own answers", profile);
    if (results->cut_short != NULL) {
        text_append(text, "incomplete");
        return;
    }
    text_printf(text, "%zu of %zu pass", counts[VERDICT_PASS], apply);
    if (failed > shoulds)
        text_printf(text, ", %zu fail%s", failed - shoulds, failed - shoulds == 1 ? "s" : "");
    if (shoulds > 0)
        text_printf(text, ", %zu SHOULD fail%s", shoulds, shoulds == 1 ? "s" : "");
    if (expected_failure_count(results) > 0)
        text_printf(text, ", %zu expected to", expected_failure_count(results));
    if (differing_choice_count(results) > 0)
        text_printf(text, ", %zu choice%s differ%s", differing_choice_count(results),
                    differing_choice_count(results) == 1 ? "" : "s", differing_choice_count(results) == 1 ? "s" : "");
}

static void append_text(struct text *text, unsigned left, unsigned width, const char *string)
{
    text_printf(text, "<text x=\"%u\" y=\"14\" textLength=\"%u\" lengthAdjust=\"spacingAndGlyphs\">", left, width);
    escape_markup(text, string);
    text_append(text, "</text>\n");
}

static void append_badge(struct text *text, const struct results *results, const char *name, const char *counts)
{
    unsigned name_width = width_pixels(name), counts_width = width_pixels(counts);
    unsigned left = name_width + 2 * PADDING, right = counts_width + 2 * PADDING;
    text_printf(text, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%d\" role=\"img\" aria-label=\"",
                left + right, HEIGHT);
    escape_attribute(text, name);
    text_append(text, ", ");
    escape_attribute(text, counts);
    text_append(text, "\">\n<title>");
    escape_markup(text, name);
    text_append(text, ", ");
    escape_markup(text, counts);
    text_printf(text,
                "</title>\n<clipPath id=\"corners\"><rect width=\"%u\" height=\"%d\" rx=\"4\"/></clipPath>\n"
                "<g clip-path=\"url(#corners)\"><path fill=\"#333\" d=\"M0 0h%uv%dH0z\"/>"
                "<path fill=\"%s\" d=\"M%u 0h%uv%dH%uz\"/></g>\n"
                "<g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,Geneva,sans-serif\" font-size=\"11\">\n",
                left + right, HEIGHT, left, HEIGHT, colour(results), left, right, HEIGHT, left);
    append_text(text, PADDING, name_width, name);
    append_text(text, left + PADDING, counts_width, counts);
    text_append(text, "</g>\n</svg>\n");
}

void badge_append(struct text *text, const struct results *results)
{
    struct text name = TEXT_EMPTY, counts = TEXT_EMPTY;
    struct matrix matrix;
    matrix_fill(&matrix, results, 1);
    text_append(&name, "ibid | ");
    append_name(&name, &matrix, 0);
    matrix_release(&matrix);
    append_counts(&counts, results);
    append_badge(text, results, text_string(&name), text_string(&counts));
    text_free(&name);
    text_free(&counts);
}

bool report_badge(struct arena *arena, const struct results *results, const char *path, const char **message)
{
    struct text text = TEXT_EMPTY;
    badge_append(&text, results);
    bool fine = save(arena, path, &text, message);
    text_free(&text);
    return fine;
}
