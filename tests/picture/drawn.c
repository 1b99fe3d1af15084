#include "drawn.h"

#include <criterion/criterion.h>
#include <string.h>

#include "drive/implementation.h"
#include "notation/parse.h"

enum { MOST_PROGRAMS = 16 };

static struct arena *arena;
static struct prefix prefixes[MOST_PROGRAMS];
static size_t prefix_count;

void drawn_start(void)
{
    arena = arena_new();
    prefix_count = 0;
}

void drawn_stop(void)
{
    for (size_t i = 0; i < prefix_count; i++)
        prefix_release(&prefixes[i]);
    arena_free(arena);
}

struct arena *drawn_arena(void)
{
    return arena;
}

static struct program *parsed(const char *text)
{
    struct program *program = ARENA_NEW(arena, struct program);
    struct parse_error error;
    cr_assert(parse_program(arena, text, strlen(text), 0, program, &error), "%s", text);
    return program;
}

const struct picture *picture_on(const char *selector, const char *text)
{
    struct implementation model;
    const char *message;
    cr_assert(implementation_resolve(arena, selector, &model, &message), "%s", message);
    const struct pool_options options = {.command = model.command, .environment = model.environment};
    char *reason = NULL;
    struct pool *pool = pool_start(&options, &reason);
    cr_assert(pool != NULL, "%s", reason);
    const struct program *program = parsed(text);
    const struct prefixes_wanted wanted = {.program = program, .act = program->statement_count};
    cr_assert(prefix_count < MOST_PROGRAMS);
    struct prefix *prefix = &prefixes[prefix_count++];
    prefix_submit(prefix, pool, &wanted, program->statement_count);
    pool_run(pool);
    pool_free(pool);
    cr_assert(prefix->picture != NULL);
    return prefix->picture;
}

const struct picture *picture_of(const char *program)
{
    return picture_on("model", program);
}

const struct picture *picture_of_answer(const char *program, const char *answer)
{
    const char *message;
    json_t *json = json_loads(answer, 0, NULL);
    const struct observation *observation = observation_decode(arena, json, &message);
    json_decref(json);
    cr_assert(observation != NULL, "%s", message);
    return picture_new(arena, parsed(program), &observation->reads[0], observation, NULL);
}

const char *printed(const struct picture *picture, size_t columns, bool ascii)
{
    const struct terminal terminal = {columns, ascii};
    struct text text = TEXT_EMPTY;
    picture_print(&text, picture, &terminal);
    return keep_text(arena, &text);
}

const char *boxes(const struct picture *picture, size_t columns, bool ascii)
{
    const char *text = printed(picture, columns, ascii), *start = strstr(text, "\n\n");
    return start != NULL ? start + 2 : "";
}
