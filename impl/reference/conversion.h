/* int(x), float(x) and the others of Python that are called like the type that they make. */
#ifndef IBID_REFERENCE_CONVERSION_H
#define IBID_REFERENCE_CONVERSION_H

#include "operation.h"

reference make_int(ibid_instance *instance, const struct call *call);
reference make_float(ibid_instance *instance, const struct call *call);
reference make_complex(ibid_instance *instance, const struct call *call);
reference make_bool(ibid_instance *instance, const struct call *call);
reference list_from(ibid_instance *instance, const struct call *call);
reference tuple_from(ibid_instance *instance, const struct call *call); /* a tuple itself */
reference range_from(ibid_instance *instance, const struct call *call);

#endif
