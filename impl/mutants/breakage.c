#include "breakage.h"

#include <stdlib.h>
#include <string.h>

#include "hooks.h"
#include "look.h"
#include "operations.h"

static const struct hook hooks[] = {
#include "hooks.def"
};

void breakage_begin(struct breakage *breakage)
{
    *breakage = (struct breakage){.axes = -1, .above = -1, .nth = -1, .piece = 1};
}

static const struct hook *hook_named(const char *name)
{
    for (size_t i = 0; i < sizeof hooks / sizeof *hooks; i++)
        if (strcmp(hooks[i].name, name) == 0)
            return &hooks[i];
    return NULL;
}

static bool read_number(const char *text, int64_t *number, const char **message)
{
    char *end;
    *number = strtoll(text, &end, 10);
    if (*text == '\0' || *end != '\0' || *number < 0)
        *message = "axes, above, nth and piece are numbers from 0";
    return true;
}

static bool read_operation(const char *text, enum ibid_operation *operation, const char **message)
{
    *operation = operation_named(text, strlen(text));
    if (*operation == (enum ibid_operation)NO_OPERATION)
        *message = "instead names an operation of include/ibid/operations.def";
    return true;
}

/* The next name of a list, of so many bytes; those after it are behind the comma. */
static const char *after_comma(const char *at)
{
    at += strcspn(at, ",");
    return at + strspn(at, ", ");
}

static bool read_operations(const char *text, const char **on, const char **message)
{
    for (const char *at = text; *at != '\0'; at = after_comma(at))
        if (operation_named(at, strcspn(at, ",")) == (enum ibid_operation)NO_OPERATION)
            *message = "on names operations of include/ibid/operations.def, separated by commas";
    *on = text;
    return true;
}

static bool read_from(const char *text, struct breakage *breakage, const char **message)
{
    breakage->from_part = index_part_named(text);
    if (breakage->from_part == 0)
        breakage->from_operation = operation_named(text, strlen(text));
    if (breakage->from_part == 0 && breakage->from_operation == (enum ibid_operation)NO_OPERATION)
        *message = "from is a part of an index or an operation: see impl/mutants/breakage.h";
    return true;
}

bool breakage_option(struct breakage *breakage, const struct ibid_option *option, const char **message)
{
    const struct {
        const char *name;
        const char **text;
    } texts[] = {{"kind", &breakage->kind},   {"second", &breakage->second}, {"dtype", &breakage->dtype},
                 {"given", &breakage->given}, {"with", &breakage->with},     {"equals", &breakage->equals},
                 {"value", &breakage->value}, {"error", &breakage->error},   {"argument", &breakage->argument},
                 {"order", &breakage->order}, {"traced", &breakage->traced}};
    const struct {
        const char *name;
        int64_t *number;
    } numbers[] = {
        {"axes", &breakage->axes}, {"above", &breakage->above}, {"nth", &breakage->nth}, {"piece", &breakage->piece}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(option->name, texts[i].name) == 0) {
            *texts[i].text = option->value;
            return true;
        }
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (strcmp(option->name, numbers[i].name) == 0)
            return read_number(option->value, numbers[i].number, message);
    if (strcmp(option->name, "on") == 0)
        return read_operations(option->value, &breakage->on, message);
    if (strcmp(option->name, "instead") == 0)
        return read_operation(option->value, &breakage->instead, message);
    if (strcmp(option->name, "from") == 0)
        return read_from(option->value, breakage, message);
    if (strcmp(option->name, "index") == 0) {
        breakage->index = index_part_named(option->value);
        if (breakage->index == 0)
            *message = "index is a part of an index: see impl/mutants/breakage.h";
        return true;
    }
    if (strcmp(option->name, "break") != 0)
        return false;
    breakage->hook = hook_named(option->value);
    if (breakage->hook == NULL)
        *message = "break names a hook of impl/mutants/hooks.def";
    return true;
}

static bool is_on(const char *on, enum ibid_operation operation)
{
    for (const char *at = on; at != NULL && *at != '\0'; at = after_comma(at))
        if (operation_named(at, strcspn(at, ",")) == operation)
            return true;
    return false;
}

static const ibid_handle *first_array(struct mutant *mutant, const struct operation_call *call)
{
    for (size_t i = 0; i < call->argument_count; i++)
        if (is_array(mutant, call->arguments[i]))
            return &call->arguments[i];
    for (size_t i = 0; i < call->keyword_count; i++)
        if (is_array(mutant, call->keywords[i].value))
            return &call->keywords[i].value;
    return call->argument_count > 0 ? &call->arguments[0] : NULL;
}

static bool object_fits(struct mutant *mutant, ibid_handle object)
{
    const struct breakage *breakage = &mutant->breakage;
    struct look look = look_at(mutant, object);
    return (breakage->dtype == NULL || (look.dtype != NULL && strcmp(look.dtype, breakage->dtype) == 0)) &&
           (breakage->axes < 0 || (look.kind == IBID_ARRAY && (int64_t)look.axes == breakage->axes)) &&
           (breakage->above < 0 || (int64_t)look.count > breakage->above);
}

static bool kind_fits(struct mutant *mutant, const char *wanted, const ibid_handle *object)
{
    return wanted == NULL || (object != NULL && strcmp(kind_name(look_at(mutant, *object).kind), wanted) == 0);
}

static bool given_fits(struct mutant *mutant, const struct operation_call *call)
{
    const char *given = mutant->breakage.given;
    if (given == NULL)
        return true;
    char name[32] = "";
    size_t bytes = strcspn(given, " ");
    memcpy(name, given, bytes < sizeof name ? bytes : 0);
    const ibid_handle *argument = argument_named(call, name);
    if (argument == NULL || given[bytes] == '\0')
        return argument != NULL;
    struct look look = look_at(mutant, *argument);
    const char *value = look.kind == IBID_BOOL ? (look.truth != 0 ? "True" : "False")
                        : look.text != NULL    ? look.text
                                               : "None";
    return strcmp(value, given + bytes + 1) == 0;
}

static bool with_fits(struct mutant *mutant, const struct operation_call *call)
{
    bool fits = mutant->breakage.with == NULL;
    for (size_t i = 1; !fits && i < call->argument_count; i++) {
        struct look look = look_at(mutant, call->arguments[i]);
        fits = look.kind == IBID_ARRAY && strcmp(look.dtype, mutant->breakage.with) == 0;
    }
    return fits;
}

/* By value: 0 equals -0.0 and 0.0. */
static bool equals_fits(struct mutant *mutant, const ibid_handle *object)
{
    const char *wanted = mutant->breakage.equals;
    if (wanted == NULL || object == NULL)
        return wanted == NULL;
    struct look look = look_at(mutant, *object);
    if (look.kind == IBID_FLOAT)
        return look.real == strtod(wanted, NULL);
    return look.text != NULL && strcmp(look.text, wanted) == 0;
}

static bool from_fits(struct mutant *mutant, const struct operation_call *call)
{
    const struct breakage *breakage = &mutant->breakage;
    bool fits = breakage->from_part == 0 && breakage->from_operation == (enum ibid_operation)NO_OPERATION;
    for (size_t i = 0; !fits && i < call->argument_count; i++)
        fits = came_of(mutant, call->arguments[i], breakage->from_part, breakage->from_operation);
    for (size_t i = 0; !fits && i < call->keyword_count; i++)
        fits = came_of(mutant, call->keywords[i].value, breakage->from_part, breakage->from_operation);
    return fits;
}

static bool counts(struct mutant *mutant)
{
    mutant->matching_calls++;
    return mutant->breakage.nth < 0 || (int64_t)mutant->matching_calls == mutant->breakage.nth;
}

/* Reading an array waits for what is computed on a device: who need not know leaves it alone. */
static bool asks_of_array(const struct breakage *breakage)
{
    return breakage->dtype != NULL || breakage->axes >= 0 || breakage->above >= 0;
}

bool breakage_applies(struct mutant *mutant, const struct operation_call *call)
{
    const struct breakage *breakage = &mutant->breakage;
    if (!is_on(breakage->on, call->operation) || (breakage->traced != NULL && !mutant->traced))
        return false;
    const ibid_handle *array = asks_of_array(breakage) ? first_array(mutant, call) : NULL;
    bool indexed = breakage->index == 0 ||
                   (call->argument_count > 1 && (index_parts(mutant, call->arguments[1]) & breakage->index) != 0);
    return indexed && kind_fits(mutant, breakage->kind, call->argument_count > 0 ? &call->arguments[0] : NULL) &&
           kind_fits(mutant, breakage->second, call->argument_count > 1 ? &call->arguments[1] : NULL) &&
           (array == NULL || object_fits(mutant, *array)) && given_fits(mutant, call) && with_fits(mutant, call) &&
           equals_fits(mutant, call->argument_count > 0 ? &call->arguments[0] : NULL) && from_fits(mutant, call) &&
           counts(mutant);
}

bool breakage_applies_to_value(struct mutant *mutant, ibid_handle value)
{
    const struct breakage *breakage = &mutant->breakage;
    const struct operation_call call = {.arguments = &value, .argument_count = 1};
    return kind_fits(mutant, breakage->kind, &value) && object_fits(mutant, value) && equals_fits(mutant, &value) &&
           from_fits(mutant, &call) && counts(mutant);
}
