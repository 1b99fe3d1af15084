/*
 * Memory that is freed together. A parsed program, a loaded spec and an observation each live in one
 * arena: what points into it is borrowed and lives until arena_free.
 *
 * Nothing here returns NULL: when memory is out, the process says so and exits with 5, since a
 * command line tool has nothing better to do. What it has written by then stays readable.
 */
#ifndef IBID_BASE_ARENA_H
#define IBID_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena); /* NULL is fine */

/* Zeroed memory, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t bytes);
/* The same for count items of item_bytes each; an overflow counts as memory being out. */
void *arena_array(struct arena *arena, size_t count, size_t item_bytes);
char *arena_strdup(struct arena *arena, const char *string);
char *arena_strndup(struct arena *arena, const char *string, size_t bytes);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list arguments);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_array((arena), (count), sizeof(type)))

/* malloc, realloc and strdup that never return NULL, for the few things that outlive every arena. */
void *checked_malloc(size_t bytes);
void *checked_realloc(void *pointer, size_t bytes);
char *checked_strdup(const char *string);

/*
 * Appending to an array in an arena: makes room for one more item after `count` of item_bytes each.
 * `items` must be NULL (count 0) or come from earlier calls of this function, which doubles at
 * powers of two. Returns where the items are now.
 */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t item_bytes);
#define ARENA_APPEND(arena, items, count, item)                                          \
    do {                                                                                 \
        (items) = arena_grow((arena), (items), (count), sizeof *(items));                \
        (items)[(count)++] = (item);                                                     \
    } while (0)

#endif
