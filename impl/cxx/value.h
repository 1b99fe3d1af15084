/*
 * What a C++ program keeps in a variable, as one std::variant of real C++ types, and places: what an
 * expression refers to. `Array` comes from the library that the plugin is for (its array.h).
 */
#ifndef IBID_CXX_VALUE_H
#define IBID_CXX_VALUE_H

#include <complex>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "errors.h"

namespace ibid
{

struct Value;
using List = std::vector<Value>;
using Complex = std::complex<double>;

struct Nothing {
    bool operator==(const Nothing &) const
    {
        return true;
    }
};

struct Ellipsis {
    bool operator==(const Ellipsis &) const
    {
        return true;
    }
};

/* A fixed number of values; C++ has std::tuple, whose size the compiler must know. */
struct Tuple {
    std::vector<Value> items;
};

/* start:stop:step inside an index, as the program wrote it. */
struct Range {
    std::optional<std::int64_t> start, stop, step;
};

/* A range on an axis of known length: `count` elements from `start`, `step` apart. */
struct Extent {
    std::ptrdiff_t start, count, step;
};

} // namespace ibid

#include "array.h"

namespace ibid
{

/*
 * Tells whether views look at a value: each holds the lease. A copy of the value is another value, which
 * nobody views yet; an assignment leaves the views where they are.
 */
class Lease
{
  public:
    Lease() = default;
    Lease(const Lease &)
    {
    }
    Lease(Lease &&) = default;
    Lease &operator=(const Lease &)
    {
        return *this;
    }
    Lease &operator=(Lease &&)
    {
        return *this;
    }
    std::shared_ptr<const char> take()
    {
        if (shared == nullptr)
            shared = std::make_shared<const char>();
        return shared;
    }
    bool is_taken() const
    {
        return shared.use_count() > 1;
    }

  private:
    std::shared_ptr<const char> shared;
};

struct Value {
    std::variant<Nothing, Ellipsis, bool, std::int64_t, double, Complex, std::string, List, Tuple, Range, Array> is;
    Lease lease = {};
};

/*
 * A variable, an item of one (l[0][1]) or elements of an array in it (x[1:3]), by the way to it: what it
 * refers to is looked up when it is used, so none dangles when a vector moves its items.
 */
struct Place {
    std::shared_ptr<Value> object;
    std::vector<std::size_t> path;      /* items of lists and tuples, from the outermost in */
    std::optional<Selection> selection; /* elements of the array at the path's end */
    bool has_address = false;           /* an lvalue: a variable or part of one */
    /* What gave a fresh value, where the library computes it only in the statement that takes it. */
    std::shared_ptr<const struct Pending> pending;
};

struct Pending {
    ibid_operation operation;
    Place x;
    std::optional<Place> y;
};

/* What stands at the path's end, whatever is selected of it. Throws std::out_of_range where it is gone. */
Value &whole(const Place &place);
/* Throws Unsupported where views look at the value, or at an item of it, and would dangle. */
void require_unviewed(const Value &value);
/* The value of the expression: a copy of what the place refers to; of elements, what the library makes of them. */
Value load(const Place &place);
Place temporary(Value value);
bool same_place(const Place &left, const Place &right);
/* The C++ type, for people: "std::vector", "std::int64_t". */
std::string type_text(const Value &value);
bool same_type(const Value &left, const Value &right);

template <class T> T *get(Value &value)
{
    return std::get_if<T>(&value.is);
}

template <class T> const T *get(const Value &value)
{
    return std::get_if<T>(&value.is);
}

/* Where an index counts from the end if it is negative: the place counted from the start, inside or not. */
std::ptrdiff_t from_start(std::int64_t index, std::size_t length);
/* The same for what checks nothing in C++: throws Unsupported, naming it, where the index is not below `limit`. */
std::size_t defined_index(std::int64_t index, std::size_t length, std::size_t limit, const char *what);
/* A slice on an axis of a length. Throws Failed for a step of 0. */
struct Resolved {
    Extent extent; /* clipped to the length, as slices are in Python */
    Extent asked;  /* with its bounds as they were written */
    bool is_inside;
};
Resolved resolve(const Range &range, std::size_t length);
/* Throws Unsupported, naming what it is, for a slice that reaches outside: C++ clips none. */
Extent defined_extent(const Range &range, std::size_t length, const char *what);

} // namespace ibid

#endif
