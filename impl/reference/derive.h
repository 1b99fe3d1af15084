/* Operations that make arrays from arrays: views wherever strides can express the result, else copies. */
#ifndef IBID_REFERENCE_DERIVE_H
#define IBID_REFERENCE_DERIVE_H

#include "array.h"
#include "operation.h"

/* derive.c */
MUST_USE reference derive_copy(ibid_instance *instance, const struct call *call);
MUST_USE reference derive_view(ibid_instance *instance, const struct call *call);
MUST_USE reference derive_reshape(ibid_instance *instance, const struct call *call);
MUST_USE reference derive_ravel(ibid_instance *instance, const struct call *call);
MUST_USE reference derive_flatten(ibid_instance *instance, const struct call *call);
MUST_USE reference derive_astype(ibid_instance *instance, const struct call *call);
MUST_USE reference derive_fill(ibid_instance *instance, const struct call *call);
MUST_USE reference derive_real(ibid_instance *instance, const struct call *call);
MUST_USE reference derive_imag(ibid_instance *instance, const struct call *call);

/* The real or imaginary parts of complex numbers, as a description, to which nobody may refer. */
struct array part_of_complex(const struct array *x, bool imaginary);

/* resize.c */
MUST_USE reference derive_resize(ibid_instance *instance, const struct call *call);

/* derive_axes.c */
MUST_USE reference derive_transpose(ibid_instance *instance, const struct call *call);
MUST_USE reference derive_permute_dims(ibid_instance *instance, const struct call *call);
MUST_USE reference derive_expand_dims(ibid_instance *instance, const struct call *call);
MUST_USE reference derive_squeeze(ibid_instance *instance, const struct call *call);
MUST_USE reference derive_flip(ibid_instance *instance, const struct call *call);
MUST_USE reference derive_diagonal(ibid_instance *instance, const struct call *call);

/* spread.c */
MUST_USE reference derive_broadcast_to(ibid_instance *instance, const struct call *call);
MUST_USE reference derive_broadcast_arrays(ibid_instance *instance, const struct call *call);

#endif
