#include "layers.h"

#include <string.h>

#include "arithmetic.h"
#include "pair.h"

/* Carries are 0 or 1, so that a layer seldom has more than two targets; where it has more, layers are no help. */
enum { MOST_TARGETS = 16 };

struct layer {
    int count;
    int64_t targets[MOST_TARGETS];
};

static bool has_target(const struct layer *layer, int64_t target)
{
    for (int i = 0; i < layer->count; i++)
        if (layer->targets[i] == target)
            return true;
    return false;
}

static bool add_target(struct layer *layer, int64_t target)
{
    if (has_target(layer, target))
        return true;
    if (layer->count == MOST_TARGETS)
        return false;
    layer->targets[layer->count++] = target;
    return true;
}

/* The block that begins at a place: up to where what follows can make up for one step of its divisor at most. */
struct block {
    int end;
    int64_t divisor;
    int64_t rest; /* the reach of all that follows */
};

static struct block block_at(const struct term *terms, int count, int begin, int64_t reach, int most)
{
    struct block block = {begin, 0, reach};
    do {
        const struct term *term = &terms[block.end++];
        block.divisor = common_divisor(term->coefficient, block.divisor);
        block.rest -= term->coefficient * term->bound;
    } while (block.end < count && block.rest >= 2 * block.divisor && block.end - begin < most);
    return block;
}

enum ibid_overlap_answer decide_small_layers(const struct term *terms, int count, int64_t target)
{
    int64_t reach = 0;
    for (int i = 0; i < count; i++)
        reach += terms[i].coefficient * terms[i].bound;
    struct layer layer;
    layer.count = 1;
    layer.targets[0] = target;
    struct block block;
    for (int begin = 0; begin < count; begin = block.end, reach = block.rest) {
        block = block_at(terms, count, begin, reach, 3);
        if (block.end - begin > 2)
            return IBID_OVERLAP_UNDECIDED;
        struct pair pair;
        if (block.end - begin == 2)
            pair = pair_of(terms[begin], terms[begin + 1]);
        struct layer next;
        next.count = 0;
        for (int i = 0; i < layer.count; i++) {
            int64_t most = smaller(block.rest, layer.targets[i]);
            for (int64_t rest = layer.targets[i] % block.divisor; rest <= most; rest += block.divisor) {
                int64_t x, y, here = layer.targets[i] - rest;
                bool found = block.end - begin == 1 ? here / block.divisor <= terms[begin].bound
                                                    : pair_solve(&pair, here, &x, &y);
                if (found && !add_target(&next, rest))
                    return IBID_OVERLAP_UNDECIDED;
            }
        }
        if (next.count == 0)
            return IBID_OVERLAP_NO;
        layer = next;
    }
    return IBID_OVERLAP_YES;
}

/* Solutions of the blocks so far, one row for each target of the layer. */
struct solutions {
    int64_t values[MOST_TARGETS][MOST_TERMS];
};

static enum ibid_overlap_answer decide_block(const struct equation *equation, int begin, int end, int64_t target,
                                             int64_t *values, int64_t *steps_left, int depth)
{
    struct equation block = {.count = end - begin, .target = target};
    memcpy(block.terms, equation->terms + begin, (size_t)(end - begin) * sizeof *block.terms);
    return decide_part(&block, values ? values + begin : NULL, steps_left, depth + 1);
}

enum ibid_overlap_answer decide_layers(const struct equation *equation, int64_t *values, int64_t *steps_left, int depth,
                                       bool *split)
{
    int64_t reach = equation_reach(equation);
    struct block block = block_at(equation->terms, equation->count, 0, reach, equation->count);
    *split = block.end < equation->count;
    if (!*split)
        return IBID_OVERLAP_UNDECIDED;
    struct solutions solutions;
    struct layer layer = {1, {equation->target}};
    for (int begin = 0; begin < equation->count; begin = block.end, reach = block.rest) {
        block = block_at(equation->terms, equation->count, begin, reach, equation->count);
        struct solutions next_solutions;
        struct layer next;
        next.count = 0;
        for (int i = 0; i < layer.count; i++) {
            int64_t most = smaller(block.rest, layer.targets[i]);
            for (int64_t rest = layer.targets[i] % block.divisor; rest <= most; rest += block.divisor) {
                if (has_target(&next, rest))
                    continue;
                if (next.count == MOST_TARGETS) {
                    *split = false;
                    return IBID_OVERLAP_UNDECIDED;
                }
                int64_t *row = next_solutions.values[next.count];
                if (values)
                    memcpy(row, solutions.values[i], (size_t)begin * sizeof *row);
                enum ibid_overlap_answer answer = decide_block(equation, begin, block.end, layer.targets[i] - rest,
                                                               values ? row : NULL, steps_left, depth);
                if (answer == IBID_OVERLAP_YES)
                    add_target(&next, rest);
                else if (answer != IBID_OVERLAP_NO)
                    return answer;
            }
        }
        if (next.count == 0)
            return IBID_OVERLAP_NO;
        layer = next;
        if (values)
            for (int i = 0; i < next.count; i++)
                memcpy(solutions.values[i], next_solutions.values[i], (size_t)block.end * sizeof **solutions.values);
    }
    if (values)
        memcpy(values, solutions.values[0], (size_t)equation->count * sizeof *values);
    return IBID_OVERLAP_YES;
}
