/* Python's syntax for lists, tuples and slices, and its functions of any object. */
#ifndef IBID_REFERENCE_PYTHON_H
#define IBID_REFERENCE_PYTHON_H

#include "operation.h"

reference make_list(ibid_instance *instance, const struct call *call);  /* [a, b] */
reference make_tuple(ibid_instance *instance, const struct call *call); /* (a, b) */
reference make_slice(ibid_instance *instance, const struct call *call); /* start:stop:step */
reference id_of(ibid_instance *instance, const struct call *call);      /* id(x) */
reference length_of(ibid_instance *instance, const struct call *call);  /* len(x) */

#endif
