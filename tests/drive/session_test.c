/* Pools whose processes behave, or end in ways that are nobody's fault. */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "conversation.h"

static struct conversation conversation;

#define ARGUMENTS(...)                                                                                                 \
    (const char *const[])                                                                                              \
    {                                                                                                                  \
        __VA_ARGS__, NULL                                                                                              \
    }

Test(session, answers_come_from_one_process_in_order)
{
    conversation_init(&conversation, ARGUMENTS("nothing"));
    conversation_start(&conversation);
    conversation_run(&conversation, 100);
    for (size_t index = 0; index < 100; index++) {
        assert_answered(&conversation, index);
        cr_assert_eq(conversation.outcomes[index].served, (long)index);
    }
    cr_assert_eq(pool_restarts(conversation.pool), 0);
    cr_assert_str_eq(json_string_value(json_object_get(pool_implementation(conversation.pool), "name")), "hostile");
    conversation_end(&conversation);
}

Test(session, several_processes_share_the_work_in_runs_of_consecutive_requests)
{
    conversation_init(&conversation, ARGUMENTS("nothing"));
    conversation.options.worker_count = 3;
    conversation_start(&conversation);
    conversation_run(&conversation, MAXIMUM_CASES);
    size_t changes = 0;
    for (size_t index = 0; index < MAXIMUM_CASES; index++) {
        assert_answered(&conversation, index);
        changes += index > 0 && conversation.outcomes[index].pid != conversation.outcomes[index - 1].pid;
    }
    cr_assert(changes < MAXIMUM_CASES / 4, "%zu changes of process", changes);
    conversation_end(&conversation);
}

Test(session, full_pipes_do_not_block)
{
    conversation_init(&conversation, ARGUMENTS("nothing"));
    conversation_start(&conversation);
    for (size_t index = 0; index < 60; index++)
        conversation_submit(&conversation, 300 * 1000);
    conversation_run(&conversation, 0);
    for (size_t index = 0; index < 60; index++) {
        assert_answered(&conversation, index);
        cr_assert_eq(conversation.outcomes[index].echo_bytes, 300 * 1000);
    }
    conversation_end(&conversation);
}

Test(session, each_answer_has_the_time_for_itself)
{
    conversation_init(&conversation, ARGUMENTS("pause", "always"));
    conversation.options.answer_timeout_ms = 1500;
    conversation_start(&conversation);
    conversation_run(&conversation, 7);
    for (size_t index = 0; index < 7; index++)
        assert_answered(&conversation, index);
    conversation_end(&conversation);
}

static size_t chain_length;

static void submit_next(struct pool *pool, void *data, const struct answer_or_failure *result)
{
    (void)data;
    cr_assert_eq(result->failure, FAILURE_NONE);
    if (++chain_length < 20)
        pool_submit(pool, json_pack("{s:s, s:i}", "command", "run", "case", 0), submit_next, NULL);
}

Test(session, a_callback_may_submit_more)
{
    conversation_init(&conversation, ARGUMENTS("nothing"));
    conversation_start(&conversation);
    pool_submit(conversation.pool, json_pack("{s:s, s:i}", "command", "run", "case", 0), submit_next, NULL);
    pool_run(conversation.pool);
    cr_assert_eq(chain_length, 20);
    conversation_end(&conversation);
}

Test(session, running_without_requests_returns)
{
    conversation_init(&conversation, ARGUMENTS("nothing"));
    conversation_start(&conversation);
    pool_run(conversation.pool);
    conversation_run(&conversation, 2);
    assert_answered(&conversation, 1);
    conversation_end(&conversation);
}

Test(session, requests_that_were_never_run_are_dropped)
{
    conversation_init(&conversation, ARGUMENTS("nothing"));
    conversation_start(&conversation);
    conversation_submit(&conversation, 10);
    conversation_end(&conversation);
    cr_assert_eq(conversation.outcomes[0].calls, 0);
}

Test(session, a_process_that_left_between_runs_is_replaced)
{
    conversation_init(&conversation, ARGUMENTS("leave", "2"));
    conversation_start(&conversation);
    conversation_run(&conversation, 3);
    siginfo_t information;
    cr_assert_eq(waitid(P_PID, (id_t)conversation.outcomes[2].pid, &information, WEXITED | WNOWAIT), 0);
    conversation_run(&conversation, 2);
    for (size_t index = 0; index < 5; index++)
        assert_answered(&conversation, index);
    cr_assert_eq(conversation.outcomes[3].served, 0);
    cr_assert_eq(pool_restarts(conversation.pool), 1);
    conversation_end(&conversation);
}

Test(session, an_idle_process_has_no_deadline)
{
    conversation_init(&conversation, ARGUMENTS("nothing"));
    conversation.options.answer_timeout_ms = 1000;
    conversation_start(&conversation);
    conversation_run(&conversation, 2);
    nanosleep(&(struct timespec){.tv_sec = 1, .tv_nsec = 200 * 1000 * 1000}, NULL);
    conversation_run(&conversation, 2);
    assert_answered(&conversation, 3);
    cr_assert_eq(pool_restarts(conversation.pool), 0);
    conversation_end(&conversation);
}

Test(session, a_driver_that_ignores_the_end_of_its_input_is_killed)
{
    conversation_init(&conversation, ARGUMENTS("ignores-end", "never"));
    conversation_start(&conversation);
    conversation_run(&conversation, 2);
    assert_answered(&conversation, 1);
    conversation_end(&conversation);
}

Test(session, children_of_a_driver_that_behaves_are_killed_too)
{
    conversation_init(&conversation, ARGUMENTS("early-child", "never"));
    conversation_start(&conversation);
    conversation_run(&conversation, 2);
    assert_answered(&conversation, 1);
    cr_assert_eq(count_processes(conversation.mark), 2);
    conversation_end(&conversation);
}

static json_t *seen_environment;

static void keep_environment(struct pool *pool, void *data, const struct answer_or_failure *result)
{
    (void)pool;
    (void)data;
    seen_environment = json_deep_copy(json_object_get(result->answer, "environment"));
}

Test(session, the_environment_is_fixed_where_results_depend_on_it)
{
    setenv("LC_ALL", "de_DE", 1);
    setenv("OPENBLAS_CORETYPE", "Haswell", 1);
    conversation_init(&conversation, ARGUMENTS("nothing"));
    const char *more[] = {conversation.mark, conversation.children, "OMP_NUM_THREADS=3", NULL};
    conversation.options.environment = more;
    conversation_start(&conversation);
    json_t *names = json_pack("[s, s, s, s, s, s]", "LC_ALL", "TZ", "PYTHONHASHSEED", "MKL_NUM_THREADS",
                              "OMP_NUM_THREADS", "OPENBLAS_CORETYPE");
    pool_submit(conversation.pool, json_pack("{s:s, s:i, s:o}", "command", "run", "case", 0, "environment", names),
                keep_environment, NULL);
    pool_run(conversation.pool);
    json_t *expected = json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "LC_ALL", "C.UTF-8", "TZ", "UTC", "PYTHONHASHSEED",
                                 "0", "MKL_NUM_THREADS", "1", "OMP_NUM_THREADS", "3", "OPENBLAS_CORETYPE", "Haswell");
    cr_assert(json_equal(seen_environment, expected));
    json_decref(expected);
    json_decref(seen_environment);
    conversation_end(&conversation);
}

/* `what` puts a pid into the file of children when it has a request. */
static void ended_by_a_signal(const char *what)
{
    conversation_init(&conversation, ARGUMENTS(what, "always"));
    pid_t program = fork();
    if (program == 0) {
        conversation_start(&conversation);
        conversation_submit(&conversation, 0);
        pool_run(conversation.pool);
        _exit(0);
    }
    /* The driver says that it has a request, and from then on only a kill ends it. */
    while (access(strchr(conversation.children, '=') + 1, F_OK) != 0)
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
    kill(program, SIGTERM);
    int status;
    cr_assert_eq(waitpid(program, &status, 0), program);
    cr_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
    for (int tries = 0; tries < 500 && count_processes(conversation.mark) > 0; tries++)
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
    /* What is killed dies a little later. */
    nanosleep(&(struct timespec){.tv_nsec = 200 * 1000 * 1000}, NULL);
    conversation.case_count = 0;
    conversation_end(&conversation);
}

Test(session, nothing_is_left_when_a_signal_ends_the_program)
{
    ended_by_a_signal("deaf");
}

Test(session, nothing_that_left_everything_is_left_when_a_signal_ends_the_program)
{
    ended_by_a_signal("stranger-and-deaf");
}
