/* What is wrong with a spec as a whole, once all its files are read. */
#ifndef IBID_SPEC_CHECK_H
#define IBID_SPEC_CHECK_H

#include "spec/mistakes.h"

void check_spec(struct spec *spec, struct mistakes *mistakes);
/* Orders the choices so that each stands after those that it requires; circles are mistakes. */
void order_choices(struct spec *spec, struct mistakes *mistakes);

#endif
