/* Operations that make arrays. */
#ifndef IBID_REFERENCE_MAKE_H
#define IBID_REFERENCE_MAKE_H

#include "operation.h"

/* make.c */
MUST_USE reference make_array(ibid_instance *instance, const struct call *call);
MUST_USE reference make_asarray(ibid_instance *instance, const struct call *call);
MUST_USE reference make_zeros(ibid_instance *instance, const struct call *call);
MUST_USE reference make_ones(ibid_instance *instance, const struct call *call);
MUST_USE reference make_full(ibid_instance *instance, const struct call *call);
MUST_USE reference make_zeros_like(ibid_instance *instance, const struct call *call);

/* arange.c */
MUST_USE reference make_arange(ibid_instance *instance, const struct call *call);

/* place.c: what lies where the suite wants it to. */
MUST_USE reference make_as_strided(ibid_instance *instance, const struct call *call);
MUST_USE reference make_place(ibid_instance *instance, const struct call *call);
MUST_USE reference make_bits(ibid_instance *instance, const struct call *call);

#endif
