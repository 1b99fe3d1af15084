#include <string.h>

#include "document/parts.h"
#include "report/escape.h"

static void append_outcomes(struct text *text, const struct outcomes *outcomes)
{
    for (size_t i = 0; i < outcomes->count; i++) {
        text_append(text, i == 0 ? " Shown by " : ", ");
        escape_markdown_code(text, outcomes->items[i].text);
    }
    text_append(text, outcomes->count > 0 ? "." : "");
}

static void append_answer(struct text *text, const struct spec *spec, const struct choice *choice,
                          const struct answer *answer)
{
    text_append(text, "- **");
    escape_markdown(text, answer->name);
    text_append(text, answer->depends ? "**" : "**:");
    if (answer->means != NULL) {
        text_append_character(text, ' ');
        append_prose(text, answer->means);
    }
    text_append(text, answer->depends ? ": the probes answer differently." : "");
    text_append(text, answer->declared ? " A profile declares this; it is never measured." : "");
    append_outcomes(text, &answer->outcomes);
    text_append_character(text, '\n');
    for (size_t i = 0; i < spec->profile_count; i++) {
        const struct profile *profile = spec->profiles[i];
        for (size_t k = 0; k < profile->answer_count; k++) {
            if (strcmp(profile->answers[k].choice, choice->id) != 0 ||
                strcmp(profile->answers[k].answer, answer->name) != 0)
                continue;
            text_append(text, "  - [");
            escape_markdown_code(text, profile->id);
            text_printf(text, "](#profile-%s)", profile->id);
            if (profile->answer_sources[k] != NULL) {
                text_append(text, ": ");
                append_prose(text, profile->answer_sources[k]);
            }
            text_append_character(text, '\n');
        }
    }
}

void append_choice(struct text *text, const struct spec *spec, const struct choice *choice)
{
    text_printf(text, "#### <a id=\"choice-%s\"></a>", choice->id);
    escape_markdown(text, choice->id);
    text_append(text, "\n\n");
    append_prose(text, choice->asks);
    text_append(text, "\n\n");
    if (choice->requires_count > 0) {
        text_append(text, "Applies ");
        append_conditions(text, choice->requires, choice->requires_count);
        text_append(text, ".\n\n");
    }
    for (size_t i = 0; i < choice->answer_count; i++)
        append_answer(text, spec, choice, &choice->answers[i]);
    text_append_character(text, '\n');
    if (choice->otherwise != NULL) {
        text_append(text, "An implementation that shows none of these is held to “");
        escape_markdown(text, choice->otherwise);
        text_append(text, "”.\n\n");
    }
    append_sources(text, choice->sources, choice->source_count);
    if (choice->probe_count == 0)
        return;
    text_append(text, choice->probe_count == 1 ? "Asked by\n\n" : "Asked by programs like\n\n");
    append_program(text, choice->probes[0], NULL);
    if (choice->probe_count > 1)
        text_printf(text, "and %zu more; an answer has to hold for all.\n\n", choice->probe_count - 1);
}
