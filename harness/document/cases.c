#include <string.h>

#include "document/parts.h"
#include "report/escape.h"

/* More than these are folded away, and more titles than these are only counted. */
enum { OPEN_CASES = 3, MOST_TITLES = 12 };

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

static bool is_first_of_family(const struct clause *clause, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (same_family(clause->cases[i], clause->cases[index]))
            return false;
    return true;
}

static void append_family(struct text *text, const struct clause *clause, size_t first)
{
    size_t more = 0, titles = 0;
    struct text names = TEXT_EMPTY;
    for (size_t i = first + 1; i < clause->case_count; i++) {
        if (!same_family(clause->cases[i], clause->cases[first]))
            continue;
        more++;
        if (titles == MOST_TITLES)
            continue;
        text_append(&names, titles++ > 0 ? "; " : "");
        append_prose(&names, clause->cases[i]->title);
    }
    if (more > 0)
        text_printf(text, "And %zu more like it: %s%s.\n\n", more, text_string(&names), more > titles ? "; …" : "");
    text_free(&names);
}

static void append_case(struct text *text, const struct clause *clause, size_t index)
{
    const struct test_case *test_case = clause->cases[index];
    text_append(text, "*Example*");
    append_own_conditions(text, test_case);
    text_append(text, ": ");
    append_prose(text, test_case->title);
    text_append(text, test_case->whole ? " (compiled as a whole)\n\n" : "\n\n");
    append_program(text, test_case, &test_case->outcomes);
    append_family(text, clause, index);
}

void append_cases(struct text *text, const struct clause *clause)
{
    size_t shown = 0, families = 0;
    for (size_t i = 0; i < clause->case_count; i++)
        families += is_first_of_family(clause, i);
    bool folded = families > OPEN_CASES + 1;
    for (size_t i = 0; i < clause->case_count; i++) {
        if (!is_first_of_family(clause, i))
            continue;
        if (folded && shown == OPEN_CASES)
            text_printf(text, "<details><summary>%zu more examples</summary>\n\n", families - OPEN_CASES);
        append_case(text, clause, i);
        shown++;
    }
    if (folded)
        text_append(text, "</details>\n\n");
}
