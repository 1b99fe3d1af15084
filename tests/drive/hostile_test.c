/* Drivers that misbehave at one of seven requests: that one is lost, the others are answered, nothing is left. */
#include <criterion/criterion.h>
#include <string.h>

#include "conversation.h"

enum { CASES = 7, LOST = 3, LINE_LIMIT_BYTES = 100 * 1000 };

static struct conversation conversation;

static void prepare(const char *const *arguments)
{
    conversation_init(&conversation, arguments);
    conversation.options.line_limit_bytes = LINE_LIMIT_BYTES;
}

static void assert_only_one_lost(enum failure_kind failure, const char *words)
{
    for (size_t index = 0; index < CASES; index++)
        if (index != LOST)
            assert_answered(&conversation, index);
    const struct outcome *lost = &conversation.outcomes[LOST];
    cr_assert_eq(lost->failure, failure, "failure %d: %s", (int)lost->failure, lost->message);
    assert_says(lost->message, words);
}

static void loses(const char *what, enum failure_kind failure, const char *words, unsigned answer_timeout_ms)
{
    prepare((const char *const[]){what, "3", NULL});
    conversation.options.answer_timeout_ms = answer_timeout_ms;
    conversation_start(&conversation);
    conversation_run(&conversation, CASES);
    assert_only_one_lost(failure, words);
    cr_assert_eq(pool_restarts(conversation.pool), 2, "%zu restarts", pool_restarts(conversation.pool));
    conversation_end(&conversation);
}

Test(hostile, silent)
{
    loses("silent", FAILURE_TIMEOUT, "did not answer within 1500 ms", 1500);
}

Test(hostile, deaf_to_signals)
{
    loses("deaf", FAILURE_TIMEOUT, "did not answer within 2 s", 2000);
}

Test(hostile, drips_without_an_end)
{
    loses("drip", FAILURE_TIMEOUT, "did not answer within 1500 ms", 1500);
}

Test(hostile, floods_without_a_newline)
{
    loses("flood", FAILURE_PROTOCOL, "wrote a line longer than 100000 bytes: \"xxxx", 0);
}

Test(hostile, writes_a_huge_line)
{
    loses("huge", FAILURE_PROTOCOL, "wrote a line longer than 100000 bytes: \"{\\\"id\\\": 4", 0);
}

Test(hostile, floods_with_lines)
{
    loses("chatter", FAILURE_PROTOCOL, "answered with id -1 instead of 4", 0);
}

Test(hostile, prints)
{
    loses("print", FAILURE_PROTOCOL, "what is not an answer: \"Hello from an import\"", 0);
}

Test(hostile, writes_half_a_line_and_exits)
{
    loses("half", FAILURE_PROTOCOL, "exited with status 0 in the middle of a line: \"{\\\"id\\\": 4, \\\"ca\"", 0);
}

Test(hostile, answers_with_a_wrong_id)
{
    loses("wrong-id", FAILURE_PROTOCOL, "answered with id 5 instead of 4", 0);
}

Test(hostile, answers_with_an_id_in_quotes)
{
    loses("no-id", FAILURE_PROTOCOL, "answered without the id 4", 0);
}

Test(hostile, answers_with_a_list)
{
    loses("list", FAILURE_PROTOCOL, "\"[1, 2]\", JSON but not an object", 0);
}

Test(hostile, answers_with_a_key_twice)
{
    loses("twice", FAILURE_PROTOCOL, "duplicate", 0);
}

Test(hostile, answers_in_latin_1)
{
    loses("latin-1", FAILURE_PROTOCOL, "\\xe9\\\"}\", not UTF-8", 0);
}

Test(hostile, exits)
{
    loses("exit", FAILURE_CRASH, "exited with status 7 without answering", 0);
}

Test(hostile, the_end_of_standard_error_is_shown)
{
    prepare((const char *const[]){"exit", "0", NULL});
    conversation_start(&conversation);
    conversation_run(&conversation, 1);
    const char *message = conversation.outcomes[0].message;
    assert_says(message, "\nIts standard error ends:\n    noise\n    noise\n");
    const char *end = "    noise\n    the last words";
    cr_assert_str_eq(message + strlen(message) - strlen(end), end);
    cr_assert(strlen(message) < 10 * 1000, "%zu bytes", strlen(message));
    conversation_end(&conversation);
}

Test(hostile, is_ended_by_a_signal)
{
    loses("segfault", FAILURE_CRASH, "was ended by signal 11 (Segmentation fault) without answering", 0);
}

Test(hostile, closes_its_output)
{
    loses("close", FAILURE_CRASH, "closed its standard output and had to be killed", 0);
}

Test(hostile, leaves_a_child_that_holds_the_pipes)
{
    loses("child", FAILURE_CRASH, "exited with status 7 without answering", 0);
}

Test(hostile, leaves_a_daemon_that_holds_the_pipes)
{
    loses("daemon", FAILURE_CRASH, "exited with status 7 without answering", 0);
}

Test(hostile, leaves_a_process_that_has_left_everything)
{
    loses("stranger", FAILURE_CRASH, "exited with status 7 without answering", 0);
}

Test(hostile, leaves_a_process_that_has_left_everything_and_goes_on)
{
    prepare((const char *const[]){"early-stranger", NULL});
    conversation_start(&conversation);
    conversation_run(&conversation, CASES);
    for (size_t index = 0; index < CASES; index++)
        assert_answered(&conversation, index);
    conversation_end(&conversation);
}

Test(hostile, stops_itself)
{
    loses("stop", FAILURE_TIMEOUT, "did not answer within 1500 ms", 1500);
}

Test(hostile, closes_everything)
{
    loses("deaf-and-silent", FAILURE_CRASH, "closed its standard output and had to be killed", 0);
}

Test(hostile, answers_with_a_zero_byte)
{
    loses("zero", FAILURE_PROTOCOL, "what is not an answer", 0);
}

Test(hostile, answers_with_lists_in_lists_without_end)
{
    loses("nest", FAILURE_PROTOCOL, "maximum parsing depth", 0);
}

Test(hostile, answers_with_a_number_beyond_any)
{
    loses("beyond", FAILURE_PROTOCOL, "real number overflow", 0);
}

Test(hostile, answers_with_an_id_beyond_any)
{
    loses("integer", FAILURE_PROTOCOL, "too big integer", 0);
}

Test(hostile, answers_with_an_empty_line)
{
    loses("empty", FAILURE_PROTOCOL, "what is not an answer: \"\"", 0);
}

Test(hostile, answers_with_half_a_character)
{
    loses("surrogate", FAILURE_PROTOCOL, "what is not an answer", 0);
}

Test(hostile, shouts_on_standard_error_and_answers)
{
    prepare((const char *const[]){"shout", "3", NULL});
    conversation_start(&conversation);
    conversation_run(&conversation, CASES);
    for (size_t index = 0; index < CASES; index++)
        assert_answered(&conversation, index);
    conversation_end(&conversation);
}

/* The answer has 45 bytes at least. */
Test(hostile, dies_at_every_byte_of_an_answer, .timeout = 100)
{
    for (size_t bytes = 0; bytes < 45; bytes += 11) {
        char text[24];
        snprintf(text, sizeof text, "%zu", bytes);
        prepare((const char *const[]){"cut", "3", text, NULL});
        conversation_start(&conversation);
        conversation_run(&conversation, CASES);
        assert_only_one_lost(FAILURE_CRASH, "was ended by signal 9 (Killed) without answering");
        conversation_end(&conversation);
    }
}

Test(hostile, dies_right_after_an_answer)
{
    prepare((const char *const[]){"cut", "3", "1000", NULL});
    conversation_start(&conversation);
    conversation_run(&conversation, CASES);
    for (size_t index = 0; index < CASES; index++)
        if (index != LOST + 1)
            assert_answered(&conversation, index);
    cr_assert_eq(conversation.outcomes[LOST + 1].failure, FAILURE_CRASH_IN_SEQUENCE);
    cr_assert_eq(conversation.outcomes[LOST + 1].case_number, LOST + 1);
    conversation_end(&conversation);
}

Test(hostile, dies_again_and_again_but_not_alone)
{
    prepare((const char *const[]){"nothing", "never", "dies-after", "2", NULL});
    conversation_start(&conversation);
    conversation_run(&conversation, CASES);
    for (size_t index = 0; index < CASES; index++) {
        const struct outcome *outcome = &conversation.outcomes[index];
        bool lost = index >= 2 && index % 2 == 0;
        cr_assert_eq(outcome->failure, lost ? FAILURE_CRASH_IN_SEQUENCE : FAILURE_NONE);
        cr_assert_eq(outcome->case_number, (long)index);
        if (lost) {
            cr_assert_eq(outcome->served, 0);
            assert_says(outcome->message, "was ended by signal 9 (Killed) without answering");
            assert_says(outcome->message, "Run alone in a fresh process, it was answered.");
        }
    }
    cr_assert_eq(pool_restarts(conversation.pool), 3);
    conversation_end(&conversation);
}

Test(hostile, dies_only_while_more_is_waiting)
{
    prepare((const char *const[]){"crowded", "3", NULL});
    conversation_start(&conversation);
    conversation_run(&conversation, CASES);
    cr_assert_eq(conversation.outcomes[LOST].failure, FAILURE_CRASH_IN_SEQUENCE, "not run alone: %s",
                 conversation.outcomes[LOST].message);
    for (size_t index = 0; index < CASES; index++)
        if (index != LOST)
            assert_answered(&conversation, index);
    conversation_end(&conversation);
}

Test(hostile, the_others_keep_their_order)
{
    prepare((const char *const[]){"segfault", "20", NULL});
    conversation_start(&conversation);
    conversation_run(&conversation, 100);
    for (size_t index = 21; index < 100; index++) {
        assert_answered(&conversation, index);
        cr_assert_eq(conversation.outcomes[index].served, (long)index - 21);
    }
    conversation_end(&conversation);
}

Test(hostile, closes_its_input)
{
    enum { MANY = 100, AT = 40 };
    prepare((const char *const[]){"close-input", "40", NULL});
    conversation.options.answer_timeout_ms = 1000;
    conversation_start(&conversation);
    for (size_t index = 0; index < MANY; index++)
        conversation_submit(&conversation, 20 * 1000);
    conversation_run(&conversation, 0);
    for (size_t index = 0; index < MANY; index++)
        if (index != AT)
            assert_answered(&conversation, index);
    cr_assert_eq(conversation.outcomes[AT].failure, FAILURE_TIMEOUT);
    conversation_end(&conversation);
}

Test(hostile, speaks_out_of_turn)
{
    prepare((const char *const[]){"speak-after", "3", NULL});
    conversation_start(&conversation);
    conversation_run(&conversation, CASES);
    for (size_t index = 0; index < CASES; index++)
        if (index != 4)
            assert_answered(&conversation, index);
    cr_assert_eq(conversation.outcomes[4].failure, FAILURE_CRASH_IN_SEQUENCE);
    cr_assert_eq(conversation.outcomes[4].case_number, 4);
    assert_says(conversation.outcomes[4].message, "\"thank you\"");
    conversation_end(&conversation);
}

Test(hostile, dies_at_every_request)
{
    prepare((const char *const[]){"segfault", "always", NULL});
    conversation_start(&conversation);
    conversation_run(&conversation, 4);
    for (size_t index = 0; index < 4; index++)
        cr_assert_eq(conversation.outcomes[index].failure, FAILURE_CRASH);
    conversation_end(&conversation);
}

Test(hostile, dies_in_one_of_several_processes)
{
    prepare((const char *const[]){"segfault", "3", NULL});
    conversation.options.worker_count = 3;
    conversation_start(&conversation);
    conversation_run(&conversation, CASES);
    assert_only_one_lost(FAILURE_CRASH, "signal 11");
    conversation_end(&conversation);
}

Test(hostile, never_reads_its_input)
{
    prepare((const char *const[]){"unread", NULL});
    conversation.options.answer_timeout_ms = 200;
    conversation_start(&conversation);
    for (size_t index = 0; index < CASES; index++)
        conversation_submit(&conversation, 200 * 1000);
    conversation_run(&conversation, 0);
    for (size_t index = 0; index < CASES; index++)
        cr_assert_eq(conversation.outcomes[index].failure, index < 5 ? FAILURE_TIMEOUT : FAILURE_NO_PROCESS);
    assert_says(conversation.outcomes[6].message, "no request was ever answered");
    conversation_end(&conversation);
}

static void cannot_start_again(size_t worker_count)
{
    char started[64];
    prepare((const char *const[]){"once", NULL});
    snprintf(started, sizeof started, "%s-started", strchr(conversation.children, '=') + 1);
    conversation.command[3] = started;
    conversation.command[4] = "dies-after";
    conversation.command[5] = "2";
    conversation.options.worker_count = worker_count;
    conversation_start(&conversation);
    conversation_run(&conversation, CASES);
    remove(started);
    for (size_t index = 0; index < CASES; index++) {
        if (index < 2) {
            assert_answered(&conversation, index);
            continue;
        }
        cr_assert_eq(conversation.outcomes[index].failure, FAILURE_NO_PROCESS);
        assert_says(conversation.outcomes[index].message, "no process could be started again");
        assert_says(conversation.outcomes[index].message, "started once, and never again");
    }
    assert_says(conversation.outcomes[2].message, "was ended by signal 9");
    cr_assert(pool_restarts(conversation.pool) <= 3 * worker_count);
    conversation_end(&conversation);
}

Test(hostile, never_starts_again)
{
    cannot_start_again(1);
}

Test(hostile, never_starts_again_with_several_processes)
{
    cannot_start_again(2);
}
