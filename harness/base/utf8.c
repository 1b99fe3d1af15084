#include "base/utf8.h"

bool utf8_begins(char byte)
{
    return ((unsigned char)byte & 0xc0) != 0x80;
}

size_t utf8_count(const char *string, size_t bytes)
{
    size_t count = 0;
    for (size_t i = 0; i < bytes; i++)
        count += utf8_begins(string[i]);
    return count;
}

size_t utf8_prefix_bytes(const char *string, size_t bytes, size_t characters)
{
    size_t at = 0;
    for (size_t seen = 0; at < bytes; at++)
        if (utf8_begins(string[at]) && seen++ == characters)
            break;
    return at;
}
