#include "observe/base64.h"

#include <criterion/criterion.h>
#include <string.h>

static void round_trip(const char *plain, const char *encoded)
{
    struct text text = TEXT_EMPTY;
    base64_append(&text, (const unsigned char *)plain, strlen(plain));
    cr_assert_str_eq(text_string(&text), encoded);
    unsigned char bytes[64];
    size_t count, wrong_at;
    cr_assert(base64_decode(encoded, strlen(encoded), bytes, &count, &wrong_at));
    cr_assert_eq(count, strlen(plain));
    cr_assert_eq(memcmp(bytes, plain, count), 0);
    text_free(&text);
}

Test(base64, has_the_vectors_of_the_rfc)
{
    round_trip("", "");
    round_trip("f", "Zg==");
    round_trip("fo", "Zm8=");
    round_trip("foo", "Zm9v");
    round_trip("foob", "Zm9vYg==");
    round_trip("fooba", "Zm9vYmE=");
    round_trip("foobar", "Zm9vYmFy");
}

Test(base64, brings_back_every_byte_at_every_place)
{
    unsigned char bytes[1000], decoded[1200];
    for (size_t count = 0; count < sizeof bytes; count += 1 + count / 7) {
        for (size_t i = 0; i < count; i++)
            bytes[i] = (unsigned char)(i * 37 + count);
        struct text text = TEXT_EMPTY;
        base64_append(&text, bytes, count);
        size_t decoded_count, wrong_at;
        cr_assert(base64_limit_bytes(text.bytes) >= count);
        cr_assert(base64_decode(text_string(&text), text.bytes, decoded, &decoded_count, &wrong_at));
        cr_assert_eq(decoded_count, count);
        cr_assert_eq(memcmp(decoded, bytes, count), 0);
        text_free(&text);
    }
}

Test(base64, says_where_it_is_wrong)
{
    static const struct {
        const char *text;
        size_t wrong_at;
    } mistakes[] = {
        {"A", 1},      {"AB", 2},   {"ABC", 3},      {"ABCDE", 5},    {"AB!D", 2},   {"A===", 1},
        {"====", 0},   {"AB=C", 2}, {"AB==CDEF", 2}, {"ABCDA_==", 5}, {"AB\nCD", 2}, {"AB==\n", 2},
        {"ABCD\n", 4}, {"Zh==", 1}, {"Zm9=", 2},     {"ABC-", 3},     {" ABC", 0},
    };
    for (size_t i = 0; i < sizeof mistakes / sizeof mistakes[0]; i++) {
        unsigned char bytes[64];
        size_t count, wrong_at = 999;
        cr_assert_not(base64_decode(mistakes[i].text, strlen(mistakes[i].text), bytes, &count, &wrong_at), "%s",
                      mistakes[i].text);
        cr_assert_eq(wrong_at, mistakes[i].wrong_at, "%s: %zu", mistakes[i].text, wrong_at);
    }
}
