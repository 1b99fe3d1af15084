/* Drivers that do not start: one message, and nothing is left. */
#include <criterion/criterion.h>
#include <string.h>

#include "conversation.h"

static struct conversation conversation;

static void does_not_start(const char *what, const char *words, unsigned start_timeout_ms)
{
    conversation_init(&conversation, (const char *const[]){what, "start", NULL});
    conversation.options.start_timeout_ms = start_timeout_ms;
    conversation.options.line_limit_bytes = 100 * 1000;
    conversation_start(&conversation);
    cr_assert_null(conversation.pool);
    assert_says(conversation.start_message, words);
    assert_says(conversation.start_message, "docs/driver-protocol.md");
    conversation_end(&conversation);
}

Test(start, silent)
{
    does_not_start("silent", "hostile.py silent start did not answer to start within 300 ms", 300);
}

Test(start, deaf_to_signals)
{
    does_not_start("deaf", "did not answer to start within 1 s", 1000);
}

Test(start, exits)
{
    does_not_start("exit", "exited with status 7 before it answered to start\nIts standard error ends:\n    noise", 0);
}

Test(start, is_ended_by_a_signal)
{
    does_not_start("segfault", "was ended by signal 11 (Segmentation fault) before it answered to start", 0);
}

Test(start, prints_on_import)
{
    does_not_start("print", "wrote to standard output what is not an answer: \"Hello from an import\"", 0);
}

Test(start, floods)
{
    does_not_start("flood", "wrote a line longer than 100000 bytes", 0);
}

Test(start, half_a_line)
{
    does_not_start("half", "exited with status 0 in the middle of a line", 0);
}

Test(start, closes_its_output)
{
    does_not_start("close", "closed its standard output", 0);
}

Test(start, leaves_a_child)
{
    does_not_start("child", "exited with status 7", 0);
}

Test(start, leaves_a_daemon)
{
    does_not_start("daemon", "exited with status 7", 0);
}

Test(start, leaves_a_process_that_has_left_everything)
{
    does_not_start("stranger", "exited with status 7", 0);
}

Test(start, stops_itself)
{
    does_not_start("stop", "did not answer to start within 300 ms", 300);
}

Test(start, speaks_latin_1)
{
    does_not_start("latin-1", "not UTF-8", 0);
}

Test(start, another_protocol)
{
    does_not_start("version-2", "speaks version 2 of the driver protocol, and ibid speaks 1", 0);
}

Test(start, without_a_name)
{
    does_not_start("nameless", "answered to start without a name: \"{\\\"protocol\\\": 1", 0);
}

Test(start, says_that_it_is_broken)
{
    does_not_start("broken", "that it is broken: \"the library is not installed\"", 0);
}

Test(start, there_is_no_such_program)
{
    conversation_init(&conversation, (const char *const[]){NULL});
    conversation.command[0] = "/no/such/driver";
    conversation.command[1] = "with spaces";
    conversation_start(&conversation);
    cr_assert_null(conversation.pool);
    assert_says(conversation.start_message,
                "/no/such/driver \"with spaces\" could not be run: no such file or directory");
    conversation_end(&conversation);
}
