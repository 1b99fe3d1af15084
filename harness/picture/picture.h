/*
 * The memory of a program as it can be drawn: names, the objects they are bound to, and where the elements of arrays
 * lie, as far as the proof's writes tell.
 *
 * Arrays that share memory lie in one buffer. An element's place in it is a number: two elements are one piece of
 * memory exactly where their arrays are of one buffer and their places coincide. That is proved. How places are
 * numbered is not: the array with most elements counts its own in C order, and the others follow, so that what lies
 * side by side in some array is drawn side by side. Where memory really is, no program can tell.
 */
#ifndef IBID_PICTURE_PICTURE_H
#define IBID_PICTURE_PICTURE_H

#include "observe/observation.h"
#include "plan/plan.h"

#define PICTURE_NOWHERE ((size_t)-1)

/* Of arrays with more elements and longer lists a step has the content alone, shortened. */
enum { PICTURE_LISTED_ELEMENTS = 64 };

/* What is known of an object beside its value. */
struct pictured {
    const char *label; /* all its names, "a, x"; without a name how it is reached, "l[0]" */
    bool named;
    size_t buffer;       /* PICTURE_NOWHERE where nothing was proved of it, and of what is no array */
    size_t *at;          /* for each element in C order the first of its places; NULL where that is not known */
    size_t width_places; /* how many places an element covers, where `at` is known; else 0 */
    bool *shared;        /* beside `at`: whether another element, of this array or another, lies there too */
    /* Of a picture that was read from a step; else NULL, and the object's own value tells. */
    const char *description, *content;
    const char *const *elements;
};

struct picture_buffer {
    size_t place_count; /* 0 where no array of it has its places */
    size_t place_bytes;
};

/* Two objects, by number; left < right. */
struct object_pair {
    size_t left, right;
};

struct picture {
    struct snapshot memory;   /* what can be reached from the names, numbered as the program binds them, then breadth
                                 first */
    struct pictured *objects; /* beside memory.objects */
    struct picture_buffer *buffers; /* in the order of their first array */
    size_t buffer_count;
    struct object_pair *shares; /* proved to have memory in common; sorted */
    size_t share_count;
    struct object_pair *unproved; /* arrays with elements of which neither yes nor no is proved; sorted */
    size_t unproved_count;
};

/*
 * The picture of names as they were read after a program. `names` is that read, or a selection of it; observation and
 * plan have the proof's writes. Everything lives in the arena; strings and elements are the observation's.
 */
struct picture *picture_new(struct arena *arena, const struct program *program, const struct snapshot *names,
                            const struct observation *observation, const struct plan *plan);

/* The pairs that name an object. */
bool picture_shares(const struct picture *picture, size_t left, size_t right);
/* What an object shares elements with, as "a, x; v": labels in order. "" if nothing. */
void picture_sharers(struct text *text, const struct picture *picture, size_t object);

/* Values as people read them: what kind of thing an object is, its content, one element of an array. */
void picture_describe(struct text *text, const struct picture *picture, size_t object);
void picture_display(struct text *text, const struct picture *picture, size_t object, size_t limit_bytes);
void picture_element(struct text *text, const struct picture *picture, size_t array, size_t element);

/* What went wrong in a program, for who looks at its picture. */
struct picture_error {
    size_t statement; /* from 1; 0 for the program as a whole */
    const char *kind, *message;
};

/* The error of an observation, or NULL if all its statements ran. In the arena. */
const struct picture_error *picture_error_of(struct arena *arena, const struct observation *observation);

/*
 * The picture as JSON, a STEP of docs/report-data.md, a new reference. A picture that is NULL has no names. `error` may
 * be NULL. Content is shortened to about content_bytes.
 */
json_t *picture_step_new(const struct picture *picture, const struct picture_error *error, size_t content_bytes);
/*
 * The picture that a step, such as the `state` of a results file, tells of. NULL if it is none: numbers of objects that
 * are not there, elements that are not as many as the shape says. Everything lives in the arena, strings are the
 * step's.
 */
const struct picture *picture_of_step(struct arena *arena, const json_t *step);

#endif
