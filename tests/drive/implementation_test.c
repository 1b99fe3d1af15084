#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/places.h"
#include "conversation.h"
#include "drive/answers.h"
#include "drive/implementation.h"

static struct arena *arena;
static struct implementation implementation;
static const char *message;
static char folder[] = "/tmp/ibid-implementation-XXXXXX";

static void set_up(void)
{
    arena = arena_new();
    message = NULL;
    cr_assert_not_null(mkdtemp(folder));
    setenv("IBID_ROOT", IBID_SOURCE, 1);
    setenv("IBID_CACHE", folder, 1);
    unsetenv("IBID_PYTHON");
    cr_assert_eq(chdir(folder), 0);
}

static void tear_down(void)
{
    char command[100];
    snprintf(command, sizeof command, "rm -r %s", folder);
    cr_assert_eq(system(command), 0);
    arena_free(arena);
}

TestSuite(implementation, .init = set_up, .fini = tear_down);

static void write_file(const char *path, const char *content, mode_t mode)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
    cr_assert(file >= 0 && write(file, content, strlen(content)) == (ssize_t)strlen(content));
    close(file);
}

static void resolves(const char *selector)
{
    cr_assert(implementation_resolve(arena, selector, &implementation, &message), "%s", message);
    cr_assert_str_eq(implementation.selector, selector);
}

static void fails(const char *selector, const char *words)
{
    cr_assert_not(implementation_resolve(arena, selector, &implementation, &message));
    assert_says(message, words);
}

/* Strings up to NULL, joined by "|". */
static const char *joined(const char *const *strings)
{
    const char *text = strings[0];
    for (size_t index = 1; strings[index] != NULL; index++)
        text = arena_printf(arena, "%s|%s", text, strings[index]);
    return text;
}

Test(implementation, registered_ones_are_listed)
{
    static const char *const names[] = {"model", "reference", "cpython", "numpy"};
    static const char *const profiles[] = {"numpy", "numpy", "cpython", "numpy"};
    struct registered_implementation *registered;
    size_t count;
    cr_assert(implementations_registered(arena, &registered, &count, &message), "%s", message);
    cr_assert(count >= 4);
    for (size_t index = 0; index < 4; index++) {
        cr_assert_str_eq(registered[index].name, names[index]);
        cr_assert_str_eq(registered[index].profile, profiles[index]);
        cr_assert(strlen(registered[index].description) > 0 && strchr(registered[index].description, '\n') == NULL);
    }
}

Test(implementation, cpython_runs_on_python3_or_what_the_variable_names)
{
    resolves("cpython");
    cr_assert_str_eq(joined(implementation.command), "python3|" IBID_SOURCE "/impl/python/cpython_driver.py");
    cr_assert_str_eq(implementation.profile, "cpython");
    cr_assert_null(implementation.environment);
    setenv("IBID_PYTHON", "/opt/python2.7", 1);
    resolves("cpython");
    cr_assert_str_eq(implementation.command[0], "/opt/python2.7");
}

Test(implementation, a_missing_environment_is_told_with_its_remedy)
{
    fails("numpy@1.12.1", "the environment of numpy@1.12.1 is not there yet");
    assert_says(message, "make it with: ibid setup numpy@1.12.1");
    fails("torch", "ibid setup torch@");
    cr_assert(mkdir("environments", 0700) == 0 && mkdir("environments/numpy@1.12.1", 0700) == 0);
    fails("numpy@1.12.1", "the environment of numpy@1.12.1 is half made");
}

Test(implementation, an_environment_is_used)
{
    cr_assert(mkdir("environments", 0700) == 0 && mkdir("environments/numpy@1.0", 0700) == 0);
    write_file("environments/numpy@1.0/complete", "", 0600);
    resolves("numpy@1.0");
    cr_assert_str_eq(joined(implementation.command),
                     arena_printf(arena, "%s/environments/numpy@1.0/bin/python|%s/impl/python/numpy_driver.py", folder,
                                  IBID_SOURCE));
    cr_assert_str_eq(implementation.profile, "numpy");
    cr_assert_str_eq(joined(implementation.environment), "PYTHONPATH|PYTHONHOME");
}

Test(implementation, versions_and_dialects_only_where_there_are_any)
{
    fails("numpy@", "'numpy@' names no version");
    fails("numpy@../../tmp", "names no version");
    fails("model@1.0", "model comes with ibid and has no versions");
    fails("numpy:jax", "numpy has no dialects");
}

Test(implementation, an_unknown_name_shows_what_there_is)
{
    fails("nunpy", "there is no implementation 'nunpy'; registered are model, reference, cpython, numpy, ");
    assert_says(message, "--impl also takes");
    fails("", "registered are");
    fails("  ", "registered are");
    fails("nunpy@1.0", "there is no implementation 'nunpy@1.0'");
}

Test(implementation, a_command_goes_to_the_shell)
{
    resolves("python3 'my driver.py' --flag");
    cr_assert_str_eq(joined(implementation.command), "sh|-c|exec python3 'my driver.py' --flag");
    cr_assert_null(implementation.profile);
    resolves("PYTHONPATH=lib python3 driver.py");
    cr_assert_str_eq(implementation.command[2], "exec env PYTHONPATH=lib python3 driver.py");
    resolves("cd lib && python3 driver.py");
    cr_assert_str_eq(implementation.command[2], "cd lib && python3 driver.py");
}

Test(implementation, a_program_is_started_as_it_is)
{
    write_file("my driver", "#!/bin/sh\n", 0700);
    resolves("my driver");
    cr_assert_str_eq(joined(implementation.command), "./my driver");
    resolves("./my driver");
    cr_assert_str_eq(joined(implementation.command), "./my driver");
    /* A position-independent program is an ELF shared object too. */
    resolves("/proc/self/exe");
    cr_assert_str_eq(joined(implementation.command), "/proc/self/exe");
}

Test(implementation, what_cannot_be_started_is_told)
{
    write_file("driver.py", "print(1)\n", 0600);
    fails("./driver.py", "neither a shared object nor executable");
    assert_says(message, "\"python3 ./driver.py\"");
    fails("./missing", "there is no file ./missing");
    fails("missing.so", "there is no file missing.so");
}

/* Whether the host is there depends on what was built: both ways say the right thing. */
static void resolves_to_host(const char *selector, const char *arguments)
{
    const char *host = arena_printf(arena, "%s/ibid-host", place_programs(arena));
    if (access(host, X_OK) != 0) {
        fails(selector, host);
        return;
    }
    resolves(selector);
    cr_assert_str_eq(joined(implementation.command), arena_printf(arena, "%s|%s", host, arguments));
    cr_assert_null(implementation.profile);
}

Test(implementation, a_shared_object_gets_a_host)
{
    write_file("plugin.so", "", 0600);
    resolves_to_host("plugin.so", "./plugin.so");
    resolves_to_host("./plugin.so", "./plugin.so");
}

static const char *profile;

static void parses(const char *text, const char *options, const char *expected_profile)
{
    const char *const *parsed = answers_parse(arena, text, "numpy", &profile, &message);
    cr_assert_not_null(parsed, "%s", message);
    cr_assert_str_eq(joined(parsed), options);
    cr_assert_eq(profile == NULL, expected_profile == NULL);
    if (profile != NULL)
        cr_assert_str_eq(profile, expected_profile);
}

static void does_not_parse(const char *text, const char *words)
{
    cr_assert_null(answers_parse(arena, text, "numpy", &profile, &message));
    assert_says(message, words);
}

Test(implementation, a_dialect_and_answers_become_options)
{
    parses("jax", "dialect=jax", "jax");
    parses("numpy,array_iadd=rebinds", "dialect=numpy|array_iadd=rebinds", NULL);
    parses("jax,array_iadd=in place,overlap=raises", "dialect=jax|array_iadd=in place|overlap=raises", NULL);
    parses("array_iadd=rebinds", "dialect=numpy|array_iadd=rebinds", NULL);
}

Test(implementation, mistakes_in_answers_are_placed)
{
    does_not_parse("", "at byte 1");
    does_not_parse("jax,", "at byte 5");
    does_not_parse("jax,torch", "at byte 5");
    does_not_parse("jax,=a", "at byte 5");
    does_not_parse("jax,a=", "at byte 5");
}

Test(implementation, answers_come_from_a_file)
{
    write_file("plain.json", "{\n \"array_iadd\": \"in place\",\n \"overlap\": \"unknown\", \"slice_step\": \"none\"}",
               0600);
    parses("@plain.json", "dialect=numpy|array_iadd=in place", NULL);
    write_file("results.jsonl",
               "{\"record\": \"header\", \"profile\": null, \"fingerprint\": {\"overlap\": \"raises\"}}\n"
               "{\"record\": \"footer\"}\n",
               0600);
    parses("@results.jsonl", "dialect=numpy|overlap=raises", NULL);
}

Test(implementation, files_without_answers_are_told)
{
    does_not_parse("@missing.json", "missing.json: No such file or directory");
    write_file("list.json", "[1]", 0600);
    does_not_parse("@list.json", "expected an object of choices and answers");
    write_file("number.json", "{\"overlap\": 1}", 0600);
    does_not_parse("@number.json", "the answer to 'overlap' is not a string");
    write_file("broken.json", "{\n \"overlap\" \"raises\"}", 0600);
    does_not_parse("@broken.json", "broken.json:2:");
}

Test(implementation, a_missing_or_wrong_list_is_told)
{
    setenv("IBID_ROOT", folder, 1);
    fails("numpy", "impl/implementations.json");
    cr_assert_eq(mkdir("impl", 0700), 0);
    write_file("impl/implementations.json", "{\"numpy\": {\"description\": \"x\", \"command\": []}}", 0600);
    fails("numpy", "\"numpy\": command is a list of strings");
    write_file("impl/implementations.json", "{\"numpy\": {\"description\": \"x\"}}", 0600);
    fails("numpy", "either a plugin or a command");
}

Test(implementation, variables_are_set)
{
    setenv("IBID_ROOT", folder, 1);
    cr_assert_eq(mkdir("impl", 0700), 0);
    write_file(
        "impl/implementations.json",
        "{\"own\": {\"description\": \"x\", \"command\": [\"{root}/a\", \"{b}\"], \"variables\": {\"A\": \"1 2\"}}}",
        0600);
    resolves("own");
    cr_assert_str_eq(joined(implementation.command), arena_printf(arena, "%s/a|{b}", folder));
    cr_assert_str_eq(joined(implementation.environment), "A=1 2");
}
