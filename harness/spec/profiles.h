/* Profiles: what a claim of conformance names. */
#ifndef IBID_SPEC_PROFILES_H
#define IBID_SPEC_PROFILES_H

#include "spec/walk.h"

/* Reads the profile whose table is on top of the stack. */
void profile_declare(struct walk *walk, const struct subject *subject, struct place place, const char *id,
                     struct spec *spec);

#endif
