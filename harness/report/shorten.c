#include "report/shorten.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

void append_shortened(struct text *text, const char *string, size_t most)
{
    size_t bytes = strlen(string), characters = utf8_count(string, bytes);
    if (characters <= most) {
        text_append(text, string);
        return;
    }
    size_t end_characters = most / 8, beginning_characters = most - end_characters;
    size_t beginning = utf8_prefix_bytes(string, bytes, beginning_characters);
    size_t end = utf8_prefix_bytes(string, bytes, characters - end_characters);
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
