#include "drive/quote.h"

#include <stdbool.h>
#include <string.h>

enum { SHOWN_BYTES = 160 };

/* How many bytes the valid UTF-8 sequence at the start has; 0 if it is not valid. */
static size_t sequence_bytes(const unsigned char *bytes, size_t count)
{
    static const struct {
        unsigned char first, last, second_first, second_last;
        size_t bytes;
    } forms[] = {
        {0x00, 0x7f, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
        {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
        {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    for (size_t form = 0; form < sizeof forms / sizeof *forms; form++) {
        if (bytes[0] < forms[form].first || bytes[0] > forms[form].last)
            continue;
        if (count < forms[form].bytes)
            return 0;
        if (forms[form].bytes > 1 && (bytes[1] < forms[form].second_first || bytes[1] > forms[form].second_last))
            return 0;
        for (size_t index = 2; index < forms[form].bytes; index++)
            if ((bytes[index] & 0xc0) != 0x80)
                return 0;
        return forms[form].bytes;
    }
    return 0;
}

/* Appends the first character, escaped where it must be, and tells how many bytes it took. */
static size_t append_character(struct text *text, const char *bytes, size_t count)
{
    const unsigned char *unsigned_bytes = (const unsigned char *)bytes;
    size_t length = sequence_bytes(unsigned_bytes, count);
    bool control = length == 1 ? unsigned_bytes[0] < 0x20 || unsigned_bytes[0] == 0x7f
                               : length == 2 && unsigned_bytes[0] == 0xc2 && unsigned_bytes[1] < 0xa0;
    if (length > 0 && !control) {
        text_append_bytes(text, bytes, length);
        return length;
    }
    text_printf(text, "\\x%02x", unsigned_bytes[0]);
    return 1;
}

void quote_line(struct text *text, const char *bytes, size_t count)
{
    size_t shown = count > SHOWN_BYTES ? SHOWN_BYTES : count;
    text_append_character(text, '"');
    for (size_t at = 0; at < shown;) {
        const char *short_forms = "\"\\\n\r\t", *letters = "\"\\nrt";
        const char *form = bytes[at] == '\0' ? NULL : strchr(short_forms, bytes[at]);
        if (form != NULL) {
            text_printf(text, "\\%c", letters[form - short_forms]);
            at++;
        } else {
            at += append_character(text, bytes + at, count - at);
        }
    }
    text_append_character(text, '"');
    if (shown < count)
        text_printf(text, "… (%zu bytes)", count);
}

void quote_lines(struct text *text, const char *bytes, size_t count)
{
    bool line_start = true;
    for (size_t at = 0; at < count;) {
        if (line_start)
            text_append(text, "    ");
        line_start = bytes[at] == '\n';
        if (bytes[at] == '\n' || bytes[at] == '\t')
            text_append_character(text, bytes[at++]);
        else if (bytes[at] == '\r' && at + 1 < count && bytes[at + 1] == '\n')
            at++;
        else
            at += append_character(text, bytes + at, count - at);
    }
}
