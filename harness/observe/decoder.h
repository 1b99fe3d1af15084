/* What the two halves of the decoder share; see observation.h for what it decodes. */
#ifndef IBID_OBSERVE_DECODER_H
#define IBID_OBSERVE_DECODER_H

#include "observe/observation.h"

struct decoder {
    struct arena *arena;
    const char *message; /* NULL as long as all is well */
    size_t read;         /* of the object that is being decoded */
    size_t object;
};

/* Keeps the first message. Always false. */
bool decoder_fail(struct decoder *decoder, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* What a piece of JSON is, for messages: "an array", "nothing" for NULL. */
const char *json_kind(const json_t *json);

/* One object of a read of `object_count` objects, zeroed before. False and the message. */
bool decode_object(struct decoder *decoder, const json_t *json, struct object *object, size_t object_count);

#endif
