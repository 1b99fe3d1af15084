#include "spec/suggest.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

enum { LONGEST_BYTES = 63 };

static size_t least(size_t left, size_t right)
{
    return left < right ? left : right;
}

static int lower(char character)
{
    return tolower((unsigned char)character);
}

size_t suggest_distance(const char *left, const char *right)
{
    size_t left_bytes = strlen(left), right_bytes = strlen(right);
    if (left_bytes > LONGEST_BYTES || right_bytes > LONGEST_BYTES)
        return SIZE_MAX;
    /* Three rows of the table of distances between beginnings: a swap looks two rows back. */
    size_t rows[3][LONGEST_BYTES + 1];
    size_t *older = rows[0], *old = rows[1], *row = rows[2];
    for (size_t k = 0; k <= right_bytes; k++)
        old[k] = k;
    for (size_t i = 1; i <= left_bytes; i++) {
        row[0] = i;
        for (size_t k = 1; k <= right_bytes; k++) {
            size_t replaced = old[k - 1] + (lower(left[i - 1]) != lower(right[k - 1]));
            row[k] = least(replaced, least(old[k], row[k - 1]) + 1);
            if (i > 1 && k > 1 && lower(left[i - 1]) == lower(right[k - 2]) && lower(left[i - 2]) == lower(right[k - 1]))
                row[k] = least(row[k], older[k - 2] + 1);
        }
        size_t *oldest = older;
        older = old;
        old = row;
        row = oldest;
    }
    return old[right_bytes];
}

const char *suggest(const char *word, const char *const *candidates, size_t candidate_count)
{
    const char *nearest = NULL;
    /* Two letters off, but never so many that nothing of a short word is left. */
    size_t bytes = strlen(word);
    size_t limit = bytes < 3 ? 1 : bytes < 6 ? 2 : 3;
    for (size_t i = 0; i < candidate_count; i++) {
        size_t distance = suggest_distance(word, candidates[i]);
        if (distance < limit || (nearest == NULL && distance == limit && distance < bytes)) {
            limit = distance;
            nearest = candidates[i];
        }
    }
    return nearest;
}
