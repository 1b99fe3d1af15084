/*
 * Files of lines that may be compressed: written with xz where their name ends in ".xz", and read as what their first
 * bytes say that they are, whatever their name. What is written depends on the bytes alone, never on the clock.
 *
 *     struct packed_output *output = packed_output_open("numpy.jsonl.xz");
 *     packed_output_write(output, line, line_bytes);
 *     packed_output_pause(output);
 *     if (!packed_output_close(output)) …errno
 *
 * A process that is killed leaves what it had written some pauses before: a reader gets whole lines, then
 * PACKED_CUT_SHORT.
 */
#ifndef IBID_PACK_PACK_H
#define IBID_PACK_PACK_H

#include <stdbool.h>
#include <stddef.h>

struct packed_output;

enum {
    /* A compressed file is at most so many bytes, and one line, behind what was written into it before a pause. */
    PACKED_BEHIND_BYTES = 64 * 1024,
    /* A compressed file that takes more memory to unpack is refused; `xz -9` stays below. */
    PACKED_MEMORY_BYTES = 100 * 1024 * 1024
};

/* What stood there is lost. NULL if it cannot be written: errno says why. */
struct packed_output *packed_output_open(const char *path);
/* False once anything could not be written: errno says why. So for the two below. */
bool packed_output_write(struct packed_output *output, const char *bytes, size_t count);
/* Says that a reader may well stop here, after a line. */
bool packed_output_pause(struct packed_output *output);
/* Ends the file, and frees the output. NULL is fine. */
bool packed_output_close(struct packed_output *output);

struct packed_input;

enum packed_end {
    PACKED_WHOLE,
    PACKED_CUT_SHORT, /* a compressed file that lacks its end: what there was is right as far as one can tell */
    PACKED_REFUSED,   /* damaged, or more than its reader wants; nothing that was read of it can be trusted */
    PACKED_FAILED     /* errno says why */
};

/* NULL if it cannot be opened: errno says why. A compressed file gives `most_bytes` and is refused where it has more.
 */
struct packed_input *packed_input_open(const char *path, size_t most_bytes);
/* The next byte, or EOF. */
int packed_input_next(struct packed_input *input);
/*
 * How the file ends. Damage shows only there, so that what is left of a compressed file is unpacked and dropped; of
 * another one nothing more is read. For PACKED_REFUSED *problem says what is wrong and what to do; it lives as long as
 * the input.
 */
enum packed_end packed_input_end(struct packed_input *input, const char **problem);
void packed_input_close(struct packed_input *input); /* NULL is fine */

#endif
