#include "expect/date.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY_SECONDS = 24 * 60 * 60 };

/* The last second of 9999, less a few years of room for what is added to today. */
static const long long last_epoch = 253000000000;

static int number_of(const char *digits, size_t count)
{
    int number = 0;
    for (size_t i = 0; i < count; i++)
        number = 10 * number + (digits[i] - '0');
    return number;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

bool date_is_valid(const char *text)
{
    static const char form[] = "0000-00-00";
    if (strlen(text) != sizeof form - 1)
        return false;
    for (size_t i = 0; i < sizeof form - 1; i++)
        if (form[i] == '0' ? !isdigit((unsigned char)text[i]) : text[i] != form[i])
            return false;
    int year = number_of(text, 4), month = number_of(text + 5, 2), day = number_of(text + 8, 2);
    return year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month);
}

static bool now(time_t *seconds)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    if (epoch == NULL || epoch[0] == '\0') {
        *seconds = time(NULL);
        return true;
    }
    if (strlen(epoch) > 12 || epoch[strspn(epoch, "0123456789")] != '\0' || atoll(epoch) > last_epoch)
        return false;
    *seconds = (time_t)atoll(epoch);
    return true;
}

const char *date_from_today(struct arena *arena, int days)
{
    time_t seconds;
    if (!now(&seconds))
        return NULL;
    seconds += (time_t)days * DAY_SECONDS;
    struct tm utc;
    gmtime_r(&seconds, &utc);
    char text[32];
    strftime(text, sizeof text, "%Y-%m-%d", &utc);
    return arena_strdup(arena, text);
}
