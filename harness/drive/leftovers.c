#include "drive/leftovers.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/arena.h"
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

/* Whether a process is our child, and whether it is alive. */
static bool is_child(pid_t pid, bool *alive)
{
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pid);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    size_t bytes = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[bytes] = '\0';
    /* "pid (name) state parent …", where the name may have anything in it. */
    const char *end = strrchr(text, ')');
    char state;
    long parent;
    if (end == NULL || sscanf(end + 1, " %c %ld", &state, &parent) != 2)
        return false;
    *alive = state != 'Z' && state != 'X';
    return parent == (long)getpid();
}

/* Calls `visit` for each process that is our child. */
static void each_child(void (*visit)(pid_t pid, bool alive, void *data), void *data)
{
    DIR *processes = opendir("/proc");
    if (processes == NULL)
        return;
    for (struct dirent *entry; (entry = readdir(processes)) != NULL;) {
        pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
        bool alive;
        if (pid > 0 && is_child(pid, &alive))
            visit(pid, alive, data);
    }
    closedir(processes);
}

/* Children that we had before, as what a shell started before it became us: none of our business. */
static pid_t *inherited;
static size_t inherited_count;

static void inherit(pid_t pid, bool alive, void *data)
{
    (void)alive;
    (void)data;
    inherited = checked_realloc(inherited, (inherited_count + 1) * sizeof *inherited);
    inherited[inherited_count++] = pid;
}

void adopt_orphans(void)
{
#ifdef PR_SET_CHILD_SUBREAPER
    static bool adopting;
    if (adopting)
        return;
    adopting = true;
    each_child(inherit, NULL);
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
}

static bool is_inherited(pid_t pid)
{
    for (size_t i = 0; i < inherited_count; i++)
        if (inherited[i] == pid)
            return true;
    return false;
}

/* Who has been killed may take a while to die, and is counted once. */
static bool is_killed_already(pid_t pid)
{
    enum { REMEMBERED = 256 };
    static pid_t pids[REMEMBERED];
    static size_t count;
    for (size_t i = 0; i < REMEMBERED; i++)
        if (pids[i] == pid)
            return true;
    pids[count++ % REMEMBERED] = pid;
    return false;
}

size_t kill_leftovers(const char *mark, bool orphans)
{
    size_t killed = 0;
    /* Children of those that were killed come to us in turn. */
    bool again = true;
    for (int round = 0; again && round < MAXIMUM_ROUNDS; round++) {
        again = false;
        DIR *processes = opendir("/proc");
        if (processes == NULL)
            return killed;
        for (struct dirent *entry; (entry = readdir(processes)) != NULL;) {
            pid_t pid = (pid_t)strtol(entry->d_name, NULL, 10);
            bool alive = true;
            if (pid <= 0)
                continue;
            bool orphan = orphans && is_child(pid, &alive) && !is_inherited(pid);
            if (!orphan && (mark == NULL || !has_mark(entry->d_name, mark)))
                continue;
            if (alive && kill(pid, SIGKILL) == 0) {
                again = true;
                killed += !is_killed_already(pid);
            }
            if (orphan)
                waitpid(pid, NULL, WNOHANG);
        }
        closedir(processes);
    }
    return killed;
}
