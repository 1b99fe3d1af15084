#include "document/parts.h"
#include "report/escape.h"

void append_clause(struct text *text, const struct clause *clause)
{
    text_printf(text, "### %zu.%zu <a id=\"clause-%s\"></a>", clause->chapter->number, clause->number, clause->id);
    escape_markdown(text, clause->id);
    text_printf(text, "\n\n**%s**: ", clause->must ? "MUST" : "SHOULD");
    append_prose(text, clause->text);
    text_append(text, "\n\n");
    if (clause->why != NULL) {
        text_append(text, "*Why*: ");
        append_prose(text, clause->why);
        text_append(text, "\n\n");
    }
    if (clause->where_count > 0) {
        text_append(text, "Applies ");
        append_conditions(text, clause->where, clause->where_count);
        text_append(text, ".\n\n");
    }
    append_sources(text, clause->sources, clause->source_count);
    if (clause->pending != NULL) {
        text_append(text, "*Pending*, without a case as yet: ");
        append_prose(text, clause->pending);
        text_append(text, "\n\n");
    }
    append_cases(text, clause);
}
