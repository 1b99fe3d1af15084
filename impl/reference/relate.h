/* Where arrays stand in memory, and whether it is the same. */
#ifndef IBID_REFERENCE_RELATE_H
#define IBID_REFERENCE_RELATE_H

#include "operation.h"

MUST_USE reference relate_shares_memory(ibid_instance *instance, const struct call *call);
MUST_USE reference relate_may_share_memory(ibid_instance *instance, const struct call *call);
MUST_USE reference relate_address(ibid_instance *instance, const struct call *call);

#endif
