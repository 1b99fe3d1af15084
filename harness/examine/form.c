#include "examine/form.h"

#include <string.h>

#include "examine/requests.h"

static const json_t *step_of(const json_t *request, size_t index)
{
    return json_array_get(json_object_get(request, "steps"), index);
}

static size_t count_steps(const json_t *request, const char *key)
{
    size_t index, count = 0;
    json_t *step;
    json_array_foreach(json_object_get(request, "steps"), index, step) count += json_object_get(step, key) != NULL;
    return count;
}

static const char *count_mistake(struct arena *arena, const json_t *request, const char *key, const char *member,
                                 size_t count)
{
    size_t steps = count_steps(request, key);
    if (count == steps)
        return NULL;
    return arena_printf(arena, "%s has %zu entr%s for %zu %s step%s", member, count, count == 1 ? "y" : "ies", steps,
                        key, steps == 1 ? "" : "s");
}

static const char *error_mistake(struct arena *arena, const json_t *request, const struct step_error *error,
                                 const char *where, const char *key)
{
    if (json_object_get(step_of(request, error->step), key) == NULL)
        return arena_printf(arena, "%s.step is %zu, which is the index of no %s step", where, error->step, key);
    if (error->class_name[0] == '\0')
        return arena_printf(arena, "%s.class is empty: it is the type of the error", where);
    return NULL;
}

static const char *tries_mistake(struct arena *arena, const json_t *request, const struct observation *observation)
{
    size_t index, number = 0;
    json_t *step;
    json_array_foreach(json_object_get(request, "steps"), index, step)
    {
        if (json_object_get(step, "try") == NULL)
            continue;
        const struct step_error *error = observation->tries[number];
        const char *where = arena_printf(arena, "tries[%zu]", number++);
        if (error != NULL && error->step != index)
            return arena_printf(arena, "%s.step is %zu, and the step has the index %zu", where, error->step, index);
        const char *mistake = error == NULL ? NULL : error_mistake(arena, request, error, where, "try");
        if (mistake != NULL)
            return mistake;
    }
    return NULL;
}

static bool lists(const json_t *names, const char *name)
{
    size_t index;
    json_t *listed;
    json_array_foreach(names, index, listed) if (strcmp(json_string_value(listed), name) == 0) return true;
    return false;
}

static const char *reads_mistake(struct arena *arena, const json_t *request, const struct observation *observation)
{
    size_t index, number = 0;
    json_t *step;
    json_array_foreach(json_object_get(request, "steps"), index, step)
    {
        const json_t *asked = json_object_get(step, "read");
        if (asked == NULL)
            continue;
        const struct snapshot *snapshot = &observation->reads[number];
        for (size_t i = 0; i < snapshot->name_count && json_is_array(asked); i++)
            if (!lists(asked, snapshot->names[i].name))
                return arena_printf(arena, "reads[%zu] has the name %s, which was not asked for", number,
                                    snapshot->names[i].name);
        const char *mistake = numbering_mistake(arena, snapshot, asked);
        if (mistake != NULL)
            return arena_printf(arena, "reads[%zu]: %s", number, mistake);
        number++;
    }
    return NULL;
}

static const char *unsupported_mistake(struct arena *arena, const json_t *request, const json_t *answer)
{
    const json_t *unsupported = json_object_get(answer, "unsupported");
    const json_t *step = json_object_get(unsupported, "step"), *what = json_object_get(unsupported, "what");
    if (!json_is_integer(step))
        return "unsupported.step is missing: it is the index of the step that cannot be executed";
    if (json_object_get(step_of(request, (size_t)json_integer_value(step)), "do") == NULL)
        return arena_printf(arena, "unsupported.step is %lld, which is the index of no do step",
                            (long long)json_integer_value(step));
    if (json_string_length(what) == 0)
        return "unsupported.what is empty: it names what is lacking, as in \"op flip\"";
    if (json_string_length(json_object_get(unsupported, "reason")) == 0)
        return "unsupported.reason is missing: it says why, for people";
    return NULL;
}

/* Of a program that was executed: what it used and the driver never announced. */
static const char *operations_mistake(struct arena *arena, const json_t *request, const json_t *start)
{
    const json_t *announced = json_object_get(start, "operations");
    if (!json_is_array(announced))
        return NULL;
    json_t *used = request_operations_new(request), *name;
    const char *mistake = NULL;
    size_t index;
    json_array_foreach(used, index, name) if (mistake == NULL && !lists(announced, json_string_value(name))) mistake =
        arena_printf(arena,
                     "the program was executed, but `operations` of the answer to start does not list \"%s\", which it "
                     "uses",
                     json_string_value(name));
    json_decref(used);
    return mistake;
}

const char *form_mistake(struct arena *arena, const json_t *request, const json_t *answer,
                         const struct observation *observation, const json_t *start)
{
    if (observation->broken != NULL)
        return observation->broken[0] == '\0' ? "broken is empty: it says what is wrong" : NULL;
    if (observation->unsupported != NULL)
        return unsupported_mistake(arena, request, answer);
    const char *mistake = count_mistake(arena, request, "do", "native", observation->native_count);
    if (mistake == NULL)
        mistake = count_mistake(arena, request, "try", "tries", observation->try_count);
    if (mistake == NULL)
        mistake = count_mistake(arena, request, "read", "reads", observation->read_count);
    if (mistake == NULL && observation->error != NULL)
        mistake = error_mistake(arena, request, observation->error, "error", "do");
    if (mistake == NULL)
        mistake = tries_mistake(arena, request, observation);
    if (mistake == NULL)
        mistake = reads_mistake(arena, request, observation);
    if (mistake == NULL && observation->error == NULL)
        mistake = operations_mistake(arena, request, start);
    return mistake;
}
