#include "spec/program.h"

#include <string.h>

#include "notation/parse.h"
#include "notation/tokens.h"

enum { MOST_PROGRAM_BYTES = 64 * 1024 };

struct piece {
    const char *text;
    size_t bytes;
    size_t line, line_count; /* where it starts in the joined text, and how many lines it has */
    size_t act_line;         /* line of its `act` in the file; 0 if it is none */
};

struct pieces {
    struct piece *items;
    size_t count;
    bool broken;
};

static size_t count_lines(const char *text)
{
    size_t count = 1;
    for (; *text != '\0'; text++)
        count += *text == '\n';
    return count;
}

static void add_piece(struct walk *walk, const struct subject *subject, void *data)
{
    struct pieces *pieces = data;
    struct piece piece = {0};
    const struct construct *construct = construct_use(walk->lua, -1, CONSTRUCT_ACT);
    if (construct != NULL) {
        construct_push_title(walk->lua, -1);
        piece.text = walk_string_at(walk, subject, -1, &piece.bytes);
        piece.act_line = construct->line;
        lua_pop(walk->lua, 1);
    } else if (lua_type(walk->lua, -1) == LUA_TSTRING) {
        piece.text = walk_string_at(walk, subject, -1, &piece.bytes);
    } else {
        wrong(walk, subject, "a statement is a string, such as \"x = 1\", but here stands %s", walk_describe(walk, -1));
    }
    if (piece.text == NULL) {
        pieces->broken = true;
        return;
    }
    const struct piece *last = pieces->count > 0 ? &pieces->items[pieces->count - 1] : NULL;
    piece.line = last == NULL ? 1 : last->line + last->line_count;
    piece.line_count = count_lines(piece.text);
    ARENA_APPEND(walk->arena, pieces->items, pieces->count, piece);
}

/* Where byte `offset` of a piece stands in the file. */
static struct spot find_piece(struct walk *walk, const struct subject *subject, const struct pieces *pieces,
                              const struct piece *piece, size_t offset)
{
    if (piece->act_line != 0)
        return source_find(walk->source, "act", piece->act_line, SOUGHT_STRING, NULL, piece->text, piece->bytes, 0,
                           offset);
    size_t skip = 0;
    for (const struct piece *before = pieces->items; before < piece; before++)
        skip += before->bytes == piece->bytes && memcmp(before->text, piece->text, piece->bytes) == 0;
    return source_find(walk->source, subject->word, subject->line, SOUGHT_STRING, subject->under, piece->text,
                       piece->bytes, skip, offset);
}

static size_t offset_of(const struct piece *piece, size_t line, size_t column)
{
    const char *start = piece->text;
    for (size_t i = 1; i < line; i++)
        start = strchr(start, '\n') + 1;
    size_t offset = (size_t)(start - piece->text) + column - 1;
    return offset < piece->bytes ? offset : piece->bytes;
}

/* An error of the parser, in the line that it counts in the joined text. */
static void report(struct walk *walk, const struct subject *subject, const struct pieces *pieces,
                   const struct parse_error *error)
{
    const struct piece *piece = pieces->items;
    while (piece + 1 < pieces->items + pieces->count && error->line >= piece[1].line)
        piece++;
    struct spot spot =
        find_piece(walk, subject, pieces, piece, offset_of(piece, error->line - piece->line + 1, error->column));
    const char *excerpt = source_excerpt(walk->source, &spot);
    /* The file does not show a text that was computed. */
    if (spot.column == 0)
        excerpt = parse_error_excerpt(walk->arena, error);
    const char *message = arena_printf(walk->arena, "not a statement: %s", error->message);
    mistake_add(walk->mistakes, walk->source->file, spot, message, excerpt);
}

/* Statements do not go on from one string to the next: brackets must be closed within each. */
static bool closes_brackets(struct walk *walk, const struct piece *piece)
{
    struct lexer lexer = {.arena = walk->arena, .text = piece->text, .text_bytes = piece->bytes, .line = 1};
    struct token token;
    do
        token = lexer_next(&lexer);
    while (token.kind != TOKEN_END && token.kind != TOKEN_WRONG);
    return token.kind == TOKEN_WRONG || lexer.brackets == 0;
}

static const char *join(struct walk *walk, const struct pieces *pieces, size_t count, size_t *bytes)
{
    *bytes = 0;
    for (size_t i = 0; i < count; i++)
        *bytes += pieces->items[i].bytes + 1;
    char *text = arena_alloc(walk->arena, *bytes + 1), *end = text;
    for (size_t i = 0; i < count; i++) {
        memcpy(end, pieces->items[i].text, pieces->items[i].bytes);
        end += pieces->items[i].bytes;
        *end++ = '\n';
    }
    /* Without the last newline, so that an error at the end is one of the last string's last line. */
    *bytes -= *bytes > 0;
    return text;
}

static bool check_pieces(struct walk *walk, const struct subject *subject, const struct pieces *pieces,
                         const struct program *program, size_t *act)
{
    bool right = true, marked = false;
    size_t statement = 0;
    for (const struct piece *piece = pieces->items; piece < pieces->items + pieces->count; piece++) {
        size_t first = statement;
        while (statement < program->statement_count &&
               program->statements[statement].line < piece->line + piece->line_count)
            statement++;
        if (statement == first) {
            mistake_at(walk->mistakes, walk->source, find_piece(walk, subject, pieces, piece, 0),
                       "no statement stands in this string");
            right = false;
        } else if (piece->act_line != 0 && (marked || statement != first + 1)) {
            mistake_at(walk->mistakes, walk->source, find_piece(walk, subject, pieces, piece, 0),
                       marked ? "act marks a second statement; a %s is about one, so leave act away from the other"
                              : "act marks several statements; a %s is about one, so give act that one alone",
                       subject->word);
            right = false;
        } else if (piece->act_line != 0) {
            *act = first;
            marked = true;
        }
    }
    return right;
}

bool read_program(struct walk *walk, const struct subject *subject, int body, struct program *program, size_t *act)
{
    struct pieces pieces = {0};
    walk_items(walk, subject, body, add_piece, &pieces);
    if (pieces.broken || walk->budget < 0)
        return false;
    if (pieces.count == 0) {
        wrong(walk, subject, "this %s has no statement; its program stands in it as strings: \"x = 1\", …",
              subject->word);
        return false;
    }
    size_t usable = 0, bytes;
    while (usable < pieces.count && closes_brackets(walk, &pieces.items[usable]))
        usable++;
    bool unclosed = usable < pieces.count;
    const char *text = join(walk, &pieces, unclosed ? usable + 1 : usable, &bytes);
    if (bytes > MOST_PROGRAM_BYTES) {
        wrong(walk, subject, "the program of this %s has %zu bytes; at most %d are allowed", subject->word, bytes,
              MOST_PROGRAM_BYTES);
        return false;
    }
    struct parse_error error;
    if (!parse_program(walk->arena, text, bytes, 0, program, &error)) {
        report(walk, subject, &pieces, &error);
        return false;
    }
    *act = program->statement_count == 0 ? 0 : program->statement_count - 1;
    return check_pieces(walk, subject, &pieces, program, act);
}
