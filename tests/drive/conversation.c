#include "conversation.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"

void conversation_init(struct conversation *conversation, const char *const *arguments)
{
    *conversation = (struct conversation){.command = {"python3", HOSTILE_DRIVER}};
    for (size_t index = 0; arguments[index] != NULL; index++) {
        cr_assert(index < MAXIMUM_ARGUMENTS);
        conversation->command[2 + index] = arguments[index];
    }
    snprintf(conversation->mark, sizeof conversation->mark, "DRIVE_TEST=%ld", (long)getpid());
    snprintf(conversation->children, sizeof conversation->children, "CHILDREN=/tmp/ibid-drive-test-%ld",
             (long)getpid());
    conversation->environment[0] = conversation->mark;
    conversation->environment[1] = conversation->children;
    conversation->options = (struct pool_options){
        .command = conversation->command, .environment = conversation->environment, .worker_count = 1};
}

void conversation_start(struct conversation *conversation)
{
    conversation->pool = pool_start(&conversation->options, &conversation->start_message);
}

static long number_in(const json_t *answer, const char *key)
{
    const json_t *number = json_object_get(answer, key);
    return json_is_integer(number) ? (long)json_integer_value(number) : -1;
}

static void take_result(struct pool *pool, void *data, const struct answer_or_failure *result)
{
    (void)pool;
    struct outcome *outcome = data;
    outcome->calls++;
    outcome->failure = result->failure;
    outcome->case_number = number_in(result->answer, "case");
    outcome->served = number_in(result->answer, "served");
    outcome->pid = number_in(result->answer, "pid");
    outcome->echo_bytes = json_string_length(json_object_get(result->answer, "echo"));
    cr_assert_eq(result->failure == FAILURE_NONE, result->message == NULL);
    if (result->message != NULL) {
        json_t *text = json_string(result->message);
        cr_assert_not_null(text, "a message is not UTF-8");
        json_decref(text);
        free(outcome->message);
        outcome->message = checked_strdup(result->message);
    }
}

void conversation_submit(struct conversation *conversation, size_t echo_bytes)
{
    cr_assert(conversation->case_count < MAXIMUM_CASES);
    char *echo = checked_malloc(echo_bytes + 1);
    memset(echo, 'e', echo_bytes);
    echo[echo_bytes] = '\0';
    json_t *request =
        json_pack("{s:s, s:i, s:s}", "command", "run", "case", (int)conversation->case_count, "echo", echo);
    free(echo);
    pool_submit(conversation->pool, request, take_result, &conversation->outcomes[conversation->case_count++]);
}

void conversation_run(struct conversation *conversation, size_t case_count)
{
    cr_assert_not_null(conversation->pool, "%s", conversation->start_message);
    for (size_t index = 0; index < case_count; index++)
        conversation_submit(conversation, 0);
    pool_run(conversation->pool);
    for (size_t index = 0; index < conversation->case_count; index++)
        cr_assert_eq(conversation->outcomes[index].calls, 1, "case %zu had %zu callbacks", index,
                     conversation->outcomes[index].calls);
}

static size_t count_living(const char *pids_path)
{
    FILE *file = fopen(pids_path, "r");
    if (file == NULL)
        return 0;
    size_t count = 0;
    char line[32], path[64];
    while (fgets(line, sizeof line, file) != NULL) {
        snprintf(path, sizeof path, "/proc/%ld/cmdline", strtol(line, NULL, 10));
        FILE *command = fopen(path, "r");
        /* A zombie has an empty one; it is its parent's to bury. */
        if (command == NULL)
            continue;
        count += fgetc(command) != EOF;
        fclose(command);
    }
    fclose(file);
    return count;
}

void conversation_end(struct conversation *conversation)
{
    const char *pids_path = strchr(conversation->children, '=') + 1;
    pool_free(conversation->pool);
    free(conversation->start_message);
    for (size_t index = 0; index < conversation->case_count; index++)
        free(conversation->outcomes[index].message);
    size_t left = count_processes(conversation->mark), children_left = count_living(pids_path);
    unlink(pids_path);
    cr_assert_eq(left, 0, "%zu processes are left", left);
    cr_assert_eq(children_left, 0, "%zu children are left", children_left);
}

static int has_variable(const char *pid, const char *mark)
{
    char path[300], variable[4096];
    snprintf(path, sizeof path, "/proc/%s/environ", pid);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return 0;
    size_t bytes = 0;
    int found = 0;
    for (int character; !found && (character = fgetc(file)) != EOF;) {
        if (bytes < sizeof variable)
            variable[bytes++] = (char)character;
        if (character == '\0') {
            found = strcmp(variable, mark) == 0;
            bytes = 0;
        }
    }
    fclose(file);
    return found;
}

size_t count_processes(const char *mark)
{
    DIR *processes = opendir("/proc");
    cr_assert_not_null(processes);
    size_t count = 0;
    for (struct dirent *entry; (entry = readdir(processes)) != NULL;)
        count += entry->d_name[0] >= '1' && entry->d_name[0] <= '9' && has_variable(entry->d_name, mark);
    closedir(processes);
    return count;
}

void assert_answered(const struct conversation *conversation, size_t number)
{
    const struct outcome *outcome = &conversation->outcomes[number];
    cr_assert_eq(outcome->failure, FAILURE_NONE, "case %zu: %s", number, outcome->message);
    cr_assert_eq(outcome->case_number, (long)number, "case %zu has the answer of case %ld", number,
                 outcome->case_number);
}

void assert_says(const char *text, const char *words)
{
    cr_assert_not_null(text, "there is no message");
    cr_assert_not_null(strstr(text, words), "expected \"%s\" in: %s", words, text);
}
