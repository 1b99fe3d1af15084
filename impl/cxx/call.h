/* One call of the plugin interface: which operation, on what. */
#ifndef IBID_CXX_CALL_H
#define IBID_CXX_CALL_H

#include <array>

#include "value.h"

namespace ibid
{

enum { MAXIMUM_ARGUMENTS = 6 };

struct Call {
    ibid_operation operation;
    std::vector<const Place *> arguments; /* of "make list" and the like: all; else by parameter, NULL if left out */

    bool has(std::size_t index) const
    {
        return index < arguments.size() && arguments[index] != nullptr;
    }
    /* Throws Unsupported where it was left out. */
    const Place &place(std::size_t index) const;
    Value value(std::size_t index) const
    {
        return load(place(index));
    }
};

/* The call with its keywords among the arguments. Throws Unsupported for one that the operation has not. */
Call arrange(ibid_operation operation, const ibid_handle *arguments, std::size_t argument_count,
             const ibid_keyword *keywords, std::size_t keyword_count);
const char *operation_name(ibid_operation operation);

bool supports(ibid_operation operation);
/* Performs it. Throws Unsupported, Failed, and what the standard library throws. */
Place perform(const Call &call);
/* What a name holds after an assignment: see bind() of the plugin interface. `held` may be NULL. */
Place assign(const Place *held, const Place &value);

/* scalar.cpp: numbers and strings. */
std::int64_t integer(const Value &value); /* of an int64 or a bool; throws Unsupported */
Value scalar_binary(ibid_operation operation, const Value &x, const Value &y);
Value scalar_unary(ibid_operation operation, const Value &x);
void scalar_update(ibid_operation operation, Value &x, const Value &y);
Value scalar_call(const Call &call); /* int(), float(), bool(), complex() */
bool truth(const Value &value);
bool equal(const Value &x, const Value &y);
bool less(const Value &x, const Value &y);

/* sequence.cpp: std::vector and tuples. */
bool is_sequence(const Value &value);
Place sequence_item(const Place &x, const Value &index);
void sequence_set(const Place &x, const Value &index, const Place &value);
void sequence_delete(const Place &x, const Value &index);
Place sequence_call(const Call &call);
/* Throws where the value is a view of what it is put into. */
Value stored(const Place &container, const Place &value);

} // namespace ibid

#endif
