#include "observe/content.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <string.h>

static void check(struct text *text, const char *expected)
{
    cr_expect_str_eq(text_string(text), expected, "%s instead of %s", text_string(text), expected);
    text_clear(text);
}

static void check_element(const char *dtype, const char *bytes, const char *canonical, const char *displayed)
{
    struct text text = TEXT_EMPTY;
    cr_assert_not_null(dtype_by_name(dtype));
    canonical_element(&text, dtype_by_name(dtype), (const unsigned char *)bytes);
    check(&text, canonical);
    display_element(&text, dtype_by_name(dtype), (const unsigned char *)bytes);
    check(&text, displayed);
    text_free(&text);
}

Test(content, knows_the_dtypes_of_the_protocol)
{
    static const char *const names[] = {"bool",     "int8",    "int16",   "int32",     "int64",
                                        "uint8",    "uint16",  "uint32",  "uint64",    "float16",
                                        "bfloat16", "float32", "float64", "complex64", "complex128"};
    static const size_t bytes[] = {1, 1, 2, 4, 8, 1, 2, 4, 8, 2, 2, 4, 8, 8, 16};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        cr_assert_not_null(dtype_by_name(names[i]));
        cr_assert_eq(dtype_by_name(names[i])->item_bytes, bytes[i]);
    }
    cr_assert_null(dtype_by_name("float128"));
    cr_assert_null(dtype_by_name(""));
}

Test(content, knows_dtypes_with_fields_by_their_names)
{
    struct arena *arena = arena_new();
    const struct dtype *dtype = dtype_of_name(arena, "f:int8,long_name:float64,h:bool");
    struct dtype_field field = {0};
    cr_assert_not_null(dtype);
    cr_expect_eq(dtype->item_bytes, 10);
    cr_expect(dtype_find_field(dtype, "h", &field) && field.offset_bytes == 9 && field.dtype->item_bytes == 1);
    cr_expect(dtype_find_field(dtype, "long_name", &field) && field.offset_bytes == 1);
    cr_expect_not(dtype_find_field(dtype, "long", &field));
    cr_expect_not(dtype_find_field(dtype_by_name("int8"), "f", &field));
    cr_expect_eq(dtype_of_name(arena, "int8"), dtype_by_name("int8"));
    static const char *const wrong[] = {"",        "f",        ":int8",    "f:",       "f:int9",         "f:int8,",
                                        ",f:int8", "f:int8,,", "f:int8,g", "f:int8:g", "f:g:int8,h:int8"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        cr_expect_null(dtype_of_name(arena, wrong[i]), "\"%s\" is taken for a dtype", wrong[i]);

    struct text text = TEXT_EMPTY;
    const unsigned char *element = (const unsigned char *)"\xff\0\0\0\0\0\0\xf8\x3f\1";
    canonical_element(&text, dtype, element), check(&text, "(-1;0x1.8p+0;True)");
    display_element(&text, dtype, element), check(&text, "(-1, 1.5, True)");
    text_free(&text);
    arena_free(arena);
}

Test(content, has_one_text_for_one_value)
{
    struct text text = TEXT_EMPTY;
    canonical_integer(&text, "007"), check(&text, "7");
    canonical_integer(&text, "-0"), check(&text, "0");
    canonical_integer(&text, "-00123456789012345678901234567890"), check(&text, "-123456789012345678901234567890");
    canonical_real(&text, 11.0), check(&text, "11");
    canonical_real(&text, 0.0), check(&text, "0");
    canonical_real(&text, -0.0), check(&text, "-0.0");
    canonical_real(&text, -1.5), check(&text, "-0x1.8p+0");
    canonical_real(&text, 0x1p70), check(&text, "1180591620717411303424");
    canonical_real(&text, (double)NAN), check(&text, "nan");
    canonical_real(&text, -(double)NAN), check(&text, "nan");
    canonical_real(&text, -(double)INFINITY), check(&text, "-inf");
    canonical_complex(&text, 1, 0), check(&text, "1");
    canonical_complex(&text, 1, -0.0), check(&text, "1,-0.0");
    canonical_complex(&text, 1, 2.5), check(&text, "1,0x1.4p+1");
    text_free(&text);
}

Test(content, reads_the_elements_of_every_dtype)
{
    check_element("bool", "\x00", "False", "False");
    check_element("bool", "\x02", "True", "True");
    check_element("int8", "\x80", "-128", "-128");
    check_element("int16", "\xfe\xff", "-2", "-2");
    check_element("int32", "\x00\x00\x00\x80", "-2147483648", "-2147483648");
    check_element("int64", "\x00\x00\x00\x00\x00\x00\x00\x80", "-9223372036854775808", "-9223372036854775808");
    check_element("int64", "\xff\xff\xff\xff\xff\xff\xff\x7f", "9223372036854775807", "9223372036854775807");
    check_element("uint8", "\xff", "255", "255");
    check_element("uint64", "\xff\xff\xff\xff\xff\xff\xff\xff", "18446744073709551615", "18446744073709551615");
    check_element("float32", "\xcd\xcc\xcc\x3d", "0x1.99999ap-4", "0.1");
    check_element("float64", "\x9a\x99\x99\x99\x99\x99\xb9\x3f", "0x1.999999999999ap-4", "0.1");
    check_element("complex64", "\x00\x00\x80\x3f\xcd\xcc\xcc\xbd", "1,-0x1.99999ap-4", "(1-0.1j)");
    check_element("complex128", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x00\x40", "0,2", "2j");
}

Test(content, reads_floats_of_two_bytes)
{
    check_element("float16", "\x00\x3c", "1", "1.0");
    check_element("float16", "\x01\x00", "0x1p-24", "6e-08");
    check_element("float16", "\xff\x03", "0x1.ff8p-15", "6.1e-05");
    check_element("float16", "\x00\x04", "0x1p-14", "6.104e-05");
    check_element("float16", "\xff\x7b", "65504", "65504.0");
    check_element("float16", "\x66\x2e", "0x1.998p-4", "0.1");
    check_element("float16", "\x00\x80", "-0.0", "-0.0");
    check_element("float16", "\x00\xfc", "-inf", "-inf");
    check_element("float16", "\x01\x7c", "nan", "nan");
    check_element("bfloat16", "\x80\x3f", "1", "1.0");
    check_element("bfloat16", "\xcd\x3d", "0x1.9ap-4", "0.1");
    check_element("bfloat16", "\x80\x7f", "inf", "inf");
    check_element("bfloat16", "\xc1\x7f", "nan", "nan");
}

Test(content, shows_the_shortest_decimal)
{
    struct text text = TEXT_EMPTY;
    display_real(&text, 11), check(&text, "11.0");
    display_real(&text, 3.5), check(&text, "3.5");
    display_real(&text, 0.1), check(&text, "0.1");
    display_real(&text, 0.1 + 0.2), check(&text, "0.30000000000000004");
    display_real(&text, 1e300), check(&text, "1e+300");
    display_real(&text, 1e15), check(&text, "1000000000000000.0");
    display_real(&text, 5e-324), check(&text, "5e-324");
    display_real(&text, DBL_MAX), check(&text, "1.7976931348623157e+308");
    display_real(&text, -0.0), check(&text, "-0.0");
    display_scalar_complex(&text, NULL, -0.0, (double)NAN), check(&text, "(-0+nanj)");
    display_scalar_real(&text, dtype_by_name("float32"), (double)FLT_MAX), check(&text, "3.4028235e+38");
    display_scalar_real(&text, dtype_by_name("float32"), (double)0.3f), check(&text, "0.3");
    text_free(&text);
}

Test(content, shows_decimals_that_read_back)
{
    struct text text = TEXT_EMPTY;
    const struct dtype *dtype = dtype_by_name("float32");
    for (unsigned bits = 1; bits < 0x7f800000u; bits += 104729u * 16) {
        float value, read;
        memcpy(&value, &bits, sizeof value);
        display_element(&text, dtype, (const unsigned char *)&bits);
        read = strtof(text_string(&text), NULL);
        cr_assert_eq(memcmp(&read, &value, sizeof value), 0, "%s is not %a", text_string(&text), (double)value);
        text_clear(&text);
    }
    text_free(&text);
}
