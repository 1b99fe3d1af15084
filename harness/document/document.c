#include "document/document.h"

#include "document/parts.h"

static void append_contents(struct text *text, const struct spec *spec)
{
    text_append(text, "## Contents\n\n| | chapter | clauses | choices |\n| ---: | --- | ---: | ---: |\n");
    for (size_t i = 0; i < spec->chapter_count; i++) {
        const struct chapter *chapter = spec->chapters[i];
        text_printf(text, "| %zu | [", chapter->number);
        append_prose(text, chapter->title);
        text_printf(text, "](#chapter-%s) | %zu | %zu |\n", chapter->id, chapter->clause_count, chapter->choice_count);
    }
    text_append(text, "| | [Profiles](#profiles) | | |\n");
    if (spec->topic_count > 0)
        text_append(text, "| | [Topics](#topics) | | |\n");
    text_printf(text,
                "| | [Vocabulary](#vocabulary) | | |\n\n%zu clauses (%zu of them pending) with %zu cases, "
                "%zu choices, %zu profiles.\n\n",
                spec->clause_count, spec->pending_count, spec->case_count, spec->choice_count, spec->profile_count);
}

static void append_chapter(struct text *text, const struct spec *spec, const struct chapter *chapter)
{
    text_printf(text, "## %zu. <a id=\"chapter-%s\"></a>", chapter->number, chapter->id);
    append_prose(text, chapter->title);
    text_append(text, "\n\n");
    if (chapter->about != NULL) {
        append_prose(text, chapter->about);
        text_append(text, "\n\n");
    }
    for (size_t i = 0; i < chapter->clause_count; i++)
        append_clause(text, chapter->clauses[i]);
    if (chapter->choice_count > 0)
        text_append(text, "### Choices of this chapter\n\n");
    for (size_t i = 0; i < chapter->choice_count; i++)
        append_choice(text, spec, chapter->choices[i]);
}

void document_append(struct text *text, const struct spec *spec, const char *preface)
{
    text_append(text, preface != NULL ? preface : "# Specification\n");
    text_append_character(text, '\n');
    append_contents(text, spec);
    for (size_t i = 0; i < spec->chapter_count; i++)
        append_chapter(text, spec, spec->chapters[i]);
    if (spec->profile_count > 0) {
        text_append(text, "## <a id=\"profiles\"></a>Profiles\n\n");
        append_profiles(text, spec);
    }
    if (spec->topic_count > 0) {
        text_append(text, "## <a id=\"topics\"></a>Topics\n\n");
        append_topics(text, spec);
    }
    text_append(text, "## <a id=\"vocabulary\"></a>Vocabulary\n\n");
    append_vocabulary(text);
    while (text->bytes > 1 && text->data[text->bytes - 2] == '\n')
        text->data[--text->bytes] = '\0';
}
