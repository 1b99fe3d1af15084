#include "host/numbers.h"

#include <fenv.h>
#include <locale.h>
#include <stdlib.h>

/* What the plugin had set comes back afterwards: its own numbers are its own affair. */
struct surroundings {
    locale_t locale;
    int rounding;
};

static struct surroundings enter(void)
{
    static locale_t plain;
    if (plain == (locale_t)0)
        plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    struct surroundings before = {(locale_t)0, fegetround()};
    if (plain != (locale_t)0)
        before.locale = uselocale(plain);
    fesetround(FE_TONEAREST);
    return before;
}

static void leave(struct surroundings before)
{
    if (before.locale != (locale_t)0)
        uselocale(before.locale);
    if (before.rounding >= 0)
        fesetround(before.rounding);
}

double number_read(const char *number, char **end)
{
    struct surroundings before = enter();
    double value = strtod(number, end);
    leave(before);
    return value;
}

void number_append(struct text *text, double value)
{
    struct surroundings before = enter();
    text_printf(text, "%a", value);
    leave(before);
}
