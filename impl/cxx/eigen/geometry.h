/* Which elements an index, a transpose or another shape selects: arithmetic on geometries only. */
#ifndef IBID_CXX_EIGEN_GEOMETRY_H
#define IBID_CXX_EIGEN_GEOMETRY_H

#include "value.h"

namespace ibid
{

/* The lengths of the axes that a view shows: one or two. */
std::vector<std::ptrdiff_t> shape_of(const Geometry &geometry);
/* All of an array with elements of its own. */
Geometry whole_geometry(std::ptrdiff_t rows, std::ptrdiff_t columns, bool one_axis);
/* What [index] selects of a view. Throws Failed and Unsupported. */
Selection selected(const Geometry &geometry, const Value &index);
Geometry transposed(const Geometry &geometry);
/* To one axis, or two of these lengths, one of which may be -1. */
Geometry reshaped(const Geometry &geometry, const std::vector<std::int64_t> &shape);

} // namespace ibid

#endif
