#include "base/places.h"
#include "command/commands.h"
#include "command/start.h"
#include "document/document.h"
#include "report/save.h"

int command_spec(const struct options *options)
{
    struct spec *spec = start_spec(options->arguments, options->argument_count);
    if (spec == NULL)
        return EXIT_SPEC;
    struct arena *arena = arena_new();
    struct text preface = TEXT_EMPTY, document = TEXT_EMPTY;
    const char *message;
    /* The preface speaks of ibid's own spec. */
    bool own = options->argument_count == 0;
    bool good = !own || load(arena, arena_printf(arena, "%s/spec/preface.md", place_root(arena)), &preface, &message);
    if (good) {
        document_append(&document, spec, own ? text_string(&preface) : NULL);
        good =
            save(arena, options->given[OPTION_MARKDOWN] ? options->values[OPTION_MARKDOWN] : "-", &document, &message);
    }
    if (!good)
        fprintf(stderr, "ibid: %s\n", message);
    text_free(&preface);
    text_free(&document);
    arena_free(arena);
    spec_free(spec);
    return good ? EXIT_CONFORMANT : EXIT_USAGE;
}
