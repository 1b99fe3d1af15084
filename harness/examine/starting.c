/* The answer to start. */
#include <string.h>

#include "base/text.h"
#include "examine/examination.h"
#include "notation/words.h"

static void show_start(struct examination *examination)
{
    char *line = json_dumps(examination->start, JSON_COMPACT);
    examination->sent = "{\"command\": \"start\", \"protocol\": 1}";
    examination->received = arena_strdup(examination->arena, line);
    free(line);
}

static void check_first_line(struct examination *examination, const struct check *check)
{
    (void)check;
    const char *first = json_string_value(json_array_get(examination->first_lines, 0));
    if (first == NULL)
        return;
    examination->sent = "{\"command\": \"start\", \"protocol\": 1}";
    examination->received = arena_strdup(examination->arena, first);
    report_wrong(
        examination, "the answer to start as the first line",
        "%zu line%s came before the answer: take standard output away from the library before it is loaded, since "
        "libraries print",
        json_array_size(examination->first_lines), json_array_size(examination->first_lines) == 1 ? "" : "s");
}

static void check_protocol(struct examination *examination, const struct check *check)
{
    (void)check;
    const json_t *protocol = json_object_get(examination->start, "protocol");
    show_start(examination);
    if (protocol == NULL)
        report_wrong(examination, "\"protocol\": 1", "protocol is missing");
    else if (!json_is_integer(protocol) || json_integer_value(protocol) != 1)
        report_wrong(examination, "\"protocol\": 1", "protocol is not 1");
}

static void check_name(struct examination *examination, const struct check *check)
{
    static const char *const keys[] = {"name", "version", "language", "platform"};
    (void)check;
    show_start(examination);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const json_t *value = json_object_get(examination->start, keys[i]);
        if (value == NULL && i < 2)
            report_wrong(examination, "\"name\": \"…\", \"version\": \"…\"", "%s is missing", keys[i]);
        else if (value != NULL && json_string_length(value) == 0)
            report_wrong(examination, arena_printf(examination->arena, "\"%s\": \"…\"", keys[i]),
                         "%s is not a string with something in it", keys[i]);
    }
}

static void check_operations(struct examination *examination, const struct check *check)
{
    (void)check;
    const json_t *operations = json_object_get(examination->start, "operations");
    show_start(examination);
    if (operations == NULL) {
        report_not_possible(examination, "the driver does not list its operations");
        return;
    }
    if (!json_is_array(operations)) {
        report_wrong(examination, "\"operations\": [\"array\", \".copy\", …]", "operations is not a list");
        return;
    }
    size_t index;
    json_t *name;
    json_array_foreach(operations, index, name)
    {
        const char *text = json_string_value(name);
        if (text == NULL) {
            report_wrong(examination, "a name", "operations[%zu] is not a string", index);
        } else if (operation_by_name(text) == NULL) {
            const struct operation *similar = word_suggest_operation(text, ~0U);
            report_wrong(examination, "a name of the table",
                         "operations[%zu] is \"%s\", which the table does not have%s%s%s", index, text,
                         similar == NULL ? "" : "; did you mean \"", similar == NULL ? "" : similar->name,
                         similar == NULL ? "" : "\"?");
        }
        for (size_t before = 0; before < index && text != NULL; before++)
            if (json_equal(json_array_get(operations, before), name))
                report_wrong(examination, "each name once", "operations[%zu] and operations[%zu] are both \"%s\"",
                             before, index, text);
    }
    size_t count;
    operations_all(&count);
    examination->note = arena_printf(examination->arena, "%zu of the table's %zu", json_array_size(operations), count);
}

static void check_modes(struct examination *examination, const struct check *check)
{
    (void)check;
    const json_t *modes = json_object_get(examination->start, "modes");
    show_start(examination);
    if (modes == NULL)
        return;
    if (!json_is_array(modes))
        report_wrong(examination, "\"modes\": [\"traced\"]", "modes is not a list");
    size_t index;
    json_t *mode;
    json_array_foreach(modes, index, mode)
    {
        const char *text = json_string_value(mode);
        if (text == NULL)
            report_wrong(examination, "\"traced\"", "modes[%zu] is not a string", index);
        else if (strcmp(text, "traced") != 0)
            report_wrong(examination, "\"traced\"", "modes[%zu] is \"%s\", and the only mode is \"traced\"", index,
                         text);
    }
}

const struct check start_checks[] = {
    {"start.first", "the answer to start is the first thing it writes", "The driver protocol, version 1",
     "It writes nothing but answers to standard output, from its first moment on.", check_first_line, NULL, NULL,
     false},
    {"start.protocol", "it names the protocol", "start", "{\"protocol\": 1, \"name\": \"numpy\"", check_protocol, NULL,
     NULL, false},
    {"start.name", "it says what it is", "start", "{\"protocol\": 1, \"name\": \"numpy\"", check_name, NULL, NULL,
     false},
    {"start.operations", "its operations are those of the table", "start",
     "`operations` lists what the driver supports, by the names of the table", check_operations, NULL, NULL, false},
    {"start.modes", "its modes are known", "start", "`modes` lists what the driver can do besides running programs",
     check_modes, NULL, NULL, false},
    {0},
};
