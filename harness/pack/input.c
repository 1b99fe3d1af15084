#include "pack/pack.h"

#include <errno.h>
#include <lzma.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"

enum { BUFFER_BYTES = 64 * 1024 };

enum form { FORM_UNKNOWN, FORM_PLAIN, FORM_XZ };

struct packed_input {
    FILE *file;
    enum form form;
    lzma_stream stream;
    size_t most_bytes, unpacked_bytes;
    bool ended;
    enum packed_end end;
    int error; /* errno, for PACKED_FAILED */
    struct text problem;
    /* What the file has, and, where that is compressed, what it unpacks to. */
    uint8_t packed[BUFFER_BYTES], unpacked[BUFFER_BYTES];
    const uint8_t *next, *past; /* what the reader has not had yet: in one of the two */
};

static const struct magic {
    const char *name, *unpack;
    size_t count;
    uint8_t bytes[6];
} magics[] = {
    {"xz", "xz -d", 6, {0xFD, '7', 'z', 'X', 'Z', 0}},
    {"gzip", "gunzip", 2, {0x1F, 0x8B}},
    {"Zstandard", "zstd -d", 4, {0x28, 0xB5, 0x2F, 0xFD}},
    {"bzip2", "bunzip2", 3, {'B', 'Z', 'h'}},
};

struct packed_input *packed_input_open(const char *path, size_t most_bytes)
{
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return NULL;
    struct packed_input *input = checked_malloc(sizeof *input);
    memset(input, 0, sizeof *input);
    input->file = file;
    input->stream = (lzma_stream)LZMA_STREAM_INIT;
    input->most_bytes = most_bytes;
    return input;
}

static void end(struct packed_input *input, enum packed_end how)
{
    input->ended = true;
    input->end = how;
    input->error = errno;
}

static void refuse(struct packed_input *input, const char *problem)
{
    text_append(&input->problem, problem);
    end(input, PACKED_REFUSED);
}

/* The next bytes of the file, none at its end. */
static size_t load(struct packed_input *input)
{
    size_t bytes = fread(input->packed, 1, sizeof input->packed, input->file);
    if (bytes < sizeof input->packed && ferror(input->file))
        end(input, PACKED_FAILED);
    return bytes;
}

/* No text begins with the first byte of xz's: so what is shorter than its magic number was cut short. */
static bool begins_with(const struct packed_input *input, size_t bytes, const struct magic *magic)
{
    size_t compared = bytes < magic->count && magic->bytes[0] == 0xFD ? bytes : magic->count;
    return bytes >= compared && bytes > 0 && memcmp(input->packed, magic->bytes, compared) == 0;
}

static void start_xz(struct packed_input *input, size_t bytes)
{
    input->form = FORM_XZ;
    input->stream.next_in = input->packed;
    input->stream.avail_in = bytes;
    if (lzma_stream_decoder(&input->stream, PACKED_MEMORY_BYTES, 0) != LZMA_OK) {
        errno = ENOMEM;
        end(input, PACKED_FAILED);
    }
}

static void start(struct packed_input *input)
{
    size_t bytes = load(input);
    if (input->ended)
        return;
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
        if (!begins_with(input, bytes, &magics[i]))
            continue;
        if (i == 0) {
            start_xz(input, bytes);
            return;
        }
        text_printf(&input->problem, "the file is compressed with %s, and ibid reads xz alone: unpack it with `%s`",
                    magics[i].name, magics[i].unpack);
        end(input, PACKED_REFUSED);
        return;
    }
    input->form = FORM_PLAIN;
    input->next = input->packed;
    input->past = input->packed + bytes;
    if (bytes == 0)
        end(input, PACKED_WHOLE);
}

static void fill_plain(struct packed_input *input)
{
    size_t bytes = load(input);
    input->next = input->packed;
    input->past = input->packed + bytes;
    if (bytes == 0 && !input->ended)
        end(input, PACKED_WHOLE);
}

static void end_of_stream(struct packed_input *input)
{
    if (input->stream.avail_in > 0 || load(input) > 0)
        refuse(input, "there are bytes after the end of the compressed data; merge files with `ibid merge`, do not "
                      "concatenate them");
    else if (!input->ended)
        end(input, PACKED_WHOLE);
}

static void end_of_decoding(struct packed_input *input, lzma_ret code)
{
    switch (code) {
    case LZMA_OK:
        return;
    case LZMA_STREAM_END:
        end_of_stream(input);
        return;
    case LZMA_BUF_ERROR:
        end(input, PACKED_CUT_SHORT);
        return;
    case LZMA_MEM_ERROR:
        errno = ENOMEM;
        end(input, PACKED_FAILED);
        return;
    case LZMA_MEMLIMIT_ERROR:
        text_printf(&input->problem,
                    "to unpack the file takes more than %d MiB of memory; pack it with less: xz -d, then xz -6",
                    PACKED_MEMORY_BYTES >> 20);
        end(input, PACKED_REFUSED);
        return;
    default:
        refuse(input, "the compressed data is damaged here, or before; copy the file again from where it came from, or "
                      "run again with `ibid run --out FILE`");
    }
}

static void fill_from_xz(struct packed_input *input)
{
    lzma_stream *stream = &input->stream;
    stream->next_out = input->unpacked;
    stream->avail_out = sizeof input->unpacked;
    while (!input->ended && stream->avail_out == sizeof input->unpacked) {
        if (stream->avail_in == 0) {
            stream->next_in = input->packed;
            stream->avail_in = load(input);
            if (input->ended)
                return;
        }
        /* Without input or output to make progress with, the decoder says LZMA_BUF_ERROR: the file ends too early. */
        end_of_decoding(input, lzma_code(stream, stream->avail_in == 0 ? LZMA_FINISH : LZMA_RUN));
    }
    size_t bytes = sizeof input->unpacked - stream->avail_out;
    input->next = input->unpacked;
    input->past = input->unpacked + bytes;
    input->unpacked_bytes += bytes;
    if (input->unpacked_bytes > input->most_bytes && input->end != PACKED_REFUSED) {
        input->past = input->next;
        text_printf(&input->problem, "the file unpacks to more than %zu MiB: this is no results file",
                    input->most_bytes >> 20);
        end(input, PACKED_REFUSED);
    }
}

int packed_input_next(struct packed_input *input)
{
    while (input->next == input->past) {
        if (input->ended)
            return EOF;
        if (input->form == FORM_UNKNOWN)
            start(input);
        else if (input->form == FORM_PLAIN)
            fill_plain(input);
        else
            fill_from_xz(input);
    }
    return *input->next++;
}

enum packed_end packed_input_end(struct packed_input *input, const char **problem)
{
    while (input->form == FORM_XZ && !input->ended)
        fill_from_xz(input);
    *problem = text_string(&input->problem);
    errno = input->error;
    return input->end;
}

void packed_input_close(struct packed_input *input)
{
    if (input == NULL)
        return;
    lzma_end(&input->stream);
    fclose(input->file);
    text_free(&input->problem);
    free(input);
}
