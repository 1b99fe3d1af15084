#include "drive/leftovers.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

/* Whoever forks faster than we look is not found in one round; nobody is worth more than this. */
enum { MAXIMUM_ROUNDS = 5 };

static bool has_mark(const char *pid, const char *mark)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%.20s/environ", pid);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    struct text environment = TEXT_EMPTY;
    char block[4096];
    for (ssize_t bytes; (bytes = read(file, block, sizeof block)) > 0;)
        text_append_bytes(&environment, block, (size_t)bytes);
    close(file);
    bool found = false;
    for (size_t at = 0; at < environment.bytes && !found; at += strlen(environment.data + at) + 1)
        found = strcmp(environment.data + at, mark) == 0;
    text_free(&environment);
    return found;
}

size_t kill_leftovers(const char *mark)
{
    bool again = true;
    size_t killed = 0;
    for (int round = 0; again && round < MAXIMUM_ROUNDS; round++) {
        again = false;
        DIR *processes = opendir("/proc");
        if (processes == NULL)
            return killed;
        for (struct dirent *entry; (entry = readdir(processes)) != NULL;) {
            if (entry->d_name[0] < '1' || entry->d_name[0] > '9' || !has_mark(entry->d_name, mark))
                continue;
            if (kill((pid_t)strtol(entry->d_name, NULL, 10), SIGKILL) == 0) {
                again = true;
                /* In later rounds some are those that are dying already. */
                killed += round == 0;
            }
        }
        closedir(processes);
    }
    return killed;
}
