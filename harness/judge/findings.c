#include "judge/findings.h"

#include <string.h>

struct finding *add_finding(struct judging *judging, const char *kind, const char *text, enum holds holds)
{
    struct judgement *judgement = judging->judgement;
    struct finding finding = {.kind = kind, .text = text, .holds = holds, .evidence = "read"};
    ARENA_APPEND(judging->arena, judgement->findings, judgement->finding_count, finding);
    return &judgement->findings[judgement->finding_count - 1];
}

const char *show_object(const struct judging *judging, const struct snapshot *snapshot, size_t object)
{
    struct text text = TEXT_EMPTY;
    object_display(&text, snapshot, object, SHOWN_BYTES);
    return keep_text(judging->arena, &text);
}

const char *show_name(const struct judging *judging, const struct snapshot *snapshot, const char *name)
{
    long object = snapshot_index(snapshot, name);
    return object < 0 ? "not bound" : show_object(judging, snapshot, (size_t)object);
}

bool statement_binds(const struct node *statement, const char *name)
{
    for (size_t i = 0; i < statement->target_count; i++)
        if (statement->targets[i]->kind == NODE_NAME && strcmp(statement->targets[i]->text, name) == 0)
            return true;
    return false;
}

bool act_binds(const struct judging *judging, const char *name)
{
    const struct program *program = judging->evidence->program;
    for (size_t i = judging->evidence->act; i < program->statement_count; i++)
        if (statement_binds(program->statements[i].node, name))
            return true;
    return false;
}
