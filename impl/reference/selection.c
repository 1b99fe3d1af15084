#include "selection.h"

#include <string.h>

#include "item_bytes.h"
#include "iterate.h"

void selection_close(ibid_instance *instance, struct selection *selection)
{
    deallocate(instance, selection->owned, selection->runs, sizeof *selection->owned);
}

/* What says where elements are is copied here and below: what is written could be it, for all that a compiler knows. */
ALWAYS_INLINE void gather_runs(size_t item_bytes, const unsigned char *first, const struct selection *given,
                               size_t run_length, unsigned char *next)
{
    const struct selection selection = *given;
    for (size_t i = 0; i < selection.runs; i++) {
        const unsigned char *item = first + selection_offset_bytes(&selection, i);
        for (size_t k = 0; k < run_length; k++, item += selection.run_step_bytes, next += item_bytes)
            memcpy(next, item, item_bytes);
    }
}

void selection_gather(const struct array *x, const struct selection *selection, unsigned char *destination)
{
    const size_t item_bytes = x->dtype->item_bytes;
    /* A run without gaps is copied as one item. */
    const bool whole = selection->run_step_bytes == (ptrdiff_t)item_bytes;
    const size_t unit_bytes = whole ? selection->run_length * item_bytes : item_bytes;
    const size_t units = whole ? 1 : selection->run_length;
    if (units == 1) /* so that there is no loop within the loop */
        FOR_ITEM_BYTES(unit_bytes, gather_runs, x->first, selection, 1, destination)
    else
        FOR_ITEM_BYTES(unit_bytes, gather_runs, x->first, selection, units, destination)
}

/* Elements on their way. */
struct scattering {
    const struct array *x;
    const struct selection *selection;
    size_t run, within;      /* where the next one goes */
    const struct walk *walk; /* over the elements */
};

ALWAYS_INLINE void scatter_items(size_t item_bytes, struct scattering *scattering, const unsigned char *first)
{
    const struct selection selection = *scattering->selection;
    unsigned char *const target = scattering->x->first;
    const struct walk *walk = scattering->walk;
    const int64_t rows = plane_length(walk, 1), columns = plane_length(walk, 0);
    const ptrdiff_t row_bytes = plane_stride(walk, 1, 0), column_bytes = plane_stride(walk, 0, 0);
    size_t run = scattering->run, within = scattering->within;
    for (int64_t row = 0; row < rows; row++) {
        const unsigned char *element = first + row * row_bytes;
        for (int64_t column = 0; column < columns; column++, element += column_bytes) {
            const ptrdiff_t offset_bytes =
                selection_offset_bytes(&selection, run) + (ptrdiff_t)within * selection.run_step_bytes;
            memcpy(target + offset_bytes, element, item_bytes);
            within = within + 1 < selection.run_length ? within + 1 : 0;
            run += within == 0;
        }
    }
    scattering->run = run;
    scattering->within = within;
}

static void scatter_plane(void *context, unsigned char *const *elements)
{
    struct scattering *scattering = context;
    FOR_ITEM_BYTES(scattering->x->dtype->item_bytes, scatter_items, scattering, elements[0])
}

void selection_scatter(const struct array *x, const struct selection *selection, unsigned char *first, size_t axes,
                       const int64_t *shape, const int64_t *strides_bytes)
{
    struct walk walk;
    walk_start(&walk, axes, shape);
    walk_add(&walk, first, axes, shape, strides_bytes);
    walk_planes(&walk, scatter_plane, &(struct scattering){.x = x, .selection = selection, .walk = &walk});
}
