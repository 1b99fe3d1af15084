#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mutant.h"
#include "operations.h"

struct block {
    struct block *next;
    max_align_t memory[];
};

/* A mutant without memory has nothing to show: it ends, and ibid tells of a crash. */
static void *or_end(void *memory)
{
    if (memory == NULL)
        abort();
    return memory;
}

void *allocate(struct mutant *mutant, size_t count, size_t item_bytes)
{
    struct block *block = or_end(calloc(1, sizeof *block + count * item_bytes));
    block->next = mutant->blocks;
    mutant->blocks = block;
    return block->memory;
}

void handles_add(struct handles *handles, ibid_handle handle)
{
    if (handles->count == handles->capacity) {
        handles->capacity = 2 * handles->capacity + 16;
        handles->items = or_end(realloc(handles->items, handles->capacity * sizeof *handles->items));
    }
    handles->items[handles->count++] = handle;
}

static void note_failure(struct mutant *mutant)
{
    struct ibid_failure failure = unbroken()->last_error(mutant->unbroken);
    snprintf(mutant->message, sizeof mutant->message, "%s", failure.message);
    mutant->failure = (struct ibid_failure){failure.kind, mutant->message};
}

static ibid_handle temporary(struct mutant *mutant, ibid_handle handle)
{
    handles_add(&mutant->temporaries, handle);
    return handle;
}

enum ibid_status forward(struct mutant *mutant, const struct operation_call *call, ibid_handle *result)
{
    ibid_handle made = 0;
    enum ibid_status status = unbroken()->call(mutant->unbroken, call->operation, call->arguments, call->argument_count,
                                               call->keywords, call->keyword_count, &made);
    if (status == IBID_OK)
        *result = temporary(mutant, made);
    else
        note_failure(mutant);
    return status;
}

ibid_handle perform(struct mutant *mutant, enum ibid_operation operation, const ibid_handle *arguments, size_t count)
{
    ibid_handle result = 0;
    for (size_t i = 0; i < count; i++)
        if (arguments[i] == 0)
            return 0;
    const struct operation_call call = {.operation = operation, .arguments = arguments, .argument_count = count};
    return forward(mutant, &call, &result) == IBID_OK ? result : 0;
}

ibid_handle perform1(struct mutant *mutant, enum ibid_operation operation, ibid_handle x)
{
    return perform(mutant, operation, &x, 1);
}

ibid_handle perform2(struct mutant *mutant, enum ibid_operation operation, ibid_handle x, ibid_handle y)
{
    return perform(mutant, operation, (ibid_handle[]){x, y}, 2);
}

ibid_handle perform3(struct mutant *mutant, enum ibid_operation operation, ibid_handle x, ibid_handle y, ibid_handle z)
{
    return perform(mutant, operation, (ibid_handle[]){x, y, z}, 3);
}

static ibid_handle make(struct mutant *mutant, const struct ibid_value *value)
{
    ibid_handle made = 0;
    if (unbroken()->make(mutant->unbroken, value, &made) == IBID_OK)
        return temporary(mutant, made);
    note_failure(mutant);
    return 0;
}

ibid_handle make_none(struct mutant *mutant)
{
    return make(mutant, &(struct ibid_value){.kind = IBID_NONE});
}

ibid_handle make_bool(struct mutant *mutant, bool truth)
{
    return make(mutant, &(struct ibid_value){.kind = IBID_BOOL, .truth = truth});
}

ibid_handle make_integer(struct mutant *mutant, int64_t value)
{
    char text[24];
    snprintf(text, sizeof text, "%" PRId64, value);
    return make(mutant, &(struct ibid_value){.kind = IBID_INT, .text = text});
}

ibid_handle make_string(struct mutant *mutant, const char *text)
{
    return make(mutant, &(struct ibid_value){.kind = IBID_STR, .text = text});
}

ibid_handle make_ellipsis(struct mutant *mutant)
{
    return make(mutant, &(struct ibid_value){.kind = IBID_ELLIPSIS});
}

ibid_handle slice_of(struct mutant *mutant, int64_t start, int64_t stop)
{
    return perform3(mutant, IBID_OP_MAKE_SLICE, make_integer(mutant, start), make_integer(mutant, stop),
                    make_none(mutant));
}

enum ibid_status answer(ibid_handle object, ibid_handle *result)
{
    *result = object;
    return object != 0 ? IBID_OK : IBID_ERROR;
}

enum ibid_status raise_error(struct mutant *mutant, enum ibid_error_kind kind, const char *message)
{
    mutant->failure = (struct ibid_failure){kind, message};
    return IBID_ERROR;
}

ibid_handle own(struct mutant *mutant, ibid_handle object)
{
    for (size_t i = mutant->temporaries.count; i-- > 0;)
        if (mutant->temporaries.items[i] == object) {
            mutant->temporaries.items[i] = mutant->temporaries.items[--mutant->temporaries.count];
            return object;
        }
    /* A name that is bound to what it holds already has one handle more to the same object, also where names copy. */
    ibid_handle owned = 0;
    if (unbroken()->bind(mutant->unbroken, object, object, &owned) != IBID_OK)
        abort();
    return owned;
}

void release(struct mutant *mutant, ibid_handle owned)
{
    unbroken()->drop(mutant->unbroken, owned);
}

void release_temporaries(struct mutant *mutant)
{
    while (mutant->temporaries.count > 0)
        release(mutant, mutant->temporaries.items[--mutant->temporaries.count]);
}

uint64_t identity_of(struct mutant *mutant, ibid_handle object)
{
    return unbroken()->identity(mutant->unbroken, object);
}

void become(struct mutant *mutant, ibid_handle object, ibid_handle other)
{
    if (identity_of(mutant, object) == identity_of(mutant, other))
        return;
    handles_add(&mutant->became_from, own(mutant, object));
    handles_add(&mutant->became_to, own(mutant, other));
}

ibid_handle resolved(struct mutant *mutant, ibid_handle object)
{
    /* In the order of events: what an object became may have become another one later. */
    for (size_t i = 0; i < mutant->became_from.count; i++)
        if (identity_of(mutant, mutant->became_from.items[i]) == identity_of(mutant, object))
            object = mutant->became_to.items[i];
    return object;
}

uint64_t first_identity(struct mutant *mutant, ibid_handle object)
{
    uint64_t identity = identity_of(mutant, object);
    for (size_t i = mutant->became_to.count; i-- > 0;)
        if (identity_of(mutant, mutant->became_to.items[i]) == identity)
            identity = identity_of(mutant, mutant->became_from.items[i]);
    return identity;
}

static const ibid_handle *keyword_named(const struct operation_call *call, const char *name)
{
    for (size_t i = 0; i < call->keyword_count; i++)
        if (strcmp(call->keywords[i].name, name) == 0)
            return &call->keywords[i].value;
    return NULL;
}

const ibid_handle *argument_named(const struct operation_call *call, const char *name)
{
    int place = parameter_place(call->operation, name);
    if (place >= 0 && (size_t)place < call->argument_count)
        return &call->arguments[place];
    return keyword_named(call, name);
}

void replace_argument(struct mutant *mutant, struct operation_call *call, const char *name, ibid_handle value)
{
    int place = parameter_place(call->operation, name);
    for (size_t i = 0; i < call->keyword_count; i++)
        if (strcmp(call->keywords[i].name, name) == 0)
            call->keywords[i].value = value;
    if (place < 0 || (size_t)place >= call->argument_count)
        return;
    ibid_handle *arguments = allocate(mutant, call->argument_count + MAXIMUM_ARGUMENTS, sizeof *arguments);
    memcpy(arguments, call->arguments, call->argument_count * sizeof *arguments);
    arguments[place] = value;
    call->arguments = arguments;
}

/* A keyword counts as given, whatever its place. */
static void give_up_to(struct mutant *mutant, struct operation_call *call, size_t count)
{
    ibid_handle *arguments = allocate(mutant, count, sizeof *arguments);
    memcpy(arguments, call->arguments, call->argument_count * sizeof *arguments);
    for (size_t i = call->argument_count; i < count; i++)
        arguments[i] = make_none(mutant);
    call->arguments = arguments;
    call->argument_count = count;
}

void set_argument_named(struct mutant *mutant, struct operation_call *call, const char *name, ibid_handle value)
{
    int place = parameter_place(call->operation, name);
    if (argument_named(call, name) == NULL && place >= 0)
        give_up_to(mutant, call, (size_t)place + 1);
    replace_argument(mutant, call, name, value);
}

ibid_handle chosen_argument(const struct mutant *mutant, const struct operation_call *call)
{
    const char *name = mutant->breakage.argument;
    const ibid_handle *named = name == NULL ? NULL : argument_named(call, name);
    return named != NULL ? *named : call->arguments[0];
}

void remove_argument(struct mutant *mutant, struct operation_call *call, const char *name)
{
    for (size_t i = 0; i < call->keyword_count; i++)
        if (strcmp(call->keywords[i].name, name) == 0) {
            call->keywords[i] = call->keywords[--call->keyword_count];
            return;
        }
    replace_argument(mutant, call, name, make_none(mutant));
}

void mutant_free(struct mutant *mutant)
{
    while (mutant->blocks != NULL) {
        struct block *next = mutant->blocks->next;
        free(mutant->blocks);
        mutant->blocks = next;
    }
    free(mutant->temporaries.items);
    free(mutant->given.items);
    free(mutant->given_is_name);
    free(mutant->became_from.items);
    free(mutant->became_to.items);
    free(mutant->kept.items);
    free(mutant->options);
    origins_free(&mutant->origins);
    free(mutant);
}
