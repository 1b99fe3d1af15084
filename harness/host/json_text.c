#include "host/json_text.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "host/numbers.h"

/* The length of the character of UTF-8 at `at`, 0 if there is none: overlong forms and surrogates are none. */
static size_t character_bytes(const unsigned char *at)
{
    static const struct {
        unsigned char first_low, first_high, second_low, second_high;
        size_t bytes;
    } forms[] = {
        {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3}, {0xe1, 0xec, 0x80, 0xbf, 3},
        {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3}, {0xf0, 0xf0, 0x90, 0xbf, 4},
        {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    if (*at < 0x80)
        return 1;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (*at < forms[i].first_low || *at > forms[i].first_high)
            continue;
        if (at[1] < forms[i].second_low || at[1] > forms[i].second_high)
            return 0;
        for (size_t k = 2; k < forms[i].bytes; k++)
            if ((at[k] & 0xc0) != 0x80)
                return 0;
        return forms[i].bytes;
    }
    return 0;
}

static void append_escaped(struct text *text, const unsigned char *at)
{
    if (*at == '"' || *at == '\\') {
        char escape[] = {'\\', (char)*at};
        text_append_bytes(text, escape, sizeof escape);
    } else if (*at < 0x20) {
        text_printf(text, "\\u%04x", *at);
    } else {
        text_append(text, "\\ufffd");
    }
}

void json_append_string(struct text *text, const char *string)
{
    text_append_character(text, '"');
    const unsigned char *from = (const unsigned char *)(string == NULL ? "" : string), *at = from;
    while (*at != '\0') {
        size_t bytes = character_bytes(at);
        if (bytes == 0 || *at < 0x20 || *at == '"' || *at == '\\') {
            text_append_bytes(text, (const char *)from, (size_t)(at - from));
            append_escaped(text, at);
            from = ++at;
        } else {
            at += bytes;
        }
    }
    text_append_bytes(text, (const char *)from, (size_t)(at - from));
    text_append_character(text, '"');
}

void json_append_integer(struct text *text, long long value)
{
    char digits[24];
    char *at = digits + sizeof digits;
    unsigned long long magnitude = value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value;
    do
        *--at = (char)('0' + magnitude % 10);
    while ((magnitude /= 10) != 0);
    if (value < 0)
        *--at = '-';
    text_append_bytes(text, at, (size_t)(digits + sizeof digits - at));
}

void json_append_float(struct text *text, double value)
{
    if (isnan(value)) {
        text_append(text, "\"nan\"");
    } else if (isinf(value)) {
        text_append(text, value < 0 ? "\"-inf\"" : "\"inf\"");
    } else {
        text_append_character(text, '"');
        number_append(text, value);
        text_append_character(text, '"');
    }
}
