#include <stdio.h>
#include <string.h>

#include "command/commands.h"
#include "command/skeleton.h"

static void report_languages(struct arena *arena)
{
    size_t count;
    const char *const *languages = skeleton_languages(arena, &count);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, " %s", languages[i]);
    fputs("\n", stderr);
}

static bool is_language(struct arena *arena, const char *language)
{
    size_t count;
    const char *const *languages = skeleton_languages(arena, &count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(languages[i], language) == 0)
            return true;
    return false;
}

/* It becomes the name of files, of functions and of a library. */
static bool is_name(const char *name)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
    return name[0] != '\0' && strchr("0123456789", name[0]) == NULL && name[strspn(name, letters)] == '\0' &&
           strlen(name) <= 60;
}

int command_new(const struct options *options)
{
    const char *const *words = options->arguments;
    struct arena *arena = arena_new();
    if (options->argument_count != 3 || strcmp(words[0], "driver") != 0) {
        fputs("ibid: new takes three words: ibid new driver LANGUAGE NAME; the languages are:", stderr);
        report_languages(arena);
        arena_free(arena);
        return EXIT_USAGE;
    }
    const char *language = words[1], *name = words[2], *message;
    const char *folder = options->given[OPTION_OUT] ? options->values[OPTION_OUT] : arena_printf(arena, "./%s", name);
    int status = EXIT_USAGE;
    if (!is_language(arena, language)) {
        fprintf(stderr, "ibid: there is no skeleton of a driver in '%s'; there are:", language);
        report_languages(arena);
    } else if (!is_name(name)) {
        fprintf(stderr,
                "ibid: a driver cannot be called '%s': letters, digits and _ of ASCII, not with a digit first, 60 at "
                "most\n",
                name);
    } else {
        struct skeleton skeleton;
        status = EXIT_INTERNAL;
        if (skeleton_read(arena, language, name, folder, &skeleton, &message)) {
            status = skeleton_write(arena, &skeleton, &message) ? EXIT_CONFORMANT : EXIT_USAGE;
            if (status == EXIT_CONFORMANT)
                fputs(skeleton.advice, stdout);
        }
        if (status != EXIT_CONFORMANT)
            fprintf(stderr, "ibid: %s\n", message);
    }
    arena_free(arena);
    return status;
}
