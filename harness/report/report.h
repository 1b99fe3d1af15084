/*
 * Reports from results files (docs/results.md). Nothing here runs or judges anything: what a report
 * says stands in the results.
 *
 *     struct results results;
 *     const char *message;
 *     if (!report_read(arena, "numpy.jsonl", &results, &message)) …
 *     report_junit(arena, &results, 1, "junit.xml", &message);
 *     report_release(&results);
 *
 * Functions that return bool return false when something went wrong; *message then says what, where
 * and what to do, without "ibid:" in front and without a newline. Messages live in the arena.
 */
#ifndef IBID_REPORT_REPORT_H
#define IBID_REPORT_REPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/text.h"
#include "judge/verdict.h"

struct spec;

/* One results file. The records are as they stand in the file, cases without their `observations`. */
struct results {
    const char *file; /* as given to report_read */
    json_t *header;
    json_t *footer;        /* NULL if the run was killed before it wrote one */
    const char *cut_short; /* NULL, or why the file is not complete: a sentence for people */
    /* Objects from ids to records, in the order of the file. */
    json_t *choices;
    json_t *clauses;
    json_t *cases;
    json_t *cases_of;                    /* from a clause's id to an array of its case records */
    size_t counts[VERDICT_COUNT];        /* cases by verdict, counted from the records */
    size_t choice_counts[VERDICT_COUNT]; /* choices by verdict */
    /* Those among them that a list of expected failures excuses. */
    size_t expected_counts[VERDICT_COUNT];
    size_t expected_choice_counts[VERDICT_COUNT];
};

/*
 * Reads a file and checks whatever the reports rely on. A missing footer, or a last line that breaks
 * off, is what a killed run leaves: it is read, and cut_short says so. Anything else that is wrong is
 * refused, with file and line.
 */
bool report_read(struct arena *arena, const char *path, struct results *results, const char **message);
void report_release(struct results *results); /* zeroed or never filled results are fine */

/* Whether the files come from different versions of the spec: a case of one may not be the same case in another. */
bool results_are_mixed(const struct results *results, size_t count);

/* What the HTML report is made of besides results. All of it is borrowed, and may be missing. */
struct report_sources {
    const struct spec *spec;     /* the installed one: chapters' introductions, topics, profiles; NULL for none */
    const char *const *families; /* names of implementations in the order in which columns should stand */
    size_t family_count;
    const char *const *pages; /* files of --with: report/pages.h */
    size_t page_count;
    json_t *pictures; /* of memory: from a chapter's number to an object from a case's id to its picture; or NULL */
};

/*
 * Writes the report for people into the folder, which is made if need be: docs/report-data.md says what stands there.
 * It needs no network and no server. Results are sorted for people (report/columns.h): the columns of a matrix.
 */
bool report_html(struct arena *arena, const struct results *results, size_t count, const struct report_sources *sources,
                 const char *folder, const char **message);

/* JUnit's XML, as build servers read it. The path "-" is standard output, here and below. */
bool report_junit(struct arena *arena, const struct results *results, size_t count, const char *path,
                  const char **message);

/* A summary in Markdown: a line for each implementation, where choices and clauses differ, what failed. */
bool report_markdown(struct arena *arena, const struct results *results, size_t count, const char *path,
                     const char **message);

/* An SVG that names the implementation, the profile and the counts: for a README. */
bool report_badge(struct arena *arena, const struct results *results, const char *path, const char **message);

/*
 * What does not hold as annotations of GitHub Actions, on standard output: an error for each MUST that fails, each
 * choice that differs, each entry of a list that does not fit; a warning for a SHOULD; none for what was expected.
 */
bool report_annotations(struct arena *arena, const struct results *results, size_t count, const char **message);

/* The same as text, for those who have somewhere else to put it. */
void junit_append(struct text *text, const struct results *results, size_t count);
void markdown_append(struct text *text, const struct results *results, size_t count);
void badge_append(struct text *text, const struct results *results);
void annotations_append(struct text *text, const struct results *results, size_t count);

#endif
