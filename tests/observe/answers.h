/* Answers of a driver as a test writes them: JSON in single quotes, objects of one read. */
#ifndef IBID_TESTS_OBSERVE_ANSWERS_H
#define IBID_TESTS_OBSERVE_ANSWERS_H

#include "observe/observation.h"

/* Decodes a whole answer. NULL and *message as observation_decode; the test fails if it is not JSON. */
struct observation *decode_text(struct arena *arena, const char *quoted, const char **message);
/* The only read of an answer with these objects and these names, such as "'x': 0". The test fails if it is refused. */
const struct snapshot *snapshot_of(struct arena *arena, const char *names, const char *objects);
/* What is wrong with the object, without where it stands; "" if nothing is. */
const char *object_mistake(struct arena *arena, const char *object);

#endif
