#include "spec/value.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#include "observe/content.h"
#include "spec/outcomes.h"

enum { MOST_LEVELS = 32, MOST_SHOWN_ITEMS = 24, SHOWN_AT_END = 4 };

static bool read_number(struct walk *walk, struct expected_value *value)
{
    lua_State *lua = walk->lua;
    struct text number = TEXT_EMPTY;
    const struct construct *construct = construct_at(lua, -1);
    value->kind = EXPECT_NUMBER;
    if (construct == NULL && lua_isinteger(lua, -1)) {
        text_printf(&number, "%lld", (long long)lua_tointeger(lua, -1));
    } else if (construct == NULL) {
        canonical_real(&number, lua_tonumber(lua, -1));
    } else if (construct->kind == CONSTRUCT_COMPLEX) {
        canonical_complex(&number, construct->real, construct->imaginary);
    } else {
        construct_push_title(lua, -1);
        canonical_integer(&number, lua_tostring(lua, -1));
        lua_pop(lua, 1);
    }
    value->number = keep_text(walk->arena, &number);
    return true;
}

static bool read_into(struct walk *walk, const struct subject *subject, const char *name, struct expected_value *value,
                      size_t levels);

static bool read_sequence(struct walk *walk, const struct subject *subject, const char *name,
                          struct expected_value *value, size_t levels)
{
    lua_State *lua = walk->lua;
    luaL_checkstack(lua, 20, NULL);
    if (levels == MOST_LEVELS) {
        wrong_key(walk, subject, name, "the value of %s has lists inside lists more than %d deep", name, MOST_LEVELS);
        return false;
    }
    size_t count = (size_t)lua_rawlen(lua, -1);
    /* Before room is made for them: a table of nothing but holes can claim any number of items. */
    if (!walk_charge(walk, subject, (long long)count))
        return false;
    walk_keys(walk, subject, -1, arena_printf(walk->arena, "the value of %s", name), NULL, 0, true);
    value->kind = EXPECT_SEQUENCE;
    value->items = ARENA_ARRAY(walk->arena, struct expected_value, count);
    for (; value->item_count < count; value->item_count++) {
        lua_rawgeti(lua, -1, (lua_Integer)value->item_count + 1);
        bool read = read_into(walk, subject, name, &value->items[value->item_count], levels + 1);
        lua_pop(lua, 1);
        if (!read)
            return false;
    }
    return true;
}

static bool read_into(struct walk *walk, const struct subject *subject, const char *name, struct expected_value *value,
                      size_t levels)
{
    lua_State *lua = walk->lua;
    const struct construct *construct = construct_at(lua, -1);
    if (construct != NULL && construct->kind == CONSTRUCT_NONE) {
        value->kind = EXPECT_NONE;
        return true;
    }
    bool is_number = construct != NULL ? construct->kind == CONSTRUCT_INTEGER || construct->kind == CONSTRUCT_COMPLEX
                                       : lua_type(lua, -1) == LUA_TNUMBER;
    if (is_number)
        return read_number(walk, value);
    switch (lua_type(lua, -1)) {
    case LUA_TBOOLEAN:
        value->kind = EXPECT_BOOL;
        value->truth = lua_toboolean(lua, -1);
        return true;
    case LUA_TSTRING:
        value->kind = EXPECT_STRING;
        value->string = walk_string_at(walk, subject, -1, NULL);
        return value->string != NULL;
    case LUA_TTABLE:
        return read_sequence(walk, subject, name, value, levels);
    default:
        wrong_key(walk, subject, name,
                  "the value of %s is or has in it %s; a value is a number, a string, true, false, None, a list, "
                  "integer \"…\", complex(…, …), nan or inf",
                  name, walk_describe(walk, -1));
        return false;
    }
}

struct expected_value *read_value(struct walk *walk, const struct subject *subject, const char *name)
{
    struct expected_value *value = ARENA_NEW(walk->arena, struct expected_value);
    return read_into(walk, subject, name, value, 1) ? value : NULL;
}

/* As Python writes it: in double quotes where it has single ones and no double ones. */
static void display_string(struct text *text, const char *string)
{
    char quote = strchr(string, '\'') != NULL && strchr(string, '"') == NULL ? '"' : '\'';
    text_append_character(text, quote);
    for (; *string != '\0'; string++) {
        if (*string == quote || *string == '\\')
            text_append_character(text, '\\');
        if (*string == '\n')
            text_append(text, "\\n");
        else if (*string == '\t')
            text_append(text, "\\t");
        else
            text_append_character(text, *string);
    }
    text_append_character(text, quote);
}

static bool is_integer_text(const char *number)
{
    number += *number == '-';
    return strspn(number, "0123456789") == strlen(number);
}

static void display_number(struct text *text, const char *number)
{
    const char *comma = strchr(number, ',');
    if (comma != NULL) {
        const double parts[2] = {strtod(number, NULL), strtod(comma + 1, NULL)};
        display_element(text, dtype_by_name("complex128"), (const unsigned char *)parts);
    } else if (is_integer_text(number)) {
        text_append(text, number);
    } else {
        display_real(text, strtod(number, NULL));
    }
}

static void display_sequence(struct text *text, const struct expected_value *value)
{
    size_t count = value->item_count;
    bool shortened = count > MOST_SHOWN_ITEMS;
    text_append_character(text, '[');
    for (size_t i = 0; i < count; i++) {
        if (shortened && i == MOST_SHOWN_ITEMS - SHOWN_AT_END) {
            text_append(text, ", …");
            i = count - SHOWN_AT_END;
        }
        text_append(text, i == 0 ? "" : ", ");
        expected_value_display(text, &value->items[i]);
    }
    text_append_character(text, ']');
    if (shortened)
        text_printf(text, " (%zu items)", count);
}

void expected_value_display(struct text *text, const struct expected_value *value)
{
    switch (value->kind) {
    case EXPECT_NONE:
        text_append(text, "None");
        break;
    case EXPECT_BOOL:
        text_append(text, value->truth ? "True" : "False");
        break;
    case EXPECT_NUMBER:
        display_number(text, value->number);
        break;
    case EXPECT_STRING:
        display_string(text, value->string);
        break;
    case EXPECT_SEQUENCE:
        display_sequence(text, value);
        break;
    }
}

void expected_value_canonical(struct text *text, const struct expected_value *value)
{
    switch (value->kind) {
    case EXPECT_STRING:
        display_string(text, value->string);
        break;
    case EXPECT_NUMBER:
        text_append(text, value->number);
        break;
    case EXPECT_SEQUENCE:
        text_append_character(text, '[');
        for (size_t i = 0; i < value->item_count; i++) {
            expected_value_canonical(text, &value->items[i]);
            text_append_character(text, ',');
        }
        text_append_character(text, ']');
        break;
    default:
        expected_value_display(text, value);
        break;
    }
}
