/*
 * Values for people. Lists may contain themselves or, with few objects, be of any size, so showing is
 * bounded by the text: it stops as soon as the limit is passed, and is tried again with fewer items
 * of each sequence, those at the ends.
 */
#include "observe/observation.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

enum { MAXIMUM_DEPTH = 64 };

struct showing {
    struct text *text;
    const struct snapshot *snapshot;
    size_t limit_bytes; /* of text->bytes */
    size_t edge;        /* so many items at each end of a sequence */
    size_t depth_limit;
    size_t depth;
    size_t path[MAXIMUM_DEPTH]; /* the sequences that are being shown */
    bool shortened;
};

static void show_string(struct text *text, const char *string)
{
    text_append_character(text, '"');
    for (const unsigned char *at = (const unsigned char *)string; *at != '\0'; at++) {
        if (*at == '"' || *at == '\\')
            text_printf(text, "\\%c", *at);
        else if (*at == '\n')
            text_append(text, "\\n");
        else if (*at == '\t')
            text_append(text, "\\t");
        else if (*at < 0x20 || *at == 0x7f)
            text_printf(text, "\\x%02x", *at);
        else
            text_append_character(text, (char)*at);
    }
    text_append_character(text, '"');
}

/* The index of the item to show after `index`; jumps over the middle and says so. */
static size_t next_item(struct showing *showing, size_t index, size_t count)
{
    size_t next = index + 1;
    if (next < count)
        text_append(showing->text, ", ");
    if (next == showing->edge && count - next > showing->edge) {
        text_append(showing->text, "…, ");
        showing->shortened = true;
        return count - showing->edge;
    }
    return next;
}

static bool fits(const struct showing *showing)
{
    return showing->text->bytes <= showing->limit_bytes;
}

static bool show_elements(struct showing *showing, const struct object *array, size_t axis, size_t first)
{
    if (axis == array->dimensions) {
        display_element(showing->text, array->element, array->bytes + first * array->element->item_bytes);
        return fits(showing);
    }
    size_t count = (size_t)array->shape[axis], step = 1;
    for (size_t i = axis + 1; i < array->dimensions; i++)
        step *= (size_t)array->shape[i];
    text_append_character(showing->text, '[');
    if (showing->depth + axis >= showing->depth_limit && count > 0) {
        text_append(showing->text, "…");
        showing->shortened = true;
        count = 0;
    }
    for (size_t i = 0; i < count; i = next_item(showing, i, count))
        if (!show_elements(showing, array, axis + 1, first + i * step))
            return false;
    text_append_character(showing->text, ']');
    return fits(showing);
}

static bool show_object(struct showing *showing, size_t number);

static bool show_items(struct showing *showing, size_t number, const struct object *object)
{
    bool is_list = object->kind == IBID_LIST;
    for (size_t i = 0; i < showing->depth; i++)
        if (showing->path[i] == number) {
            text_append(showing->text, is_list ? "[...]" : "(...)");
            return fits(showing);
        }
    text_append_character(showing->text, is_list ? '[' : '(');
    if (showing->depth >= showing->depth_limit && object->item_count > 0) {
        text_append(showing->text, "…");
        showing->shortened = true;
    } else {
        showing->path[showing->depth++] = number;
        for (size_t i = 0; i < object->item_count; i = next_item(showing, i, object->item_count))
            if (!show_object(showing, object->items[i]))
                return false;
        showing->depth--;
        if (!is_list && object->item_count == 1)
            text_append_character(showing->text, ',');
    }
    text_append_character(showing->text, is_list ? ']' : ')');
    return fits(showing);
}

/* False as soon as the limit is passed. */
static bool show_object(struct showing *showing, size_t number)
{
    const struct object *object = &showing->snapshot->objects[number];
    switch (object->kind) {
    case IBID_NONE:
        text_append(showing->text, "None");
        break;
    case IBID_BOOL:
        text_append(showing->text, object->truth ? "True" : "False");
        break;
    case IBID_INT:
        canonical_integer(showing->text, object->text);
        break;
    case IBID_FLOAT:
        display_scalar_real(showing->text, object->element, object->real);
        break;
    case IBID_COMPLEX:
        display_scalar_complex(showing->text, object->element, object->real, object->imaginary);
        break;
    case IBID_STR:
        show_string(showing->text, object->text);
        break;
    case IBID_LIST:
    case IBID_TUPLE:
        return show_items(showing, number, object);
    case IBID_ARRAY:
        if (object->element != NULL)
            return show_elements(showing, object, 0, 0);
        text_printf(showing->text, "<%zu bytes>", object->byte_count);
        break;
    default:
        text_printf(showing->text, "<%s>", object->text);
    }
    return fits(showing);
}

static void back_to(struct text *text, size_t bytes)
{
    if (text->data == NULL)
        return;
    text->bytes = bytes;
    text->data[bytes] = '\0';
}

/* Takes the middle out of text[from, …), without cutting a character of UTF-8 in two. */
static void cut_middle(struct text *text, size_t from, size_t limit_bytes)
{
    size_t length = text->bytes - from;
    if (length <= limit_bytes)
        return;
    size_t head = limit_bytes / 2, tail = length - (limit_bytes - head);
    while (head > 0 && !utf8_begins(text->data[from + head]))
        head--;
    while (tail < length && !utf8_begins(text->data[from + tail]))
        tail++;
    struct text end = TEXT_EMPTY;
    text_append(&end, text->data + from + tail);
    back_to(text, from + head);
    text_append(text, "…");
    text_append(text, text_string(&end));
    text_free(&end);
}

static void say_count(struct text *text, const struct object *object)
{
    if (object->kind == IBID_ARRAY)
        text_printf(text, " (%zu elements)", object->element_count);
    else if (object->kind == IBID_LIST || object->kind == IBID_TUPLE)
        text_printf(text, " (%zu items)", object->item_count);
}

void object_display(struct text *text, const struct snapshot *snapshot, size_t object, size_t limit_bytes)
{
    static const struct {
        size_t edge, depth_limit;
    } attempts[] = {{SIZE_MAX, MAXIMUM_DEPTH},
                    {32, MAXIMUM_DEPTH},
                    {16, MAXIMUM_DEPTH},
                    {8, MAXIMUM_DEPTH},
                    {4, MAXIMUM_DEPTH},
                    {3, MAXIMUM_DEPTH},
                    {2, MAXIMUM_DEPTH},
                    {1, MAXIMUM_DEPTH},
                    {1, 2},
                    {1, 1}};
    size_t from = text->bytes;
    enum ibid_kind kind = snapshot->objects[object].kind;
    bool sequence = kind == IBID_LIST || kind == IBID_TUPLE || kind == IBID_ARRAY;
    struct showing showing = {.text = text, .snapshot = snapshot};
    bool shown = false;
    for (size_t i = 0; !shown && i < (sequence ? sizeof attempts / sizeof attempts[0] : 1); i++) {
        back_to(text, from);
        showing.limit_bytes = limit_bytes > SIZE_MAX - from ? SIZE_MAX : from + limit_bytes;
        showing.edge = attempts[i].edge;
        showing.depth_limit = attempts[i].depth_limit;
        showing.depth = 0;
        showing.shortened = false;
        shown = show_object(&showing, object);
    }
    cut_middle(text, from, limit_bytes);
    if (showing.shortened || !shown)
        say_count(text, &snapshot->objects[object]);
}

void object_describe(struct text *text, const struct object *object)
{
    static const char *const names[] = {
        [IBID_NONE] = "None",       [IBID_BOOL] = "bool", [IBID_INT] = "int",   [IBID_FLOAT] = "float",
        [IBID_COMPLEX] = "complex", [IBID_STR] = "str",   [IBID_LIST] = "list", [IBID_TUPLE] = "tuple",
    };
    if (object->kind == IBID_ARRAY) {
        text_printf(text, "%s array of shape (", object->dtype);
        for (size_t i = 0; i < object->dimensions; i++)
            text_printf(text, i == 0 ? "%lld" : ", %lld", object->shape[i]);
        text_append(text, object->dimensions == 1 ? ",)" : ")");
    } else if (object->kind == IBID_OTHER) {
        text_append(text, object->text);
    } else if (object->dtype != NULL) {
        text_printf(text, "%s scalar", object->dtype);
    } else {
        text_append(text, names[object->kind]);
    }
}
