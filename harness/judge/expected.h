/* Comparing what a spec expects with what was read, exactly and by value. */
#ifndef IBID_JUDGE_EXPECTED_H
#define IBID_JUDGE_EXPECTED_H

#include "observe/observation.h"
#include "spec/spec.h"

/* Lists, tuples and arrays all are sequences; dtype aside. */
bool expected_equal(const struct expected_value *expected, const struct snapshot *snapshot, size_t object);

#endif
