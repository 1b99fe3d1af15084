/* What a program can ask about the lives of its objects, and about their memory. */
#ifndef IBID_REFERENCE_HOST_H
#define IBID_REFERENCE_HOST_H

#include "operation.h"

reference host_watch(ibid_instance *instance, const struct call *call);     /* watch(x): of arrays and operands */
reference host_alive(ibid_instance *instance, const struct call *call);     /* alive(w) */
reference host_collect(ibid_instance *instance, const struct call *call);   /* collect() */
reference host_allocated(ibid_instance *instance, const struct call *call); /* allocated() */

#endif
