/* The table of topics: what the field asks, and which clauses and choices answer it. */
#ifndef IBID_SPEC_TOPICS_H
#define IBID_SPEC_TOPICS_H

#include "spec/walk.h"

/* Reads the topic whose table is on top of the stack. */
void topic_declare(struct walk *walk, const struct subject *subject, const struct construct *construct,
                   const char *title, struct spec *spec);

void order_topics(struct spec *spec);

/*
 * Numbers that are missing or there twice, clauses, choices and operations that do not exist, operations that
 * no program of the topic uses, and topics that have no clause and do not say why are mistakes.
 */
void check_topics(const struct spec *spec, struct mistakes *mistakes);

#endif
