#include "host/lines.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"

enum { FIRST_CAPACITY_BYTES = 64 * 1024 };

static void make_room(struct line_reader *reader)
{
    if (reader->start > 0) {
        memmove(reader->buffer, reader->buffer + reader->start, reader->end - reader->start);
        reader->end -= reader->start;
        reader->start = 0;
    }
    if (reader->end < reader->capacity_bytes)
        return;
    reader->capacity_bytes = reader->capacity_bytes == 0 ? FIRST_CAPACITY_BYTES : 2 * reader->capacity_bytes;
    reader->buffer = checked_realloc(reader->buffer, reader->capacity_bytes);
}

static void read_more(struct line_reader *reader)
{
    make_room(reader);
    ssize_t count;
    do
        count = read(reader->descriptor, reader->buffer + reader->end, reader->capacity_bytes - reader->end);
    while (count < 0 && errno == EINTR);
    if (count <= 0)
        reader->ended = true;
    else
        reader->end += (size_t)count;
}

const char *line_read(struct line_reader *reader, size_t *bytes)
{
    size_t searched = 0; /* bytes after start that are known to hold no end of a line */
    for (;;) {
        size_t available = reader->end - reader->start;
        char *line = reader->buffer == NULL ? NULL : reader->buffer + reader->start;
        char *end = available > searched ? memchr(line + searched, '\n', available - searched) : NULL;
        if (end != NULL) {
            *bytes = (size_t)(end - line);
            reader->start += *bytes + 1;
            return line;
        }
        if (reader->ended) {
            reader->start = reader->end;
            *bytes = available;
            return available > 0 ? line : NULL;
        }
        searched = available;
        read_more(reader);
    }
}

void line_reader_free(struct line_reader *reader)
{
    free(reader->buffer);
    reader->buffer = NULL;
}

bool write_all(int descriptor, const char *data, size_t bytes)
{
    while (bytes > 0) {
        ssize_t count = write(descriptor, data, bytes);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        data += count;
        bytes -= (size_t)count;
    }
    return true;
}
