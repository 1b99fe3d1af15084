#include <string.h>

#include "command/mutants_output.h"

enum { LINE_WIDTH = 120 };

/* Words in a column that begins at `indent`. */
struct column {
    FILE *file;
    int indent, at;
};

static void put(struct column *column, const char *word)
{
    int width = (int)strlen(word);
    if (column->at > column->indent && column->at + 1 + width > LINE_WIDTH) {
        fprintf(column->file, "\n%*s", column->indent, "");
        column->at = column->indent;
    } else if (column->at > column->indent) {
        fputc(' ', column->file);
        column->at++;
    }
    fputs(word, column->file);
    column->at += width;
}

static int longest_name(const struct kills *kills)
{
    int longest = 0;
    for (size_t i = 0; i < kills->mutant_count; i++) {
        int width = (int)strlen(kills->mutants[i].mutant->name);
        longest = width > longest ? width : longest;
    }
    return longest;
}

/* "list.copy:2": two cases of it. */
static void print_killers(struct column *column, const struct spec *spec, const struct mutant_kills *kills)
{
    struct arena *arena = arena_new();
    for (size_t i = 0; i < spec->clause_count; i++)
        if (kills->clause_kills[i] > 0)
            put(column, arena_printf(arena, "%s:%zu", spec->clauses[i]->id, kills->clause_kills[i]));
    for (size_t i = 0; i < spec->choice_count; i++)
        if (kills->choice_kills[i])
            put(column, arena_printf(arena, "choice:%s", spec->choices[i]->id));
    arena_free(arena);
}

static void print_mutants(FILE *file, const struct spec *spec, const struct kills *kills)
{
    enum { PROFILE_WIDTH = 10 };
    int name_width = longest_name(kills);
    const char *chapter = "";
    for (size_t i = 0; i < kills->mutant_count; i++) {
        const struct mutant_kills *of = &kills->mutants[i];
        if (strcmp(of->mutant->chapter, chapter) != 0)
            fprintf(file, "%s%s\n", i > 0 ? "\n" : "", chapter = of->mutant->chapter);
        struct column column = {file, name_width + PROFILE_WIDTH + 4, name_width + PROFILE_WIDTH + 4};
        fprintf(file, "  %-*s %-*s ", name_width, of->mutant->name, PROFILE_WIDTH, of->mutant->profile);
        if (of->fate == FATE_KILLED)
            print_killers(&column, spec, of);
        else if (of->fate == FATE_SURVIVED)
            put(&column, "SURVIVES");
        else if (of->fate == FATE_BROKEN)
            put(&column, "ERROR");
        else
            fprintf(file, "too blunt: %zu clauses", of->clause_count);
        fputc('\n', file);
    }
}

static size_t count_of(const struct kills *kills, enum fate fate)
{
    size_t count = 0;
    for (size_t i = 0; i < kills->mutant_count; i++)
        count += kills->mutants[i].fate == fate;
    return count;
}

static void print_of_fate(FILE *file, const struct kills *kills, enum fate fate, const char *title)
{
    if (count_of(kills, fate) > 0)
        fprintf(file, "\n%s:\n", title);
    for (size_t i = 0; i < kills->mutant_count; i++)
        if (kills->mutants[i].fate == fate)
            fprintf(file, "  %s: %s\n", kills->mutants[i].mutant->name, kills->mutants[i].mutant->wrong);
}

static void print_clauses(FILE *file, const struct spec *spec, const struct kills *kills, enum reach reach,
                          const char *title)
{
    bool titled = false;
    for (size_t i = 0; i < spec->clause_count; i++) {
        if (kills->clauses[i] != reach)
            continue;
        if (!titled)
            fprintf(file, "\n%s:\n", title);
        titled = true;
        fprintf(file, "  %s\n", spec->clauses[i]->id);
    }
}

static size_t killing_clauses(const struct spec *spec, const struct kills *kills)
{
    size_t count = 0;
    for (size_t i = 0; i < spec->clause_count; i++)
        count += kills->clauses[i] == REACH_KILLS;
    return count;
}

void mutants_print(FILE *file, const struct spec *spec, const struct kills *kills, bool all, double seconds)
{
    print_mutants(file, spec, kills);
    print_of_fate(file, kills, FATE_SURVIVED, "Nothing notices these mutants");
    print_of_fate(file, kills, FATE_BROKEN,
                  "These mutants could not be started, or cases end in errors and none fails; see ibid run --impl mutant:NAME");
    print_of_fate(file, kills, FATE_TOO_BLUNT,
                  "More than every tenth clause notices these mutants, so they do not count");
    if (all) {
        print_clauses(file, spec, kills, REACH_NONE, "These clauses notice no mutant");
        print_clauses(file, spec, kills, REACH_NOT_RUN, "These clauses have no case that the model supports");
    }
    fprintf(file, "\n%zu mutants: %zu killed, %zu survived, %zu too blunt, %zu with errors", kills->mutant_count,
            count_of(kills, FATE_KILLED), count_of(kills, FATE_SURVIVED), count_of(kills, FATE_TOO_BLUNT),
            count_of(kills, FATE_BROKEN));
    if (all)
        fprintf(file, "; %zu of %zu clauses kill one", killing_clauses(spec, kills), spec->clause_count);
    fprintf(file, " (%.1f s)\n", seconds);
}
