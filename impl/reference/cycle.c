#include "cycle.h"

#include "object.h"
#include "sequence.h"

/*
 * References to a container less those from the items of containers: what is left comes from names, from arguments of a
 * call, or from ourselves. Whatever has some left is reached, and so is what it holds; all else is garbage.
 */
static void count_outside_references(struct sequence *containers)
{
    for (struct sequence *container = containers; container != NULL; container = container->next_container)
        container->outside_references = container->head.references;
    for (struct sequence *container = containers; container != NULL; container = container->next_container)
        for (size_t i = 0; i < container->count; i++)
            if (is_sequence(container->items[i]))
                sequence_of(container->items[i])->outside_references--;
}

/* The containers that have some, one behind the other. */
static struct sequence *reached_from_outside(struct sequence *containers)
{
    struct sequence *reached = NULL;
    for (struct sequence *container = containers; container != NULL; container = container->next_container)
        if (container->outside_references > 0) {
            container->next_reached = reached;
            reached = container;
        }
    return reached;
}

/* What is reached by way of others counts as reached from outside from then on. */
static void reach_items(struct sequence *reached)
{
    while (reached != NULL) {
        struct sequence *container = reached;
        reached = container->next_reached;
        for (size_t i = 0; i < container->count; i++) {
            struct sequence *item = sequence_of(container->items[i]);
            if (item == NULL || item->outside_references > 0)
                continue;
            item->outside_references = 1;
            item->next_reached = reached;
            reached = item;
        }
    }
}

/* All are kept until all are empty: then none of them goes while its neighbours in the list are looked at. */
void collect_cycles(ibid_instance *instance)
{
    struct sequence *container;
    count_outside_references(instance->containers);
    reach_items(reached_from_outside(instance->containers));
    for (container = instance->containers; container != NULL; container = container->next_container)
        if (container->outside_references == 0)
            container->head.references++;
    for (container = instance->containers; container != NULL; container = container->next_container)
        if (container->outside_references == 0)
            sequence_empty(instance, container);
    struct sequence *next;
    for (container = instance->containers; container != NULL; container = next) {
        next = container->next_container;
        if (container->outside_references == 0)
            release(instance, (reference)&container->head);
    }
}
