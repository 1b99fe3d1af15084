#include "notation/words.h"

#include <stddef.h>
#include <string.h>

#define NO_BLOCKS    "a program is a list of statements without conditions, loops and definitions"
#define NO_SHORTCUTS "the notation has no operator that may leave a side out"
#define NO_MODULES   "functions such as array(…) are there without it"
#define NO_HANDLERS  "outcomes say which error is expected"
#define NO_PRINTING  "the values of all names are read after the last statement"

/* All words that cannot be names in Python 2.7, in Python 3, or in both. */
static const struct {
    const char *word;
    const char *complaint;
} reserved[] = {
    {"False", "\"False\" is a value and cannot be a name"},
    {"None", "\"None\" is a value and cannot be a name"},
    {"True", "\"True\" is a value and cannot be a name"},
    {"__debug__", "\"__debug__\" cannot be a name in Python"},
    {"and", "\"and\" is not in the notation: " NO_SHORTCUTS},
    {"as", "\"as\" is not in the notation: " NO_MODULES},
    {"assert", "\"assert\" can only start a statement"},
    {"async", "\"async\" is not in the notation: " NO_BLOCKS},
    {"await", "\"await\" is not in the notation: " NO_BLOCKS},
    {"break", "\"break\" is not in the notation: " NO_BLOCKS},
    {"class", "\"class\" is not in the notation: " NO_BLOCKS},
    {"continue", "\"continue\" is not in the notation: " NO_BLOCKS},
    {"def", "\"def\" is not in the notation: " NO_BLOCKS},
    {"del", "\"del\" can only start a statement"},
    {"elif", "\"elif\" is not in the notation: " NO_BLOCKS},
    {"else", "\"else\" is not in the notation: " NO_BLOCKS},
    {"except", "\"except\" is not in the notation: " NO_HANDLERS},
    {"exec", "\"exec\" is not in the notation: it is a word of Python 2"},
    {"finally", "\"finally\" is not in the notation: " NO_HANDLERS},
    {"for", "\"for\" is not in the notation: " NO_BLOCKS},
    {"from", "\"from\" is not in the notation: " NO_MODULES},
    {"global", "\"global\" is not in the notation: " NO_BLOCKS},
    {"if", "\"if\" is not in the notation: " NO_BLOCKS},
    {"import", "\"import\" is not in the notation: " NO_MODULES},
    {"in", "\"in\" is an operator and cannot be a name"},
    {"is", "\"is\" is an operator and cannot be a name"},
    {"lambda", "\"lambda\" is not in the notation: " NO_BLOCKS},
    {"nonlocal", "\"nonlocal\" is not in the notation: " NO_BLOCKS},
    {"not", "\"not\" is an operator and cannot be a name"},
    {"or", "\"or\" is not in the notation: " NO_SHORTCUTS},
    {"pass", "\"pass\" is not in the notation: " NO_BLOCKS},
    {"print", "\"print\" is not in the notation: " NO_PRINTING},
    {"raise", "\"raise\" is not in the notation: " NO_HANDLERS},
    {"return", "\"return\" is not in the notation: " NO_BLOCKS},
    {"try", "\"try\" is not in the notation: " NO_HANDLERS},
    {"while", "\"while\" is not in the notation: " NO_BLOCKS},
    {"with", "\"with\" is not in the notation: " NO_BLOCKS},
    {"yield", "\"yield\" is not in the notation: " NO_BLOCKS},
};

const char *word_complaint(const char *word)
{
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        if (word[0] == reserved[i].word[0] && strcmp(word, reserved[i].word) == 0)
            return reserved[i].complaint;
    return NULL;
}

bool word_is_name(const char *word)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    static const char others[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";
    return word[0] != '\0' && strchr(letters, word[0]) != NULL && word[strspn(word, others)] == '\0' &&
           word_complaint(word) == NULL && operation_by_name(word) == NULL;
}

enum { LONGEST_WORD = 31 };

static size_t minimum(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours that make one word the other. */
static size_t distance(const char *left, size_t left_bytes, const char *right, size_t right_bytes)
{
    size_t rows[LONGEST_WORD + 1][LONGEST_WORD + 1];
    for (size_t i = 0; i <= left_bytes; i++) {
        for (size_t j = 0; j <= right_bytes; j++) {
            if (i == 0 || j == 0) {
                rows[i][j] = i + j;
                continue;
            }
            size_t replaced = rows[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            rows[i][j] = minimum(replaced, 1 + minimum(rows[i - 1][j], rows[i][j - 1]));
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                rows[i][j] = minimum(rows[i][j], 1 + rows[i - 2][j - 2]);
        }
    }
    return rows[left_bytes][right_bytes];
}

const struct operation *word_suggest_operation(const char *name, unsigned forms)
{
    name += name[0] == '.';
    size_t bytes = strlen(name);
    if (bytes > LONGEST_WORD)
        return NULL;
    /* A third of the letters may be wrong; of a short word, one, but not its only one. */
    size_t nearest = (bytes + 2) / 3 + 1;
    if (bytes < 3)
        nearest = bytes;
    const struct operation *suggestion = NULL;
    size_t count;
    const struct operation *all = operations_all(&count);
    for (size_t i = 0; i < count; i++) {
        const char *candidate = all[i].name + (all[i].name[0] == '.');
        size_t candidate_bytes = strlen(candidate);
        if ((forms & 1u << all[i].form) == 0 || candidate_bytes > LONGEST_WORD)
            continue;
        size_t steps = distance(name, bytes, candidate, candidate_bytes);
        if (steps < nearest) {
            nearest = steps;
            suggestion = &all[i];
        }
    }
    return suggestion;
}

const char *word_signature(struct arena *arena, const struct operation *operation)
{
    if (operation->form == FORM_FUNCTION || operation->form == FORM_METHOD)
        return arena_printf(arena, "%s(%s)", operation->name, operation->parameters_text);
    return operation->name;
}
