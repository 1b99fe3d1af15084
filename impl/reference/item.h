/* x[index] and what is done with it, of any kind of object. */
#ifndef IBID_REFERENCE_ITEM_H
#define IBID_REFERENCE_ITEM_H

#include "operation.h"

reference get_item(ibid_instance *instance, const struct call *call);    /* x[index] */
reference set_item(ibid_instance *instance, const struct call *call);    /* x[index] = value */
reference delete_item(ibid_instance *instance, const struct call *call); /* del x[index] */

#endif
