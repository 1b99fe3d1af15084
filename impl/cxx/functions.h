/* Functions and methods of arrays, on top of what arrays.h says that a library gives. */
#ifndef IBID_CXX_FUNCTIONS_H
#define IBID_CXX_FUNCTIONS_H

#include "call.h"

namespace ibid
{

bool function_supports(ibid_operation operation);
Place function_call(const Call &call);

} // namespace ibid

#endif
