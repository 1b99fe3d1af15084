#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command/commands.h"
#include "command/evaluation.h"
#include "command/start.h"
#include "command/terminal.h"
#include "command/wrap.h"
#include "illustrate/prefixes.h"
#include "report/picture_svg.h"

static void print_json(const struct evaluation *evaluation)
{
    json_t *json = evaluation_json_new(evaluation);
    char *line = json_dumps(json, 0);
    puts(line);
    free(line);
    json_decref(json);
}

static void print_syntax_error(const char *file, const struct evaluation *evaluation)
{
    const struct parse_error *error = &evaluation->parse_error;
    fprintf(stderr, "%s:%zu:%zu: %s\n%s\n", file, error->line, error->column, error->message,
            parse_error_excerpt(evaluation->arena, error));
}

static void print_error(const struct evaluation *evaluation, const struct observation *observation, bool statement)
{
    if (observation->broken != NULL)
        printf("%s\n", observation->broken);
    else if (observation->unsupported != NULL)
        printf("statement %zu is not supported here: %s%s%s\n", observation->unsupported_step + 1,
               observation->unsupported, observation->unsupported_reason[0] != '\0' ? ": " : "",
               observation->unsupported_reason);
    else if (observation->error != NULL)
        printf("%s%s  raised %s (%s): %s\n",
               statement ? evaluation_statement(evaluation, observation->error->step) : "", statement ? "\n" : "",
               observation->error->class_name, error_kind_name(observation->error->kind), observation->error->message);
}

static void print_picture(const struct options *options, const struct picture *picture)
{
    if (picture == NULL)
        return;
    const struct terminal terminal = terminal_of(options);
    struct text text = TEXT_EMPTY;
    picture_print(&text, picture, &terminal);
    fputs(text_string(&text), stdout);
    text_free(&text);
}

/* The memory after each statement, to be released. */
static void run_prefixes(struct pool *pool, const struct evaluation *evaluation, struct prefixes *prefixes)
{
    const struct prefixes_wanted wanted = {
        .program = &evaluation->program, .act = evaluation->program.statement_count, .hidden = ASSERTION_NAMES};
    prefixes_submit(prefixes, pool, &wanted, 1);
    pool_run(pool);
}

static void print_steps(const struct options *options, const struct evaluation *evaluation,
                        const struct prefixes *prefixes)
{
    const struct observation *last = evaluation->execution.observation;
    size_t reached = last->error != NULL ? last->error->step + 1 : prefixes->count;
    for (size_t i = 0; i < reached; i++) {
        printf("%s%s%zu  %s%s\n", i > 0 ? "\n" : "", bold_on(), i + 1, evaluation_statement(evaluation, i), bold_off());
        print_error(evaluation, prefixes->items[i].execution.observation, false);
        print_picture(options, prefixes->items[i].picture);
    }
    for (size_t i = reached; i < prefixes->count; i++)
        printf("%s%zu  %s   (not reached)\n", i == reached ? "\n" : "", i + 1, evaluation_statement(evaluation, i));
}

static bool write_svg(const char *path, const struct evaluation *evaluation, const struct prefixes *prefixes,
                      const struct picture *picture)
{
    struct arena *arena = arena_new();
    size_t count = prefixes != NULL ? prefixes->count : 1;
    struct svg_step *steps = ARENA_ARRAY(arena, struct svg_step, count + 1);
    struct text program = TEXT_EMPTY;
    for (size_t i = 0; i < evaluation->program.statement_count; i++)
        text_printf(&program, "%s%s", i > 0 ? "; " : "", evaluation_statement(evaluation, i));
    const struct observation *last = evaluation->execution.observation;
    if (prefixes != NULL && last->error != NULL)
        count = last->error->step + 1;
    steps[0] = (struct svg_step){"", picture, picture_error_of(arena, evaluation->execution.observation)};
    for (size_t i = 0; prefixes != NULL && i < count; i++)
        steps[i] = (struct svg_step){evaluation_statement(evaluation, i), prefixes->items[i].picture,
                                     prefixes->items[i].error};
    const char *message;
    bool written = report_picture_svg(arena, keep_text(arena, &program), steps, count, path, &message);
    if (!written)
        fprintf(stderr, "ibid: %s\n", message);
    arena_free(arena);
    return written;
}

/* False if the SVG that was asked for could not be written. */
static bool show(struct pool *pool, const struct options *options, const struct evaluation *evaluation)
{
    const struct snapshot *names = evaluation_names(evaluation);
    const struct picture *picture = NULL;
    struct prefixes prefixes = {0};
    if (names != NULL)
        picture = picture_new(evaluation->arena, &evaluation->program, names, evaluation->execution.observation,
                              evaluation->execution.plan);
    if (options->given[OPTION_STEPS]) {
        run_prefixes(pool, evaluation, &prefixes);
        print_steps(options, evaluation, &prefixes);
    } else {
        print_error(evaluation, evaluation->execution.observation, true);
        print_picture(options, picture);
    }
    bool good = !options->given[OPTION_SVG] || write_svg(options->values[OPTION_SVG], evaluation,
                                                         options->given[OPTION_STEPS] ? &prefixes : NULL, picture);
    if (options->given[OPTION_STEPS])
        prefixes_release(&prefixes);
    return good;
}

/* Tells of the assertions that do not hold; whether all do. */
static bool check_assertions(const struct evaluation *evaluation)
{
    bool all = true;
    for (size_t i = 0; i < evaluation->assertion_count; i++) {
        const struct assertion *assertion = &evaluation->assertions[i];
        if (assertion->state == ASSERTION_HOLDS)
            continue;
        all = false;
        fprintf(stderr, "ibid: statement %zu %s: %s\n", assertion->statement,
                assertion->state == ASSERTION_FAILS ? "does not hold" : "was not reached", assertion->text);
    }
    return all;
}

static int evaluate_one(struct pool *pool, const struct options *options, const char *name, const char *text,
                        size_t text_bytes)
{
    struct evaluation evaluation;
    evaluation_submit(&evaluation, pool, text, text_bytes, !options->given[OPTION_JSON]);
    pool_run(pool);
    int exit_code = EXIT_CONFORMANT;
    if (options->given[OPTION_JSON])
        print_json(&evaluation);
    if (!evaluation.parsed) {
        if (!options->given[OPTION_JSON])
            print_syntax_error(name, &evaluation);
        exit_code = EXIT_SPEC;
    } else {
        if (!options->given[OPTION_JSON] && !show(pool, options, &evaluation))
            exit_code = EXIT_USAGE;
        else if (!check_assertions(&evaluation) || evaluation.execution.observation->broken != NULL)
            exit_code = EXIT_NOT_CONFORMANT;
    }
    evaluation_release(&evaluation);
    return exit_code;
}

/* A batch: complete lines are taken as they come in, put to the implementation together, and answered in order. */

static void print_line_error(const char *message, int column)
{
    json_t *json = json_pack("{s:{s:i,s:s,s:i,s:s},s:{},s:[],s:[],s:[]}", "error", "statement", 0, "kind", "syntax",
                             "column", column, "message", message, "names", "same", "shares", "unproved");
    char *line = json_dumps(json, 0);
    puts(line);
    free(line);
    json_decref(json);
}

struct batch_line {
    struct evaluation evaluation;
    bool submitted;
    const char *message; /* why not */
    int column;
};

static void submit_line(struct arena *arena, struct pool *pool, const char *text, size_t bytes, struct batch_line *line)
{
    json_error_t error;
    json_t *json = json_loadb(text, bytes, JSON_REJECT_DUPLICATES, &error);
    const json_t *program = json_object_get(json, "program");
    line->submitted = json_is_string(program);
    if (line->submitted) {
        evaluation_submit(&line->evaluation, pool, json_string_value(program), json_string_length(program), false);
    } else {
        line->message = json == NULL ? arena_printf(arena, "the line is not JSON: %s", error.text)
                                     : "expected an object with a \"program\", a string";
        line->column = json == NULL && error.column > 0 ? error.column : 1;
    }
    json_decref(json);
}

static void answer_lines(struct pool *pool, const char *text, size_t bytes)
{
    struct arena *arena = arena_new();
    size_t count = 0;
    for (size_t i = 0; i < bytes; i++)
        count += text[i] == '\n';
    struct batch_line *lines = ARENA_ARRAY(arena, struct batch_line, count + 1);
    const char *at = text;
    for (size_t i = 0; i < count; i++) {
        const char *end = memchr(at, '\n', (size_t)(text + bytes - at));
        submit_line(arena, pool, at, (size_t)(end - at), &lines[i]);
        at = end + 1;
    }
    pool_run(pool);
    for (size_t i = 0; i < count; i++) {
        if (!lines[i].submitted) {
            print_line_error(lines[i].message, lines[i].column);
            continue;
        }
        print_json(&lines[i].evaluation);
        evaluation_release(&lines[i].evaluation);
    }
    fflush(stdout);
    arena_free(arena);
}

static int evaluate_batch(struct pool *pool)
{
    struct text input = TEXT_EMPTY;
    char chunk[65536];
    for (ssize_t bytes; (bytes = read(STDIN_FILENO, chunk, sizeof chunk)) != 0;) {
        if (bytes < 0 && errno == EINTR)
            continue;
        if (bytes < 0) {
            fprintf(stderr, "ibid: cannot read standard input: %s\n", strerror(errno));
            text_free(&input);
            return EXIT_INTERNAL;
        }
        text_append_bytes(&input, chunk, (size_t)bytes);
        size_t complete = input.bytes;
        while (complete > 0 && input.data[complete - 1] != '\n')
            complete--;
        if (complete == 0)
            continue;
        answer_lines(pool, input.data, complete);
        memmove(input.data, input.data + complete, input.bytes - complete + 1);
        input.bytes -= complete;
    }
    if (input.bytes > 0) {
        text_append_character(&input, '\n');
        answer_lines(pool, input.data, input.bytes);
    }
    text_free(&input);
    return EXIT_CONFORMANT;
}

static bool read_file(const char *path, struct text *text)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    bool good = text_append_file(text, file, SIZE_MAX);
    fclose(file);
    return good;
}

static int evaluate_argument(struct pool *pool, const struct options *options, const char *argument)
{
    struct stat status;
    if (stat(argument, &status) != 0 || !S_ISREG(status.st_mode))
        return evaluate_one(pool, options, "program", argument, strlen(argument));
    struct text text = TEXT_EMPTY;
    int exit_code = EXIT_USAGE;
    if (read_file(argument, &text))
        exit_code = evaluate_one(pool, options, argument, text_string(&text), text.bytes);
    else
        fprintf(stderr, "ibid: cannot read %s: %s\n", argument, strerror(errno));
    text_free(&text);
    return exit_code;
}

int command_eval(const struct options *options)
{
    bool batch = options->given[OPTION_BATCH];
    if (batch && !options->given[OPTION_JSON]) {
        fputs("ibid: --batch goes with --json\n", stderr);
        return EXIT_USAGE;
    }
    if (options->given[OPTION_JSON] && (options->given[OPTION_STEPS] || options->given[OPTION_SVG])) {
        fputs("ibid: --json is for programs, and --steps and --svg are for people: leave one of them out\n", stderr);
        return EXIT_USAGE;
    }
    if (options->argument_count != (batch ? 0 : 1)) {
        fputs(batch ? "ibid: --batch takes its programs from standard input, not from the command line\n"
                    : "ibid: eval takes one program, in quotes, or a file of statements\n",
              stderr);
        return EXIT_USAGE;
    }
    struct arena *arena = arena_new();
    struct started started;
    int exit_code;
    if (start_implementation(arena, options, "model", &started, &exit_code)) {
        exit_code =
            batch ? evaluate_batch(started.pool) : evaluate_argument(started.pool, options, options->arguments[0]);
        pool_free(started.pool);
    }
    arena_free(arena);
    return exit_code;
}
