/*
 * How an operation does not work: what a C++ program cannot say or what the standard leaves undefined
 * (Unsupported), and what fails for a user at run time (Failed). Nothing undefined is ever executed.
 */
#ifndef IBID_CXX_ERRORS_H
#define IBID_CXX_ERRORS_H

#include <stdexcept>
#include <string>

#include "ibid/plugin.h"

namespace ibid
{

struct Unsupported : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Failed : std::runtime_error {
    Failed(ibid_error_kind error, const std::string &message) : std::runtime_error(message), kind(error)
    {
    }
    ibid_error_kind kind;
};

} // namespace ibid

#endif
