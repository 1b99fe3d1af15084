/* The sample results files: written by hand, one for each kind of run that a report meets. */
#ifndef IBID_TESTS_REPORT_SAMPLES_H
#define IBID_TESTS_REPORT_SAMPLES_H

#include "report/report.h"

#define SAMPLE(name) IBID_TEST_SAMPLES "/" name ".jsonl"

/* All of them, in the order numpy, torch, hostile, killed; fails the test if one cannot be read. */
enum { SAMPLE_COUNT = 4 };
void read_samples(struct arena *arena, struct results *results);
void release_samples(struct results *results);

/* A file with this content, and its name. The test removes it with remove(). */
const char *scratch_file(struct arena *arena, const char *content, size_t bytes);

#endif
