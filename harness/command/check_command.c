#include <string.h>

#include "command/commands.h"
#include "command/expected.h"
#include "command/locked_ids.h"
#include "command/start.h"
#include "run/rehearsal.h"
#include "spec/lint.h"

/* Each file of ibid's own says where in the text it belongs; only outside specs may leave that to their name. */
static bool chapters_named(const struct spec *spec)
{
    bool good = true;
    for (size_t i = 0; i < spec->chapter_count; i++) {
        const struct chapter *chapter = spec->chapters[i];
        if (!chapter->implied)
            continue;
        fprintf(stderr,
                "%s:%zu: this file names no chapter before its first clause or choice; write at its top: "
                "chapter \"ID\", and { number = N, title = \"…\", about = \"…\" } after it if the chapter is new\n",
                chapter->place.file, chapter->place.line);
        good = false;
    }
    return good;
}

/* Mistakes are told; *exit_code says what they come to. */
static bool rehearsed(struct arena *arena, const struct spec *spec, struct rehearsal *rehearsal, int *exit_code)
{
    struct mistakes mistakes = {.arena = arena};
    const char *message;
    lint_twins(spec, &mistakes);
    if (!rehearse(spec, "model", &mistakes, rehearsal, &message)) {
        fprintf(stderr, "ibid: the spec cannot be held against the model: %s\n", message);
        *exit_code = EXIT_NOT_STARTED;
        return false;
    }
    mistakes_finish(&mistakes);
    if (mistakes.count == 0)
        return true;
    tell_mistakes(mistakes.items, mistakes.count, "");
    *exit_code = EXIT_SPEC;
    return false;
}

static void tell_counts(const struct spec *spec, const struct rehearsal *rehearsal, size_t list_count)
{
    printf("%zu clauses (%zu pending), %zu cases, %zu choices, %zu profiles", spec->clause_count, spec->pending_count,
           spec->case_count, spec->choice_count, spec->profile_count);
    if (list_count > 0)
        printf(", %zu list%s of expected failures", list_count, list_count == 1 ? "" : "s");
    printf(": no mistakes\n%zu of the cases hold on the model", rehearsal->case_count);
    for (size_t i = 0; i < rehearsal->without_dialect_count; i++)
        printf("%s%s", i == 0 ? ", which has no dialect for: " : " ", rehearsal->without_dialect[i]);
    puts("");
}

static int check(struct arena *arena, const struct options *options, const struct spec *spec)
{
    bool own = options->argument_count == 0;
    struct locked_ids locked;
    struct rehearsal rehearsal;
    size_t list_count = 0;
    int exit_code;
    if (own && !chapters_named(spec))
        return EXIT_SPEC;
    if (!locked_ids_check(arena, options, spec, &locked, &exit_code))
        return exit_code;
    if (!rehearsed(arena, spec, &rehearsal, &exit_code))
        return exit_code;
    if (own && !expected_check(arena, spec, &list_count))
        return EXIT_USAGE;
    tell_counts(spec, &rehearsal, list_count);
    if (!options->given[OPTION_UPDATE_IDS])
        locked_ids_tell(options, &locked);
    else if (!locked_ids_write(arena, &locked))
        return EXIT_INTERNAL;
    return EXIT_CONFORMANT;
}

int command_check(const struct options *options)
{
    struct spec *spec = start_spec(options->arguments, options->argument_count);
    if (spec == NULL)
        return EXIT_SPEC;
    struct arena *arena = arena_new();
    int exit_code = check(arena, options, spec);
    arena_free(arena);
    spec_free(spec);
    return exit_code;
}
