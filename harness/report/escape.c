#include "report/escape.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The bytes of the UTF-8 character that starts here, or 0 if none does: overlong forms, surrogates,
 * what lies beyond U+10FFFF, and the two non-characters that XML forbids are none.
 */
static size_t character_bytes(const unsigned char *at)
{
    if (at[0] < 0x80)
        return 1;
    if (at[0] >= 0xc2 && at[0] <= 0xdf)
        return (at[1] & 0xc0) == 0x80 ? 2 : 0;
    if (at[0] >= 0xe0 && at[0] <= 0xef) {
        if ((at[1] & 0xc0) != 0x80 || (at[2] & 0xc0) != 0x80)
            return 0;
        if ((at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xed && at[1] > 0x9f))
            return 0;
        if (at[0] == 0xef && at[1] == 0xbf && at[2] >= 0xbe)
            return 0;
        return 3;
    }
    if (at[0] >= 0xf0 && at[0] <= 0xf4) {
        if ((at[1] & 0xc0) != 0x80 || (at[2] & 0xc0) != 0x80 || (at[3] & 0xc0) != 0x80)
            return 0;
        if ((at[0] == 0xf0 && at[1] < 0x90) || (at[0] == 0xf4 && at[1] > 0x8f))
            return 0;
        return 4;
    }
    return 0;
}

/*
 * U+2028 and U+2029, which break lines where nobody expects it, and the controls of direction, with
 * which a name could show as another.
 */
static bool disturbs_lines(const unsigned char *at)
{
    return at[0] == 0xe2 &&
           ((at[1] == 0x80 && at[2] >= 0xa8 && at[2] <= 0xae) || (at[1] == 0x81 && at[2] >= 0xa6 && at[2] <= 0xa9));
}

/* Appends a character that needs no escape in any format, or its stand-in. Returns where the next one starts. */
static const char *append_character(struct text *text, const char *string)
{
    const unsigned char *at = (const unsigned char *)string;
    size_t bytes = character_bytes(at);
    if (bytes == 0 || disturbs_lines(at)) {
        text_append(text, "\xef\xbf\xbd");
        return string + (bytes == 0 ? 1 : bytes);
    }
    if ((at[0] < 0x20 && at[0] != '\n' && at[0] != '\t') || at[0] == 0x7f)
        text_printf(text, "\\x%02x", (unsigned)at[0]);
    else
        text_append_bytes(text, string, bytes);
    return string + bytes;
}

void escape_plain(struct text *text, const char *string)
{
    while (*string != '\0')
        string = append_character(text, string);
}

static const char *markup_reference(char character)
{
    switch (character) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static void append_markup(struct text *text, const char *string, bool attribute)
{
    while (*string != '\0') {
        const char *reference = markup_reference(*string);
        if (reference == NULL && attribute && *string == '\n')
            reference = "&#10;";
        if (reference == NULL && attribute && *string == '\t')
            reference = "&#9;";
        if (reference == NULL) {
            string = append_character(text, string);
            continue;
        }
        text_append(text, reference);
        string++;
    }
}

void escape_markup(struct text *text, const char *string)
{
    append_markup(text, string, false);
}

void escape_attribute(struct text *text, const char *string)
{
    append_markup(text, string, true);
}

void escape_json(struct text *text, const json_t *json)
{
    char *dumped = json_dumps(json, JSON_COMPACT | JSON_ENSURE_ASCII | JSON_ENCODE_ANY);
    if (dumped == NULL) {
        fputs("ibid: out of memory\n", stderr);
        exit(5);
    }
    /* Outside of strings JSON has none of these characters. */
    for (const char *at = dumped; *at != '\0';) {
        size_t plain = strcspn(at, "<>&");
        text_append_bytes(text, at, plain);
        at += plain;
        if (*at != '\0')
            text_printf(text, "\\u%04x", (unsigned)(unsigned char)*at++);
    }
    free(dumped);
}

void escape_markdown(struct text *text, const char *string)
{
    const char *start = string;
    while (*string != '\0') {
        const char *reference = strchr("&<>", *string) != NULL ? markup_reference(*string) : NULL;
        if (reference != NULL) {
            text_append(text, reference);
            string++;
        } else if (*string == '\n' || *string == '\t') {
            text_append_character(text, ' ');
            string++;
        } else {
            if (strchr("\\`*_[]|~", *string) != NULL || (string == start && strchr("#+-=", *string) != NULL))
                text_append_character(text, '\\');
            string = append_character(text, string);
        }
    }
}

void escape_markdown_code(struct text *text, const char *string)
{
    size_t longest = 0, run = 0;
    for (const char *at = string; *at != '\0'; at++) {
        run = *at == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    for (size_t i = 0; i <= longest; i++)
        text_append_character(text, '`');
    /* A backquote at an end would join the fence. */
    if (longest > 0)
        text_append_character(text, ' ');
    while (*string != '\0') {
        if (*string == '\n' || *string == '\t') {
            text_append_character(text, ' ');
            string++;
            continue;
        }
        if (*string == '|')
            text_append_character(text, '\\');
        string = append_character(text, string);
    }
    if (longest > 0)
        text_append_character(text, ' ');
    for (size_t i = 0; i <= longest; i++)
        text_append_character(text, '`');
}
