#include "report/distinct.h"

#include <stdio.h>
#include <stdlib.h>

void distinct_begin(struct distinct *distinct)
{
    *distinct = (struct distinct){json_array(), json_object()};
}

json_t *distinct_number_new(struct distinct *distinct, json_t *value)
{
    char *text = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
    if (text == NULL) {
        fputs("ibid: out of memory\n", stderr);
        exit(5);
    }
    json_t *number = json_object_get(distinct->numbers, text);
    if (number == NULL) {
        number = json_integer((json_int_t)json_array_size(distinct->items));
        json_object_set_new(distinct->numbers, text, number);
        json_array_append(distinct->items, value);
    }
    json_decref(value);
    free(text);
    return json_incref(number);
}

json_t *distinct_end_new(struct distinct *distinct)
{
    json_decref(distinct->numbers);
    json_t *items = distinct->items;
    *distinct = (struct distinct){0};
    return items;
}
