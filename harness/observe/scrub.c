#include "observe/scrub.h"

#include <stdbool.h>
#include <string.h>

/* Shorter hexadecimal numbers are values more often than addresses. */
enum { ADDRESS_DIGITS = 6 };

static const char hexadecimal_digits[] = "0123456789abcdefABCDEF";

static bool is_word_character(char character)
{
    return (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z') ||
           (character >= 'A' && character <= 'Z') || character == '_';
}

/* The bytes of the address that starts at `at`, 0 if none does. */
static size_t address_bytes(const char *text, const char *at)
{
    if (at[0] != '0' || (at[1] != 'x' && at[1] != 'X') || (at > text && is_word_character(at[-1])))
        return 0;
    size_t digits = strspn(at + 2, hexadecimal_digits);
    char after = at[2 + digits];
    /* "0x1.8p+0" and "0x123456p+3" are floats. */
    if (digits < ADDRESS_DIGITS || is_word_character(after) || (after == '.' && is_word_character(at[3 + digits])))
        return 0;
    return 2 + digits;
}

const char *scrub_addresses(struct arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, text);
    if (strstr(text, "0x") == NULL && strstr(text, "0X") == NULL)
        return copy;
    /* The replacement is shorter than any address, so everything fits. */
    char *out = copy;
    for (const char *at = text; *at != '\0';) {
        size_t bytes = address_bytes(text, at);
        if (bytes == 0) {
            *out++ = *at++;
            continue;
        }
        memcpy(out, "0x...", 5);
        out += 5;
        at += bytes;
    }
    *out = '\0';
    return copy;
}
