#include "explore/generate.h"

#include <string.h>

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

/* How often each kind of statement is tried, in proportion. */
static const struct {
    production *perform;
    size_t weight;
} productions[] = {
    {make_array, 8},       {make_alias, 5},        {take_item, 9},          {derive_view, 14},     {derive_copy, 5},
    {take_by_index, 3},    {broadcast_both, 1},    {stride_it, 3},          {assign_items, 14},    {assign_by_index, 5},
    {update_items, 14},    {fill_array, 2},        {resize_array, 2},       {reshape_in_place, 1}, {compute, 8},
    {compute_into, 12},    {fold, 4},            {accumulate, 3},         {update_at, 3},        {apply_function, 4},
    {make_sequence, 6},    {change_list, 6},       {slice_list, 4},         {update_sequence, 4},  {take_from_sequence, 5},
    {copy_value, 4},       {make_number, 2},       {compute_number, 2},     {convert, 4},          {delete_name, 4},
    {relate, 2},           {fail_on_purpose, 10},
};

static production *draw_production(struct generator *generator)
{
    size_t total = 0;
    for (size_t i = 0; i < sizeof productions / sizeof *productions; i++)
        total += productions[i].weight;
    size_t left = dice_below(&generator->dice, total);
    for (size_t i = 0;; i++) {
        if (left < productions[i].weight)
            return productions[i].perform;
        left -= productions[i].weight;
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
    generator->approximate = !large && dice_chance(&generator->dice, 5);
}

static void collect(struct generator *generator, struct drawn *drawn)
{
    drawn->text = arena_strdup(generator->arena, text_string(&generator->text));
    drawn->hazards = generator->hazards;
    drawn->meant_to_fail = generator->meant_to_fail;
    /* Functions of float32 are made with errors of some units in the last place, and are multiplied a few times. */
    drawn->tolerance = generator->approximate ? 1e-5 : 0;
    for (size_t i = 0; i < generator->name_count; i++)
        if (generator->names[i].value != NULL && generator->names[i].value->kind == VALUE_ARRAY)
            names_add(generator->arena, &drawn->arrays, generator->names[i].text);
}

enum { FEWEST_STATEMENTS = 3, MOST_STATEMENTS = 12, MOST_ATTEMPTS = 500 };

void draw_program(struct arena *arena, uint64_t seed, uint64_t number, struct drawn *drawn)
{
    struct generator generator = {.arena = arena, .dice = dice_of(seed, number), .text = TEXT_EMPTY};
    *drawn = (struct drawn){0};
    set_up(&generator);
    size_t wanted = (size_t)dice_between(&generator.dice, FEWEST_STATEMENTS, MOST_STATEMENTS);
    make_array(&generator);
    for (size_t i = 0; i < MOST_ATTEMPTS && generator.statement_count < wanted; i++)
        draw_production(&generator)(&generator);
    collect(&generator, drawn);
    text_free(&generator.text);
}
