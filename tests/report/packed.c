/* Reading results files that are compressed. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "pack/pack.h"
#include "report/save.h"
#include "samples.h"

TestSuite(packed);

/* The sample as a compressed file; its bytes are in `packed`, and its name is returned. */
static const char *pack_sample(struct arena *arena, const char *sample, struct text *packed)
{
    struct text text = TEXT_EMPTY;
    const char *message = "";
    cr_assert(load(arena, sample, &text, &message), "%s", message);
    const char *path = arena_printf(arena, "%s.xz", scratch_file(arena, "", 0));
    struct packed_output *output = packed_output_open(path);
    cr_assert(packed_output_write(output, text.data, text.bytes));
    cr_assert(packed_output_close(output));
    cr_assert(load(arena, path, packed, &message), "%s", message);
    text_free(&text);
    return path;
}

static void overwrite(const char *path, const char *bytes, size_t count)
{
    FILE *file = fopen(path, "w");
    cr_assert_eq(fwrite(bytes, 1, count, file), count);
    fclose(file);
}

/* Removes a file that pack_sample made, and the one whose name it took. */
static void remove_both(struct arena *arena, const char *path)
{
    remove(path);
    remove(arena_strndup(arena, path, strlen(path) - 3));
}

Test(packed, is_read_as_if_it_were_not)
{
    struct arena *arena = arena_new();
    struct text packed = TEXT_EMPTY;
    const char *path = pack_sample(arena, SAMPLE("torch"), &packed), *message = "";
    struct results plain, results;
    cr_assert(report_read(arena, SAMPLE("torch"), &plain, &message), "%s", message);
    cr_assert(report_read(arena, path, &results, &message), "%s", message);
    cr_expect_null(results.cut_short);
    cr_expect(json_equal(plain.cases, results.cases));
    cr_expect(json_equal(plain.footer, results.footer));
    report_release(&plain);
    report_release(&results);
    remove_both(arena, path);
    text_free(&packed);
    arena_free(arena);
}

Test(packed, every_cut_is_read_or_refused_by_name)
{
    struct arena *arena = arena_new();
    struct text packed = TEXT_EMPTY;
    const char *path = pack_sample(arena, SAMPLE("numpy"), &packed);
    size_t read = 0, refused = 0;
    for (size_t bytes = 1; bytes < packed.bytes; bytes += 7) {
        overwrite(path, packed.data, bytes);
        struct results results;
        const char *message = "";
        bool fine = report_read(arena, path, &results, &message);
        if (fine)
            cr_expect_not_null(results.cut_short);
        else
            cr_expect_not_null(strstr(message, "breaks off before the end of its first line"), "after %zu bytes: %s",
                               bytes, message);
        read += fine;
        refused += !fine;
        report_release(&results);
    }
    cr_expect_gt(read, 50);
    cr_expect_gt(refused, 5);
    remove_both(arena, path);
    text_free(&packed);
    arena_free(arena);
}

/* What is unpacked behind damage is often no JSON: that is not what to tell. */
Test(packed, damage_is_called_damage)
{
    struct arena *arena = arena_new();
    struct text packed = TEXT_EMPTY;
    const char *path = pack_sample(arena, SAMPLE("numpy"), &packed);
    size_t damaged = 0, tried = 0;
    for (size_t i = 30; i < packed.bytes - 40; i += 13, tried++) {
        packed.data[i] ^= 0x04;
        overwrite(path, packed.data, packed.bytes);
        packed.data[i] ^= 0x04;
        struct results results;
        const char *message = "";
        cr_assert_not(report_read(arena, path, &results, &message));
        damaged += strstr(message, "is damaged here, or before") != NULL;
    }
    cr_expect_eq(damaged, tried);
    remove_both(arena, path);
    text_free(&packed);
    arena_free(arena);
}

Test(packed, names_what_else_it_is)
{
    struct arena *arena = arena_new();
    struct results results;
    const char *message = "", *path = scratch_file(arena, "\x1f\x8b\x08\0", 4);
    cr_assert_not(report_read(arena, path, &results, &message));
    cr_expect_str_eq(message, arena_printf(arena,
                                           "%s:1: the file is compressed with gzip, and ibid reads xz alone: unpack it "
                                           "with `gunzip`",
                                           path));
    remove(path);
    arena_free(arena);
}

/* 128 MiB without a newline, in some kilobytes. */
Test(packed, a_line_has_a_limit)
{
    struct arena *arena = arena_new();
    const char *path = arena_printf(arena, "%s.xz", scratch_file(arena, "", 0)), *message = "";
    struct packed_output *output = packed_output_open(path);
    static char spaces[1 << 20];
    memset(spaces, ' ', sizeof spaces);
    for (int i = 0; i < 128; i++)
        cr_assert(packed_output_write(output, spaces, sizeof spaces));
    cr_assert(packed_output_close(output));
    struct results results;
    cr_assert_not(report_read(arena, path, &results, &message));
    cr_expect_str_eq(message + strlen(path), ":1: the line is longer than 64 MiB: this is no results file");
    remove_both(arena, path);
    arena_free(arena);
}
