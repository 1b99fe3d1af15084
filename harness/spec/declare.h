/* From the declarations that a spec file has left in the sandbox to clauses, choices and profiles. */
#ifndef IBID_SPEC_DECLARE_H
#define IBID_SPEC_DECLARE_H

#include "spec/walk.h"

/* To be called inside sandbox_call, once the file has run. Adds to the spec; mistakes go to the walk. */
void declare_all(struct walk *walk, struct spec *spec);

#endif
