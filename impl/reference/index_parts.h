/* An index, taken apart: what each subscript says, and where the elements stand that all of them select together. */
#ifndef IBID_REFERENCE_INDEX_PARTS_H
#define IBID_REFERENCE_INDEX_PARTS_H

#include "selection.h"

enum part_kind {
    PART_INTEGER,
    PART_SLICE,
    PART_NEW_AXIS,
    PART_ELLIPSIS, /* all axes that the others leave; at the end where none is written */
    PART_LIST,     /* positions along an axis, from a list or an array of them, or from a mask */
};

enum { NO_MASK = -1 };

struct part {
    enum part_kind kind;
    int64_t position; /* INTEGER, as given */
    struct object *slice;
    reference list;      /* LIST: an array of int64 */
    int64_t mask_length; /* LIST: of the axis of the mask that it comes from; or NO_MASK */
    bool takes_axis;     /* LIST: not where it comes from a truth value, which has no axis */
};

/* Subscripts, and axes of masks: more cannot lead to an array. */
enum { MAXIMUM_PARTS = 2 * MAXIMUM_AXES + 1 };

struct index_parts {
    struct part parts[MAXIMUM_PARTS];
    size_t count;
    size_t axes_taken;   /* of the array, by all but the ellipsis */
    bool has_list;       /* then the result is a copy */
    bool has_axisless;   /* an integer that is an array without axes: likewise */
    bool is_integers;    /* a single element, by integers alone */
    bool is_mask_of_all; /* a single mask of the shape of the array */
};

/* Of x[index]. index_close is due whatever the answer. */
bool index_read(ibid_instance *instance, const struct array *x, struct object *index, struct index_parts *parts);
void index_close(ibid_instance *instance, struct index_parts *parts);

/* How many axes of x the part is about. */
size_t axes_of_part(const struct array *x, const struct index_parts *parts, const struct part *part);

/* What the parts other than lists select: as of a view, from which the lists' axes are missing. */
struct region {
    ptrdiff_t offset_bytes; /* of its first element, from the array's */
    size_t axes;
    int64_t shape[MAXIMUM_AXES];
    int64_t strides_bytes[MAXIMUM_AXES];
    size_t list_place; /* before which axis the lists' axes belong */
    /* What the lists have, spread to each other: known once selection_measure has looked. */
    size_t list_axes;
    int64_t list_shape[MAXIMUM_AXES];
    size_t list_positions;
};

bool region_find(ibid_instance *instance, const struct array *x, const struct index_parts *parts,
                 struct region *region);

/* Its axes, shape and count alone; without looking whether the lists' positions are there. Nothing is due. */
bool selection_measure(ibid_instance *instance, const struct index_parts *parts, struct region *region,
                       struct selection *selection);

enum selection_use {
    SELECT_TO_READ,    /* runs of as many elements as go; positions may be a list's own, so before index_close */
    SELECT_TO_WRITE,   /* likewise, but that no position is an element of x */
    SELECT_ONE_BY_ONE, /* runs of one element, for as long as one likes */
};

/* The rest of what was measured. selection_close is due if it was found. */
bool selection_find(ibid_instance *instance, const struct array *x, const struct index_parts *parts,
                    const struct region *region, enum selection_use use, struct selection *selection);

#endif
