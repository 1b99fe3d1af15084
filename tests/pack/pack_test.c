#include "pack/pack.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <lzma.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

TestSuite(pack);

enum { NO_LIMIT = 1 << 30, LINES = 4000 };

static char path[64];

static void name_scratch(const char *end)
{
    snprintf(path, sizeof path, "/tmp/ibid-pack-%ld%s", (long)getpid(), end);
}

static void write_file(const char *bytes, size_t count)
{
    FILE *file = fopen(path, "w");
    cr_assert_eq(fwrite(bytes, 1, count, file), count);
    fclose(file);
}

static struct text file_bytes(void)
{
    struct text text = TEXT_EMPTY;
    FILE *file = fopen(path, "r");
    cr_assert(text_append_file(&text, file, SIZE_MAX));
    fclose(file);
    return text;
}

/* What the file unpacks to, and how it ends; `problem` is kept where it is not NULL. */
static enum packed_end unpack(struct text *text, size_t most_bytes, struct text *problem)
{
    struct packed_input *input = packed_input_open(path, most_bytes);
    cr_assert_not_null(input);
    for (int character; (character = packed_input_next(input)) != EOF;)
        text_append_character(text, (char)character);
    const char *words;
    enum packed_end end = packed_input_end(input, &words);
    if (problem != NULL)
        text_append(problem, words);
    packed_input_close(input);
    return end;
}

/* Numbers that do not repeat: some kilobytes when they are packed. */
static void append_line(struct text *text, unsigned number)
{
    text_printf(text, "line %u of digits %u %u\n", number, number * 2654435761u, (number ^ 77u) * 40503u);
}

static struct text some_lines(unsigned count)
{
    struct text lines = TEXT_EMPTY;
    for (unsigned i = 0; i < count; i++)
        append_line(&lines, i);
    return lines;
}

static void pack(const struct text *lines)
{
    struct packed_output *output = packed_output_open(path);
    cr_assert_not_null(output);
    for (const char *at = lines->data; *at != '\0';) {
        size_t bytes = strcspn(at, "\n") + 1;
        cr_assert(packed_output_write(output, at, bytes));
        cr_assert(packed_output_pause(output));
        at += bytes;
    }
    cr_assert(packed_output_close(output));
}

static void expect_text(const struct text *seen, const struct text *expected)
{
    cr_expect_eq(seen->bytes, expected->bytes);
    cr_expect_eq(memcmp(seen->data, expected->data, expected->bytes), 0);
}

Test(pack, what_was_written_is_read)
{
    static const char *const ends[] = {".jsonl", ".jsonl.xz", ".xz"};
    struct text lines = some_lines(LINES);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        name_scratch(ends[i]);
        pack(&lines);
        struct text packed = file_bytes(), seen = TEXT_EMPTY;
        cr_expect_eq(unpack(&seen, NO_LIMIT, NULL), PACKED_WHOLE);
        expect_text(&seen, &lines);
        cr_expect_eq(packed.bytes == lines.bytes, i == 0, "%zu bytes in %s", packed.bytes, ends[i]);
        cr_expect_eq(memcmp(packed.data,
                            "\xfd"
                            "7zXZ",
                            6) == 0,
                     i != 0);
        text_free(&packed);
        text_free(&seen);
        remove(path);
    }
    text_free(&lines);
}

Test(pack, the_first_bytes_count_and_not_the_name)
{
    name_scratch(".xz");
    write_file("plain\n", 6);
    struct text seen = TEXT_EMPTY;
    cr_expect_eq(unpack(&seen, 1, NULL), PACKED_WHOLE, "the limit is for what is compressed");
    cr_expect_str_eq(text_string(&seen), "plain\n");
    remove(path);
    text_free(&seen);
}

Test(pack, same_lines_same_bytes)
{
    struct text lines = some_lines(LINES), packed[2];
    name_scratch(".xz");
    for (int i = 0; i < 2; i++) {
        pack(&lines);
        packed[i] = file_bytes();
    }
    expect_text(&packed[0], &packed[1]);
    remove(path);
    text_free(&packed[0]);
    text_free(&packed[1]);
    text_free(&lines);
}

/* As another process finds the file while one writes it, which is how a killed one leaves it. */
Test(pack, a_file_that_is_being_written_is_a_little_behind)
{
    name_scratch(".xz");
    struct packed_output *output = packed_output_open(path);
    struct text written = TEXT_EMPTY, line = TEXT_EMPTY;
    size_t line_bytes = 0, looks = 0;
    for (unsigned i = 0; written.bytes < 10 * PACKED_BEHIND_BYTES; i++) {
        text_clear(&line);
        append_line(&line, i);
        line_bytes = line.bytes > line_bytes ? line.bytes : line_bytes;
        text_append(&written, line.data);
        cr_assert(packed_output_write(output, line.data, line.bytes));
        cr_assert(packed_output_pause(output));
        if (i % 500 != 0)
            continue;
        struct text seen = TEXT_EMPTY;
        enum packed_end end = unpack(&seen, NO_LIMIT, NULL);
        cr_expect_eq(end, written.bytes < PACKED_BEHIND_BYTES ? end : PACKED_CUT_SHORT);
        cr_expect_leq(seen.bytes, written.bytes);
        cr_expect_lt(written.bytes - seen.bytes, PACKED_BEHIND_BYTES + line_bytes);
        if (seen.bytes > 0) {
            cr_expect_eq(memcmp(seen.data, written.data, seen.bytes), 0);
            cr_expect_eq(seen.data[seen.bytes - 1], '\n');
            looks++;
        }
        text_free(&seen);
    }
    cr_expect_gt(looks, 10);
    cr_assert(packed_output_close(output));
    remove(path);
    text_free(&line);
    text_free(&written);
}

Test(pack, what_is_cut_short_is_a_beginning)
{
    struct text lines = some_lines(1000);
    name_scratch(".xz");
    pack(&lines);
    struct text packed = file_bytes();
    size_t some = 0;
    for (size_t bytes = 1; bytes < packed.bytes; bytes += bytes < 300 ? 1 : 61) {
        write_file(packed.data, bytes);
        struct text seen = TEXT_EMPTY;
        cr_expect_eq(unpack(&seen, NO_LIMIT, NULL), PACKED_CUT_SHORT, "cut after %zu bytes", bytes);
        cr_expect_leq(seen.bytes, lines.bytes);
        cr_expect(seen.bytes == 0 || memcmp(seen.data, lines.data, seen.bytes) == 0);
        some += seen.bytes > 0;
        text_free(&seen);
    }
    cr_expect_gt(some, 100);
    remove(path);
    text_free(&packed);
    text_free(&lines);
}

Test(pack, damage_is_not_taken_for_lines)
{
    struct text lines = some_lines(200);
    name_scratch(".xz");
    pack(&lines);
    struct text packed = file_bytes();
    size_t refused = 0;
    for (size_t i = 0; i < packed.bytes; i++) {
        packed.data[i] ^= 0x10;
        write_file(packed.data, packed.bytes);
        packed.data[i] ^= 0x10;
        struct text seen = TEXT_EMPTY, problem = TEXT_EMPTY;
        enum packed_end end = unpack(&seen, NO_LIMIT, &problem);
        /* Where the magic number is broken, the file is taken for a plain one. */
        cr_expect(i < 6 || end != PACKED_WHOLE, "byte %zu", i);
        cr_expect(end != PACKED_REFUSED || strstr(text_string(&problem), "`") != NULL || strstr(problem.data, "xz -d"));
        refused += end == PACKED_REFUSED;
        text_free(&seen);
        text_free(&problem);
    }
    cr_expect_gt(refused, packed.bytes / 2);
    remove(path);
    text_free(&packed);
    text_free(&lines);
}

Test(pack, nothing_may_follow)
{
    static const char *const garbage[] = {"x", "{\"record\":\"footer\"}\n",
                                          "\xfd"
                                          "7zXZ"};
    struct text lines = some_lines(LINES);
    name_scratch(".xz");
    for (size_t i = 0; i < 3; i++) {
        pack(&lines);
        FILE *file = fopen(path, "a");
        fputs(garbage[i], file);
        fclose(file);
        struct text seen = TEXT_EMPTY, problem = TEXT_EMPTY;
        cr_expect_eq(unpack(&seen, NO_LIMIT, &problem), PACKED_REFUSED);
        cr_expect(strstr(text_string(&problem), "after the end of the compressed data") != NULL);
        text_free(&seen);
        text_free(&problem);
    }
    remove(path);
    text_free(&lines);
}

Test(pack, a_small_file_that_unpacks_to_too_much_is_refused)
{
    name_scratch(".xz");
    struct packed_output *output = packed_output_open(path);
    static char zeros[1 << 16];
    for (int i = 0; i < 64; i++)
        cr_assert(packed_output_write(output, zeros, sizeof zeros));
    cr_assert(packed_output_close(output));
    struct text seen = TEXT_EMPTY, problem = TEXT_EMPTY, packed = file_bytes();
    cr_expect_lt(packed.bytes, 2000);
    cr_expect_eq(unpack(&seen, 1 << 20, &problem), PACKED_REFUSED);
    cr_expect_leq(seen.bytes, 1 << 20);
    cr_expect_str_eq(text_string(&problem), "the file unpacks to more than 1 MiB: this is no results file");
    remove(path);
    text_free(&seen);
    text_free(&problem);
    text_free(&packed);
}

/* A header may ask for a dictionary of 4 GiB. It is 12 bytes, then the block's: its size, flags, the filter's id, size
 * and dictionary, padding, a checksum. */
Test(pack, a_file_that_takes_too_much_memory_is_refused)
{
    struct text lines = some_lines(LINES);
    name_scratch(".xz");
    pack(&lines);
    struct text packed = file_bytes();
    uint8_t *header = (uint8_t *)packed.data + 12;
    size_t header_bytes = 4 * (size_t)(header[0] + 1);
    cr_assert_eq(header[2], 0x21);
    header[4] = 40;
    uint32_t sum = lzma_crc32(header, header_bytes - 4, 0);
    for (size_t i = 0; i < 4; i++)
        header[header_bytes - 4 + i] = (uint8_t)(sum >> 8 * i);
    write_file(packed.data, packed.bytes);
    struct text seen = TEXT_EMPTY, problem = TEXT_EMPTY;
    cr_expect_eq(unpack(&seen, NO_LIMIT, &problem), PACKED_REFUSED);
    cr_expect_eq(seen.bytes, 0);
    cr_expect(strstr(text_string(&problem), "takes more than 100 MiB of memory") != NULL);
    remove(path);
    text_free(&seen);
    text_free(&problem);
    text_free(&packed);
    text_free(&lines);
}

Test(pack, other_ways_to_compress_are_named)
{
    static const struct {
        const char *bytes, *words;
    } others[] = {{"\x1f\x8b\x08", "gunzip"}, {"\x28\xb5\x2f\xfd!", "zstd -d"}, {"BZh91AY", "bunzip2"}};
    name_scratch(".jsonl");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        write_file(others[i].bytes, strlen(others[i].bytes));
        struct text seen = TEXT_EMPTY, problem = TEXT_EMPTY;
        cr_expect_eq(unpack(&seen, NO_LIMIT, &problem), PACKED_REFUSED);
        cr_expect(strstr(text_string(&problem), others[i].words) != NULL, "%s", text_string(&problem));
        text_free(&problem);
    }
    remove(path);
}

Test(pack, a_full_disk_shows)
{
    static const char *const links[] = {"", ".xz"};
    for (size_t i = 0; i < 2; i++) {
        name_scratch(links[i]);
        cr_assert_eq(symlink("/dev/full", path), 0);
        struct packed_output *output = packed_output_open(path);
        cr_assert_not_null(output);
        packed_output_write(output, "line\n", 5);
        errno = 0;
        cr_expect_not(packed_output_close(output));
        cr_expect_eq(errno, ENOSPC);
        remove(path);
    }
    cr_expect_null(packed_output_open("/nonexistent/results.jsonl.xz"));
    cr_expect_eq(errno, ENOENT);
    cr_expect_null(packed_input_open("/nonexistent/results.jsonl.xz", NO_LIMIT));
    cr_expect_eq(errno, ENOENT);
}
