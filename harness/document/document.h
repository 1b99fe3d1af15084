/*
 * The spec as one document in Markdown, for GitHub and everything that reads like it: what to know first, then by
 * chapter the clauses, each with its cases as examples, and the choices; the profiles, the topics, the vocabulary.
 * The same spec gives the same bytes.
 */
#ifndef IBID_DOCUMENT_DOCUMENT_H
#define IBID_DOCUMENT_DOCUMENT_H

#include "base/text.h"
#include "spec/spec.h"

/* `preface` is Markdown, taken over as it is; NULL for none. */
void document_append(struct text *text, const struct spec *spec, const char *preface);

#endif
