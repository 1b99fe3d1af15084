#include "drive/message.h"

#include <string.h>

#include "drive/quote.h"

enum { PROTOCOL = 1 };

json_t *message_decode_new(const char *line, size_t bytes, struct text *wrong)
{
    json_error_t error;
    json_t *message = json_loadb(line, bytes, JSON_REJECT_DUPLICATES, &error);
    if (json_is_object(message))
        return message;
    text_append(wrong, "wrote to standard output what is not an answer: ");
    quote_line(wrong, line, bytes);
    if (message != NULL)
        text_append(wrong, ", JSON but not an object");
    else if (json_error_code(&error) == json_error_invalid_utf8)
        text_printf(wrong, ", not UTF-8 (byte %d)", error.position + 1);
    else if (bytes > 0 && line[0] == '{')
        text_printf(wrong, ", not JSON (byte %d: %s)", error.position, error.text);
    json_decref(message);
    return NULL;
}

bool message_answers(const json_t *message, json_int_t id, const char *line, size_t bytes, struct text *wrong)
{
    const json_t *answered = json_object_get(message, "id");
    if (json_is_integer(answered) && json_integer_value(answered) == id)
        return true;
    if (json_is_integer(answered))
        text_printf(wrong, "answered with id %lld instead of %lld: ", (long long)json_integer_value(answered),
                    (long long)id);
    else
        text_printf(wrong, "answered without the id %lld: ", (long long)id);
    quote_line(wrong, line, bytes);
    return false;
}

static bool is_text(const json_t *message, const char *key)
{
    const json_t *value = json_object_get(message, key);
    return json_is_string(value) && json_string_length(value) > 0;
}

static const char *missing_from_start(const json_t *message)
{
    static const char *const optional[] = {"language", "platform"};
    if (!is_text(message, "name"))
        return "a name";
    if (!is_text(message, "version"))
        return "a version";
    for (size_t index = 0; index < sizeof optional / sizeof *optional; index++)
        if (json_object_get(message, optional[index]) != NULL && !is_text(message, optional[index]))
            return "language and platform as strings";
    const json_t *operations = json_object_get(message, "operations");
    if (operations != NULL && !json_is_array(operations))
        return "operations as a list";
    for (size_t index = 0; index < json_array_size(operations); index++)
        if (!json_is_string(json_array_get(operations, index)))
            return "operations as a list of names";
    return NULL;
}

bool message_starts(const json_t *message, const char *line, size_t bytes, struct text *wrong)
{
    const json_t *broken = json_object_get(message, "broken");
    const json_t *protocol = json_object_get(message, "protocol");
    if (json_is_string(broken)) {
        text_append(wrong, "answered to start that it is broken: ");
        quote_line(wrong, json_string_value(broken), json_string_length(broken));
        return false;
    }
    if (!json_is_integer(protocol)) {
        text_append(wrong, "answered to start without naming a protocol: ");
    } else if (json_integer_value(protocol) != PROTOCOL) {
        text_printf(wrong, "speaks version %lld of the driver protocol, and ibid speaks %d: ",
                    (long long)json_integer_value(protocol), PROTOCOL);
    } else {
        const char *missing = missing_from_start(message);
        if (missing == NULL)
            return true;
        text_printf(wrong, "answered to start without %s: ", missing);
    }
    quote_line(wrong, line, bytes);
    return false;
}
