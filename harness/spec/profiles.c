#include "spec/profiles.h"

/* "view", or { "view", source = "…" }, on top of the stack. */
static bool read_profile_answer(struct walk *walk, const struct subject *subject, const char *choice,
                                const char **answer, const char **source)
{
    static const char *const keys[] = {"source"};
    *source = NULL;
    if (lua_type(walk->lua, -1) != LUA_TTABLE) {
        *answer = walk_string_at(walk, subject, -1, NULL);
        return *answer != NULL;
    }
    walk_keys(walk, subject, -1, "a profile's answer", keys, 1, true);
    *source = walk_string(walk, subject, -1, "source", false);
    lua_rawgeti(walk->lua, -1, 1);
    bool good = lua_type(walk->lua, -1) == LUA_TSTRING;
    if (good)
        *answer = walk_string_at(walk, subject, -1, NULL);
    else
        wrong_key(walk, subject, choice, "the answer to \"%s\" is missing: { \"ANSWER\", source = \"…\" }", choice);
    lua_pop(walk->lua, 1);
    return good && *answer != NULL;
}

void profile_declare(struct walk *walk, const struct subject *subject, struct place place, const char *id,
                     struct spec *spec)
{
    static const char *const keys[] = {"title", "answers"};
    const struct subject under = {subject->word, subject->line, "answers"};
    struct profile *profile = ARENA_NEW(walk->arena, struct profile);
    profile->id = id;
    profile->place = place;
    walk_keys(walk, subject, -1, "a profile", keys, sizeof keys / sizeof *keys, false);
    profile->title = walk_string(walk, subject, -1, "title", true);
    size_t sources = 0;
    if (walk_push(walk, -1, "answers") == LUA_TTABLE) {
        size_t count;
        const char **names = walk_names(walk, &under, -1, "\"answers\"", &count);
        for (size_t i = 0; i < count; i++) {
            struct answer_condition condition = {names[i], NULL};
            const char *source;
            walk_push(walk, -1, names[i]);
            if (read_profile_answer(walk, &under, names[i], &condition.answer, &source)) {
                if (source == NULL)
                    wrong_key(walk, &under, names[i],
                              "the answer \"%s\" to %s cites no source; write: %s = { \"%s\", source = \"…\" }, and "
                              "\"ibid: observed in SYSTEM VERSION; no document says it\" where that is so",
                              condition.answer, names[i], names[i], condition.answer);
                ARENA_APPEND(walk->arena, profile->answers, profile->answer_count, condition);
                ARENA_APPEND(walk->arena, profile->answer_sources, sources, source);
            }
            lua_pop(walk->lua, 1);
        }
    } else {
        wrong(walk, subject, "the profile \"%s\" needs a table of answers", id);
    }
    lua_pop(walk->lua, 1);
    ARENA_APPEND(walk->arena, spec->profiles, spec->profile_count, profile);
}
