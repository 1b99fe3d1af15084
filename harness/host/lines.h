/* Lines in and out, on file descriptors: a line may be of any length. */
#ifndef IBID_HOST_LINES_H
#define IBID_HOST_LINES_H

#include <stdbool.h>
#include <stddef.h>

struct line_reader {
    int descriptor;
    char *buffer; /* line_reader_free frees it */
    size_t capacity_bytes;
    size_t start, end; /* what was read and not yet given out */
    bool ended;
};

/*
 * The next line without its end, borrowed until the next call; NULL when there are no more. A last
 * line without an end counts. What cannot be read ends the input.
 */
const char *line_read(struct line_reader *reader, size_t *bytes);
void line_reader_free(struct line_reader *reader);

/* Writes everything. False if nobody reads any more. */
bool write_all(int descriptor, const char *data, size_t bytes);

#endif
