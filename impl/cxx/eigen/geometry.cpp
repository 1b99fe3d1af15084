#include "geometry.h"

#include "call.h"

namespace ibid
{

namespace
{

bool operator==(const Extent &left, const Extent &right)
{
    return left.start == right.start && left.count == right.count && left.step == right.step;
}

Extent composed(const Extent &outer, const Extent &inner)
{
    return {outer.start + inner.start * outer.step, inner.count, inner.step * outer.step};
}

/* One row of an axis: Eigen's own assertion, on an array of that many rows, since views of views are not nested here.
 */
Extent one_of(const Extent &outer, std::ptrdiff_t index, std::ptrdiff_t length)
{
    const Matrix<bool> axis(length, 1);
    (void)axis.row(index);
    return composed(outer, {index, 1, 1});
}

/* One subscript for each axis: an integer or a Range. */
std::vector<Value> subscripts(const Value &index, std::size_t axes)
{
    const Tuple *tuple = get<Tuple>(index);
    const std::vector<Value> given = tuple != nullptr ? tuple->items : std::vector<Value>{index};
    std::vector<Value> result;
    for (const Value &subscript : given) {
        if (get<Ellipsis>(subscript) != nullptr)
            for (std::size_t filled = given.size() - 1; filled < axes; filled++)
                result.push_back(Value{Range{}});
        else if (get<Nothing>(subscript) != nullptr)
            throw Unsupported("an index of Eigen adds no axis");
        else if (get<List>(subscript) != nullptr || get<Array>(subscript) != nullptr)
            throw Unsupported("of the indices of Eigen there are numbers and sequences here, and this is a " +
                              type_text(subscript));
        else
            result.push_back(subscript);
    }
    if (result.size() > axes)
        throw Unsupported("more indices than the array has axes");
    while (result.size() < axes)
        result.push_back(Value{Range{}});
    return result;
}

std::ptrdiff_t position(const Value &subscript, std::ptrdiff_t length)
{
    return from_start(integer(subscript), static_cast<std::size_t>(length));
}

Extent extent(const Value &subscript, std::ptrdiff_t length)
{
    const Resolved resolved = resolve(*get<Range>(subscript), static_cast<std::size_t>(length));
    if (!resolved.is_inside && resolved.extent.step != 1)
        throw Unsupported("x(seqN(start, size, step)) checks nothing in Eigen 3.4: outside the array it is undefined");
    const Vector<bool> axis(length);
    if (!resolved.is_inside)
        (void)axis.segment(resolved.asked.start, resolved.asked.count);
    return resolved.extent;
}

bool is_range(const Value &subscript)
{
    return get<Range>(subscript) != nullptr;
}

Selection of_reshaped(const Geometry &geometry, const std::vector<Value> &wanted,
                      const std::vector<std::ptrdiff_t> &shape)
{
    bool numbers = true, everything = true;
    for (std::size_t axis = 0; axis < shape.size(); axis++) {
        numbers = numbers && !is_range(wanted[axis]);
        everything =
            everything && is_range(wanted[axis]) && extent(wanted[axis], shape[axis]) == Extent{0, shape[axis], 1};
    }
    if (everything)
        return {geometry, false, 0, 0};
    if (!numbers)
        throw Unsupported("views of reshaped() are left out");
    return {geometry, true, position(wanted[0], shape[0]), shape.size() == 1 ? 0 : position(wanted[1], shape[1])};
}

Selection of_two_axes(const Geometry &geometry, const std::vector<Value> &wanted,
                      const std::vector<std::ptrdiff_t> &shape)
{
    if (!is_range(wanted[0]) && !is_range(wanted[1]))
        return {geometry, true, position(wanted[0], shape[0]), position(wanted[1], shape[1])};
    const bool turned = geometry.form == Form::transposed;
    const std::size_t row_axis = turned ? 1 : 0, column_axis = turned ? 0 : 1;
    Selection result{geometry, false, 0, 0};
    Geometry &to = result.geometry;
    to.rows = is_range(wanted[row_axis])
                  ? composed(geometry.rows, extent(wanted[row_axis], shape[row_axis]))
                  : one_of(geometry.rows, position(wanted[row_axis], shape[row_axis]), shape[row_axis]);
    to.columns = is_range(wanted[column_axis])
                     ? composed(geometry.columns, extent(wanted[column_axis], shape[column_axis]))
                     : one_of(geometry.columns, position(wanted[column_axis], shape[column_axis]), shape[column_axis]);
    if (!is_range(wanted[row_axis]))
        to.form = Form::row;
    else if (!is_range(wanted[column_axis]))
        to.form = Form::column;
    return result;
}

} // namespace

bool Geometry::operator==(const Geometry &other) const
{
    return ibid::operator==(rows, other.rows) && ibid::operator==(columns, other.columns) && form == other.form &&
           reshaped_rows == other.reshaped_rows && reshaped_columns == other.reshaped_columns;
}

std::vector<std::ptrdiff_t> shape_of(const Geometry &geometry)
{
    if (geometry.reshaped_rows >= 0) {
        if (geometry.reshaped_columns < 0)
            return {geometry.reshaped_rows};
        return {geometry.reshaped_rows, geometry.reshaped_columns};
    }
    switch (geometry.form) {
    case Form::column:
        return {geometry.rows.count};
    case Form::row:
        return {geometry.columns.count};
    case Form::matrix:
        return {geometry.rows.count, geometry.columns.count};
    default:
        return {geometry.columns.count, geometry.rows.count};
    }
}

Geometry whole_geometry(std::ptrdiff_t rows, std::ptrdiff_t columns, bool one_axis)
{
    return {{0, rows, 1}, {0, columns, 1}, one_axis ? Form::column : Form::matrix};
}

Selection selected(const Geometry &geometry, const Value &index)
{
    const std::vector<std::ptrdiff_t> shape = shape_of(geometry);
    const std::vector<Value> wanted = subscripts(index, shape.size());
    if (geometry.reshaped_rows >= 0)
        return of_reshaped(geometry, wanted, shape);
    if (shape.size() == 2)
        return of_two_axes(geometry, wanted, shape);
    if (!is_range(wanted[0]))
        return {geometry, true, position(wanted[0], shape[0]), 0};
    Selection result{geometry, false, 0, 0};
    Extent &along = geometry.form == Form::row ? result.geometry.columns : result.geometry.rows;
    along = composed(along, extent(wanted[0], shape[0]));
    return result;
}

Geometry transposed(const Geometry &geometry)
{
    Geometry result = geometry;
    if (geometry.reshaped_rows >= 0 && geometry.reshaped_columns >= 0)
        throw Unsupported("views of reshaped() are left out");
    if (geometry.form == Form::matrix)
        result.form = Form::transposed;
    else if (geometry.form == Form::transposed)
        result.form = Form::matrix;
    return result;
}

Geometry reshaped(const Geometry &geometry, const std::vector<std::int64_t> &shape)
{
    if (shape.size() != 1 && shape.size() != 2)
        throw Unsupported("Eigen's arrays have one axis or two");
    std::int64_t count = 1, known = 1; /* a wrong number is left to Eigen's assertion */
    for (std::ptrdiff_t length : shape_of(geometry))
        count *= length;
    for (std::int64_t length : shape)
        known *= length < 0 ? 1 : length;
    std::vector<std::int64_t> lengths = shape;
    for (std::int64_t &length : lengths)
        if (length < 0)
            length = known == 0 ? 0 : count / known;
    Geometry result = geometry;
    result.reshaped_rows = static_cast<std::ptrdiff_t>(lengths[0]);
    result.reshaped_columns = lengths.size() == 1 ? -1 : static_cast<std::ptrdiff_t>(lengths[1]);
    if (geometry.reshaped_rows < 0 && shape_of(geometry).size() == lengths.size() &&
        shape_of(geometry)[0] == lengths[0])
        return geometry;
    return result;
}

} // namespace ibid
