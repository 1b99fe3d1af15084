#include "drive/environment.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"

extern char **environ;

static const char *const fixed[] = {
    "LC_ALL=C.UTF-8",    "PYTHONHASHSEED=0",       "TZ=UTC", "OMP_NUM_THREADS=1",
    "MKL_NUM_THREADS=1", "OPENBLAS_NUM_THREADS=1", NULL,
};

/* Takes the variable of the same name away, if there is one, and adds this unless it is a mere name. The first entry
 * is not a variable. */
static size_t set(const char **variables, size_t count, const char *variable)
{
    size_t name_bytes = strcspn(variable, "=");
    for (size_t index = 1; index < count; index++) {
        if (strncmp(variables[index], variable, name_bytes) == 0 && variables[index][name_bytes] == '=') {
            variables[index] = variables[--count];
            break;
        }
    }
    if (variable[name_bytes] == '=')
        variables[count++] = variable;
    return count;
}

static size_t length(const char *const *strings)
{
    size_t count = 0;
    while (strings != NULL && strings[count] != NULL)
        count++;
    return count;
}

const char **child_environment_new(const char *const *more)
{
    const char *const *own = (const char *const *)environ;
    size_t own_count = length(own), more_count = length(more);
    size_t capacity = 1 + own_count + length(fixed) + more_count + 1;
    const char **variables = checked_malloc(capacity * sizeof *variables);
    size_t count = 0;
    variables[count++] = "";
    for (size_t index = 0; index < own_count; index++)
        variables[count++] = own[index];
    for (size_t index = 0; fixed[index] != NULL; index++)
        count = set(variables, count, fixed[index]);
    for (size_t index = 0; index < more_count; index++)
        count = set(variables, count, more[index]);
    variables[count] = NULL;
    return variables;
}
