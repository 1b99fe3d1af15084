#include "picture/figure.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Longer values are cut, arrays that overlap themselves in more lines lose those in the middle. */
enum { BOX_BYTES = 20, MOST_LINES = 8, LAST_LINES = 2, MOST_DIMENSIONS = 16 };

/* Whether each element of an array has a box. */
static bool has_boxes(const struct picture *picture, size_t number)
{
    const struct object *object = &picture->memory.objects[number];
    return object->kind == IBID_ARRAY && object->element_count > 0 &&
           (object->element != NULL || picture->objects[number].elements != NULL);
}

static bool is_sequence(const struct object *object)
{
    return object->kind == IBID_LIST || object->kind == IBID_TUPLE;
}

static bool holds_objects(const struct snapshot *memory, const struct object *object)
{
    for (size_t i = 0; i < object->item_count; i++)
        if (object_has_identity(&memory->objects[object->items[i]]))
            return true;
    return false;
}

size_t picture_subjects(struct arena *arena, const struct picture *picture, bool everything, struct subject **subjects)
{
    size_t count = 0;
    bool *drawn = ARENA_ARRAY(arena, bool, picture->buffer_count + 1);
    *subjects = NULL;
    for (size_t i = 0; i < picture->memory.object_count; i++) {
        const struct object *object = &picture->memory.objects[i];
        const struct pictured *pictured = &picture->objects[i];
        struct subject subject = {PICTURE_NOWHERE, i};
        if (object->kind == IBID_ARRAY && pictured->buffer != PICTURE_NOWHERE) {
            if (pictured->at == NULL ? !everything : drawn[pictured->buffer])
                continue;
            if (pictured->at != NULL) {
                drawn[pictured->buffer] = true;
                subject.buffer = pictured->buffer;
            }
        } else if (object->kind == IBID_ARRAY
                       ? !has_boxes(picture, i)
                       : !is_sequence(object) || object->item_count == 0 || !holds_objects(&picture->memory, object)) {
            if (!everything || (!pictured->named && !object_has_identity(object)))
                continue;
        }
        ARENA_APPEND(arena, *subjects, count, subject);
    }
    return count;
}

/* The elements of an array or the items of a list, on their way into lines. */
struct strip {
    size_t object;
    size_t count;
    const size_t *at; /* NULL: element i is in place i */
    size_t width;
    unsigned split; /* a bit for each axis that is told apart by lines, so that no line has a place twice */
    size_t line_count;
    bool indexed;
};

static size_t place_of(const struct strip *strip, size_t element)
{
    return strip->at != NULL ? strip->at[element] : element;
}

/* The line of an element: its index along the axes of `split`. */
static size_t line_of(const struct object *array, unsigned split, size_t element)
{
    size_t line = 0, step = 1;
    for (size_t axis = array->dimensions; axis-- > 0;) {
        size_t length = (size_t)array->shape[axis], index = element % length;
        element /= length;
        if ((split >> axis & 1) == 0)
            continue;
        line += index * step;
        step *= length;
    }
    return line;
}

static size_t lines_of(const struct object *array, unsigned split)
{
    size_t lines = 1;
    for (size_t axis = 0; axis < array->dimensions; axis++)
        lines *= (split >> axis & 1) != 0 ? (size_t)array->shape[axis] : 1;
    return lines;
}

static int compare_sizes(const void *left, const void *right)
{
    size_t one = *(const size_t *)left, other = *(const size_t *)right;
    return (one > other) - (one < other);
}

/* Whether no line has two elements in one place; `pairs` has room for a number for each place of each element. */
static bool tells_apart(const struct object *array, const struct strip *strip, unsigned split, size_t *pairs,
                        size_t place_count)
{
    size_t count = 0;
    for (size_t i = 0; i < strip->count; i++)
        for (size_t k = 0; k < strip->width; k++)
            pairs[count++] = line_of(array, split, i) * place_count + place_of(strip, i) + k;
    qsort(pairs, count, sizeof *pairs, compare_sizes);
    for (size_t i = 1; i < count; i++)
        if (pairs[i] == pairs[i - 1])
            return false;
    return true;
}

/* The fewest lines that do; among equals, those along the first axes. Of many axes only the first are tried. */
static void split_lines(struct arena *arena, const struct object *array, struct strip *strip, size_t place_count)
{
    enum { AXES_IN_ANY_ORDER = 5 };
    size_t *pairs = ARENA_ARRAY(arena, size_t, strip->count * strip->width + 1), best = SIZE_MAX;
    strip->line_count = 1;
    if (array->dimensions > MOST_DIMENSIONS || tells_apart(array, strip, 0, pairs, place_count))
        return;
    bool any_order = array->dimensions <= AXES_IN_ANY_ORDER;
    for (unsigned split = 1; split < 1U << array->dimensions; split = any_order ? split + 1 : split * 2 + 1) {
        size_t lines = lines_of(array, split);
        if (lines < best && tells_apart(array, strip, split, pairs, place_count)) {
            best = lines;
            strip->split = split;
            strip->line_count = lines;
        }
    }
}

static bool ascends(const struct strip *strip)
{
    for (size_t i = 1; i < strip->count; i++)
        if (place_of(strip, i) <= place_of(strip, i - 1))
            return false;
    return true;
}

static struct strip strip_of(struct arena *arena, const struct picture *picture, size_t number, size_t place_count)
{
    const struct object *object = &picture->memory.objects[number];
    const struct pictured *pictured = &picture->objects[number];
    struct strip strip = {.object = number, .count = 1, .width = 1, .line_count = 1};
    if (has_boxes(picture, number)) {
        strip.count = object->element_count;
        strip.at = pictured->at;
        if (strip.at != NULL) {
            strip.width = pictured->width_places;
            split_lines(arena, object, &strip, place_count);
        }
        strip.indexed = object->dimensions > 1 || !ascends(&strip);
    } else if (is_sequence(object) && object->item_count > 0) {
        strip.count = object->item_count;
    }
    return strip;
}

/* Which columns there are. A slot is the least run of places that no element crosses the ends of. */
struct columns {
    size_t place_count, slot_count;
    size_t *slot_of;   /* by place */
    size_t *column_of; /* by slot; of those that are not shown, the column that stands for them */
    bool *shown;       /* by slot */
    size_t count;
};

static void find_slots(struct arena *arena, struct columns *columns, const struct strip *strips, size_t strip_count)
{
    bool *crossed = ARENA_ARRAY(arena, bool, columns->place_count + 1);
    columns->slot_of = ARENA_ARRAY(arena, size_t, columns->place_count + 1);
    for (size_t s = 0; s < strip_count; s++)
        for (size_t i = 0; i < strips[s].count; i++)
            for (size_t k = 1; k < strips[s].width; k++)
                crossed[place_of(&strips[s], i) + k] = true;
    for (size_t place = 0; place < columns->place_count; place++) {
        columns->slot_count += !crossed[place];
        columns->slot_of[place] = columns->slot_count - 1;
    }
}

/* How far each slot is from one where an array begins or ends. */
static void choose_slots(struct arena *arena, struct columns *columns, const struct strip *strips, size_t strip_count,
                         size_t reach)
{
    size_t *distance = ARENA_ARRAY(arena, size_t, columns->slot_count + 1);
    columns->shown = ARENA_ARRAY(arena, bool, columns->slot_count + 1);
    for (size_t i = 0; i < columns->slot_count; i++)
        distance[i] = columns->slot_count;
    for (size_t s = 0; s < strip_count; s++) {
        size_t lowest = SIZE_MAX, highest = 0;
        for (size_t i = 0; i < strips[s].count; i++) {
            size_t place = place_of(&strips[s], i), last = place + strips[s].width - 1;
            lowest = place < lowest ? place : lowest;
            highest = last > highest ? last : highest;
        }
        distance[columns->slot_of[lowest]] = distance[columns->slot_of[highest]] = 0;
    }
    for (size_t i = 1; i < columns->slot_count; i++)
        if (distance[i - 1] + 1 < distance[i])
            distance[i] = distance[i - 1] + 1;
    for (size_t i = columns->slot_count; i-- > 1;)
        if (distance[i] + 1 < distance[i - 1])
            distance[i - 1] = distance[i] + 1;
    for (size_t i = 0; i < columns->slot_count; i++)
        columns->shown[i] = distance[i] <= reach;
    /* A column that says that one is left out is no narrower than that one. */
    for (size_t i = 1; i + 1 < columns->slot_count; i++)
        columns->shown[i] = columns->shown[i] || (columns->shown[i - 1] && columns->shown[i + 1]);
}

/* Places of one slot are columns of their own: elements of several widths stand one above the other there. */
static void number_columns(struct arena *arena, struct columns *columns)
{
    columns->column_of = ARENA_ARRAY(arena, size_t, columns->place_count + 1);
    for (size_t place = 0; place < columns->place_count; place++) {
        size_t slot = columns->slot_of[place];
        bool continues = place > 0 && !columns->shown[slot] && !columns->shown[columns->slot_of[place - 1]];
        columns->count += !continues;
        columns->column_of[place] = columns->count - 1;
    }
}

static const char *index_text(struct arena *arena, const struct object *array, size_t element)
{
    size_t indices[MOST_DIMENSIONS];
    if (array->dimensions > MOST_DIMENSIONS)
        return NULL;
    for (size_t axis = array->dimensions; axis-- > 0;) {
        indices[axis] = element % (size_t)array->shape[axis];
        element /= (size_t)array->shape[axis];
    }
    struct text text = TEXT_EMPTY;
    for (size_t axis = 0; axis < array->dimensions; axis++)
        text_printf(&text, "%s%zu", axis == 0 ? "[" : ",", indices[axis]);
    text_append(&text, "]");
    return keep_text(arena, &text);
}

static void fill_box(struct arena *arena, const struct picture *picture, const struct strip *strip, size_t element,
                     struct figure_box *box)
{
    const struct snapshot *memory = &picture->memory;
    const struct object *object = &memory->objects[strip->object];
    struct text text = TEXT_EMPTY;
    box->target = PICTURE_NOWHERE;
    if (has_boxes(picture, strip->object)) {
        picture_element(&text, picture, strip->object, element);
        box->index = strip->indexed ? index_text(arena, object, element) : NULL;
        box->shared = strip->at != NULL && picture->objects[strip->object].shared[element];
    } else if (is_sequence(object) && object->item_count > 0) {
        size_t item = object->items[element];
        if (object_has_identity(&memory->objects[item])) {
            box->target = item;
            text_append(&text, picture->objects[item].label);
        } else {
            picture_display(&text, picture, item, BOX_BYTES);
        }
    } else {
        picture_display(&text, picture, strip->object, 2 * BOX_BYTES);
    }
    box->text = keep_text(arena, &text);
}

static int compare_columns(const void *left, const void *right)
{
    const struct figure_box *one = left, *other = right;
    return (one->column > other->column) - (one->column < other->column);
}

static void add_element(struct arena *arena, const struct picture *picture, const struct columns *columns,
                        const struct strip *strip, size_t element, struct figure_line *line)
{
    size_t place = place_of(strip, element);
    struct figure_box box = {.column = columns->column_of[place], .column_count = 1, .target = PICTURE_NOWHERE};
    if (columns->shown[columns->slot_of[place]]) {
        box.column_count = strip->width;
        fill_box(arena, picture, strip, element, &box);
    } else {
        box.omission = true;
        box.text = "…";
        for (size_t i = 0; i < line->box_count; i++)
            if (line->boxes[i].column == box.column)
                return;
    }
    ARENA_APPEND(arena, line->boxes, line->box_count, box);
}

static void add_lines(struct arena *arena, const struct picture *picture, const struct columns *columns,
                      const struct strip *strip, struct figure *figure)
{
    const struct object *object = &picture->memory.objects[strip->object];
    bool cut = strip->line_count > MOST_LINES;
    size_t first_last = strip->line_count - LAST_LINES, kept = MOST_LINES - LAST_LINES - 1;
    struct figure_line *lines = ARENA_ARRAY(arena, struct figure_line, strip->line_count + 1);
    for (size_t i = 0; i < strip->count; i++) {
        size_t line = strip->split != 0 ? line_of(object, strip->split, i) : 0;
        if (!cut || line < kept || line >= first_last)
            add_element(arena, picture, columns, strip, i, &lines[line]);
    }
    for (size_t i = 0; i < strip->line_count; i++) {
        struct figure_line line = lines[i];
        if (cut && i > kept && i < first_last)
            continue;
        line.object = strip->object;
        line.label = i == 0 ? picture->objects[strip->object].label : NULL;
        line.omitted = cut && i == kept ? first_last - kept : 0;
        if (line.box_count > 0)
            qsort(line.boxes, line.box_count, sizeof *line.boxes, compare_columns);
        ARENA_APPEND(arena, figure->lines, figure->line_count, line);
    }
}

struct figure figure_new(struct arena *arena, const struct picture *picture, struct subject subject, size_t reach)
{
    struct figure figure = {0};
    struct columns columns = {0};
    struct strip *strips = NULL;
    size_t strip_count = 0;
    if (subject.buffer != PICTURE_NOWHERE) {
        columns.place_count = picture->buffers[subject.buffer].place_count;
        for (size_t i = 0; i < picture->memory.object_count; i++)
            if (picture->objects[i].buffer == subject.buffer && picture->objects[i].at != NULL) {
                const struct strip strip = strip_of(arena, picture, i, columns.place_count);
                ARENA_APPEND(arena, strips, strip_count, strip);
            }
    } else {
        const struct strip strip = strip_of(arena, picture, subject.object, 0);
        ARENA_APPEND(arena, strips, strip_count, strip);
        columns.place_count = strip.count;
        const struct object *object = &picture->memory.objects[subject.object];
        figure.unproved = object->kind == IBID_ARRAY && object->element_count > 0;
    }
    find_slots(arena, &columns, strips, strip_count);
    choose_slots(arena, &columns, strips, strip_count, reach);
    number_columns(arena, &columns);
    figure.column_count = columns.count;
    for (size_t i = 0; i < strip_count; i++)
        add_lines(arena, picture, &columns, &strips[i], &figure);
    return figure;
}

size_t *figure_widths(struct arena *arena, const struct figure *figure, figure_box_width *width_of_box, const void *data,
                      size_t between)
{
    size_t *width = ARENA_ARRAY(arena, size_t, figure->column_count + 1);
    for (int spanning = 0; spanning < 2; spanning++)
        for (size_t i = 0; i < figure->line_count; i++)
            for (size_t k = 0; k < figure->lines[i].box_count; k++) {
                const struct figure_box *box = &figure->lines[i].boxes[k];
                if ((box->column_count > 1) != (spanning == 1))
                    continue;
                size_t wanted = width_of_box(data, arena, box), has = between * (box->column_count - 1);
                for (size_t c = 0; c < box->column_count; c++)
                    has += width[box->column + c];
                width[box->column + box->column_count - 1] += wanted > has ? wanted - has : 0;
            }
    return width;
}
