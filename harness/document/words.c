#include <string.h>

#include "document/parts.h"
#include "report/escape.h"

void append_prose(struct text *text, const char *prose)
{
    struct text piece = TEXT_EMPTY;
    for (bool code = false; *prose != '\0'; code = !code) {
        size_t bytes = strcspn(prose, "`");
        bool closed = prose[bytes] == '`';
        text_clear(&piece);
        text_append_bytes(&piece, prose, bytes);
        if (code && closed)
            escape_markdown_code(text, text_string(&piece));
        else
            escape_markdown(text, text_string(&piece));
        prose += bytes + closed;
    }
    text_free(&piece);
}

void append_choice_link(struct text *text, const char *id)
{
    text_append(text, "[");
    escape_markdown_code(text, id);
    text_printf(text, "](#choice-%s)", id);
}

void append_clause_link(struct text *text, const struct spec *spec, const char *id)
{
    const struct clause *clause = spec_clause(spec, id);
    if (clause == NULL) {
        escape_markdown_code(text, id);
        return;
    }
    text_printf(text, "[%zu.%zu ", clause->chapter->number, clause->number);
    escape_markdown_code(text, id);
    text_printf(text, "](#clause-%s)", id);
}

void append_conditions(struct text *text, const struct answer_condition *conditions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        text_append(text, i == 0 ? "*where* " : " and ");
        append_choice_link(text, conditions[i].choice);
        text_append(text, " is “");
        escape_markdown(text, conditions[i].answer);
        text_append(text, "”");
    }
}

void append_sources(struct text *text, const char *const *sources, size_t count)
{
    text_append(text, count > 1 ? "*Sources*:\n\n" : "*Source*: ");
    for (size_t i = 0; i < count; i++) {
        text_append(text, count > 1 ? "- " : "");
        append_prose(text, sources[i]);
        text_append_character(text, '\n');
    }
    text_append_character(text, '\n');
}
