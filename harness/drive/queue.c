#include "drive/queue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct request *request_new(json_int_t id, json_t *object, answer_callback *callback, void *data)
{
    json_object_set_new(object, "id", json_integer(id));
    char *line = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    if (line == NULL) {
        /* Nothing else can be wrong with an object that is not part of itself. */
        fputs("ibid: out of memory\n", stderr);
        exit(5);
    }
    struct request *request = checked_malloc(sizeof *request);
    *request = (struct request){.id = id, .line = line, .bytes = strlen(line) + 1, .callback = callback, .data = data};
    line[request->bytes - 1] = '\n';
    return request;
}

void request_free(struct request *request)
{
    free(request->line);
    free(request->first_failure);
    free(request);
}

void queue_append(struct queue *queue, struct request *request)
{
    request->next = NULL;
    if (queue->last == NULL)
        queue->first = request;
    else
        queue->last->next = request;
    queue->last = request;
    queue->count++;
}

void queue_prepend(struct queue *queue, struct request *request)
{
    request->next = queue->first;
    queue->first = request;
    if (queue->last == NULL)
        queue->last = request;
    queue->count++;
}

struct request *queue_take(struct queue *queue)
{
    struct request *request = queue->first;
    if (request == NULL)
        return NULL;
    queue->first = request->next;
    if (queue->first == NULL)
        queue->last = NULL;
    queue->count--;
    return request;
}

void queue_prepend_all(struct queue *queue, struct queue *front)
{
    if (front->count == 0)
        return;
    front->last->next = queue->first;
    queue->first = front->first;
    if (queue->last == NULL)
        queue->last = front->last;
    queue->count += front->count;
    *front = (struct queue){0};
}
