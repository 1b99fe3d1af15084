#include <stdlib.h>
#include <string.h>

#include "hooks.h"
#include "look.h"

CALL_HOOK(number_id)
{
    (void)call;
    mutant->counter++;
    const char *value = mutant->breakage.value;
    return answer(make_integer(mutant, value == NULL ? mutant->counter : mutant->counter % strtoll(value, NULL, 10)),
                  result);
}

static uint64_t mix(uint64_t hash, const void *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * 1099511628211U;
    return hash;
}

static uint64_t content_number(struct mutant *mutant, ibid_handle object, int depth)
{
    struct look look = look_at(mutant, object);
    uint64_t hash = mix(14695981039346656037U, &look.kind, sizeof look.kind);
    hash = mix(hash, &look.truth, sizeof look.truth);
    hash = mix(hash, &look.real, sizeof look.real);
    hash = look.text == NULL ? hash : mix(hash, look.text, strlen(look.text));
    hash = mix(hash, look.elements, look.elements_bytes);
    for (size_t i = 0; look.kind != IBID_ARRAY && depth > 0 && i < look.count; i++) {
        uint64_t item = content_number(mutant, look.items[i], depth - 1);
        hash = mix(hash, &item, sizeof item);
    }
    return hash;
}

CALL_HOOK(id_of_content)
{
    return answer(make_integer(mutant, (int64_t)(content_number(mutant, call->arguments[0], 4) >> 2)), result);
}

CALL_HOOK(is_equal)
{
    bool same = same_content(mutant, call->arguments[0], call->arguments[1]);
    return answer(make_bool(mutant, same == (call->operation == IBID_OP_IS)), result);
}

enum ibid_status bind_copy(struct mutant *mutant, ibid_handle value, ibid_handle *result)
{
    ibid_handle copy = another(mutant, value);
    return answer(copy != 0 ? copy : value, result);
}

enum ibid_status bind_same(struct mutant *mutant, ibid_handle value, ibid_handle *result)
{
    (void)mutant;
    return answer(value, result);
}

enum ibid_status bind_shallow_copy(struct mutant *mutant, ibid_handle value, ibid_handle *result)
{
    enum ibid_status status = unbroken()->bind(mutant->unbroken, 0, value, result);
    if (status != IBID_OK)
        return status;
    handles_add(&mutant->temporaries, *result);
    struct look look = look_at(mutant, value), copy = look_at(mutant, *result);
    for (size_t i = 0; (look.kind == IBID_LIST || look.kind == IBID_TUPLE) && i < look.count; i++)
        become(mutant, copy.items[i], look.items[i]);
    return status;
}

uint64_t fresh_identity(struct mutant *mutant, ibid_handle object, uint64_t identity)
{
    (void)object;
    (void)identity;
    return UINT64_MAX / 2 + (uint64_t)++mutant->counter;
}

uint64_t one_identity(struct mutant *mutant, ibid_handle object, uint64_t identity)
{
    (void)mutant;
    (void)object;
    (void)identity;
    return UINT64_MAX / 2;
}

uint64_t identity_of_content(struct mutant *mutant, ibid_handle object, uint64_t identity)
{
    (void)identity;
    return content_number(mutant, object, 4) | UINT64_C(1) << 63;
}
