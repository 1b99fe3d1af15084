/* What objects.c and skeleton.c share, and @NAME@.c need not know. */
#ifndef OBJECTS_H
#define OBJECTS_H

#include "skeleton.h"

/* Beside the kinds of ibid. */
enum { KIND_SLICE = IBID_OTHER + 1, KIND_NATIVE };

struct object {
    int kind;
    size_t references;
    struct object *next, **link; /* of all objects of the instance: what a cycle keeps alive goes with it */
    bool truth;
    double real, imaginary;
    char *text; /* INT in decimal, STR, FUNCTION */
    struct object **items;
    size_t item_count;
    const struct native_class *native_class;
    void *native;
};

struct ibid_instance {
    struct object *objects;
    struct object *none, *truths[2];
    ibid_handle *read_items; /* of the latest read */
    enum ibid_error_kind kind;
    char message[500];
};

struct call {
    ibid_instance *instance;
    const ibid_handle *arguments;
    size_t count;
    const struct ibid_keyword *keywords;
    size_t keyword_count;
    enum ibid_status status;
};

/* Ends the program when memory is out: ibid takes that as it takes any crash. */
void *checked(void *memory);
struct object *new_object(ibid_instance *instance, int kind);
struct object *new_object_with_text(ibid_instance *instance, int kind, const char *text);
void free_object(struct object *object);
void release_object(struct object *object);
/* A handle is a counted reference to an object, so that an object's address is its identity. */
struct object *object_of(ibid_handle handle);
ibid_handle handle_of(struct object *object);

#endif
