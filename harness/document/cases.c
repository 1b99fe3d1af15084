#include <string.h>

#include "document/parts.h"
#include "report/escape.h"

/* More cases than these are only named, and more titles than these are only counted. */
enum { MOST_CASES = 4, MOST_TITLES = 12 };

void append_program(struct text *text, const struct test_case *test_case, const struct outcomes *outcomes)
{
    text_append(text, "```python\n");
    const struct program *program = &test_case->program;
    for (size_t i = 0; i < program->statement_count; i++) {
        text_append(text, program->statements[i].text);
        if (i == test_case->act && test_case->times > 1)
            text_printf(text, "  # the act, %zu times", test_case->times);
        else if (i == test_case->act && i + 1 < program->statement_count)
            text_append(text, "  # the act");
        text_append_character(text, '\n');
    }
    for (size_t i = 0; outcomes != NULL && i < outcomes->count; i++)
        text_printf(text, "# → %s\n", outcomes->items[i].text);
    text_append(text, "```\n\n");
}

/* What a case presupposes beyond its clause. Conditions of the clause come first in those of a case. */
static void append_own_conditions(struct text *text, const struct test_case *test_case)
{
    size_t common = test_case->clause->where_count;
    if (test_case->where_count == common)
        return;
    text_append(text, ", ");
    append_conditions(text, test_case->where + common, test_case->where_count - common);
}

/* Two cases that one line of the spec makes, by each, and that presuppose the same: they differ in their values. */
static bool same_family(const struct test_case *left, const struct test_case *right)
{
    if (left->place.line != right->place.line || left->where_count != right->where_count)
        return false;
    for (size_t i = 0; i < left->where_count; i++)
        if (strcmp(left->where[i].choice, right->where[i].choice) != 0 ||
            strcmp(left->where[i].answer, right->where[i].answer) != 0)
            return false;
    return true;
}

static size_t first_of_family(const struct clause *clause, size_t index)
{
    size_t first = 0;
    while (!same_family(clause->cases[first], clause->cases[index]))
        first++;
    return first;
}

/* How many families of the clause start before this case's. */
static size_t families_before(const struct clause *clause, size_t index)
{
    size_t count = 0;
    for (size_t i = 0; i < first_of_family(clause, index); i++)
        count += first_of_family(clause, i) == i;
    return count;
}

/* Titles, of which so many are named. */
struct titles {
    struct text text;
    size_t count;
};

static void add_title(struct titles *titles, const struct test_case *test_case)
{
    if (titles->count++ >= MOST_TITLES)
        return;
    text_append(&titles->text, titles->count > 1 ? "; " : "");
    append_prose(&titles->text, test_case->title);
}

/* "And 3 more …: one; two; three.", nothing if there are none. */
static void append_titles(struct text *text, struct titles *titles, const char *what)
{
    if (titles->count > 0)
        text_printf(text, "And %zu more%s: %s%s\n\n", titles->count, what, text_string(&titles->text),
                    titles->count > MOST_TITLES ? "; …" : ".");
    text_free(&titles->text);
}

static void append_family(struct text *text, const struct clause *clause, size_t first)
{
    struct titles titles = {TEXT_EMPTY, 0};
    for (size_t i = first + 1; i < clause->case_count; i++)
        if (same_family(clause->cases[i], clause->cases[first]))
            add_title(&titles, clause->cases[i]);
    append_titles(text, &titles, " like it");
}

static void append_case(struct text *text, const struct clause *clause, size_t index)
{
    const struct test_case *test_case = clause->cases[index];
    text_append(text, "*Example*");
    append_own_conditions(text, test_case);
    text_append(text, ": ");
    append_prose(text, test_case->title);
    text_append(text, test_case->whole    ? " (compiled as a whole)\n\n"
                      : test_case->traced ? " (the act traced)\n\n"
                                          : "\n\n");
    append_program(text, test_case, &test_case->outcomes);
    append_family(text, clause, index);
}

void append_cases(struct text *text, const struct clause *clause)
{
    struct titles unshown = {TEXT_EMPTY, 0};
    for (size_t i = 0; i < clause->case_count; i++) {
        if (families_before(clause, i) >= MOST_CASES)
            add_title(&unshown, clause->cases[i]);
        else if (first_of_family(clause, i) == i)
            append_case(text, clause, i);
    }
    append_titles(text, &unshown, ", which `ibid explain` shows");
}
