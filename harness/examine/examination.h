/*
 * Inside examine: an examination in progress. A check asks, looks at what came back, and says at most
 * once that something is wrong or not possible; a check that says nothing found all as it should be.
 */
#ifndef IBID_EXAMINE_EXAMINATION_H
#define IBID_EXAMINE_EXAMINATION_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"
#include "examine/dialogue.h"
#include "examine/examine.h"
#include "observe/observation.h"

struct examination;

struct check {
    const char *name, *title, *section, *rule;
    void (*perform)(struct examination *examination, const struct check *check);
    /* What `perform` makes of the following is its own affair. */
    const char *script;   /* steps: see requests.h */
    const char *expected; /* the answer as JSON with ' for ": see compare.h */
    bool whole;
};

struct examination {
    const struct examine_options *options; /* without zeros */
    struct examine_summary *summary;
    struct dialogue *dialogue; /* NULL where none is open */
    json_t *start;             /* the first answer to start */
    json_t *first_lines;       /* what came before it: strings */
    json_int_t last_id;
    unsigned failed_starts; /* in a row */
    size_t answers, silences;
    bool lists_are_values; /* a second name for a list is a list of its own, as in C++; see run.names */
    /* Of the check that is being performed: */
    const struct check *check;
    struct arena *arena;
    bool reported;
    const char *note;     /* for a check that is OK */
    const char *sent;     /* latest, in the arena */
    const char *received; /* latest, in the arena; NULL before anything came */
};

void examination_perform(struct examination *examination, const struct check *check);

/* Both: from the first on, later ones of the same check are dropped. `expected` may be NULL. Always false. */
bool report_wrong(struct examination *examination, const char *expected, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool report_not_possible(struct examination *examination, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* What an answer to a request may be for a check, beside one that has run. */
enum permitted { PERMIT_NOTHING = 0, PERMIT_UNSUPPORTED = 1, PERMIT_BROKEN = 2 };

/*
 * Sends a run request, whose reference is taken, and gives the decoded answer, which lives in the arena and
 * follows the page in form and in number. NULL if there is none: then the check has its finding. An answer that
 * is unsupported or broken is one too, except where permitted.
 */
struct observation *ask(struct examination *examination, json_t *request, unsigned permitted);
struct observation *ask_script(struct examination *examination, const char *script, unsigned permitted);

/* The two halves of `ask`. The id is set where the request has none. */
bool ask_send(struct examination *examination, json_t *request);
struct observation *ask_receive(struct examination *examination, const json_t *request, unsigned permitted);

/* Sends bytes as they are. False, with the finding, if there is no driver to send them to. */
bool send_raw(struct examination *examination, const char *bytes, size_t count);
/* The next line as a JSON object, a new reference; NULL with the finding. */
json_t *receive_new(struct examination *examination);

/* Starts a driver and waits for its answer to start. NULL, and *message (in the arena) says why. */
struct dialogue *open_dialogue(struct examination *examination, json_t **start, json_t *first_lines,
                               const char **message);

/* Performs check->script and holds the answer against check->expected. */
void perform_script(struct examination *examination, const struct check *check);

/* An error in words: "IndexError: list index out of range (kind index)". In the arena. */
const char *error_words(struct arena *arena, const struct step_error *error);

/* The tables of checks; each ends in an entry without a name. */
extern const struct check start_checks[], run_checks[], value_checks[], array_checks[], line_checks[], end_checks[];

#endif
