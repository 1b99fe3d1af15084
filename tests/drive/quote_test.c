#include <criterion/criterion.h>
#include <string.h>

#include "drive/quote.h"

static struct text text;

static void assert_line(const char *bytes, size_t count, const char *expected)
{
    text_clear(&text);
    quote_line(&text, bytes, count);
    cr_assert_str_eq(text_string(&text), expected);
    text_free(&text);
}

Test(quote, a_line_is_escaped)
{
    assert_line("", 0, "\"\"");
    assert_line("say \"hi\"\\\n\r\t", 12, "\"say \\\"hi\\\"\\\\\\n\\r\\t\"");
    assert_line("a\0b\x1b\x7f", 5, "\"a\\x00b\\x1b\\x7f\"");
}

Test(quote, only_valid_utf_8_is_kept)
{
    assert_line("\xc3\xa9\xe2\x82\xac\xf0\x9f\x90\x8d", 9, "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x90\x8d\"");
    assert_line("\xe9", 1, "\"\\xe9\"");
    assert_line("\xc0\x80", 2, "\"\\xc0\\x80\"");          /* overlong */
    assert_line("\xed\xa0\x80", 3, "\"\\xed\\xa0\\x80\""); /* a surrogate */
    assert_line("\xf4\x90\x80\x80", 4, "\"\\xf4\\x90\\x80\\x80\"");
    assert_line("\xe2\x82", 2, "\"\\xe2\\x82\""); /* cut off */
    assert_line("\xc2\x9b", 2, "\"\\xc2\\x9b\""); /* a control character */
}

Test(quote, a_long_line_is_cut_between_characters)
{
    char line[3001];
    for (size_t index = 0; index < 1000; index++)
        memcpy(line + 3 * index, "\xe2\x82\xac", 3);
    quote_line(&text, line, 3000);
    cr_assert_not_null(strstr(text_string(&text), "\xe2\x82\xac\"… (3000 bytes)"));
    cr_assert_null(strstr(text_string(&text), "\\x"));
    cr_assert(text.bytes < 200);
    text_free(&text);
}

Test(quote, lines_are_indented)
{
    quote_lines(&text, "one\r\n\ttwo\x1b[0m\nthree", 19);
    cr_assert_str_eq(text_string(&text), "    one\n    \ttwo\\x1b[0m\n    three");
    text_free(&text);
}
