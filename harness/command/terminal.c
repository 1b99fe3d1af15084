#define _DEFAULT_SOURCE /* struct winsize */

#include "command/terminal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "command/wrap.h"

/* Fewer than these are no terminal that boxes could be drawn in, more are somebody's mistake. */
enum { LEAST_COLUMNS = 20, MOST_COLUMNS = 1000 };

static size_t columns(void)
{
    const char *wanted = getenv("COLUMNS");
    unsigned long count = wanted != NULL ? strtoul(wanted, NULL, 10) : 0;
    struct winsize size = {0};
    if (count == 0 && isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        count = size.ws_col;
    if (count == 0)
        count = TERMINAL_COLUMNS;
    return count < LEAST_COLUMNS ? LEAST_COLUMNS : count > MOST_COLUMNS ? MOST_COLUMNS : count;
}

/* Asked without setting the program's own locale, by which numbers would be read and written. */
static bool is_utf8(void)
{
    locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    if (locale == (locale_t)0)
        return false;
    bool utf8 = strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;
    freelocale(locale);
    return utf8;
}

struct terminal terminal_of(const struct options *options)
{
    return (struct terminal){columns(), options->given[OPTION_ASCII] || !is_utf8()};
}
