#include <string.h>

#include "document/parts.h"
#include "notation/words.h"
#include "report/escape.h"

void append_profiles(struct text *text, const struct spec *spec)
{
    for (size_t i = 0; i < spec->profile_count; i++) {
        const struct profile *profile = spec->profiles[i];
        text_printf(text, "### <a id=\"profile-%s\"></a>", profile->id);
        escape_markdown(text, profile->title);
        text_append(text, " (");
        escape_markdown_code(text, profile->id);
        text_append(text, ")\n\n");
        if (profile->answer_count == 0) {
            text_append(text, "No answers: an implementation is held to its own.\n\n");
            continue;
        }
        text_printf(text, "<details><summary>%zu answer%s</summary>\n\n", profile->answer_count,
                    profile->answer_count == 1 ? "" : "s");
        for (size_t k = 0; k < profile->answer_count; k++) {
            text_append(text, "- ");
            append_choice_link(text, profile->answers[k].choice);
            text_append(text, ": ");
            escape_markdown(text, profile->answers[k].answer);
            text_append_character(text, '\n');
        }
        text_append(text, "\n</details>\n\n");
    }
}

static void append_topic(struct text *text, const struct spec *spec, const struct topic *topic)
{
    text_printf(text, "| <a id=\"topic-%zu\"></a>%zu | ", topic->number, topic->number);
    append_prose(text, topic->title);
    text_append(text, " | ");
    for (size_t i = 0; i < topic->vocabulary_count; i++) {
        text_append(text, i > 0 ? " " : "");
        escape_markdown_code(text, topic->vocabulary[i]);
    }
    text_append(text, " | ");
    for (size_t i = 0; i < topic->clause_count; i++) {
        text_append(text, i > 0 ? ", " : "");
        append_clause_link(text, spec, topic->clauses[i]);
    }
    for (size_t i = 0; i < topic->choice_count; i++) {
        text_append(text, i > 0 ? ", " : topic->clause_count > 0 ? "; choices " : "choices ");
        append_choice_link(text, topic->choices[i]);
    }
    if (topic->why_not != NULL) {
        text_append(text, topic->clause_count + topic->choice_count > 0 ? ". " : "");
        append_prose(text, topic->why_not);
    }
    text_append(text, " |\n");
}

void append_topics(struct text *text, const struct spec *spec)
{
    text_append(text, "| | topic | vocabulary | clauses and choices |\n| --- | --- | --- | --- |\n");
    for (size_t i = 0; i < spec->topic_count; i++)
        append_topic(text, spec, spec->topics[i]);
    text_append_character(text, '\n');
}

void append_vocabulary(struct text *text)
{
    size_t count;
    const struct operation *operations = operations_all(&count);
    struct arena *arena = arena_new();
    text_append(text, "| operation | written | what it is |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < count; i++) {
        const struct operation *operation = &operations[i];
        bool is_called =
            operation->form == FORM_FUNCTION || operation->form == FORM_METHOD || operation->form == FORM_ATTRIBUTE;
        text_append(text, "| ");
        escape_markdown_code(text, operation->name);
        text_append(text, " | ");
        if (is_called)
            escape_markdown_code(text, word_signature(arena, operation));
        text_append(text, " | ");
        escape_markdown(text, operation->summary);
        text_append(text, " |\n");
    }
    text_append_character(text, '\n');
    arena_free(arena);
}
