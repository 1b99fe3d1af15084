/*
 * What a list of expected failures says of one run, and what the run says of the list.
 *
 * Strict both ways: an entry excuses the verdict that it names and no other, and an entry that is not needed any more
 * is a problem as much as a failure that is not listed. Entries for other versions are not considered, nor those whose
 * cases were not run.
 */
#ifndef IBID_EXPECT_EXPECTATIONS_H
#define IBID_EXPECT_EXPECTATIONS_H

#include "expect/list.h"
#include "spec/spec.h"

enum entry_problem {
    ENTRY_FINE,
    ENTRY_MATCHES_NOTHING, /* the spec has no such id */
    ENTRY_LISTED_TWICE,    /* an entry before it says the same, of the clause or of the case */
    ENTRY_PASSES,        /* xpass: the case passes, or one of the clause's does, or the choice is answered as wanted */
    ENTRY_DOES_NOT_FAIL, /* nor does it pass: another verdict */
    ENTRY_UNFILLED,      /* its reason or its URL is still to be written */
    ENTRY_EXPIRED,
};

/* Something that the entries may speak of, and what became of it. */
struct noted {
    const char *id;
    enum verdict verdict;
};

/* An entry that is considered. */
struct expectation {
    const struct expected_entry *entry;
    /* What its id names: at most one of them. */
    const struct test_case *test_case;
    const struct clause *clause;
    const struct choice *choice;
    bool counts; /* whether it excuses anything: it is written out, has not expired, and is the first that says so */
    struct noted *noted; /* what of it was run, in order */
    size_t noted_count;
    enum entry_problem problem; /* once concluded */
    const char *message;        /* what is wrong with it and what to do, where there is a problem */
};

struct expectations {
    const struct expected_list *list;
    struct expectation *items; /* in the order of the list */
    size_t count;
    size_t problem_count;
    struct noted *unlisted; /* what would have to be listed for the run to end well */
    size_t unlisted_count;
    struct arena *arena;
};

/*
 * The entries of the list that are for this version of the implementation (NULL: unknown). `today` as of expect/date.h.
 * Everything is borrowed and lives in the arena.
 */
struct expectations *expectations_new(struct arena *arena, const struct expected_list *list, const struct spec *spec,
                                      const char *version, const char *today);

/* The entry that excuses this verdict of the case or of the choice, or NULL. `expectations` may be NULL here. */
const struct expected_entry *expectations_excuse_case(const struct expectations *expectations,
                                                      const struct test_case *test_case, enum verdict verdict);
const struct expected_entry *expectations_excuse_choice(const struct expectations *expectations,
                                                        const struct choice *choice, enum verdict verdict);

/* Tells what became of a choice or a case: each once, in the order of the spec. `decides`: the run fails by it. */
void expectations_note_case(struct expectations *expectations, const struct test_case *test_case, enum verdict verdict,
                            bool decides);
void expectations_note_choice(struct expectations *expectations, const struct choice *choice, enum verdict verdict,
                              bool decides);

/* Once everything is noted: finds the problem of each entry. */
void expectations_conclude(struct expectations *expectations);

/* Whether the entry is to be removed, or parted into cases; else a person has to look at it, or nothing is wrong. */
bool entry_problem_is_needless(enum entry_problem problem);
/*
 * Looks every id of the list up, those for other versions too. False and a line "FILE:LINE: message" appended to
 * `mistakes` for each entry that matches nothing.
 */
bool expected_list_check_ids(struct arena *arena, const struct expected_list *list, const struct spec *spec,
                             struct text *mistakes);
/* "passes", "expired", …: for results and reports. Static. */
const char *entry_problem_name(enum entry_problem problem);

#endif
