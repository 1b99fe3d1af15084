/*
 * Exchange through DLPack within a program: what two libraries of one process do with each other is done here by one,
 * with the structs that cross between them (dlpack.h).
 */
#ifndef IBID_REFERENCE_EXCHANGE_H
#define IBID_REFERENCE_EXCHANGE_H

#include "operation.h"

reference exchange_capsule(ibid_instance *instance, const struct call *call);      /* dlpack_capsule(x, stream=) */
reference exchange_from_capsule(ibid_instance *instance, const struct call *call); /* from_capsule(capsule) */
reference exchange_from_dlpack(ibid_instance *instance, const struct call *call);  /* from_dlpack(x, copy=, device=) */

#endif
