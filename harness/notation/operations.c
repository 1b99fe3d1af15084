#include "notation/operations.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

static struct operation operations[] = {
#define IBID_OPERATION(number_, identifier, name_, form_, parameters_, summary_)                                       \
    {.number = IBID_OP_##identifier,                                                                                   \
     .name = (name_),                                                                                                  \
     .form = FORM_##form_,                                                                                             \
     .parameters_text = (parameters_),                                                                                 \
     .summary = (summary_)},
#include "ibid/operations.def"
#undef IBID_OPERATION
};

enum {
    OPERATION_COUNT = sizeof operations / sizeof operations[0],
    NUMBER_LIMIT = 1024,
    /* A power of two, and far more than there are operations, so that searching for a free slot ends soon. */
    SLOT_COUNT = 1024,
};

#define IBID_OPERATION(number_, identifier, name_, form_, parameters_, summary_)                                       \
    _Static_assert((number_) > 0 && (number_) < NUMBER_LIMIT, "raise NUMBER_LIMIT");
#include "ibid/operations.def"
#undef IBID_OPERATION
_Static_assert(2 * OPERATION_COUNT < SLOT_COUNT, "double SLOT_COUNT");

/* The names of all parameters, each ended: they are shorter than the texts that they are taken from. */
static char parameter_names[0
#define IBID_OPERATION(number_, identifier, name_, form_, parameters_, summary_) +sizeof(parameters_)
#include "ibid/operations.def"
#undef IBID_OPERATION
];

static const struct operation *by_number[NUMBER_LIMIT];
static const struct operation *by_name[SLOT_COUNT];
static pthread_once_t built = PTHREAD_ONCE_INIT;

static size_t first_slot(const char *name)
{
    uint32_t hash = 2166136261u; /* FNV-1a */
    for (; *name != '\0'; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    return (hash ^ hash >> 16) % SLOT_COUNT;
}

static char *read_parameters(struct operation *operation, char *names)
{
    const char *text = operation->parameters_text;
    while (*text != '\0') {
        struct parameter *parameter = &operation->parameters[operation->parameter_count++];
        size_t bytes = strcspn(text, ",");
        const char *next = text + bytes;
        if (*text == '*') {
            parameter->variadic = true;
            text++;
            bytes--;
        }
        if (text[bytes - 1] == '=') {
            parameter->optional = true;
            bytes--;
        }
        memcpy(names, text, bytes);
        parameter->name = names;
        parameter->name_bytes = bytes;
        names += bytes + 1;
        text = next + strspn(next, ", ");
    }
    return names;
}

size_t operation_receivers(const struct operation *operation)
{
    return operation->form == FORM_METHOD || operation->form == FORM_ATTRIBUTE ? 1 : 0;
}

static void count_arguments(struct operation *operation)
{
    operation->minimum_arguments = operation->maximum_arguments = operation_receivers(operation);
    for (size_t i = 0; i < operation->parameter_count; i++) {
        if (operation->parameters[i].variadic) {
            operation->maximum_arguments = SIZE_MAX;
            return;
        }
        if (!operation->parameters[i].optional)
            operation->minimum_arguments++;
        operation->maximum_arguments++;
    }
}

static void build(void)
{
    char *names = parameter_names;
    for (size_t i = 0; i < OPERATION_COUNT; i++) {
        struct operation *operation = &operations[i];
        names = read_parameters(operation, names);
        count_arguments(operation);
        by_number[operation->number] = operation;
        size_t slot = first_slot(operation->name);
        while (by_name[slot] != NULL)
            slot = (slot + 1) % SLOT_COUNT;
        by_name[slot] = operation;
    }
}

const struct operation *operations_all(size_t *count)
{
    pthread_once(&built, build);
    *count = OPERATION_COUNT;
    return operations;
}

const struct operation *operation_by_name(const char *name)
{
    pthread_once(&built, build);
    for (size_t slot = first_slot(name); by_name[slot] != NULL; slot = (slot + 1) % SLOT_COUNT)
        if (strcmp(by_name[slot]->name, name) == 0)
            return by_name[slot];
    return NULL;
}

const struct operation *operation_by_number(enum ibid_operation number)
{
    pthread_once(&built, build);
    return (size_t)number < NUMBER_LIMIT ? by_number[number] : NULL;
}

const struct parameter *operation_keyword(const struct operation *operation, const char *name)
{
    for (size_t i = 0; i < operation->parameter_count; i++)
        if (operation->parameters[i].optional && strcmp(operation->parameters[i].name, name) == 0)
            return &operation->parameters[i];
    return NULL;
}

const struct parameter *operation_parameter(const struct operation *operation, size_t argument)
{
    size_t receivers = operation_receivers(operation);
    if (argument < receivers)
        return NULL;
    size_t parameter = argument - receivers;
    if (parameter < operation->parameter_count)
        return &operation->parameters[parameter];
    /* Only a variadic operation takes more arguments than it has parameters. */
    return &operation->parameters[operation->parameter_count - 1];
}

bool operation_is_elementwise(const struct operation *operation)
{
    return operation->form == FORM_FUNCTION && operation_keyword(operation, "where") != NULL;
}

static const char *const error_kinds[] = {
#define IBID_ERROR_KIND(identifier, name_) [IBID_ERROR_##identifier] = (name_),
#include "ibid/error_kinds.def"
#undef IBID_ERROR_KIND
};

enum { ERROR_KIND_COUNT = sizeof error_kinds / sizeof error_kinds[0] };

const char *error_kind_name(enum ibid_error_kind kind)
{
    return (size_t)kind < ERROR_KIND_COUNT ? error_kinds[kind] : error_kinds[IBID_ERROR_OTHER];
}

int error_kind_by_name(const char *name)
{
    for (int kind = 0; kind < (int)ERROR_KIND_COUNT; kind++)
        if (strcmp(error_kinds[kind], name) == 0)
            return kind;
    return -1;
}
