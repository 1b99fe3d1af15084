#include "observe/base64.h"

#include <stdint.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

enum { NO_DIGIT = 64 };

static unsigned digit_value(char character)
{
    if (character >= 'A' && character <= 'Z')
        return (unsigned)(character - 'A');
    if (character >= 'a' && character <= 'z')
        return (unsigned)(character - 'a') + 26;
    if (character >= '0' && character <= '9')
        return (unsigned)(character - '0') + 52;
    return character == '+' ? 62 : character == '/' ? 63 : NO_DIGIT;
}

size_t base64_limit_bytes(size_t characters)
{
    return characters / 4 * 3 + 3;
}

/* The value of `count` digits at text[at], or false with *wrong_at. */
static bool read_digits(const char *text, size_t at, size_t count, uint32_t *value, size_t *wrong_at)
{
    *value = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned digit = digit_value(text[at + i]);
        if (digit == NO_DIGIT) {
            *wrong_at = at + i;
            return false;
        }
        *value = *value << 6 | digit;
    }
    return true;
}

bool base64_decode(const char *text, size_t characters, unsigned char *bytes, size_t *byte_count, size_t *wrong_at)
{
    size_t padding = 0;
    if (characters >= 4 && characters % 4 == 0 && text[characters - 1] == '=')
        padding = text[characters - 2] == '=' ? 2 : 1;
    size_t full = (characters - (padding > 0 ? 4 : 0)) / 4;
    unsigned char *out = bytes;
    uint32_t value;
    for (size_t group = 0; group < full; group++) {
        if (!read_digits(text, 4 * group, 4, &value, wrong_at))
            return false;
        *out++ = (unsigned char)(value >> 16);
        *out++ = (unsigned char)(value >> 8);
        *out++ = (unsigned char)value;
    }
    if (padding == 0 && characters % 4 != 0) {
        size_t rest = characters % 4;
        if (read_digits(text, 4 * full, rest, &value, wrong_at))
            *wrong_at = characters;
        return false;
    }
    if (padding > 0) {
        if (!read_digits(text, 4 * full, 4 - padding, &value, wrong_at))
            return false;
        /* Bits that no byte takes must be zero, so that one value has one text. */
        if ((value & (padding == 1 ? 0x3u : 0xfu)) != 0) {
            *wrong_at = characters - padding - 1;
            return false;
        }
        *out++ = (unsigned char)(padding == 1 ? value >> 10 : value >> 4);
        if (padding == 1)
            *out++ = (unsigned char)(value >> 2);
    }
    *byte_count = (size_t)(out - bytes);
    return true;
}

void base64_append(struct text *text, const unsigned char *bytes, size_t byte_count)
{
    while (byte_count > 0) {
        char block[256];
        size_t filled = 0;
        while (byte_count > 0 && filled < sizeof block) {
            size_t taken = byte_count < 3 ? byte_count : 3;
            uint32_t value = (uint32_t)bytes[0] << 16;
            value |= taken > 1 ? (uint32_t)bytes[1] << 8 : 0;
            value |= taken > 2 ? bytes[2] : 0;
            block[filled++] = digits[value >> 18];
            block[filled++] = digits[value >> 12 & 63];
            block[filled++] = taken > 1 ? digits[value >> 6 & 63] : '=';
            block[filled++] = taken > 2 ? digits[value & 63] : '=';
            bytes += taken;
            byte_count -= taken;
        }
        text_append_bytes(text, block, filled);
    }
}
