#include "report/shorten.h"

#include <stdbool.h>
#include <string.h>

static bool begins_character(char byte)
{
    return ((unsigned char)byte & 0xc0) != 0x80;
}

static size_t character_count(const char *string, size_t bytes)
{
    size_t count = 0;
    for (size_t i = 0; i < bytes; i++)
        count += begins_character(string[i]);
    return count;
}

/* Where the character of this number begins. */
static size_t offset_of(const char *string, size_t bytes, size_t character)
{
    size_t at = 0;
    for (size_t seen = 0; at < bytes; at++)
        if (begins_character(string[at]) && seen++ == character)
            break;
    return at;
}

void append_shortened(struct text *text, const char *string, size_t most)
{
    size_t bytes = strlen(string), characters = character_count(string, bytes);
    if (characters <= most) {
        text_append(text, string);
        return;
    }
    size_t end_characters = most / 8, beginning_characters = most - end_characters;
    size_t beginning = offset_of(string, bytes, beginning_characters);
    size_t end = offset_of(string, bytes, characters - end_characters);
    text_append_bytes(text, string, beginning);
    text_printf(text, " \xe2\x80\xa6 (%zu characters left out) \xe2\x80\xa6 ", characters - most);
    text_append_bytes(text, string + end, bytes - end);
}

static json_t *shortened_string_new(const char *string)
{
    struct text text = TEXT_EMPTY;
    append_shortened(&text, string, SHORTENED_MOST);
    json_t *shortened = json_string_nocheck(text_string(&text));
    text_free(&text);
    return shortened;
}

json_t *shortened_new(const json_t *value)
{
    if (json_is_string(value))
        return shortened_string_new(json_string_value(value));
    if (json_is_array(value)) {
        json_t *copy = json_array();
        for (size_t i = 0; i < json_array_size(value); i++)
            json_array_append_new(copy, shortened_new(json_array_get(value, i)));
        return copy;
    }
    if (json_is_object(value)) {
        json_t *copy = json_object(), *member;
        const char *key;
        /* jansson walks no constant object; it changes nothing. */
        json_object_foreach((json_t *)value, key, member) json_object_set_new_nocheck(copy, key, shortened_new(member));
        return copy;
    }
    return json_copy((json_t *)value);
}
