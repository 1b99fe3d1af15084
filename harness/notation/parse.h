/*
 * The notation's parser: a strict subset of Python, the same in 2.7 and 3. Grammar:
 *
 *   program    = [ statement { ( newline | ";" ) statement } [ ";" ] ]  blank lines, # comments, indentation allowed
 *   statement  = target { "=" target } "=" expression                 x = …, a = b = …, x[1:] = …, x.shape = …
 *              | target update expression                             += -= *= /= //= %= **= &= |= ^= <<= >>=
 *              | "del" deleted { "," deleted }
 *              | "assert" expression                                  only with PARSE_ASSERT
 *              | expression
 *   target     = name | primary "[" index "]" | primary "." attribute
 *   deleted    = name | primary "[" index "]"
 *   expression = "not" expression | comparison
 *   comparison = or [ ( "is" | "is" "not" | "in" | "not" "in" | "==" | … ) or ]      does not chain
 *   or, xor, and, shift, sum, term, unary ( + - ~ ), power                            as in Python
 *   primary    = atom { "." name [ "(" arguments ")" ] | "[" index "]" }
 *   atom       = number | string | "None" | "True" | "False" | name | function "(" arguments ")"
 *              | function "." method "(" arguments ")" | "(" expression ")" | tuple | list
 *   tuple      = "(" ")" | "(" expression "," [ expression { "," expression } [ "," ] ] ")"
 *   list       = "[" [ expression { "," expression } [ "," ] ] "]"
 *   index      = subscript { "," subscript } [ "," ]
 *   subscript  = expression | "..." | [ expression ] ":" [ expression ] [ ":" [ expression ] ]
 *   arguments  = [ argument { "," argument } [ "," ] ]     argument = expression | name "=" expression
 *
 * Inside brackets a line may end anywhere. Integers are decimal and unbounded; floats have a digit
 * before and after the point or an exponent; imaginary numbers end in j; strings are printable ASCII
 * in single or double quotes with the escapes \\ \' \" \n \t. The words of Python 2.7 and 3 cannot be
 * names. A name that is in the table of operations is a function and cannot be bound. Unknown
 * functions, methods and attributes, too many or too few arguments and unknown keywords are errors
 * here, so no implementation ever sees them.
 */
#ifndef IBID_NOTATION_PARSE_H
#define IBID_NOTATION_PARSE_H

#include "notation/ir.h"

struct parse_error {
    size_t statement;        /* 1-based: the statement that is wrong */
    size_t line;             /* 1-based line of the text */
    size_t column;           /* 1-based column in bytes of that line; one behind its end if something lacks there */
    const char *message;     /* what was found and what was expected, a sentence without a dot; UTF-8, in the arena */
    const char *source_line; /* the line, for showing: UTF-8, what is not is "?", byte for byte; in the arena */
};

enum parse_flag {
    PARSE_ASSERT = 1,  /* assert statements are allowed */
    PARSE_UNBOUND = 2, /* names may be used that no statement of the text binds: they were bound before it */
};

/*
 * Parses a program. True and *program filled, or false and *error filled; both live in the arena,
 * and nothing points into `text` afterwards. `flags` are of enum parse_flag. A tree of more than
 * MAXIMUM_LEVELS levels is an error. So is, without PARSE_UNBOUND, a name that is used before a
 * statement of the text has bound it; a name after its "del" is not, since programs may be about that.
 */
bool parse_program(struct arena *arena, const char *text, size_t text_bytes, unsigned flags, struct program *program,
                   struct parse_error *error);

/*
 * Parses one expression, as outcomes have them ("x[1:3]"). Names need not be bound. error->statement
 * is 1.
 */
struct node *parse_expression(struct arena *arena, const char *text, size_t text_bytes, struct parse_error *error);

/*
 * "line N:\n  SOURCE\n      ^ message": three lines, ready to show under a headline, without a newline
 * at the end. Of a long line only what is around the column. In the arena.
 */
const char *parse_error_excerpt(struct arena *arena, const struct parse_error *error);

#endif
