/* The parts of the document, for document.c alone. Each ends with an empty line. */
#ifndef IBID_DOCUMENT_PARTS_H
#define IBID_DOCUMENT_PARTS_H

#include "base/text.h"
#include "spec/spec.h"

void append_clause(struct text *text, const struct clause *clause);
void append_choice(struct text *text, const struct spec *spec, const struct choice *choice);

/* What all cases of a clause show; those that differ only in their values by one of them. */
void append_cases(struct text *text, const struct clause *clause);
/* The statements in a block of code; the act is pointed out where it is not the last. Outcomes follow as comments. */
void append_program(struct text *text, const struct test_case *test_case, const struct outcomes *outcomes);

void append_profiles(struct text *text, const struct spec *spec);
void append_topics(struct text *text, const struct spec *spec);
void append_vocabulary(struct text *text);

/* A sentence of the spec: what stands in backquotes is code, and nothing else is markup. */
void append_prose(struct text *text, const char *prose);
/* "*where* [choice](…) is “answer”, and …", without an end. */
void append_conditions(struct text *text, const struct answer_condition *conditions, size_t count);
/* "[1.2 identity.is](…)", the id alone if there is no such clause. */
void append_clause_link(struct text *text, const struct spec *spec, const char *id);
void append_choice_link(struct text *text, const char *id);
/* The sources as a paragraph, or as a list if there are several. */
void append_sources(struct text *text, const char *const *sources, size_t count);

#endif
