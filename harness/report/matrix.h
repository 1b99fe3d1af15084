/*
 * What several results files say of the same clauses, choices and cases: the union of their ids, the
 * order of the first file first. Records are the first file's that has them. Everything is borrowed
 * from the results or owned by the matrix.
 */
#ifndef IBID_REPORT_MATRIX_H
#define IBID_REPORT_MATRIX_H

#include <jansson.h>

#include "report/report.h"

struct matrix {
    const struct results *results;
    size_t count;
    json_t *columns;  /* report/columns.h */
    json_t *choices;  /* from id to record */
    json_t *chapters; /* report/chapters.h */
    json_t *clauses;  /* from id to record */
    json_t *cases;    /* from id to record */
    json_t *cases_of; /* from clause id to an object: from case id to record */
};

void matrix_fill(struct matrix *matrix, const struct results *results, size_t count);
void matrix_release(struct matrix *matrix);

/* The key and the name of this column (report/columns.h). Borrowed, not escaped. */
const char *matrix_key(const struct matrix *matrix, size_t column);
const char *matrix_name(const struct matrix *matrix, size_t column);
/* The name with the version: "numpy 2.4.6". Not escaped. */
void append_name(struct text *text, const struct matrix *matrix, size_t column);

/* The string of a record's field; "" where it is null or absent. Borrowed. */
const char *field_text(const json_t *record, const char *key);
/* What a case is called where its clause is known: its id without the clause's. */
const char *case_name(const char *clause, const char *id);
enum verdict record_verdict(const json_t *record);
const json_t *results_implementation(const struct results *results);
/* "conformant to profile numpy", "not consistent", "incomplete", …: what the run came to, in a few words. Not escaped.
 */
void append_conclusion(struct text *text, const struct results *results);
/* Whether it came to something good (1), bad (-1), or something that much is missing from (0). */
int conclusion_sign(const struct results *results);
/* Choices that differ from the profile, fit no answer or could not be measured, and were not expected to. */
size_t differing_choice_count(const struct results *results);
/* Cases and choices whose failure was expected. */
size_t expected_failure_count(const struct results *results);
/* What is wrong with the list of expected failures: an array of the footer's problems, NULL if there are none. */
const json_t *list_problems(const struct results *results);
/* "impl/expected/numpy.json:12: array.iadd.identity: it passes now: remove the entry". Not escaped. */
void append_list_problem(struct text *text, const struct results *results, const json_t *problem);
/* All of them, each escaped and between `before` and `after`. */
void append_list_problems(struct text *text, const struct results *results, const char *before,
                          void (*escape)(struct text *text, const char *string), const char *after);
/* Cases that ran to a verdict about them: pass, fail, differs, inconclusive. */
size_t executed_count(const struct results *results);
size_t case_count(const struct results *results);

/* How a clause, a case or a choice did, in one word. */
struct mark {
    const char *word;   /* "pass", "partly", …: also what a style sheet knows it by, with "-" for spaces */
    const char *symbol; /* one character, that no other mark has */
    char letter;        /* in data files; 0 for marks that clauses alone have */
};
extern const struct mark mark_partly, mark_absent, mark_pending, mark_expected_failure;
const struct mark *verdict_mark(enum verdict verdict);
/* NULL means that the results lack the record: absent. */
const struct mark *record_mark(const json_t *record);

struct tally {
    size_t counts[VERDICT_COUNT];
    size_t total;
    size_t expected[VERDICT_COUNT]; /* of the counts: those whose failure was expected */
    bool pending;                   /* the clause has no case as yet */
};
/* Of the clause's cases in these results; all zero if they have none of it. */
struct tally clause_tally(const struct results *results, const char *clause);
/*
 * An error is an error, a failure a failure. What passes is partly there if cases are unsupported or
 * inconclusive beside it; what does not apply takes nothing away.
 */
const struct mark *tally_mark(const struct tally *tally);

#endif
