#include "examine/requests.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "notation/ir_json.h"
#include "notation/parse.h"

static json_t *statement_step_new(struct arena *arena, const char *key, const char *text, size_t bytes)
{
    struct program program;
    struct parse_error error;
    if (!parse_program(arena, text, bytes, PARSE_UNBOUND, &program, &error)) {
        fprintf(stderr, "ibid: %.*s: %s\n", (int)bytes, text, error.message);
        abort(); /* the text is ours */
    }
    json_t *step = json_object();
    json_object_set_new(step, key, node_to_json_new(program.statements[0].node));
    json_object_set_new(step, "text", json_string(program.statements[0].text));
    return step;
}

static json_t *read_step_new(struct arena *arena, const char *names, size_t bytes)
{
    json_t *list = json_array();
    char *text = arena_strndup(arena, names, bytes), *rest;
    for (char *name = strtok_r(text, " ", &rest); name != NULL; name = strtok_r(NULL, " ", &rest))
        json_array_append_new(list, json_string(name));
    json_t *step = json_object();
    if (json_array_size(list) > 0)
        json_object_set(step, "read", list);
    else
        json_object_set_new(step, "read", json_true());
    json_decref(list);
    return step;
}

json_t *request_of_script_new(struct arena *arena, const char *script, bool whole)
{
    json_t *steps = json_array();
    for (const char *line = script; *line != '\0';) {
        size_t bytes = strcspn(line, "\n");
        if (strncmp(line, "do ", 3) == 0)
            json_array_append_new(steps, statement_step_new(arena, "do", line + 3, bytes - 3));
        else if (strncmp(line, "try ", 4) == 0)
            json_array_append_new(steps, statement_step_new(arena, "try", line + 4, bytes - 4));
        else
            json_array_append_new(steps, read_step_new(arena, line + 4, bytes - 4));
        line += bytes + (line[bytes] == '\n');
    }
    json_t *request = json_object();
    json_object_set_new(request, "command", json_string("run"));
    json_object_set_new(request, "unit", json_string(whole ? "whole" : "statement"));
    json_object_set_new(request, "steps", steps);
    return request;
}

static void add(json_t *names, const json_t *name)
{
    size_t index;
    json_t *known;
    json_array_foreach(names, index, known) if (json_equal(known, name)) return;
    json_array_append(names, (json_t *)name);
}

static void collect(json_t *names, const json_t *tree)
{
    const json_t *operation = json_object_get(tree, "op");
    if (json_is_string(operation))
        add(names, operation);
    const char *key;
    size_t index;
    json_t *part;
    json_object_foreach((json_t *)tree, key, part) collect(names, part);
    json_array_foreach(tree, index, part) collect(names, part);
}

json_t *request_operations_new(const json_t *request)
{
    json_t *names = json_array(), *step;
    size_t index;
    json_array_foreach(json_object_get(request, "steps"), index, step)
    {
        const json_t *statement = json_object_get(step, "do");
        collect(names, json_object_get(statement, "value"));
        if (json_is_string(json_object_get(statement, "op")))
            add(names, json_object_get(statement, "op"));
    }
    return names;
}
