#include "drive.h"

#include "gather.h"
#include "stream.h"

enum {
    /* Of the widest operand: long enough for what a piece costs, short enough for three of them to stay in the first
       cache. */
    PIECE_BYTES = 2048,
    /* The same where memory is asked for ahead: as measured, strided quotients of 10 million floats take a sixth less.
     */
    FAR_PIECE_BYTES = 1024,
    PAGE_BYTES = 4096,
    /* Rows of fewer elements are not worth gathering. */
    GATHERED_COUNT = 16,
    /* Destinations from here on are worth a first piece that ends where a line does: vectors then cross none. */
    ALIGNED_BYTES = 1024,
    /* Operands that reach further than this together are hardly in a cache that is near. */
    FAR_BYTES = 1 << 21
};

/* How a walk is done. The destination, the last operand, is computed in a buffer if it is then spread or streamed. */
struct plan {
    const struct drive_shape *shape;
    drive_piece *piece;
    bool gathers[KERNEL_OPERANDS];
    bool asks[KERNEL_OPERANDS];
    bool streams;
    bool aligns;
    size_t piece_count;
};

static bool apart(const struct kernel_walk *walk, const struct drive_shape *shape, int k)
{
    return walk->inner_bytes[k] != 0 && walk->inner_bytes[k] != shape->item_bytes[k];
}

static bool paired(const struct kernel_walk *walk, const struct drive_shape *shape, int k)
{
    return walk->inner_bytes[k] == 2 * (ptrdiff_t)shape->item_bytes[k];
}

/* Whether vectors gather or spread this operand faster than a loop takes its elements one by one. */
static bool quickly_gathered(const struct kernel_walk *walk, const struct drive_shape *shape, int k)
{
    return k < shape->operands - 1 &&
           (paired(walk, shape, k) || walk->inner_bytes[k] == -(ptrdiff_t)shape->item_bytes[k]);
}

/* Whether operands whose elements lie apart are gathered and spread. */
static bool gathers(const struct kernel_walk *walk, const struct drive_shape *shape)
{
    bool quickly = true, pairs = true;
    for (int k = 0; k < shape->operands; k++) {
        quickly = quickly && (!apart(walk, shape, k) || quickly_gathered(walk, shape, k));
        pairs = pairs && (!apart(walk, shape, k) || paired(walk, shape, k));
    }
    return walk->inner_count >= GATHERED_COUNT &&
           (shape->cost == SLOW || (shape->cost == SLOW_BUT_FOR_PAIRS && !pairs) || (shape->cost == QUICK && quickly));
}

static struct plan plan_of(const struct kernel_walk *walk, drive_piece *piece, const struct drive_shape *shape)
{
    struct plan plan = {.shape = shape, .piece = piece};
    const int last = shape->operands - 1;
    const bool gathered = gathers(walk, shape);
    size_t widest = 1, reach = 0;
    for (int k = 0; k <= last; k++) {
        plan.gathers[k] = gathered && apart(walk, shape, k);
        widest = shape->item_bytes[k] > widest ? shape->item_bytes[k] : widest;
        reach += walk->inner_bytes[k] < 0 ? 0 - (size_t)walk->inner_bytes[k] : (size_t)walk->inner_bytes[k];
    }
    const bool far = reach > 0 && walk->inner_count >= FAR_BYTES / reach;
    for (int k = 0; k <= last; k++)
        plan.asks[k] = far && plan.gathers[k] && paired(walk, shape, k);
    plan.asks[last] = plan.asks[last] && 2 * shape->item_bytes[last] >= widest; /* else a piece has too few of them */
    for (int k = 0; k < last; k++) /* in place: asked for as what is read */
        plan.asks[last] = plan.asks[last] && walk->data[k] != walk->data[last];
    const bool in_lines = walk->inner_bytes[last] == shape->item_bytes[last] &&
                          (uintptr_t)walk->data[last] % shape->item_bytes[last] == 0;
    plan.streams = walk->streams && in_lines;
    plan.piece_count = (plan.asks[0] || plan.asks[1] || plan.asks[2] ? FAR_PIECE_BYTES : PIECE_BYTES) / widest;
    plan.aligns = plan.streams || (in_lines && walk->inner_count * shape->item_bytes[last] >= ALIGNED_BYTES);
    return plan;
}

/* How many elements there are before a line of the destination starts. */
static size_t head_count(const struct plan *plan, const char *result)
{
    const size_t misplaced = (uintptr_t)result % LINE_BYTES;
    return !plan->aligns || misplaced == 0
               ? 0
               : (LINE_BYTES - misplaced) / plan->shape->item_bytes[plan->shape->operands - 1];
}

static void row_directly(const struct plan *plan, const struct kernel_walk *walk, char *const *row, size_t count)
{
    const int last = plan->shape->operands - 1;
    const size_t head = head_count(plan, row[last]);
    if (head == 0 || head >= count) {
        plan->piece(row, walk->inner_bytes, count);
        return;
    }
    char *rest[KERNEL_OPERANDS];
    for (int k = 0; k <= last; k++)
        rest[k] = row[k] + (ptrdiff_t)head * walk->inner_bytes[k];
    plan->piece(row, walk->inner_bytes, head);
    plan->piece(rest, walk->inner_bytes, count - head);
}

/*
 * Where in the room results are put: half a page from where in its page the first source is. A processor compares the
 * addresses of loads and earlier stores by their place in a page, and a load that only seems to need one of the stores
 * waits for it: so as measured, streaming loses a tenth.
 */
INLINE char *results_within(char *room, const char *source)
{
    const size_t distance = (uintptr_t)source + PAGE_BYTES / 2 - (uintptr_t)room;
    return room + distance % PAGE_BYTES / LINE_BYTES * LINE_BYTES;
}

static void row_in_pieces(const struct plan *plan, const struct kernel_walk *walk, char *const *row, size_t count)
{
    _Alignas(LINE_BYTES) char gathered[KERNEL_OPERANDS - 1][PIECE_BYTES];
    _Alignas(LINE_BYTES) char room[PAGE_BYTES + PIECE_BYTES];
    const struct drive_shape *shape = plan->shape;
    const int last = shape->operands - 1;
    const bool buffered = plan->gathers[last] || plan->streams;
    size_t n = head_count(plan, row[last]);
    for (size_t done = 0; done < count; done += n, n = 0) {
        const bool whole_lines = n == 0;
        n = n == 0 ? plan->piece_count : n;
        n = n < count - done ? n : count - done;
        char *data[KERNEL_OPERANDS];
        ptrdiff_t bytes[KERNEL_OPERANDS];
        for (int k = 0; k <= last; k++) {
            data[k] = row[k] + (ptrdiff_t)done * walk->inner_bytes[k];
            bytes[k] = walk->inner_bytes[k];
            if (k < last && plan->gathers[k]) {
                gather(gathered[k], data[k], bytes[k], shape->item_bytes[k], n, plan->asks[k]);
                data[k] = gathered[k];
                bytes[k] = shape->item_bytes[k];
            }
        }
        char *const at = data[last], *const results = buffered ? results_within(room, data[0]) : at;
        data[last] = results;
        bytes[last] = buffered ? shape->item_bytes[last] : bytes[last];
        plan->piece(data, bytes, n);
        if (plan->streams) {
            const size_t result_bytes = n * shape->item_bytes[last];
            const size_t lines = whole_lines ? result_bytes - result_bytes % LINE_BYTES : 0;
            stream_lines(at, results, lines);
            memcpy(at + lines, results + lines, result_bytes - lines);
        } else if (buffered) {
            spread(at, results, walk->inner_bytes[last], shape->item_bytes[last], n, plan->asks[last]);
        }
    }
}

/* The most frequent walk, for which planning would take longer than doing it: one row, nothing to gather. */
static bool row_as_it_is(const struct kernel_walk *walk, drive_piece *piece, const struct drive_shape *shape)
{
    const int last = shape->operands - 1;
    if (walk->outer_count != 1 || walk->streams || walk->inner_bytes[last] != shape->item_bytes[last])
        return false;
    for (int k = 0; k < last; k++) {
        if (apart(walk, shape, k))
            return false;
    }
    if (walk->inner_count * shape->item_bytes[last] >= ALIGNED_BYTES && (uintptr_t)walk->data[last] % LINE_BYTES != 0)
        return false;
    piece(walk->data, walk->inner_bytes, walk->inner_count);
    return true;
}

void drive(const struct kernel_walk *given, drive_piece *piece, const struct drive_shape *shape)
{
    if (row_as_it_is(given, piece, shape))
        return;
    const struct kernel_walk walk = walk_flattened(given, shape->operands);
    const struct plan plan = plan_of(&walk, piece, shape);
    const bool in_pieces = plan.gathers[0] || plan.gathers[1] || plan.gathers[2] || plan.streams;
    for (size_t i = 0; i < walk.outer_count; i++) {
        char *row[KERNEL_OPERANDS];
        for (int k = 0; k < shape->operands; k++)
            row[k] = walk_row(&walk, k, i);
        if (in_pieces)
            row_in_pieces(&plan, &walk, row, walk.inner_count);
        else if (plan.aligns)
            row_directly(&plan, &walk, row, walk.inner_count);
        else
            piece(row, walk.inner_bytes, walk.inner_count);
    }
    if (plan.streams)
        stream_end();
}
