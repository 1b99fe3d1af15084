#include <criterion/criterion.h>
#include <string.h>

#include "report/escape.h"

TestSuite(escape);

static void expect(void (*escape)(struct text *, const char *), const char *string, const char *expected)
{
    struct text text = TEXT_EMPTY;
    escape(&text, string);
    cr_expect_str_eq(text_string(&text), expected);
    text_free(&text);
}

Test(escape, markup_is_text)
{
    expect(escape_markup, "a < b && \"c\" > 'd'", "a &lt; b &amp;&amp; &quot;c&quot; &gt; &#39;d&#39;");
    expect(escape_markup, "]]>", "]]&gt;");
    expect(escape_markup, "", "");
    expect(escape_markup, "one\n\ttwo", "one\n\ttwo");
    expect(escape_attribute, "one\n\ttwo", "one&#10;&#9;two");
}

Test(escape, control_characters_are_spelt)
{
    expect(escape_markup, "\x1b[31mred\x07\r\x7f", "\\x1b[31mred\\x07\\x0d\\x7f");
    expect(escape_attribute, "\x01", "\\x01");
    expect(escape_markdown_code, "\x1b", "`\\x1b`");
}

Test(escape, characters_stay)
{
    expect(escape_markup, "\xc3\xa9 \xe2\x89\xa0 \xf0\x9f\x8d\x8e \xef\xbf\xbd \xf4\x8f\xbf\xbf",
           "\xc3\xa9 \xe2\x89\xa0 \xf0\x9f\x8d\x8e \xef\xbf\xbd \xf4\x8f\xbf\xbf");
}

/* Each byte that starts no character is replaced by itself; what follows is not swallowed. */
Test(escape, what_is_not_utf8_is_replaced)
{
    static const struct {
        const char *bytes;
        int replaced;
    } cases[] = {
        {"\xff", 1},
        {"\x80", 1},
        {"\xc0\xaf", 2}, /* overlong slash */
        {"\xe0\x80\xaf", 3},
        {"\xed\xa0\x80", 3}, /* surrogate */
        {"\xf0\x80\x80\xaf", 4},
        {"\xf4\x90\x80\x80", 4}, /* beyond U+10FFFF */
        {"\xc3", 1},
        {"\xe2\x89", 2},
        {"\xf0\x9f\x8d", 3}, /* cut off */
        {"\xef\xbf\xbe", 3},
        {"\xef\xbf\xbf", 3}, /* no characters in XML */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct text text = TEXT_EMPTY, expected = TEXT_EMPTY;
        char string[16];
        snprintf(string, sizeof string, "%s<", cases[i].bytes);
        escape_markup(&text, string);
        for (int k = 0; k < cases[i].replaced; k++)
            text_append(&expected, "\xef\xbf\xbd");
        text_append(&expected, "&lt;");
        cr_expect_str_eq(text_string(&text), text_string(&expected), "case %zu", i);
        text_free(&text);
        text_free(&expected);
    }
}

Test(escape, text_cannot_be_turned_around)
{
    expect(escape_markup,
           "a\xe2\x80\xae"
           "b\xe2\x81\xa6"
           "c\xe2\x80\xa8"
           "d",
           "a\xef\xbf\xbd"
           "b\xef\xbf\xbd"
           "c\xef\xbf\xbd"
           "d");
}

Test(escape, json_leaves_no_script)
{
    static const char hostile[] = "</script><!--<script>\xe2\x80\xa8\\</script>&amp;";
    json_t *json = json_pack("{s:s}", hostile, hostile);
    struct text text = TEXT_EMPTY;
    escape_json(&text, json);
    cr_expect_null(strpbrk(text.data, "<>&"));
    for (size_t i = 0; i < text.bytes; i++)
        cr_expect_lt((unsigned char)text.data[i], 0x7f);
    json_t *again = json_loads(text.data, 0, NULL);
    cr_expect(json_equal(json, again), "it is not the same JSON any more: %s", text.data);
    json_decref(json);
    json_decref(again);
    text_free(&text);
}

Test(escape, markdown_is_text)
{
    expect(escape_markdown, "a|b *c* _d_ [e](f) `g` <h>", "a\\|b \\*c\\* \\_d\\_ \\[e\\](f) \\`g\\` &lt;h&gt;");
    expect(escape_markdown, "# one\ntwo - three", "\\# one two - three");
    expect(escape_markdown_code, "x[1:] |= y", "`x[1:] \\|= y`");
    expect(escape_markdown_code, "a `` b", "``` a `` b ```");
}
