#include "pack/pack.h"

#include <errno.h>
#include <lzma.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/*
 * Half the memory of the highest level, and files that are hardly larger: results files repeat themselves at distances
 * of some hundred kilobytes, and the dictionary holds 8 MiB.
 */
enum { LEVEL = 6, BUFFER_BYTES = 64 * 1024 };

struct packed_output {
    FILE *file;
    bool compressed;
    int error; /* errno of the first thing that failed, or 0 */
    lzma_stream stream;
    size_t behind_bytes; /* written since the last flush */
    uint8_t buffer[BUFFER_BYTES];
};

static bool ends_in_xz(const char *path)
{
    size_t bytes = strlen(path);
    return bytes > 3 && strcmp(path + bytes - 3, ".xz") == 0;
}

static bool fine(struct packed_output *output)
{
    errno = output->error;
    return output->error == 0;
}

static bool note(struct packed_output *output, bool done)
{
    if (!done && output->error == 0)
        output->error = errno != 0 ? errno : EIO;
    return fine(output);
}

struct packed_output *packed_output_open(const char *path)
{
    /* "e": an implementation that inherits it could write into it. */
    FILE *file = fopen(path, "we");
    if (file == NULL)
        return NULL;
    struct packed_output *output = checked_malloc(sizeof *output);
    output->file = file;
    output->compressed = ends_in_xz(path);
    output->error = 0;
    output->stream = (lzma_stream)LZMA_STREAM_INIT;
    output->behind_bytes = 0;
    if (output->compressed &&
        lzma_easy_encoder(&output->stream, LEVEL | LZMA_PRESET_EXTREME, LZMA_CHECK_CRC64) != LZMA_OK)
        output->error = ENOMEM;
    return output;
}

/* Runs the encoder until it has taken all input and, but for LZMA_RUN, given all output. */
static bool encode(struct packed_output *output, lzma_action action)
{
    lzma_ret code = LZMA_OK;
    while (output->error == 0 && code == LZMA_OK && (action != LZMA_RUN || output->stream.avail_in > 0)) {
        output->stream.next_out = output->buffer;
        output->stream.avail_out = sizeof output->buffer;
        code = lzma_code(&output->stream, action);
        size_t bytes = sizeof output->buffer - output->stream.avail_out;
        if (code != LZMA_OK && code != LZMA_STREAM_END)
            output->error = code == LZMA_MEM_ERROR ? ENOMEM : EIO;
        else
            note(output, fwrite(output->buffer, 1, bytes, output->file) == bytes);
    }
    return fine(output);
}

bool packed_output_write(struct packed_output *output, const char *bytes, size_t count)
{
    if (output->error != 0)
        return fine(output);
    if (!output->compressed)
        return note(output, fwrite(bytes, 1, count, output->file) == count);
    output->stream.next_in = (const uint8_t *)bytes;
    output->stream.avail_in = count;
    output->behind_bytes += count;
    return encode(output, LZMA_RUN);
}

bool packed_output_pause(struct packed_output *output)
{
    if (output->error != 0 || (output->compressed && output->behind_bytes < PACKED_BEHIND_BYTES))
        return fine(output);
    output->behind_bytes = 0;
    if (output->compressed && !encode(output, LZMA_SYNC_FLUSH))
        return false;
    return note(output, fflush(output->file) == 0);
}

bool packed_output_close(struct packed_output *output)
{
    if (output == NULL)
        return true;
    if (output->compressed)
        encode(output, LZMA_FINISH);
    lzma_end(&output->stream);
    /* A full disk often shows only when the last bytes leave the buffer. */
    note(output, fclose(output->file) == 0);
    int error = output->error;
    free(output);
    errno = error;
    return error == 0;
}
