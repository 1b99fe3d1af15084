#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Chunks are a linked list, newest first; a request larger than a chunk gets a chunk of its own. */
enum { CHUNK_BYTES = 16 * 1024 };

struct chunk {
    struct chunk *next;
    size_t used_bytes, size_bytes;
    max_align_t data[];
};

struct arena {
    struct chunk *newest;
};

static _Noreturn void out_of_memory(void)
{
    fputs("ibid: out of memory\n", stderr);
    exit(5);
}

void *checked_malloc(size_t bytes)
{
    void *pointer = malloc(bytes > 0 ? bytes : 1);
    if (pointer == NULL)
        out_of_memory();
    return pointer;
}

void *checked_realloc(void *pointer, size_t bytes)
{
    void *moved = realloc(pointer, bytes > 0 ? bytes : 1);
    if (moved == NULL)
        out_of_memory();
    return moved;
}

char *checked_strdup(const char *string)
{
    size_t bytes = strlen(string) + 1;
    return memcpy(checked_malloc(bytes), string, bytes);
}

struct arena *arena_new(void)
{
    struct arena *arena = checked_malloc(sizeof *arena);
    arena->newest = NULL;
    return arena;
}

void arena_free(struct arena *arena)
{
    if (arena == NULL)
        return;
    for (struct chunk *chunk = arena->newest, *next; chunk != NULL; chunk = next) {
        next = chunk->next;
        free(chunk);
    }
    free(arena);
}

static struct chunk *add_chunk(struct arena *arena, size_t bytes)
{
    size_t size_bytes = bytes > CHUNK_BYTES ? bytes : CHUNK_BYTES;
    struct chunk *chunk = checked_malloc(sizeof *chunk + size_bytes);
    chunk->next = arena->newest;
    chunk->used_bytes = 0;
    chunk->size_bytes = size_bytes;
    arena->newest = chunk;
    return chunk;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
    size_t alignment = sizeof(max_align_t);
    if (bytes > SIZE_MAX / 2)
        out_of_memory();
    size_t rounded_bytes = (bytes + alignment - 1) / alignment * alignment;
    struct chunk *chunk = arena->newest;
    if (chunk == NULL || chunk->size_bytes - chunk->used_bytes < rounded_bytes)
        chunk = add_chunk(arena, rounded_bytes);
    void *result = (char *)chunk->data + chunk->used_bytes;
    chunk->used_bytes += rounded_bytes;
    return memset(result, 0, rounded_bytes);
}

void *arena_array(struct arena *arena, size_t count, size_t item_bytes)
{
    if (item_bytes != 0 && count > SIZE_MAX / item_bytes)
        out_of_memory();
    return arena_alloc(arena, count * item_bytes);
}

char *arena_strndup(struct arena *arena, const char *string, size_t bytes)
{
    char *copy = arena_alloc(arena, bytes + 1);
    memcpy(copy, string, bytes);
    return copy;
}

char *arena_strdup(struct arena *arena, const char *string)
{
    return arena_strndup(arena, string, strlen(string));
}

char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int bytes = vsnprintf(NULL, 0, format, again);
    va_end(again);
    char *text = arena_alloc(arena, (size_t)bytes + 1);
    vsnprintf(text, (size_t)bytes + 1, format, arguments);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vprintf(arena, format, arguments);
    va_end(arguments);
    return text;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t item_bytes)
{
    if (count != 0 && (count & (count - 1)) != 0)
        return items;
    void *larger = arena_array(arena, count == 0 ? 1 : 2 * count, item_bytes);
    if (count != 0)
        memcpy(larger, items, count * item_bytes);
    return larger;
}
