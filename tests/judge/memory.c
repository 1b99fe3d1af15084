#include "memory.h"

#include <string.h>

#include "observe/base64.h"

static void append_read(struct text *text, const struct memory *memory)
{
    text_printf(text, "{\"names\":{\"%s\":0,\"%s\":1},\"objects\":[", memory->arrays[0].name, memory->arrays[1].name);
    for (size_t i = 0; i < 2; i++) {
        const struct memory_array *array = &memory->arrays[i];
        unsigned char bytes[MEMORY_BYTES];
        for (size_t k = 0; k < array->element_count; k++)
            memcpy(bytes + k * array->item_bytes, memory->bytes + array->places[k], array->item_bytes);
        text_printf(text, "%s{\"kind\":\"array\",\"dtype\":\"%s\",\"shape\":[%s],\"bytes\":\"", i > 0 ? "," : "",
                    array->dtype, array->shape);
        base64_append(text, bytes, array->element_count * array->item_bytes);
        text_printf(text, "\"}");
    }
    text_printf(text, "]}");
}

/* x[...] = bits(x, bit) */
static void write_bits(struct memory *memory, const struct memory_array *array, int bit)
{
    for (size_t k = 0; k < array->element_count; k++)
        for (size_t byte = 0; byte < array->item_bytes; byte++) {
            bool second = bit == -1 || (bit >= 0 && (k >> bit & 1) != 0);
            memory->bytes[array->places[k] + byte] = second ? (unsigned char)(0x31 + byte) : 0;
        }
}

const char *memory_answer(struct arena *arena, struct memory memory, const struct plan *plan, size_t statement_count)
{
    struct text tries = TEXT_EMPTY, reads = TEXT_EMPTY;
    size_t try_count = 0;
    append_read(&reads, &memory);
    for (size_t i = 0; i < plan->write_count; i++) {
        const struct proof_write *write = &plan->writes[i];
        const struct memory_array *array = &memory.arrays[strcmp(memory.arrays[0].name, write->name) == 0 ? 0 : 1];
        for (int bit = -2; bit < (int)write->round_count; bit++) {
            if (array->writes == WRITABLE)
                write_bits(&memory, array, bit);
            text_printf(&tries, "%s", try_count > 0 ? "," : "");
            if (array->writes == READ_ONLY)
                text_printf(&tries, "{\"step\":%zu,\"kind\":\"immutable\",\"class\":\"E\",\"message\":\"m\"}",
                            statement_count + 1 + 2 * try_count);
            else
                text_printf(&tries, "null");
            try_count++;
            text_printf(&reads, ",");
            append_read(&reads, &memory);
        }
    }
    const char *answer = arena_printf(arena, "{\"id\":1,\"native\":[],\"error\":null,\"tries\":[%s],\"reads\":[%s]}",
                                      text_string(&tries), text_string(&reads));
    text_free(&tries);
    text_free(&reads);
    return answer;
}
