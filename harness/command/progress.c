#include "command/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"

/* Often enough to look alive, seldom enough to cost nothing. */
static const double seconds_between_draws = 0.05;

void progress_begin(struct progress *progress)
{
    const char *ci = getenv("CI"), *terminal = getenv("TERM");
    progress->shown =
        isatty(STDERR_FILENO) && (ci == NULL || ci[0] == '\0') && (terminal == NULL || strcmp(terminal, "dumb") != 0);
    progress->drawn_at = 0;
}

static size_t terminal_columns(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

void progress_draw(struct progress *progress, const struct run_progress *at)
{
    double now = clock_seconds();
    if (!progress->shown || (now - progress->drawn_at < seconds_between_draws && at->done < at->total))
        return;
    progress->drawn_at = now;
    char line[512];
    size_t bad = at->counts[VERDICT_FAIL] + at->counts[VERDICT_ERROR];
    int bytes = snprintf(line, sizeof line, "%zu/%zu  %zu failed  %s", at->done, at->total, bad, at->id);
    size_t columns = terminal_columns();
    if (bytes > 0 && (size_t)bytes >= columns && columns <= sizeof line)
        line[columns - 1] = '\0';
    fprintf(stderr, "\r\033[K%s", line);
}

void progress_end(struct progress *progress)
{
    if (progress->shown)
        fputs("\r\033[K", stderr);
}
