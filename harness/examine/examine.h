/*
 * Examining a driver: every kind of message of the driver protocol (docs/driver-protocol.md) is sent to
 * it once at least, and everything that comes back is held against the page.
 */
#ifndef IBID_EXAMINE_EXAMINE_H
#define IBID_EXAMINE_EXAMINE_H

#include <stdbool.h>
#include <stddef.h>

enum finding_result {
    FINDING_OK,
    FINDING_WRONG,        /* against the page */
    FINDING_NOT_POSSIBLE, /* the driver lacks what the check needs, and says so */
};

/* What came of one check. Strings are UTF-8 without raw newlines at their ends, and borrowed; NULL where there is none.
 */
struct finding {
    const char *check; /* "run.error" */
    const char *title; /* what holds where it is OK */
    enum finding_result result;
    const char *note;     /* WRONG: what is wrong; NOT_POSSIBLE: why; OK: what else is worth knowing */
    const char *sent;     /* WRONG: the line or lines that were sent */
    const char *received; /* WRONG: what came back: a line, or what the process did instead */
    const char *expected; /* WRONG: the answer, as far as the page fixes it */
    const char *section;  /* of docs/driver-protocol.md */
    const char *rule;     /* the page's own words in that section */
};

struct examine_options {
    const char *const *command;     /* argv, ends in NULL; looked up in PATH */
    const char *const *environment; /* more variables, "NAME=value", ends in NULL; or NULL */
    unsigned start_timeout_ms;      /* from spawn to the answer to start; 0: the default, 120,000 */
    unsigned answer_timeout_ms;     /* for each answer; 0: the default, 20,000 */
    void (*found)(void *data, const struct finding *finding);
    void *data;
};

struct examine_summary {
    size_t count[3]; /* by enum finding_result */
    char name[200];  /* of the implementation, with its version; "" where the driver gave none */
};

/*
 * Calls `found` for each check, in a fixed order. False if there is no driver to examine: it could not be
 * started, never answered to start, or answered that it cannot work; then *message, the caller's to free,
 * says what happened.
 */
bool examine(const struct examine_options *options, struct examine_summary *summary, char **message);

#endif
