#include "mutate/reach.h"

#include <string.h>

#include "notation/capabilities.h"

void programs_read(struct arena *arena, const struct spec *spec, struct programs *programs)
{
    programs->operations = ARENA_ARRAY(arena, const char **, spec->case_count + 1);
    programs->operation_counts = ARENA_ARRAY(arena, size_t, spec->case_count + 1);
    size_t number = 0;
    for (size_t i = 0; i < spec->clause_count; i++)
        for (size_t k = 0; k < spec->clauses[i]->case_count; k++, number++)
            programs->operation_counts[number] =
                program_capabilities(arena, &spec->clauses[i]->cases[k]->program, &programs->operations[number]);
}

/* What targets of statements do, and what proofs by writing do to every array, does not stand among the operations. */
static bool is_implied(const char *name, size_t bytes)
{
    static const char *const implied[] = {"get item",   "set item",   "delete item", "set attribute",
                                          "make slice", "make tuple", "bits",        "unary -"};
    for (size_t i = 0; i < sizeof implied / sizeof *implied; i++)
        if (strlen(implied[i]) == bytes && memcmp(implied[i], name, bytes) == 0)
            return true;
    return false;
}

static bool performs(const struct programs *programs, size_t number, const char *name, size_t bytes)
{
    static const char prefix[] = "op ";
    size_t prefix_bytes = strlen(prefix);
    for (size_t i = 0; i < programs->operation_counts[number]; i++) {
        const char *operation = programs->operations[number][i];
        if (strncmp(operation, prefix, prefix_bytes) == 0 && strlen(operation) == prefix_bytes + bytes &&
            memcmp(operation + prefix_bytes, name, bytes) == 0)
            return true;
    }
    return false;
}

bool program_reaches(const struct programs *programs, size_t number, const char *on)
{
    if (on == NULL)
        return true;
    for (const char *name = on; *name != '\0';) {
        size_t bytes = strcspn(name, ",");
        if (is_implied(name, bytes) || performs(programs, number, name, bytes))
            return true;
        name += bytes;
        name += strspn(name, ", ");
    }
    return false;
}
