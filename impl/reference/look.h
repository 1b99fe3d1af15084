/* What arrays, and the library's scalars, tell of themselves, and what can be set. */
#ifndef IBID_REFERENCE_LOOK_H
#define IBID_REFERENCE_LOOK_H

#include "operation.h"

/* look.c */
MUST_USE reference look_shape(ibid_instance *instance, const struct call *call);
MUST_USE reference look_strides(ibid_instance *instance, const struct call *call);
MUST_USE reference look_dtype(ibid_instance *instance, const struct call *call);
MUST_USE reference look_size(ibid_instance *instance, const struct call *call);
MUST_USE reference look_ndim(ibid_instance *instance, const struct call *call);
MUST_USE reference look_base(ibid_instance *instance, const struct call *call);
MUST_USE reference look_writeable(ibid_instance *instance, const struct call *call);
MUST_USE reference look_item(ibid_instance *instance, const struct call *call);
MUST_USE reference look_tolist(ibid_instance *instance, const struct call *call);

/* set_attribute.c: x.name = value. */
MUST_USE reference set_attribute(ibid_instance *instance, const struct call *call);

#endif
