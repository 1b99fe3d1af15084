#include "host/answer.h"

#include <jansson.h>
#include <string.h>
#include <sys/utsname.h>

#include "host/interpret.h"
#include "host/json_text.h"
#include "host/snapshot.h"
#include "host/well_formed.h"
#include "notation/ir_json.h"
#include "notation/print.h"

enum { PROTOCOL = 1 };

enum step_kind { STEP_DO, STEP_TRY, STEP_READ };

struct step {
    enum step_kind kind;
    bool traced;                  /* DO */
    const struct node *statement; /* DO, TRY */
    const char *text;
    const json_t *names; /* READ */
};

/* A run request on its way to its answer. */
struct run {
    const struct loaded_plugin *plugin;
    struct arena *arena;
    struct step *steps;
    size_t step_count;
    bool whole;
    const char *broken; /* why there is no other answer */
    const char *unsupported, *reason;
    size_t unsupported_step;
    struct text error, tries, reads;
    bool failed; /* a "do" step did */
};

static bool broken(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

static bool broken(struct run *run, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    run->broken = arena_vprintf(run->arena, format, arguments);
    va_end(arguments);
    return false;
}

static bool unsupported(struct run *run, size_t step, const char *what, const char *reason)
{
    run->unsupported = what;
    run->reason = reason;
    run->unsupported_step = step;
    return false;
}

static bool decode_statement(struct run *run, size_t index, const json_t *json, const json_t *tree)
{
    struct step *step = &run->steps[index];
    const char *message;
    step->statement = node_from_json(run->arena, tree, &message);
    if (step->statement == NULL)
        return broken(run, "steps[%zu]: %s", index, message);
    if ((message = statement_mistake(run->arena, step->statement)) != NULL)
        return broken(run, "steps[%zu]: %s", index, message);
    step->text = json_string_value(json_object_get(json, "text"));
    if (step->text == NULL)
        step->text = print_string(run->arena, step->statement);
    return true;
}

static bool decode_step(struct run *run, size_t index, const json_t *json)
{
    struct step *step = &run->steps[index];
    const json_t *tree;
    if ((tree = json_object_get(json, "do")) != NULL) {
        step->kind = STEP_DO;
        return decode_statement(run, index, json, tree);
    }
    if ((tree = json_object_get(json, "try")) != NULL) {
        step->kind = STEP_TRY;
        return decode_statement(run, index, json, tree);
    }
    step->kind = STEP_READ;
    step->names = json_object_get(json, "read");
    return json_is_true(step->names) || json_is_array(step->names) ||
           broken(run, "steps[%zu]: expected do, try, or read with true or a list of names", index);
}

static bool decode_traced(struct run *run, const json_t *traced)
{
    size_t place;
    json_t *number;
    json_array_foreach(traced, place, number)
    {
        size_t index = (size_t)json_integer_value(number);
        if (!json_is_integer(number) || index >= run->step_count || run->steps[index].kind != STEP_DO)
            return broken(run, "traced[%zu]: expected the number of a do step", place);
        if (run->plugin->trace == NULL)
            return unsupported(run, index, "traced",
                               arena_printf(run->arena, "%s has no tracer", run->plugin->table->name));
        if (run->whole)
            return unsupported(run, index, "traced", "what is compiled as one function is not traced by statements");
        run->steps[index].traced = true;
    }
    return true;
}

static bool decode_run(struct run *run, const json_t *request)
{
    const json_t *steps = json_object_get(request, "steps"), *unit = json_object_get(request, "unit");
    const char *unit_name = unit == NULL ? "statement" : json_string_value(unit);
    if (!json_is_array(steps))
        return broken(run, "steps: expected an array");
    if (unit_name == NULL || (strcmp(unit_name, "statement") != 0 && strcmp(unit_name, "whole") != 0))
        return broken(run, "unit: expected \"statement\" or \"whole\"");
    run->whole = strcmp(unit_name, "whole") == 0;
    run->step_count = json_array_size(steps);
    run->steps = ARENA_ARRAY(run->arena, struct step, run->step_count);
    for (size_t i = 0; i < run->step_count; i++)
        if (!decode_step(run, i, json_array_get(steps, i)))
            return false;
    return decode_traced(run, json_object_get(request, "traced"));
}

/* Before anything is executed. What a "try" step lacks is its own error. */
static bool has_all_operations(struct run *run)
{
    for (size_t i = 0; i < run->step_count; i++) {
        if (run->steps[i].kind != STEP_DO)
            continue;
        const char *missing = missing_operation(run->arena, run->plugin, run->steps[i].statement);
        if (missing != NULL)
            return unsupported(run, i, missing,
                               arena_printf(run->arena, "%s has no such operation", run->plugin->table->name));
    }
    return true;
}

static void append_error(struct text *text, size_t step, const struct failure *failure)
{
    text_append(text, "{\"step\":");
    json_append_integer(text, (long long)step);
    text_append(text, ",\"kind\":");
    json_append_string(text, error_kind_name(failure->kind));
    text_append(text, ",\"class\":");
    json_append_string(text, failure->class_name);
    text_append(text, ",\"message\":");
    json_append_string(text, failure->message);
    text_append_character(text, '}');
}

static bool execute_step(struct run *run, struct interpreter *interpreter, const struct step *step)
{
    if (!step->traced)
        return execute(interpreter, step->statement);
    run->plugin->trace(interpreter->instance.opened, 1);
    bool worked = execute(interpreter, step->statement);
    run->plugin->trace(interpreter->instance.opened, 0);
    return worked;
}

static bool run_do(struct run *run, struct interpreter *interpreter, size_t index)
{
    if (run->failed)
        return true;
    const struct failure *failure = &interpreter->instance.failure;
    bool worked = execute_step(run, interpreter, &run->steps[index]);
    if (!run->whole)
        constants_release(&interpreter->constants, &interpreter->instance);
    if (worked)
        return true;
    if (failure->status == FAILURE_BROKEN)
        return broken(run, "steps[%zu]: %s", index, failure->message);
    if (failure->status == FAILURE_UNSUPPORTED)
        return unsupported(run, index, failure->what, failure->message);
    append_error(&run->error, index, failure);
    run->failed = true;
    return true;
}

static bool run_try(struct run *run, struct interpreter *interpreter, size_t index)
{
    const struct failure *failure = &interpreter->instance.failure;
    /* A unit of its own, also in a whole program, whose constants must be there for it again afterwards. */
    struct constants outer = interpreter->constants;
    interpreter->constants = (struct constants){0};
    bool worked = execute(interpreter, run->steps[index].statement);
    constants_release(&interpreter->constants, &interpreter->instance);
    interpreter->constants = outer;
    text_append(&run->tries, run->tries.bytes > 0 ? "," : "");
    if (worked)
        text_append(&run->tries, "null");
    else if (failure->status == FAILURE_BROKEN)
        return broken(run, "steps[%zu]: %s", index, failure->message);
    else
        append_error(&run->tries, index, failure);
    return true;
}

static bool run_step(struct run *run, struct interpreter *interpreter, size_t index)
{
    const struct step *step = &run->steps[index];
    if (step->kind == STEP_DO)
        return run_do(run, interpreter, index);
    if (step->kind == STEP_TRY)
        return run_try(run, interpreter, index);
    text_append(&run->reads, run->reads.bytes > 0 ? "," : "");
    return append_snapshot(&run->reads, interpreter, step->names) ||
           broken(run, "steps[%zu]: %s", index, interpreter->instance.failure.message);
}

static void run_steps(struct run *run)
{
    struct interpreter interpreter = {0};
    if (!instance_open(&interpreter.instance, run->plugin, run->arena)) {
        broken(run, "%s", interpreter.instance.failure.message);
        return;
    }
    for (size_t i = 0; i < run->step_count; i++) {
        if (!run_step(run, &interpreter, i))
            break;
        /* A function's constants go with the function, and that ends with the last "do" step. */
        if (run->whole && (i + 1 == run->step_count || run->steps[i + 1].kind != STEP_DO))
            constants_release(&interpreter.constants, &interpreter.instance);
    }
    constants_release(&interpreter.constants, &interpreter.instance);
    variables_release(&interpreter);
    instance_close(&interpreter.instance);
}

static void append_natives(struct text *text, const struct run *run)
{
    const char *separator = "";
    for (size_t i = 0; i < run->step_count; i++) {
        if (run->steps[i].kind != STEP_DO)
            continue;
        text_append(text, separator);
        json_append_string(text, run->steps[i].text);
        separator = ",";
    }
}

static void append_outcome(struct text *text, const struct run *run)
{
    if (run->broken != NULL) {
        text_append(text, "\"broken\":");
        json_append_string(text, run->broken);
        return;
    }
    if (run->unsupported != NULL) {
        text_append(text, "\"unsupported\":{\"step\":");
        json_append_integer(text, (long long)run->unsupported_step);
        text_append(text, ",\"what\":");
        json_append_string(text, run->unsupported);
        text_append(text, ",\"reason\":");
        json_append_string(text, run->reason);
        text_append_character(text, '}');
        return;
    }
    text_append(text, "\"native\":[");
    append_natives(text, run);
    text_append(text, "],\"error\":");
    text_append(text, run->failed ? text_string(&run->error) : "null");
    text_append(text, ",\"tries\":[");
    text_append_bytes(text, text_string(&run->tries), run->tries.bytes);
    text_append(text, "],\"reads\":[");
    text_append_bytes(text, text_string(&run->reads), run->reads.bytes);
    text_append_character(text, ']');
}

static void append_run(struct text *text, const struct loaded_plugin *plugin, const json_t *request)
{
    struct run run = {.plugin = plugin, .arena = arena_new()};
    const json_t *id = json_object_get(request, "id");
    if (!json_is_integer(id))
        broken(&run, "id: expected an integer");
    else if (decode_run(&run, request) && has_all_operations(&run))
        run_steps(&run);
    text_append(text, "{\"id\":");
    if (json_is_integer(id))
        json_append_integer(text, json_integer_value(id));
    else
        text_append(text, "null");
    text_append_character(text, ',');
    append_outcome(text, &run);
    text_append(text, "}\n");
    text_free(&run.error);
    text_free(&run.tries);
    text_free(&run.reads);
    arena_free(run.arena);
}

static void append_start(struct text *text, const struct loaded_plugin *plugin, const json_t *request)
{
    const json_t *protocol = json_object_get(request, "protocol");
    if (json_integer_value(protocol) != PROTOCOL) {
        text_printf(text, "{\"broken\":\"this ibid-host speaks version %d of the driver protocol only\"}\n", PROTOCOL);
        return;
    }
    text_printf(text, "{\"protocol\":%d,\"name\":", PROTOCOL);
    json_append_string(text, plugin->table->name);
    text_append(text, ",\"version\":");
    json_append_string(text, plugin->table->version);
    struct utsname system;
    if (uname(&system) >= 0) {
        text_append(text, ",\"platform\":");
        struct text platform = TEXT_EMPTY;
        text_printf(&platform, "%s %s", system.sysname, system.machine);
        json_append_string(text, text_string(&platform));
        text_free(&platform);
    }
    text_append(text, plugin->trace != NULL ? ",\"modes\":[\"traced\"]" : "");
    text_append(text, ",\"operations\":[");
    size_t count;
    const struct operation *operations = operations_all(&count);
    const char *separator = "";
    for (size_t i = 0; i < count; i++) {
        if (!has_operation(plugin, &operations[i]))
            continue;
        text_append(text, separator);
        json_append_string(text, operations[i].name);
        separator = ",";
    }
    text_append(text, "]}\n");
}

static void append_broken(struct text *text, const json_t *request, const char *message)
{
    const json_t *id = json_object_get(request, "id");
    text_append(text, "{\"id\":");
    if (json_is_integer(id))
        json_append_integer(text, json_integer_value(id));
    else
        text_append(text, "null");
    text_append(text, ",\"broken\":");
    json_append_string(text, message);
    text_append(text, "}\n");
}

void append_answer(struct text *text, const struct loaded_plugin *plugin, const char *line, size_t bytes)
{
    json_error_t error;
    json_t *request = json_loadb(line, bytes, JSON_REJECT_DUPLICATES, &error);
    const char *command = json_string_value(json_object_get(request, "command"));
    if (request == NULL) {
        struct text message = TEXT_EMPTY;
        text_printf(&message, "the request is not JSON: %s, at byte %d", error.text, error.position);
        append_broken(text, NULL, text_string(&message));
        text_free(&message);
    } else if (command != NULL && strcmp(command, "run") == 0) {
        append_run(text, plugin, request);
    } else if (command != NULL && strcmp(command, "start") == 0) {
        append_start(text, plugin, request);
    } else {
        append_broken(text, request, "command: expected \"start\" or \"run\"");
    }
    json_decref(request);
}
