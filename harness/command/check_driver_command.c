#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "command/commands.h"
#include "command/start.h"
#include "examine/examine.h"

static const char *const results[] = {"ok", "wrong", "not possible"};
static const char page[] = "docs/driver-protocol.md";

/* In parentheses, on one line. */
static void print_aside(const char *text)
{
    fputs(" (", stdout);
    for (const char *at = text; *at != '\0'; at++)
        putchar(*at == '\n' ? ' ' : *at);
    putchar(')');
}

/* Of several lines the later ones stand below the first. */
static void print_member(const char *label, const char *text)
{
    if (text == NULL)
        return;
    printf("    %-10s", label);
    for (const char *at = text; *at != '\0'; at++) {
        putchar(*at);
        if (*at == '\n')
            printf("    %-10s", "");
    }
    putchar('\n');
}

/* What was found wrong already, so that one mistake is explained once. */
struct explained {
    struct arena *arena;
    const char **checks, **notes;
    size_t count;
};

static const char *explained_at(struct explained *explained, const struct finding *finding)
{
    for (size_t i = 0; i < explained->count; i++)
        if (strcmp(explained->notes[i], finding->note) == 0)
            return explained->checks[i];
    size_t count = explained->count;
    ARENA_APPEND(explained->arena, explained->checks, count, arena_strdup(explained->arena, finding->check));
    ARENA_APPEND(explained->arena, explained->notes, explained->count, arena_strdup(explained->arena, finding->note));
    return NULL;
}

static void print_wrong(struct explained *explained, const struct finding *finding)
{
    const char *before = explained_at(explained, finding);
    if (before != NULL) {
        printf("    %-10sas at %s: %.*s\n", "wrong", before, (int)strcspn(finding->note, "\n"), finding->note);
        return;
    }
    print_member("wrong", finding->note);
    print_member("sent", finding->sent);
    print_member("came back", finding->received);
    print_member("expected", finding->expected);
    printf("    %-10s%s, \"%s\": %s\n", "see", page, finding->section, finding->rule);
}

static void print_finding(void *data, const struct finding *finding)
{
    printf("%-12s  %-22s  %s", results[finding->result], finding->check, finding->title);
    if (finding->result != FINDING_WRONG && finding->note != NULL)
        print_aside(finding->note);
    putchar('\n');
    if (finding->result == FINDING_WRONG)
        print_wrong(data, finding);
    fflush(stdout);
}

static void print_json(json_t *object)
{
    char *line = json_dumps(object, JSON_COMPACT);
    puts(line);
    free(line);
    json_decref(object);
    fflush(stdout);
}

static void print_finding_json(void *data, const struct finding *finding)
{
    (void)data;
    print_json(json_pack("{s:s,s:s,s:s,s:s?,s:s?,s:s?,s:s?,s:s,s:s}", "check", finding->check, "result",
                         results[finding->result], "title", finding->title, "note", finding->note, "sent",
                         finding->sent, "received", finding->received, "expected", finding->expected, "section",
                         finding->section, "rule", finding->rule));
}

static void print_summary(const struct examine_summary *summary, bool json)
{
    const size_t *count = summary->count;
    size_t all = count[FINDING_OK] + count[FINDING_WRONG] + count[FINDING_NOT_POSSIBLE];
    if (json)
        print_json(json_pack("{s:s,s:I,s:I,s:I,s:I}", "implementation", summary->name, "checks", (json_int_t)all, "ok",
                             (json_int_t)count[FINDING_OK], "wrong", (json_int_t)count[FINDING_WRONG], "not possible",
                             (json_int_t)count[FINDING_NOT_POSSIBLE]));
    else
        printf("\n%s: %zu checks: %zu ok, %zu wrong, %zu not possible\n",
               summary->name[0] != '\0' ? summary->name : "a driver without a name", all, count[FINDING_OK],
               count[FINDING_WRONG], count[FINDING_NOT_POSSIBLE]);
}

int command_check_driver(const struct options *options)
{
    if (options->argument_count != 1) {
        fputs("ibid: check-driver takes one implementation: a registered name, a path, or a command in quotes\n",
              stderr);
        return EXIT_USAGE;
    }
    struct arena *arena = arena_new();
    struct implementation implementation;
    const char *reason;
    char *message = NULL;
    int status = EXIT_NOT_STARTED;
    if (!implementation_resolve(arena, options->arguments[0], &implementation, &reason)) {
        fprintf(stderr, "ibid: %s\n", reason);
        arena_free(arena);
        return status;
    }
    bool json = options->given[OPTION_JSON];
    struct explained explained = {.arena = arena};
    const struct examine_options examination = {
        .command = implementation.command,
        .environment = implementation.environment,
        .start_timeout_ms = options->timeout_ms,
        .answer_timeout_ms = options->timeout_ms,
        .found = json ? print_finding_json : print_finding,
        .data = &explained,
    };
    struct examine_summary summary;
    if (examine(&examination, &summary, &message)) {
        print_summary(&summary, json);
        status = summary.count[FINDING_WRONG] == 0 ? EXIT_CONFORMANT : EXIT_NOT_CONFORMANT;
    } else {
        fprintf(stderr, "ibid: %s could not be started: %s\nsee %s, \"start\"\n", options->arguments[0], message, page);
    }
    free(message);
    arena_free(arena);
    return status;
}
