/* What the files of Eigen's arrays share. */
#ifndef IBID_CXX_EIGEN_PARTS_H
#define IBID_CXX_EIGEN_PARTS_H

#include "arrays.h"
#include "geometry.h"
#include "kernels.h"

namespace ibid
{

/* Whether what is still to be computed reads elements of the owner other than the target's own, one by one. */
bool reads_others(const Pending &pending, const Operand &target);
/* target = value, into its elements. */
void write(const Operand &target, const Place &value);
/* A place for some elements of what x means. */
Place selection_of(const Place &x, const Selection &selection);

inline Array &array_at(const Place &place)
{
    if (Array *array = get<Array>(whole(place)))
        return *array;
    throw Failed(IBID_ERROR_TYPE, "what was an array is now a " + type_text(whole(place)));
}

inline Place owner_of(const View &view)
{
    Place place;
    place.object = view.object;
    place.path = view.path;
    return place;
}

inline Geometry whole_of(const Array &owner)
{
    return std::visit(
        [](const auto &x) -> Geometry {
            using X = std::decay_t<decltype(x)>;
            if constexpr (std::is_same_v<X, View>)
                return x.geometry;
            else
                return whole_geometry(x.rows(), x.cols(), X::ColsAtCompileTime == 1);
        },
        owner);
}

/* The owner of the elements, and which of them the expression means. */
inline Operand operand_of(const Place &place)
{
    Array &array = array_at(place);
    const Geometry geometry = place.selection ? place.selection->geometry : whole_of(array);
    if (const View *view = std::get_if<View>(&array))
        return {&array_at(owner_of(*view)), geometry};
    return {&array, geometry};
}

/* The same for a value that is in no variable. */
inline Operand operand_in(Array &array)
{
    if (const View *view = std::get_if<View>(&array))
        return {&array_at(owner_of(*view)), view->geometry};
    return {&array, whole_of(array)};
}

/* Gives `act` a T, the type of the owner's elements. */
template <class F> auto with_type(const Array &owner, F act)
{
    return std::visit(
        [&](const auto &x) {
            using X = std::decay_t<decltype(x)>;
            if constexpr (std::is_same_v<X, View>)
                return act(bool()); /* an owner is no view */
            else
                return act(typename X::Scalar());
        },
        owner);
}

template <class F> auto with_dtype(const std::string &name, F act)
{
    return with_dtype_of<F, bool, std::int32_t, std::int64_t, float, double, Complex>(name, act);
}

template <class T> const char *dtype_of()
{
    return Element<T>::dtype;
}

inline std::string dtype_of(const Array &owner)
{
    return with_type(owner, [](auto example) { return std::string(dtype_of<decltype(example)>()); });
}

inline Array evaluated(const Operand &x)
{
    return with_type(*x.owner, [&](auto example) { return Kernels<decltype(example)>::evaluated(x); });
}

inline Place place_of(Array array)
{
    return temporary(Value{std::move(array)});
}

inline void require_same_elements(const Array &x, const Array &y)
{
    if (dtype_of(x) != dtype_of(y))
        throw Unsupported("Eigen mixes no element types, here " + dtype_of(x) + " and " + dtype_of(y) +
                          ": it needs cast() (a static assertion)");
}

} // namespace ibid

#endif
