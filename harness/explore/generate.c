#include "explore/generate.h"

#include "explore/state.h"

static const struct {
    const char *name, *summary;
} hazards[HAZARD_COUNT] = {
#define IBID_HAZARD(identifier, name, summary) {name, summary},
#include "explore/hazards.def"
#undef IBID_HAZARD
};

const char *hazard_name(enum hazard hazard)
{
    return hazards[hazard].name;
}

const char *hazard_summary(enum hazard hazard)
{
    return hazards[hazard].summary;
}

/* What a program is mostly about. */
enum theme { ARRAYS, SEQUENCES, THEME_COUNT };

/* How often each kind of statement is tried, in proportion, by theme. */
static const struct {
    production *perform;
    size_t weights[THEME_COUNT];
} productions[] = {
    {make_array, {8, 3}},
    {make_alias, {5, 10}},
    {take_item, {9, 2}},
    {derive_view, {14, 3}},
    {derive_copy, {5, 1}},
    {take_by_index, {3, 0}},
    {broadcast_both, {1, 0}},
    {stride_it, {3, 0}},
    {assign_items, {14, 3}},
    {assign_by_index, {5, 0}},
    {update_items, {14, 5}},
    {fill_array, {2, 1}},
    {resize_array, {2, 1}},
    {reshape_in_place, {1, 0}},
    {compute, {8, 1}},
    {compute_into, {12, 0}},
    {fold, {4, 0}},
    {accumulate, {3, 0}},
    {update_at, {3, 0}},
    {apply_function, {4, 0}},
    {make_sequence, {3, 12}},
    {change_list, {3, 14}},
    {slice_list, {2, 12}},
    {update_sequence, {2, 12}},
    {update_item, {2, 8}},
    {join_sequences, {1, 4}},
    {take_from_sequence, {3, 8}},
    {copy_value, {2, 8}},
    {make_number, {2, 4}},
    {compute_number, {2, 5}},
    {convert, {4, 5}},
    {delete_name, {3, 4}},
    {relate, {2, 4}},
    {fail_on_purpose, {9, 9}},
};

static production *draw_production(struct generator *generator)
{
    size_t total = 0;
    for (size_t i = 0; i < sizeof productions / sizeof *productions; i++)
        total += productions[i].weights[generator->theme];
    size_t left = dice_below(&generator->dice, total);
    for (size_t i = 0;; i++) {
        if (left < productions[i].weights[generator->theme])
            return productions[i].perform;
        left -= productions[i].weights[generator->theme];
    }
}

static void set_up(struct generator *generator)
{
    static const char *const names[NAME_COUNT] = {"a", "b", "c", "d", "e", "f", "g"};
    for (size_t i = 0; i < NAME_COUNT; i++)
        generator->names[i].text = names[i];
    /* Proofs of sharing read every array after every write: few of those that are large. */
    bool large = dice_chance(&generator->dice, 1) && dice_chance(&generator->dice, 50);
    generator->most_elements = large ? 8193 : 64;
    generator->name_count = large ? 3 : (size_t)dice_between(&generator->dice, 4, NAME_COUNT);
    generator->theme = !large && dice_chance(&generator->dice, 30) ? SEQUENCES : ARRAYS;
    generator->approximate = !large && dice_chance(&generator->dice, 5);
}

static void collect(struct generator *generator, struct drawn *drawn)
{
    drawn->text = keep_text(generator->arena, &generator->text);
    drawn->hazards = generator->hazards;
    drawn->meant_to_fail = generator->meant_to_fail;
    /* Functions of float32 are made with errors of some units in the last place, and are multiplied a few times. */
    drawn->tolerance = generator->has_inexact ? 1e-5 : 0;
    for (size_t i = 0; i < generator->name_count; i++)
        if (generator->names[i].value != NULL &&
            (generator->names[i].value->kind == VALUE_ARRAY || generator->names[i].value->is_array))
            names_add(generator->arena, &drawn->arrays, generator->names[i].text);
}

enum { FEWEST_STATEMENTS = 3, MOST_STATEMENTS = 12, MOST_ATTEMPTS = 500 };

void draw_program(struct arena *arena, uint64_t seed, uint64_t number, struct drawn *drawn)
{
    struct generator generator = {.arena = arena, .dice = dice_of(seed, number), .text = TEXT_EMPTY};
    *drawn = (struct drawn){0};
    set_up(&generator);
    size_t wanted = (size_t)dice_between(&generator.dice, FEWEST_STATEMENTS, MOST_STATEMENTS);
    while (generator.statement_count == 0)
        (generator.theme == SEQUENCES ? make_sequence : make_array)(&generator);
    for (size_t i = 0; i < MOST_ATTEMPTS && generator.statement_count < wanted; i++)
        draw_production (&generator)(&generator);
    collect(&generator, drawn);
}
