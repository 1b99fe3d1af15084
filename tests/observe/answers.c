#include "answers.h"

#include <criterion/criterion.h>
#include <string.h>

struct observation *decode_text(struct arena *arena, const char *quoted, const char **message)
{
    char *json = arena_strdup(arena, quoted);
    for (char *at = json; *at != '\0'; at++)
        if (*at == '\'')
            *at = '"';
    json_error_t error;
    json_t *answer = json_loads(json, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    cr_assert_not_null(answer, "%s: %s", json, error.text);
    *message = NULL;
    struct observation *observation = observation_decode(arena, answer, message);
    /* Nothing of an observation may point into the answer. */
    json_decref(answer);
    cr_assert_neq(observation == NULL, *message == NULL);
    return observation;
}

const struct snapshot *snapshot_of(struct arena *arena, const char *names, const char *objects)
{
    const char *message;
    struct observation *observation = decode_text(
        arena,
        arena_printf(arena,
                     "{'id': 1, 'native': [], 'error': null, 'tries': [], 'reads': [{'names': {%s}, 'objects': [%s]}]}",
                     names, objects),
        &message);
    cr_assert_not_null(observation, "%s", message);
    return &observation->reads[0];
}

const char *object_mistake(struct arena *arena, const char *object)
{
    const char *message;
    struct observation *observation = decode_text(
        arena,
        arena_printf(arena, "{'native': [], 'error': null, 'tries': [], 'reads': [{'names': {}, 'objects': [%s]}]}",
                     object),
        &message);
    if (observation != NULL)
        return "";
    const char *place = "reads[0].objects[0]: ";
    cr_assert_eq(strncmp(message, place, strlen(place)), 0, "%s", message);
    return message + strlen(place);
}
