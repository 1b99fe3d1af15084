/* The parser and the printer: what is read, what is refused and where, and that both agree. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "notation/capabilities.h"
#include "notation/ir_json.h"
#include "notation/parse.h"
#include "notation/print.h"

static struct arena *arena;

static void start(void)
{
    arena = arena_new();
}

static void stop(void)
{
    arena_free(arena);
}

TestSuite(notation, .init = start, .fini = stop);

/* Text and its canonical form; the canonical form must print as itself and carry over JSON. */
static void reads_as(const char *text, const char *canonical)
{
    struct program program, again;
    struct parse_error error;
    cr_assert(parse_program(arena, text, strlen(text), PARSE_UNBOUND, &program, &error), "%s: %s", text, error.message);
    cr_assert_eq(program.statement_count, 1, "%s", text);
    cr_assert_str_eq(program.statements[0].text, canonical);
    cr_assert(parse_program(arena, canonical, strlen(canonical), PARSE_UNBOUND, &again, &error), "%s", canonical);
    cr_assert(node_equal(program.statements[0].node, again.statements[0].node), "%s", text);
    cr_assert_str_eq(again.statements[0].text, canonical);
    json_t *json = node_to_json_new(program.statements[0].node);
    const char *message = "";
    struct node *back = node_from_json(arena, json, &message);
    cr_assert(back != NULL && node_equal(back, program.statements[0].node), "%s: %s", text, message);
    json_decref(json);
}

Test(notation, canonical_forms)
{
    reads_as("x=array( [1,2 , 3] )", "x = array([1, 2, 3])");
    reads_as("x = y = 'a\\'b'", "x = y = \"a'b\"");
    reads_as("x[1:,::2,...,None]=3", "x[1:, ::2, ..., None] = 3");
    reads_as("x+=(1)", "x += 1");
    reads_as("x = ((a+b))*c", "x = (a + b) * c");
    reads_as("x = a+(b*c)", "x = a + b * c");
    reads_as("x = a-(b-c)", "x = a - (b - c)");
    reads_as("x = -a**-b", "x = -a ** -b");
    reads_as("x = (-a)**b", "x = (-a) ** b");
    reads_as("x = not a is b", "x = not a is b");
    reads_as("x = (a == b) == (c is not d)", "x = (a == b) == (c is not d)");
    reads_as("x = a|b^c&d<<e+f", "x = a | b ^ c & d << e + f");
    reads_as("x = (a|b)&c", "x = (a | b) & c");
    reads_as("t = (1,)", "t = (1,)");
    reads_as("t = ()", "t = ()");
    reads_as("x = y.T.copy()[0]", "x = y.T.copy()[0]");
    reads_as("add(x, y, out=x[1:])", "add(x, y, out=x[1:])");
    reads_as("del x, y[0]", "del x, y[0]");
    reads_as("z = 1.5e3 + 2j + 123456789012345678901234567890", "z = 1.5e3 + 2j + 123456789012345678901234567890");
    reads_as("x = add.accumulate(y)", "x = add.accumulate(y)");
    reads_as("x.shape = (2, 3)", "x.shape = (2, 3)");
}

static void refused(const char *text, size_t line, size_t column, const char *words)
{
    struct program program;
    struct parse_error error;
    cr_assert_not(parse_program(arena, text, strlen(text), 0, &program, &error), "%s", text);
    cr_assert(strstr(error.message, words) != NULL, "%s: %s", text, error.message);
    cr_assert_eq(error.line, line, "%s: line %zu", text, error.line);
    cr_assert_eq(error.column, column, "%s: column %zu", text, error.column);
    cr_assert(strchr(parse_error_excerpt(arena, &error), '^') != NULL);
}

Test(notation, mistakes_and_their_places)
{
    refused("x = ", 1, 5, "expected an expression");
    refused("x = array([1, 2)", 1, 16, "]");
    refused("x = array([1]); x.resahpe(1)", 1, 19, ".reshape");
    refused("x = [1]\ny = lenn(x)", 2, 5, "len");
    refused("y = x", 1, 5, "x");
    refused("x = 1\nimport os", 2, 1, "import");
    refused("x = 1 and 2", 1, 7, "and");
    refused("array = 3", 1, 1, "array");
    refused("x = array([1], nosuch=2)", 1, 16, "nosuch");
    refused("x = len()", 1, 5, "len");
    refused("assert 1 is 1", 1, 1, "assert");
    refused("x = \"abc", 1, 5, "");
    refused("x = 1 $ 2", 1, 7, "$");
}

Test(notation, nesting_is_bounded)
{
    struct text text = TEXT_EMPTY;
    text_append(&text, "x = ");
    for (size_t i = 0; i < 100000; i++)
        text_append(&text, "[");
    struct program program;
    struct parse_error error;
    cr_assert_not(parse_program(arena, text.data, text.bytes, 0, &program, &error));
    text_free(&text);
}

/* Any bytes end in a program or a mistake; what parses, prints and parses alike. */
Test(notation, arbitrary_text_never_crashes)
{
    static const char *const pieces[] = {"x",   "y", " = ", "[",   "]",    "(",    ")",    ":",       ",",     "1",
                                         "2.5", "+", "-",   "**",  " is ", "not ", ".T",   ".copy()", "array", "\n",
                                         ";",   "'", "\"",  "...", "None", "+=",   "del ", "\\",      "\0",    "\xff"};
    unsigned seed = 12345;
    size_t parsed = 0;
    for (size_t round = 0; round < 20000; round++) {
        struct text text = TEXT_EMPTY;
        size_t count = 1 + round % 12;
        for (size_t i = 0; i < count; i++) {
            seed = seed * 1103515245U + 12345U;
            const char *piece = pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)];
            text_append_bytes(&text, piece, piece[0] == '\0' ? 1 : strlen(piece));
        }
        struct arena *own = arena_new();
        struct program program, again;
        struct parse_error error;
        if (parse_program(own, text.data, text.bytes, PARSE_UNBOUND, &program, &error)) {
            for (size_t i = 0; i < program.statement_count; i++) {
                const char *canonical = program.statements[i].text;
                cr_assert(parse_program(own, canonical, strlen(canonical), PARSE_UNBOUND, &again, &error), "%s",
                          canonical);
                cr_assert(node_equal(program.statements[i].node, again.statements[0].node), "%s", canonical);
                parsed++;
            }
        } else {
            cr_assert(error.message[0] != '\0');
            parse_error_excerpt(own, &error);
        }
        arena_free(own);
        text_free(&text);
    }
    cr_assert_gt(parsed, 200, "only %zu statements were ones", parsed);
}

Test(notation, capabilities)
{
    const char *text = "x = array([1, 2], dtype=\"complex64\"); y = asarray(x[::-1], copy=True); i = id(x); j = i; "
                       "z = zeros(1, dtype=\"f:int8\")[\"f\"]";
    struct program program;
    struct parse_error error;
    cr_assert(parse_program(arena, text, strlen(text), 0, &program, &error));
    const char **needed;
    size_t count = program_capabilities(arena, &program, &needed);
    struct text seen = TEXT_EMPTY;
    for (size_t i = 0; i < count; i++)
        text_printf(&seen, "%s; ", needed[i]);
    cr_assert_str_eq(text_string(&seen),
                     "dtype complex64; dtype with fields; index field; index negative step; keyword copy of asarray; "
                     "keyword dtype of array; keyword dtype of zeros; op array; op asarray; op get item; op id; "
                     "op make list; op make slice; op unary -; op zeros; ");
    text_free(&seen);
    cr_assert(program_name_is_identity(&program, "i"));
    cr_assert_not(program_name_is_identity(&program, "j"));
}

Test(notation, every_operation_is_found_by_name_and_number)
{
    size_t count;
    const struct operation *operations = operations_all(&count);
    cr_assert_gt(count, 130);
    for (size_t i = 0; i < count; i++) {
        cr_assert_eq(operation_by_name(operations[i].name), &operations[i], "%s", operations[i].name);
        cr_assert_eq(operation_by_number(operations[i].number), &operations[i]);
    }
    cr_assert_null(operation_by_name("nosuch"));
}
