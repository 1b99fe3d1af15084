#include "reading.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"

static const char spaces[] = " \t\n\v\f\r";

/* Numbers that have more characters are refused: no double needs so many. */
enum { LONGEST = 512 };

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

/* Without the spaces around it and the underscores between digits; false where it cannot be a number. */
static bool tidy(const char *text, char tidied[LONGEST])
{
    size_t length = 0;
    text += strspn(text, spaces);
    const char *end = text + strlen(text);
    while (end > text && strchr(spaces, end[-1]) != NULL)
        end--;
    for (const char *at = text; at < end; at++) {
        if (*at == '_' && at > text && is_digit(at[-1]) && is_digit(at[1]))
            continue;
        if (*at == '_' || length + 1 >= LONGEST)
            return false;
        tidied[length++] = *at;
    }
    tidied[length] = '\0';
    return length > 0;
}

/* strtod takes more than Python: spaces in front, hexadecimal digits, and what stands in brackets behind nan. */
static bool scan_float(const char **at, double *value)
{
    char *end;
    *value = strtod(*at, &end);
    size_t bytes = (size_t)(end - *at);
    bool good = bytes > 0 && strchr(spaces, **at) == NULL && memchr(*at, 'x', bytes) == NULL &&
                memchr(*at, 'X', bytes) == NULL && memchr(*at, '(', bytes) == NULL;
    *at = end;
    return good;
}

reference read_integer(ibid_instance *instance, const char *text)
{
    char tidied[LONGEST];
    if (!tidy(text, tidied))
        return fail(instance, IBID_ERROR_VALUE, "invalid literal for int() with base 10: '%s'", text);
    const char *digits = tidied + (tidied[0] == '-' || tidied[0] == '+');
    if (digits[0] == '\0' || digits[strspn(digits, "0123456789")] != '\0')
        return fail(instance, IBID_ERROR_VALUE, "invalid literal for int() with base 10: '%s'", text);
    errno = 0;
    long long value = strtoll(tidied, NULL, 10);
    return errno == 0 ? integer_new(instance, value) : integer_too_large(instance);
}

reference read_float(ibid_instance *instance, const char *text)
{
    char tidied[LONGEST];
    const char *at = tidied;
    double value;
    if (!tidy(text, tidied) || !scan_float(&at, &value) || *at != '\0')
        return fail(instance, IBID_ERROR_VALUE, "could not convert string to float: '%s'", text);
    return float_new(instance, value);
}

/* A sign and j alone, or a number, of a second part that has to have a sign. */
static bool scan_imaginary(const char **at, double *value)
{
    bool signed_alone = (**at == '+' || **at == '-') && ((*at)[1] == 'j' || (*at)[1] == 'J');
    if (!signed_alone)
        return scan_float(at, value);
    *value = **at == '-' ? -1 : 1;
    ++*at;
    return true;
}

static bool ends_imaginary(const char *at)
{
    return (at[0] == 'j' || at[0] == 'J') && at[1] == '\0';
}

static bool scan_complex(const char *at, double *real, double *imaginary)
{
    *real = *imaginary = 0;
    if (ends_imaginary(at)) {
        *imaginary = 1;
        return true;
    }
    double first;
    if (!scan_imaginary(&at, &first))
        return false;
    if (ends_imaginary(at)) {
        *imaginary = first;
        return true;
    }
    *real = first;
    if (*at == '\0')
        return true;
    return (*at == '+' || *at == '-') && scan_imaginary(&at, imaginary) && ends_imaginary(at);
}

/* Brackets around the whole are allowed. */
reference read_complex(ibid_instance *instance, const char *text)
{
    char tidied[LONGEST];
    double real, imaginary;
    bool good = tidy(text, tidied);
    size_t length = good ? strlen(tidied) : 0;
    const char *start = tidied;
    if (good && tidied[0] == '(' && tidied[length - 1] == ')') {
        tidied[length - 1] = '\0';
        start++;
    }
    if (!good || !scan_complex(start, &real, &imaginary))
        return fail(instance, IBID_ERROR_VALUE, "complex() arg is a malformed string");
    return complex_new(instance, real, imaginary);
}
