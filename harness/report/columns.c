#include "report/columns.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "expect/versions.h"
#include "report/matrix.h"

enum { WORD_BYTES = 64 };

static bool is_traced(const struct results *results)
{
    return strcmp(field_text(json_object_get(results->header, "selection"), "mode"), "traced") == 0;
}

static const char *version_of(const struct results *results)
{
    return field_text(results_implementation(results), "version");
}

static const char *selector_of(const struct results *results)
{
    return field_text(results_implementation(results), "selector");
}

/* Addresses are read aloud, typed and pasted: letters, digits, and the marks that selectors have, with "-" between. */
static void append_word(struct text *text, const char *string, size_t bytes)
{
    bool gap = false;
    size_t start = text->bytes;
    for (size_t i = 0; i < bytes && text->bytes - start < WORD_BYTES; i++) {
        unsigned char c = (unsigned char)string[i];
        bool plain = c < 0x80 && (isalnum(c) || (strchr("._:=,+", c) != NULL && text->bytes > start));
        if (plain && gap && text->bytes > start)
            text_append_character(text, '-');
        if (plain)
            text_append_character(text, (char)tolower(c));
        gap = !plain;
    }
    if (text->bytes == start)
        text_append(text, "implementation");
}

/* A registered name may have its version behind "@"; in a path or a command the sign means nothing. */
static size_t name_bytes(const char *selector)
{
    size_t bytes = strspn(selector, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
    return selector[bytes] == '@' ? bytes : strlen(selector);
}

static void append_family(struct text *text, const struct results *results)
{
    append_word(text, selector_of(results), name_bytes(selector_of(results)));
}

static bool same_family(const struct results *left, const struct results *right)
{
    struct text a = TEXT_EMPTY, b = TEXT_EMPTY;
    append_family(&a, left);
    append_family(&b, right);
    bool same = same_string(text_string(&a), text_string(&b)) && is_traced(left) == is_traced(right);
    text_free(&a);
    text_free(&b);
    return same;
}

/* What tells no number comes before what does. */
static int compare_versions(const struct results *left, const struct results *right)
{
    struct version a, b;
    bool has_a = version_read(version_of(left), &a), has_b = version_read(version_of(right), &b);
    if (has_a != has_b)
        return has_a ? 1 : -1;
    int order = has_a ? version_compare(&a, &b) : 0;
    return order != 0 ? order : strcmp(version_of(left), version_of(right));
}

/* Of two that are of one version the first one is. */
static bool is_newest(const struct results *results, size_t count, size_t column)
{
    for (size_t i = 0; i < count; i++) {
        int order = compare_versions(&results[i], &results[column]);
        if (i != column && same_family(&results[i], &results[column]) && (order > 0 || (order == 0 && i < column)))
            return false;
    }
    return true;
}

struct ranked {
    struct results results;
    size_t group, family, position;
};

/* "reference:cpu=avx2" stands where "reference" does, behind what came before it. */
static size_t family_rank(const struct results *results, size_t count, size_t column, const char *const *families,
                          size_t family_count)
{
    struct text family = TEXT_EMPTY;
    append_family(&family, &results[column]);
    size_t rank = 0, first = 0, bytes = strcspn(text_string(&family), ":");
    while (rank < family_count &&
           !(strlen(families[rank]) == bytes && memcmp(families[rank], text_string(&family), bytes) == 0))
        rank++;
    text_free(&family);
    while (!same_family(&results[first], &results[column]))
        first++;
    return rank * count + first;
}

static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    if (a->family != b->family)
        return a->family < b->family ? -1 : 1;
    int order = compare_versions(&a->results, &b->results);
    return order != 0 ? order : a->position < b->position ? -1 : 1;
}

void columns_sort(struct results *results, size_t count, const char *const *families, size_t family_count)
{
    enum { NEWEST, OLDER, TRACED };
    struct ranked *ranked = checked_malloc((count + 1) * sizeof *ranked);
    for (size_t i = 0; i < count; i++) {
        size_t group = is_traced(&results[i]) ? TRACED : is_newest(results, count, i) ? NEWEST : OLDER;
        ranked[i] = (struct ranked){results[i], group, family_rank(results, count, i, families, family_count), i};
    }
    qsort(ranked, count, sizeof *ranked, compare_ranked);
    for (size_t i = 0; i < count; i++)
        results[i] = ranked[i].results;
    free(ranked);
}

static bool key_taken(const json_t *columns, const char *key)
{
    for (size_t i = 0; i < json_array_size(columns); i++)
        if (strcmp(field_text(json_array_get(columns, i), "key"), key) == 0)
            return true;
    return false;
}

static void set_key(json_t *column, const json_t *columns, const struct results *results)
{
    struct text word = TEXT_EMPTY, key = TEXT_EMPTY;
    append_family(&word, results);
    const char *version = version_of(results);
    if (version[0] != '\0') {
        text_append_character(&word, '@');
        append_word(&word, version, strlen(version));
    }
    text_append(&word, is_traced(results) ? "-traced" : "");
    text_append(&key, text_string(&word));
    for (size_t number = 2; key_taken(columns, text_string(&key)); number++) {
        text_clear(&key);
        text_printf(&key, "%s-%zu", text_string(&word), number);
    }
    json_object_set_new(column, "key", json_string(text_string(&key)));
    text_free(&word);
    text_free(&key);
}

static const char *given_name(const struct results *results)
{
    const char *name = field_text(results_implementation(results), "name");
    return name[0] != '\0' ? name : selector_of(results);
}

static bool same_run(const struct results *left, const struct results *right)
{
    return strcmp(version_of(left), version_of(right)) == 0 && strcmp(selector_of(left), selector_of(right)) == 0 &&
           is_traced(left) == is_traced(right);
}

/* "model:jax": what it answers like is part of what it is. */
static bool has_dialect(const struct results *results)
{
    const char *name = given_name(results), *selector = selector_of(results);
    return strncmp(selector, name, strlen(name)) == 0 && selector[strlen(name)] == ':';
}

/* Whether another one of that name and version came in under another selector. */
static bool is_ambiguous(const struct results *results, size_t count, size_t own)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(given_name(&results[i]), given_name(&results[own])) == 0 &&
            strcmp(version_of(&results[i]), version_of(&results[own])) == 0 &&
            strcmp(selector_of(&results[i]), selector_of(&results[own])) != 0)
            return true;
    return false;
}

static void set_name(json_t *column, const struct results *results, size_t count, size_t own)
{
    struct text text = TEXT_EMPTY;
    size_t number = 1;
    bool selector = has_dialect(&results[own]) || is_ambiguous(results, count, own);
    text_append(&text, selector ? selector_of(&results[own]) : given_name(&results[own]));
    text_append(&text, is_traced(&results[own]) ? ", traced" : "");
    for (size_t i = 0; i < own; i++)
        number += same_run(&results[i], &results[own]);
    if (number > 1)
        text_printf(&text, " (%zu)", number);
    json_object_set_new(column, "name", json_string(text_string(&text)));
    text_free(&text);
}

json_t *columns_new(const struct results *results, size_t count)
{
    json_t *columns = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *column = json_object();
        struct text family = TEXT_EMPTY;
        append_family(&family, &results[i]);
        set_key(column, columns, &results[i]);
        set_name(column, results, count, i);
        json_object_set_new(column, "version", json_string(version_of(&results[i])));
        json_object_set_new(column, "family", json_string(text_string(&family)));
        json_object_set_new(column, "traced", json_boolean(is_traced(&results[i])));
        json_object_set_new(column, "newest", json_boolean(is_newest(results, count, i)));
        json_array_append_new(columns, column);
        text_free(&family);
    }
    return columns;
}
