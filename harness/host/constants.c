#include "host/constants.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "host/numbers.h"

/* Up to so many a search through all is faster than hashing. */
enum { FEW = 16 };

static bool is_float(const struct node *node)
{
    return node->kind == NODE_FLOAT || node->kind == NODE_IMAGINARY;
}

static bool same_constant(const struct constant *left, const struct constant *right)
{
    const struct node *left_node = left->node, *right_node = right->node;
    if (left_node->kind != right_node->kind)
        return false;
    if (is_float(left_node))
        return memcmp(&left->number, &right->number, sizeof left->number) == 0; /* 0.0 and -0.0 differ */
    if (left_node->kind == NODE_BOOL)
        return left_node->truth == right_node->truth;
    if (left_node->kind == NODE_NONE || left_node->kind == NODE_ELLIPSIS)
        return true;
    return strcmp(left_node->text, right_node->text) == 0;
}

static size_t hash_of(const struct constant *constant)
{
    uint32_t hash = 2166136261u ^ (uint32_t)constant->node->kind; /* FNV-1a */
    const unsigned char *bytes = (const unsigned char *)constant->node->text;
    size_t count = bytes != NULL ? strlen(constant->node->text) : 0;
    if (is_float(constant->node)) {
        bytes = (const unsigned char *)&constant->number;
        count = sizeof constant->number;
    }
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ bytes[i]) * 16777619u;
    return hash ^ hash >> 16;
}

/* The slot of an equal constant, or the free one where it belongs. */
static size_t slot_of(const struct constants *constants, const struct constant *constant)
{
    size_t slot = hash_of(constant) & (constants->slot_count - 1);
    while (constants->slots[slot] != 0 && !same_constant(&constants->items[constants->slots[slot] - 1], constant))
        slot = (slot + 1) & (constants->slot_count - 1);
    return slot;
}

static struct constant *find(const struct constants *constants, const struct constant *constant)
{
    if (constants->slots != NULL) {
        size_t index = constants->slots[slot_of(constants, constant)];
        return index == 0 ? NULL : &constants->items[index - 1];
    }
    for (size_t i = 0; i < constants->count; i++)
        if (same_constant(&constants->items[i], constant))
            return &constants->items[i];
    return NULL;
}

static void add(struct constants *constants, struct arena *arena, const struct constant *constant)
{
    ARENA_APPEND(arena, constants->items, constants->count, *constant);
    if (constants->count <= FEW)
        return;
    if (constants->count * 2 <= constants->slot_count) {
        constants->slots[slot_of(constants, constant)] = constants->count;
        return;
    }
    constants->slot_count = constants->slot_count == 0 ? 4 * FEW : 4 * constants->slot_count;
    constants->slots = ARENA_ARRAY(arena, size_t, constants->slot_count);
    for (size_t i = 0; i < constants->count; i++)
        constants->slots[slot_of(constants, &constants->items[i])] = i + 1;
}

static struct ibid_value value_of(const struct constant *constant)
{
    const struct node *node = constant->node;
    switch (node->kind) {
    case NODE_BOOL:
        return (struct ibid_value){.kind = IBID_BOOL, .truth = node->truth ? 1 : 0};
    case NODE_INT:
        return (struct ibid_value){.kind = IBID_INT, .text = node->text};
    case NODE_FLOAT:
        return (struct ibid_value){.kind = IBID_FLOAT, .real = constant->number};
    case NODE_IMAGINARY:
        return (struct ibid_value){.kind = IBID_COMPLEX, .imaginary = constant->number};
    case NODE_STRING:
        return (struct ibid_value){.kind = IBID_STR, .text = node->text};
    case NODE_ELLIPSIS:
        return (struct ibid_value){.kind = IBID_ELLIPSIS};
    case NODE_FUNCTION:
        return (struct ibid_value){.kind = IBID_FUNCTION, .text = node->text};
    default:
        return (struct ibid_value){.kind = IBID_NONE};
    }
}

struct reference *constant_of(struct constants *constants, struct instance *instance, const struct node *node)
{
    struct constant constant = {.node = node};
    if (is_float(node))
        constant.number = number_read(node->text, NULL);
    struct constant *found = find(constants, &constant);
    if (found != NULL)
        return retain(found->reference);
    struct ibid_value value = value_of(&constant);
    constant.reference = make_constant(instance, &value, node);
    if (constant.reference == NULL)
        return NULL;
    add(constants, instance->arena, &constant);
    return retain(constant.reference);
}

void constants_release(struct constants *constants, struct instance *instance)
{
    for (size_t i = 0; i < constants->count; i++)
        release(instance, constants->items[i].reference);
    *constants = (struct constants){0};
}
