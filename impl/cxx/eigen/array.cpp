/* Eigen's arrays for the plugin: which kernel does what. */
#include "parts.h"

namespace ibid
{

const char *const library_name = "eigen";
#define TEXT_OF(macro) TEXT(macro)
#define TEXT(tokens)   #tokens
const char *const library_version =
    TEXT_OF(EIGEN_WORLD_VERSION) "." TEXT_OF(EIGEN_MAJOR_VERSION) "." TEXT_OF(EIGEN_MINOR_VERSION);

bool reads_others(const Pending &pending, const Operand &target)
{
    for (const Place *operand : {&pending.x, pending.y ? &*pending.y : nullptr}) {
        if (operand == nullptr)
            continue;
        if (operand->pending != nullptr && reads_others(*operand->pending, target))
            return true;
        if (!is_array(*operand))
            continue;
        const Operand found = operand_of(*operand);
        if (found.owner == target.owner && !(found.geometry == target.geometry))
            return true;
    }
    return false;
}

namespace
{

/* target = x OP y where x or y looks at target's elements: Eigen computes it while it writes. */
bool assign_pending(const Operand &target, const Place &value)
{
    if (value.pending == nullptr || !reads_others(*value.pending, target))
        return false;
    const Pending &pending = *value.pending;
    if (!pending.y || pending.x.pending != nullptr || pending.y->pending != nullptr || !is_array(pending.x) ||
        !is_array(*pending.y))
        throw Unsupported("of expressions that read the array they are assigned to, only x + y of two views is here");
    with_type(*target.owner, [&](auto example) {
        Kernels<decltype(example)>::assign_operation(pending.operation, target, operand_of(pending.x),
                                                     operand_of(*pending.y));
        return 0;
    });
    return true;
}

} // namespace

void write(const Operand &target, const Place &value)
{
    with_type(*target.owner, [&](auto example) {
        using T = decltype(example);
        if (!is_array(value)) {
            Kernels<T>::assign_number(target, element_from<T>(load(value)));
            return 0;
        }
        const Operand source = operand_of(value);
        require_same_elements(*target.owner, *source.owner);
        if (assign_pending(target, value))
            return 0;
        if (source.owner == target.owner)
            Kernels<T>::assign_view(target, source);
        else
            Kernels<T>::assign_array(target, evaluated(source));
        return 0;
    });
}

namespace
{

/* x = value for a variable with elements of its own, which takes the value's size. */
void assign_owner(Value &variable, const Place &value)
{
    Array &array = std::get<Array>(variable.is);
    const Operand target{&array, whole_of(array)}, source = operand_of(value);
    require_same_elements(array, *source.owner);
    if (shape_of(target.geometry).size() != shape_of(source.geometry).size())
        throw Unsupported("an array keeps its number of axes in Eigen");
    const bool resizes = shape_of(target.geometry) != shape_of(source.geometry);
    if (source.owner == &array && resizes && !value.pending)
        throw Unsupported("an array that is assigned a part of itself is resized first: undefined");
    if (resizes)
        require_unviewed(variable);
    if (!resizes && (source.owner == &array || value.pending != nullptr)) {
        write(target, value);
        return;
    }
    const Array elements = evaluated(source);
    std::visit(
        [&](auto &owned) {
            using X = std::decay_t<decltype(owned)>;
            if constexpr (!std::is_same_v<X, View>)
                owned = std::get<X>(elements);
        },
        array);
}

} // namespace

ibid_error_kind kind_of(const std::exception &error)
{
    static const struct {
        const char *part;
        ibid_error_kind kind;
    } parts[] = {
        {"aliasing detected", IBID_ERROR_OVERLAP},
        {"i>=0", IBID_ERROR_INDEX}, /* row(i), col(i) */
        {"index >= 0", IBID_ERROR_INDEX},
        {"row >= 0", IBID_ERROR_INDEX},
        {"startRow >= 0", IBID_ERROR_INDEX},
        {"resize", IBID_ERROR_SHAPE},
        {"reshape", IBID_ERROR_SHAPE},
        {"sizes differ", IBID_ERROR_SHAPE},
        {"rows", IBID_ERROR_SHAPE},
        {"cols", IBID_ERROR_SHAPE},
    };
    if (dynamic_cast<const AssertionFailed *>(&error) != nullptr)
        for (const auto &entry : parts)
            if (std::strstr(error.what(), entry.part) != nullptr)
                return entry.kind;
    return IBID_ERROR_OTHER;
}

std::string array_type(const Array &array)
{
    const View *view = std::get_if<View>(&array);
    Array &owner = const_cast<Array &>(array);
    const Array &elements = view != nullptr ? array_at(owner_of(*view)) : owner;
    const std::string text =
        with_type(elements, [](auto example) { return std::string(Element<decltype(example)>::text); });
    const bool one_axis = shape_of(whole_of(array)).size() == 1;
    if (view != nullptr)
        return "view of an Eigen::Array<" + text + "> with " + (one_axis ? "one axis" : "two axes");
    return "Eigen::Array<" + text + (one_axis ? ", Dynamic, 1>" : ", Dynamic, Dynamic, RowMajor>");
}

bool views(const Array &array, const Value *object)
{
    const View *view = std::get_if<View>(&array);
    return view != nullptr && view->object.get() == object;
}

bool assigns(const Value &variable, const Value &value)
{
    const Array *to = get<Array>(variable), *from = get<Array>(value);
    if (to == nullptr || from == nullptr || shape_of(whole_of(*to)).size() != shape_of(whole_of(*from)).size())
        return false;
    Array target = *to, source = *from;
    return dtype_of(*operand_in(target).owner) == dtype_of(*operand_in(source).owner);
}

bool array_supports(ibid_operation operation)
{
    switch (operation) {
    case IBID_OP_ZEROS_LIKE:
    case IBID_OP_BITS:
    case IBID_OP_TRANSPOSE:
    case IBID_OP_SHAPE:
    case IBID_OP_SIZE:
    case IBID_OP_METHOD_COPY:
    case IBID_OP_RESHAPE:
    case IBID_OP_RAVEL:
    case IBID_OP_FLATTEN:
    case IBID_OP_ASTYPE:
    case IBID_OP_FILL:
    case IBID_OP_F_MAXIMUM:
    case IBID_OP_F_MINIMUM:
    case IBID_OP_F_ABSOLUTE:
    case IBID_OP_F_SQRT:
    case IBID_OP_F_EXP:
    case IBID_OP_F_LOG:
    case IBID_OP_F_SIN:
    case IBID_OP_F_COS:
    case IBID_OP_SUM:
    case IBID_OP_PERMUTE_DIMS:
        return true;
    default:
        return false;
    }
}

Value load_selection(const Place &place)
{
    const Selection &selection = *place.selection;
    const Operand operand = operand_of(place);
    if (selection.is_element)
        return with_type(*operand.owner, [&](auto example) {
            using T = decltype(example);
            return scalar_from<T>(Kernels<T>::element(operand, selection.row, selection.column));
        });
    with_type(*operand.owner, [&](auto example) {
        Kernels<decltype(example)>::make(operand);
        return 0;
    });
    return Value{Array(View{place.object, place.path, selection.geometry, whole(place).lease.take()})};
}

Value kept(const Place &place)
{
    if (place.selection && !place.selection->is_element && !place.has_address)
        throw Unsupported("a view of an array that is in no variable dangles: undefined");
    return load(place);
}

void assign_array(Place &variable, const Place &value)
{
    Value &target = whole(variable);
    if (std::holds_alternative<View>(std::get<Array>(target.is)))
        write(operand_of(variable), value);
    else
        assign_owner(target, value);
}

Place selection_of(const Place &x, const Selection &selection)
{
    Place result = x;
    if (const View *view = std::get_if<View>(&array_at(x))) {
        result = owner_of(*view);
        result.has_address = true; /* what a view looks at is in a variable */
    }
    result.pending.reset();
    result.selection = selection;
    return result;
}

Place array_item(const Place &x, const Value &index)
{
    return selection_of(x, selected(operand_of(x).geometry, index));
}

void assign_item(const Place &x, const Value &index, const Place &value)
{
    const Place item = array_item(x, index);
    if (same_place(item, value))
        return; /* it is what x[index] += y has updated */
    const Operand operand = operand_of(item);
    if (!item.selection->is_element) {
        write(operand, value);
        return;
    }
    with_type(*operand.owner, [&](auto example) {
        using T = decltype(example);
        Kernels<T>::set_element(operand, item.selection->row, item.selection->column, element_from<T>(load(value)));
        return 0;
    });
}

void read_array(const Array &array, Elements &elements)
{
    const Array copy = evaluated(operand_in(const_cast<Array &>(array)));
    std::visit(
        [&](const auto &x) {
            using X = std::decay_t<decltype(x)>;
            if constexpr (!std::is_same_v<X, View>) {
                elements.dtype = Element<typename X::Scalar>::dtype;
                for (std::ptrdiff_t length : shape_of(whole_of(copy)))
                    elements.shape.push_back(length);
                elements.bytes.resize(static_cast<std::size_t>(x.size()) * sizeof(typename X::Scalar));
                if (x.size() > 0)
                    std::memcpy(elements.bytes.data(), x.data(), elements.bytes.size());
            }
        },
        copy);
}

} // namespace ibid
