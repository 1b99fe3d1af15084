/* Methods of lists, and of what else has them: .index and .count, of tuples, strings and ranges too. */
#ifndef IBID_REFERENCE_LIST_H
#define IBID_REFERENCE_LIST_H

#include "operation.h"

/* Appends the items of anything that can be iterated, the list itself included. */
bool list_extend(ibid_instance *instance, struct object *list, struct object *items);

reference method_append(ibid_instance *instance, const struct call *call);
reference method_extend(ibid_instance *instance, const struct call *call);
reference method_insert(ibid_instance *instance, const struct call *call);
reference method_pop(ibid_instance *instance, const struct call *call);
reference method_remove(ibid_instance *instance, const struct call *call);
reference method_reverse(ibid_instance *instance, const struct call *call);
reference method_sort(ibid_instance *instance, const struct call *call);
reference method_clear(ibid_instance *instance, const struct call *call);
reference method_index(ibid_instance *instance, const struct call *call);
reference method_count(ibid_instance *instance, const struct call *call);
/* .copy of anything but arrays and the library's scalars. */
reference method_copy_of_list(ibid_instance *instance, const struct call *call);

#endif
