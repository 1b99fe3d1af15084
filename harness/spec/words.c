#include "spec/words.h"

#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "spec/sandbox.h"

static const char CONSTRUCTS[] = "constructs"; /* registry: the metatable of all constructs */
static const char DECLARATIONS[] = "declarations";
static const char PARTS[] = "parts";

const char *construct_word(enum construct_kind kind)
{
    static const char *const words[] = {
        [CONSTRUCT_CHAPTER] = "chapter", [CONSTRUCT_CLAUSE] = "clause",   [CONSTRUCT_CHOICE] = "choice",
        [CONSTRUCT_TOPIC] = "topic",     [CONSTRUCT_PROFILE] = "profile", [CONSTRUCT_CASE] = "case",
        [CONSTRUCT_PROBE] = "probe",     [CONSTRUCT_ACT] = "act",         [CONSTRUCT_NONE] = "None",
        [CONSTRUCT_INTEGER] = "integer", [CONSTRUCT_COMPLEX] = "complex",
        [CONSTRUCT_AT_MOST] = "at_most",
    };
    return words[kind];
}

static bool is_part(enum construct_kind kind)
{
    return kind == CONSTRUCT_CASE || kind == CONSTRUCT_PROBE || kind == CONSTRUCT_ACT;
}

/* Appends what is on top of the stack to a list of the registry. */
static void remember(lua_State *lua, const char *list)
{
    lua_getfield(lua, LUA_REGISTRYINDEX, list);
    lua_pushvalue(lua, -2);
    lua_rawseti(lua, -2, (lua_Integer)lua_rawlen(lua, -2) + 1);
    lua_pop(lua, 1);
}

static struct construct *push_construct(lua_State *lua, enum construct_kind kind)
{
    struct construct *construct = lua_newuserdatauv(lua, sizeof *construct, 2);
    *construct = (struct construct){.kind = kind, .line = sandbox_line(lua)};
    lua_getfield(lua, LUA_REGISTRYINDEX, CONSTRUCTS);
    lua_setmetatable(lua, -2);
    if (is_part(kind))
        remember(lua, PARTS);
    return construct;
}

const struct construct *construct_at(lua_State *lua, int index)
{
    const struct construct *construct = lua_touserdata(lua, index);
    if (lua_type(lua, index) != LUA_TUSERDATA || !lua_getmetatable(lua, index))
        return NULL;
    lua_getfield(lua, LUA_REGISTRYINDEX, CONSTRUCTS);
    bool ours = lua_rawequal(lua, -1, -2);
    lua_pop(lua, 2);
    return ours ? construct : NULL;
}

const struct construct *construct_use(lua_State *lua, int index, enum construct_kind kind)
{
    const struct construct *construct = construct_at(lua, index);
    if (construct == NULL || construct->kind != kind)
        return NULL;
    ((struct construct *)lua_touserdata(lua, index))->used = true;
    return construct;
}

void construct_push_title(lua_State *lua, int index)
{
    lua_getiuservalue(lua, index, 1);
}

bool construct_push_body(lua_State *lua, int index)
{
    if (lua_getiuservalue(lua, index, 2) == LUA_TTABLE)
        return true;
    lua_pop(lua, 1);
    return false;
}

void words_push_parts(lua_State *lua)
{
    lua_getfield(lua, LUA_REGISTRYINDEX, PARTS);
}

void words_push_declarations(lua_State *lua)
{
    lua_getfield(lua, LUA_REGISTRYINDEX, DECLARATIONS);
}

static bool is_declared(enum construct_kind kind)
{
    return kind <= CONSTRUCT_PROFILE;
}

static int wrong_form(lua_State *lua, enum construct_kind kind, const char *found)
{
    const char *word = construct_word(kind);
    if (kind == CONSTRUCT_PROBE)
        return luaL_error(lua, "probe is given a %s; write: probe { \"x = 1\", … }", found);
    if (kind == CONSTRUCT_TOPIC)
        return luaL_error(lua, "topic is given a %s; write: topic(1, \"TITLE\") { … }", found);
    return luaL_error(lua, "%s is given a %s; write: %s \"%s\" { … }", word, found, word,
                      is_declared(kind) ? "ID" : "TITLE");
}

/* Sets the table at `body` of the construct at `construct`. */
static void set_body(lua_State *lua, int construct, int body)
{
    lua_pushvalue(lua, body);
    lua_setiuservalue(lua, construct, 2);
}

/* case "TITLE" gives a construct that waits for its table: this is the call with the table. */
static int complete(lua_State *lua)
{
    const struct construct *construct = construct_at(lua, 1);
    if (construct->kind > CONSTRUCT_CASE)
        return luaL_error(lua, "what %s makes cannot be called; is a comma missing before this?",
                          construct_word(construct->kind));
    if (construct_push_body(lua, 1))
        return luaL_error(lua,
                          "this %s, which starts in line %d, has its table already; is a comma missing before this?",
                          construct_word(construct->kind), (int)construct->line);
    if (!lua_istable(lua, 2))
        return wrong_form(lua, construct->kind, luaL_typename(lua, 2));
    set_body(lua, 1, 2);
    lua_settop(lua, 1);
    return 1;
}

static int titled(lua_State *lua, enum construct_kind kind)
{
    lua_settop(lua, 2);
    if (lua_type(lua, 1) != LUA_TSTRING)
        return wrong_form(lua, kind, luaL_typename(lua, 1));
    push_construct(lua, kind);
    lua_pushvalue(lua, 1);
    lua_setiuservalue(lua, 3, 1);
    if (is_declared(kind))
        remember(lua, DECLARATIONS);
    if (lua_istable(lua, 2))
        set_body(lua, 3, 2);
    else if (!lua_isnil(lua, 2))
        return wrong_form(lua, kind, luaL_typename(lua, 2));
    return 1;
}

static int word_chapter(lua_State *lua)
{
    return titled(lua, CONSTRUCT_CHAPTER);
}

static int word_clause(lua_State *lua)
{
    return titled(lua, CONSTRUCT_CLAUSE);
}

static int word_choice(lua_State *lua)
{
    return titled(lua, CONSTRUCT_CHOICE);
}

static int word_profile(lua_State *lua)
{
    return titled(lua, CONSTRUCT_PROFILE);
}

static int word_topic(lua_State *lua)
{
    lua_settop(lua, 3);
    if (!lua_isinteger(lua, 1))
        return wrong_form(lua, CONSTRUCT_TOPIC, luaL_typename(lua, 1));
    lua_Integer number = lua_tointeger(lua, 1);
    lua_remove(lua, 1);
    titled(lua, CONSTRUCT_TOPIC);
    struct construct *construct = lua_touserdata(lua, -1);
    construct->real = (double)number;
    return 1;
}

static int word_case(lua_State *lua)
{
    return titled(lua, CONSTRUCT_CASE);
}

static int word_probe(lua_State *lua)
{
    lua_settop(lua, 1);
    if (!lua_istable(lua, 1))
        return wrong_form(lua, CONSTRUCT_PROBE, luaL_typename(lua, 1));
    push_construct(lua, CONSTRUCT_PROBE);
    set_body(lua, 2, 1);
    return 1;
}

static int word_act(lua_State *lua)
{
    lua_settop(lua, 1);
    if (lua_type(lua, 1) != LUA_TSTRING)
        return luaL_error(lua, "act is given a %s; write: act \"x += 1\"", luaL_typename(lua, 1));
    push_construct(lua, CONSTRUCT_ACT);
    lua_pushvalue(lua, 1);
    lua_setiuservalue(lua, 2, 1);
    return 1;
}

static int word_integer(lua_State *lua)
{
    lua_settop(lua, 1);
    const char *digits = lua_type(lua, 1) == LUA_TSTRING ? lua_tostring(lua, 1) : "";
    size_t sign_bytes = digits[0] == '-', digit_bytes = strspn(digits + sign_bytes, "0123456789");
    if (digit_bytes == 0 || sign_bytes + digit_bytes != lua_rawlen(lua, 1))
        return luaL_error(lua, "integer needs a string of decimal digits, with \"-\" in front if need be; "
                               "write: integer \"18446744073709551616\"");
    push_construct(lua, CONSTRUCT_INTEGER);
    lua_pushvalue(lua, 1);
    lua_setiuservalue(lua, 2, 1);
    return 1;
}

static int word_at_most(lua_State *lua)
{
    lua_settop(lua, 1);
    if (!lua_isinteger(lua, 1))
        return luaL_error(lua, "at_most needs a whole number; write: allocates = at_most(8000)");
    push_construct(lua, CONSTRUCT_AT_MOST);
    lua_pushvalue(lua, 1);
    lua_setiuservalue(lua, 2, 1);
    return 1;
}

static int word_complex(lua_State *lua)
{
    lua_settop(lua, 2);
    if (lua_type(lua, 1) != LUA_TNUMBER || lua_type(lua, 2) != LUA_TNUMBER)
        return luaL_error(lua, "complex needs two numbers; write: complex(1, -2)");
    struct construct *construct = push_construct(lua, CONSTRUCT_COMPLEX);
    construct->real = lua_tonumber(lua, 1);
    construct->imaginary = lua_tonumber(lua, 2);
    return 1;
}

static int word_each(lua_State *lua)
{
    lua_settop(lua, 2);
    if (!lua_istable(lua, 1) || !lua_isfunction(lua, 2))
        return luaL_error(lua,
                          "each needs a list and a function; write: each({ 1, 2 }, function (value) return … end)");
    lua_Integer count = (lua_Integer)lua_rawlen(lua, 1);
    lua_newtable(lua);
    for (lua_Integer i = 1; i <= count; i++) {
        sandbox_charge(lua, 10);
        lua_pushvalue(lua, 2);
        lua_rawgeti(lua, 1, i);
        lua_call(lua, 1, 1);
        if (lua_isnil(lua, -1))
            return luaL_error(lua,
                              "the function that each was given returns nothing for item %d; is a return missing? "
                              "Return {} where there is to be nothing",
                              (int)i);
        lua_rawseti(lua, 3, i);
    }
    return 1;
}

static void format_argument(lua_State *lua, luaL_Buffer *buffer, char conversion, int argument)
{
    char number[64];
    int is_integer;
    lua_Integer integer = lua_tointegerx(lua, argument, &is_integer);
    int type = lua_type(lua, argument);
    bool fits = conversion == 's'   ? type == LUA_TSTRING || type == LUA_TNUMBER
                : conversion == 'd' ? type == LUA_TNUMBER && is_integer
                                    : type == LUA_TNUMBER;
    if (!fits) {
        luaL_error(lua, "format: %%%c needs %s, but argument %d is %s", conversion,
                   conversion == 's'   ? "a string or a number"
                   : conversion == 'd' ? "a whole number"
                                       : "a number",
                   argument - 1, type == LUA_TNONE ? "missing" : luaL_typename(lua, argument));
    } else if (conversion == 's') {
        lua_pushvalue(lua, argument);
        luaL_addvalue(buffer);
    } else {
        if (conversion == 'd')
            snprintf(number, sizeof number, "%lld", (long long)integer);
        else
            snprintf(number, sizeof number, "%g", lua_tonumber(lua, argument));
        luaL_addstring(buffer, number);
    }
}

static int word_format(lua_State *lua)
{
    if (lua_type(lua, 1) != LUA_TSTRING)
        return luaL_error(lua, "format needs a string first; write: format(\"x = zeros(%%d)\", size)");
    int argument = 1, argument_count = lua_gettop(lua);
    const char *format = lua_tostring(lua, 1);
    sandbox_charge(lua, (long long)lua_rawlen(lua, 1) / 16 + 1);
    luaL_Buffer buffer;
    luaL_buffinit(lua, &buffer);
    for (; *format != '\0'; format++) {
        if (*format != '%') {
            luaL_addchar(&buffer, *format);
            continue;
        }
        format++;
        if (*format == '%')
            luaL_addchar(&buffer, '%');
        else if (*format != '\0' && strchr("dsg", *format) != NULL)
            argument++, format_argument(lua, &buffer, *format, argument <= argument_count ? argument : 0);
        else
            return luaL_error(lua, "format knows %%d, %%s, %%g and %%%% only");
    }
    if (argument < argument_count)
        return luaL_error(lua, "format is given %d values, but its text has places for %d", argument_count - 1,
                          argument - 1);
    luaL_pushresult(&buffer);
    return 1;
}

int words_install(lua_State *lua)
{
    lua_newtable(lua);
    lua_pushcfunction(lua, complete);
    lua_setfield(lua, -2, "__call");
    lua_setfield(lua, LUA_REGISTRYINDEX, CONSTRUCTS);
    lua_newtable(lua);
    lua_setfield(lua, LUA_REGISTRYINDEX, DECLARATIONS);
    lua_newtable(lua);
    lua_setfield(lua, LUA_REGISTRYINDEX, PARTS);

    static const luaL_Reg words[] = {
        {"chapter", word_chapter}, {"clause", word_clause},   {"choice", word_choice}, {"topic", word_topic},
        {"profile", word_profile}, {"case", word_case},       {"probe", word_probe},   {"act", word_act},
        {"integer", word_integer}, {"complex", word_complex}, {"each", word_each},     {"format", word_format},
        {"at_most", word_at_most},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        lua_pushcfunction(lua, words[i].func);
        sandbox_word(lua, words[i].name);
    }
    lua_pushnumber(lua, NAN);
    sandbox_word(lua, "nan");
    lua_pushnumber(lua, INFINITY);
    sandbox_word(lua, "inf");
    push_construct(lua, CONSTRUCT_NONE);
    sandbox_word(lua, "None");
    return 0;
}
