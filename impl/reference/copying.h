/* copy.copy and copy.deepcopy. What cannot change is its own copy. */
#ifndef IBID_REFERENCE_COPYING_H
#define IBID_REFERENCE_COPYING_H

#include "operation.h"

reference shallow_copy(ibid_instance *instance, const struct call *call); /* copy(x) */
reference deep_copy(ibid_instance *instance, const struct call *call);    /* deepcopy(x) */

#endif
