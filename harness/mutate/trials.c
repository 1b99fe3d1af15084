#include "mutate/trials.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/run.h"

/* A trial's row in the file between the processes: whether it ran, then the verdicts of cases and of choices. */
struct rows {
    int file;
    size_t bytes; /* of a row */
    size_t case_count, choice_count;
    struct programs programs;
};

/* A run of some of the cases. */
struct selection {
    const struct programs *programs;
    const struct aim *aim;
    size_t asked;   /* so many cases of the spec */
    size_t *places; /* of the cases that are run, in the spec */
    size_t place_count;
    unsigned char *verdicts; /* by case of the spec */
};

static bool wants(void *data, const struct test_case *test_case)
{
    struct selection *selection = data;
    size_t place = selection->asked++;
    (void)test_case;
    if (!program_reached(selection->programs, place, selection->aim))
        return false;
    selection->places[selection->place_count++] = place;
    return true;
}

static void on_judged(void *data, size_t number, const struct test_case *test_case, const struct judgement *judgement,
                      const struct expected_entry *expected, const struct executed *executed)
{
    struct selection *selection = data;
    (void)test_case;
    (void)expected;
    (void)executed;
    selection->verdicts[selection->places[number]] = (unsigned char)judgement->verdict;
}

static bool write_row(const struct rows *rows, size_t number, const unsigned char *row)
{
    return pwrite(rows->file, row, rows->bytes, (off_t)(number * rows->bytes)) == (ssize_t)rows->bytes;
}

static bool run_trial(const struct rows *rows, const struct spec *spec, const struct trial *trial, unsigned timeout_ms,
                      size_t number)
{
    struct arena *arena = arena_new();
    unsigned char *row = ARENA_ARRAY(arena, unsigned char, rows->bytes);
    const struct pool_options pool_options = {.command = trial->implementation.command,
                                              .environment = trial->implementation.environment,
                                              .worker_count = 1,
                                              .answer_timeout_ms = timeout_ms};
    char *message;
    struct pool *pool = pool_start(&pool_options, &message);
    bool good = true;
    if (pool != NULL) {
        struct selection selection = {.programs = &rows->programs,
                                      .aim = &trial->aim,
                                      .places = ARENA_ARRAY(arena, size_t, rows->case_count + 1),
                                      .verdicts = row + 1};
        for (size_t i = 0; i < rows->case_count; i++)
            selection.verdicts[i] = VERDICT_NOT_APPLICABLE;
        const struct run_options options = {.spec = spec,
                                            .pool = pool,
                                            .selector = trial->implementation.selector,
                                            .profile = trial->profile,
                                            .wants = wants,
                                            .judged = on_judged,
                                            .data = &selection};
        struct run_result result;
        run(arena, &options, &result);
        row[0] = 1;
        for (size_t i = 0; i < rows->choice_count; i++)
            row[1 + rows->case_count + i] = (unsigned char)result.fingerprint.items[i].verdict;
        good = write_row(rows, number, row);
        pool_free(pool);
    } else {
        if (!trial->optional)
            fprintf(stderr, "ibid: %s could not be started: %s\n", trial->implementation.selector, message);
        free(message);
    }
    arena_free(arena);
    return good;
}

/* One process, which does every so-manieth trial. */
static pid_t start_worker(const struct rows *rows, const struct spec *spec, const struct trial *trials, size_t count,
                          size_t first, size_t step, unsigned timeout_ms)
{
    pid_t worker = fork();
    if (worker != 0)
        return worker;
    bool good = true;
    for (size_t i = first; good && i < count; i += step)
        good = run_trial(rows, spec, &trials[i], timeout_ms, i);
    fflush(stderr);
    _exit(good ? 0 : 1);
}

static bool wait_for(pid_t worker)
{
    int status;
    while (waitpid(worker, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool read_rows(struct arena *arena, const struct rows *rows, struct trial *trials, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        unsigned char *row = ARENA_ARRAY(arena, unsigned char, rows->bytes);
        ssize_t bytes = pread(rows->file, row, rows->bytes, (off_t)(i * rows->bytes));
        if (bytes < 0)
            return false;
        trials[i].cases = row[0] != 0 ? row + 1 : NULL;
        trials[i].choices = row[0] != 0 ? row + 1 + rows->case_count : NULL;
    }
    return true;
}

bool trials_run(struct arena *arena, const struct spec *spec, struct trial *trials, size_t count, size_t jobs,
                unsigned timeout_ms)
{
    FILE *between = tmpfile();
    if (between == NULL)
        return false;
    struct rows rows = {
        fileno(between), 1 + spec->case_count + spec->choice_count, spec->case_count, spec->choice_count, {0}};
    programs_read(arena, spec, &rows.programs);
    pid_t *workers = ARENA_ARRAY(arena, pid_t, jobs);
    bool good = true;
    fflush(NULL); /* or each process would write what is still buffered */
    for (size_t i = 0; i < jobs; i++)
        workers[i] = start_worker(&rows, spec, trials, count, i, jobs, timeout_ms);
    int error = errno;
    for (size_t i = 0; i < jobs; i++)
        good = (workers[i] > 0 && wait_for(workers[i])) && good;
    good = good && read_rows(arena, &rows, trials, count);
    fclose(between);
    errno = error;
    return good;
}
