/* Inside drive: requests on their way, and lists of them. */
#ifndef IBID_DRIVE_QUEUE_H
#define IBID_DRIVE_QUEUE_H

#include "drive/session.h"

struct request {
    struct request *next;
    json_int_t id;
    char *line; /* ends in a newline */
    size_t bytes;
    answer_callback *callback;
    void *data;
    char *first_failure; /* what happened the first time, if it was blamed once; else NULL */
};

struct queue {
    struct request *first, *last;
    size_t count;
};

/* Takes the reference to the object. */
struct request *request_new(json_int_t id, json_t *object, answer_callback *callback, void *data);
void request_free(struct request *request);

void queue_append(struct queue *queue, struct request *request);
void queue_prepend(struct queue *queue, struct request *request);
/* NULL if the queue is empty. */
struct request *queue_take(struct queue *queue);
/* Moves all of `front` before what `queue` has. */
void queue_prepend_all(struct queue *queue, struct queue *front);

#endif
