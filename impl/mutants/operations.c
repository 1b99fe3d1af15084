#include "operations.h"

#include <string.h>

static const struct {
    enum ibid_operation number;
    const char *name;
    bool has_receiver;
    const char *parameters;
} operations[] = {
#define SYNTAX    false
#define OPERATOR  false
#define UPDATE    false
#define FUNCTION  false
#define METHOD    true
#define ATTRIBUTE true
#define IBID_OPERATION(number, identifier, name, form, parameters, summary)                                            \
    {IBID_OP_##identifier, name, form, parameters},
#include "ibid/operations.def"
#undef IBID_OPERATION
};

enum { OPERATION_COUNT = sizeof operations / sizeof *operations };

enum ibid_operation operation_named(const char *name, size_t name_bytes)
{
    for (size_t i = 0; i < OPERATION_COUNT; i++)
        if (strlen(operations[i].name) == name_bytes && memcmp(operations[i].name, name, name_bytes) == 0)
            return operations[i].number;
    return (enum ibid_operation)NO_OPERATION;
}

bool operation_is_update(enum ibid_operation operation)
{
    return operation >= IBID_OP_UPDATE_ADD && operation <= IBID_OP_UPDATE_SHIFT_RIGHT;
}

enum ibid_operation operator_of_update(enum ibid_operation operation)
{
    return (enum ibid_operation)((int)operation - (int)IBID_OP_UPDATE_ADD + (int)IBID_OP_ADD);
}

static int place_among(const char *parameters, int place, const char *name)
{
    for (const char *at = parameters; *at != '\0'; place++) {
        size_t bytes = strcspn(at, "=,");
        if (strlen(name) == bytes && memcmp(at, name, bytes) == 0)
            return place;
        at += strcspn(at, ",");
        at += strspn(at, ", ");
    }
    return -1;
}

int parameter_place(enum ibid_operation operation, const char *name)
{
    for (size_t i = 0; i < OPERATION_COUNT; i++)
        if (operations[i].number == operation)
            return place_among(operations[i].parameters, operations[i].has_receiver, name);
    return -1;
}
