/* The folder that an HTML report is: what is written there, and what is refused. */
#define _XOPEN_SOURCE 700 /* nftw */
#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/places.h"
#include "report/matrix.h"
#include "report/save.h"
#include "spec/spec.h"
#include "samples.h"

TestSuite(folder);

struct made {
    struct arena *arena;
    struct results results[SAMPLE_COUNT];
};

static void make(struct made *made)
{
    made->arena = arena_new();
    read_samples(made->arena, made->results);
}

static void drop(struct made *made)
{
    release_samples(made->results);
    arena_free(made->arena);
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
    (void)status, (void)kind, (void)walk;
    return remove(path);
}

static void remove_folder(const char *folder)
{
    nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

struct written {
    struct arena *arena;
    const char *folder;
    const char *message;
};

static bool write_folder(struct written *written, const struct results *results, size_t count,
                         const struct report_sources *sources)
{
    char folder[] = "/tmp/ibid-folder-XXXXXX";
    cr_assert_not_null(mkdtemp(folder));
    *written = (struct written){arena_new(), NULL, NULL};
    written->folder = arena_strdup(written->arena, folder);
    return report_html(written->arena, results, count, sources, arena_printf(written->arena, "%s/one/two", folder),
                       &written->message);
}

static char *content_of(struct written *written, const char *name)
{
    struct text text = TEXT_EMPTY;
    const char *message = "";
    cr_assert(
        load(written->arena, arena_printf(written->arena, "%s/one/two/%s", written->folder, name), &text, &message),
        "%s", message);
    return keep_text(written->arena, &text);
}

/* The JSON that a data file hands over, which has to be all of it. */
static json_t *data_of(struct written *written, const char *name)
{
    char *text = content_of(written, arena_printf(written->arena, "data/%s.js", name));
    const char *call = arena_printf(written->arena, "ibid.data(\"%s\", ", name), *end = ");\n";
    size_t bytes = strlen(text), call_bytes = strlen(call), end_bytes = strlen(end);
    cr_assert(strncmp(text, call, call_bytes) == 0 && strcmp(text + bytes - end_bytes, end) == 0, "%s", name);
    for (const char *at = text; *at != '\0'; at++)
        cr_assert(strchr("<>&", *at) == NULL && (unsigned char)*at < 0x80, "%s", name);
    json_error_t error;
    json_t *data = json_loadb(text + call_bytes, bytes - call_bytes - end_bytes, JSON_REJECT_DUPLICATES, &error);
    cr_assert_not_null(data, "%s: %s", name, error.text);
    return data;
}

static void drop_folder(struct written *written)
{
    remove_folder(written->folder);
    arena_free(written->arena);
}

Test(folder, a_folder_is_made_and_filled)
{
    static const char *const names[] = {"core", "chapter-1", "chapter-2", "choices", "pictures-1"};
    struct made made;
    struct written written;
    struct report_sources sources = {0};
    json_t *picture = json_pack("{s: {s: {s: s}}}", "17", "name.assignment/a-list", "model", "numpy");
    sources.pictures = picture;
    make(&made);
    cr_assert(write_folder(&written, made.results, SAMPLE_COUNT, &sources), "%s", written.message);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        json_decref(data_of(&written, names[i]));
    json_t *pictures = data_of(&written, "pictures-1");
    cr_expect_str_eq(field_text(json_object_get(pictures, "name.assignment/a-list"), "model"), "numpy",
                     "wherever the chapter stands now");
    json_decref(pictures);
    cr_expect(strstr(content_of(&written, "viewer/app.js"), "ibid.data"));
    cr_expect(strstr(content_of(&written, "compat.schema.json"), "urn:ibid:compat:1"));
    const char *file = arena_printf(written.arena, "%s/one/two/index.html", written.folder);
    cr_expect_not(report_html(written.arena, made.results, 1, &sources, file, &written.message));
    cr_expect(strstr(written.message, "cannot be made into a folder"), "%s", written.message);
    drop_folder(&written);
    json_decref(picture);
    drop(&made);
}

Test(folder, the_start_page_stands_without_a_script)
{
    struct made made;
    struct written written;
    struct report_sources sources = {0};
    make(&made);
    cr_assert(write_folder(&written, made.results, SAMPLE_COUNT, &sources));
    const char *page = content_of(&written, "index.html");
    cr_expect(strstr(page, "4 implementations, 13 cases of 6 clauses, 4 choices"));
    cr_expect(strstr(page, "<a href=\"#/implementation/torch%402.9.1%2Bcpu\">torch 2.9.1+cpu</a>"));
    cr_expect(strstr(page, "not conformant to profile numpy"));
    cr_expect(strstr(page, "&lt;b&gt;evil&lt;/b&gt; &amp; &quot;co&quot; \xef\xbf\xbd"
                           "flipped"));
    cr_expect_null(strstr(page, "<b>evil"));
    cr_expect_null(strstr(page, "<img"));
    cr_expect_null(strstr(page, "<!--ibid:"), "everything was filled in");
    drop_folder(&written);
    drop(&made);
}

Test(folder, same_results_same_bytes)
{
    static const char *const names[] = {"index.html", "compat.json", "data/core.js", "data/chapter-1.js",
                                        "data/choices.js"};
    struct made made;
    struct written one, two;
    struct report_sources sources = {0};
    make(&made);
    cr_assert(write_folder(&one, made.results, SAMPLE_COUNT, &sources));
    cr_assert(write_folder(&two, made.results, SAMPLE_COUNT, &sources));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        cr_expect_str_eq(content_of(&one, names[i]), content_of(&two, names[i]));
    drop_folder(&one);
    drop_folder(&two);
    drop(&made);
}

/* A run of no case at all, and a hostile one of one case with a megabyte to say. */
static void set_hostile(struct results *results)
{
    static const char start[] = "</script><script>x\xe2\x80\xae\x01\xe2\x80\xa8";
    size_t bytes = 1 << 20;
    char *text = malloc(bytes + 1);
    memset(text, 'a', bytes);
    text[bytes] = '\0';
    memcpy(text, start, strlen(start));
    const char *id;
    json_t *record;
    json_object_foreach(results->cases, id, record)
    {
        json_object_set_new(record, "reason", json_string(text));
        json_object_set_new(record, "native", json_pack("[s]", text));
    }
    free(text);
}

Test(folder, hostile_texts_stay_inert_and_short)
{
    struct made made;
    struct written written;
    struct report_sources sources = {0};
    make(&made);
    set_hostile(&made.results[2]);
    cr_assert(write_folder(&written, &made.results[2], 1, &sources));
    for (int chapter = 1; chapter <= 2; chapter++) {
        json_t *data = data_of(&written, arena_printf(written.arena, "chapter-%d", chapter));
        const json_t *detail = json_array_get(json_object_get(data, "details"), 0);
        const char *reason = field_text(detail, "reason");
        cr_expect(strncmp(reason, "</script><script>x\xe2\x80\xae\x01", 21) == 0, "it is what was said");
        cr_expect(strstr(reason, "characters left out"));
        json_decref(data);
    }
    json_decref(data_of(&written, "core"));
    drop_folder(&written);
    drop(&made);
}

Test(folder, a_run_of_nothing_gives_a_page)
{
    struct made made;
    struct written written;
    struct report_sources sources = {0};
    make(&made);
    struct results nothing = {.header = made.results[0].header,
                              .cut_short = "the run ended before its end",
                              .choices = json_object(),
                              .clauses = json_object(),
                              .cases = json_object(),
                              .cases_of = json_object()};
    cr_assert(write_folder(&written, &nothing, 1, &sources));
    json_t *core = data_of(&written, "core");
    cr_expect_eq(json_object_size(json_object_get(core, "cases")), 0);
    cr_expect_eq(json_array_size(json_object_get(core, "implementations")), 1);
    cr_expect(strstr(content_of(&written, "index.html"), "incomplete"));
    json_decref(core);
    drop_folder(&written);
    json_decref(nothing.choices);
    json_decref(nothing.clauses);
    json_decref(nothing.cases);
    json_decref(nothing.cases_of);
    drop(&made);
}

/* --with */

static void expect_refused(const char *content, const char *told)
{
    struct made made;
    struct written written;
    make(&made);
    const char *file = scratch_file(made.arena, content, strlen(content));
    struct report_sources sources = {.pages = &file, .page_count = 1};
    cr_expect_not(write_folder(&written, made.results, 1, &sources), "%s", content);
    cr_expect(strstr(written.message, file) && strstr(written.message, told), "%s: %s", content, written.message);
    remove(file);
    drop_folder(&written);
    drop(&made);
}

Test(folder, further_pages_are_checked)
{
    expect_refused("{\"page\": \"findings\",\n \"findings\": [}", ":2:15: not JSON: ");
    expect_refused("{\"findings\": []}", "at its top it has no \"page\"");
    expect_refused("[1, 2]", "at its top it has no \"page\"");
    expect_refused("{\"page\": \"tour\"}", "there is no page \"tour\": its \"page\" has to be one of \"exchange\", ");
    expect_refused("{\"page\": \"mutants\", \"page\": \"findings\"}", "duplicate");
    expect_refused("{\"page\": \"findings\", \"text\": \"\xff\"}", "not JSON");
}

Test(folder, further_pages_come_along)
{
    static const char content[] = "{\"page\": \"findings\", \"findings\": [\"<b>\"]}";
    struct made made;
    struct written written;
    make(&made);
    const char *files[] = {scratch_file(made.arena, content, strlen(content)), NULL};
    files[1] = files[0];
    struct report_sources sources = {.pages = files, .page_count = 1};
    cr_assert(write_folder(&written, made.results, 1, &sources), "%s", written.message);
    json_t *findings = data_of(&written, "findings"), *core = data_of(&written, "core");
    cr_expect_str_eq(json_string_value(json_array_get(json_object_get(findings, "findings"), 0)), "<b>");
    bool named = false;
    for (size_t i = 0; i < json_array_size(json_object_get(core, "pages")); i++)
        named = named || strcmp(json_string_value(json_array_get(json_object_get(core, "pages"), i)), "findings") == 0;
    cr_expect(named);
    json_decref(findings);
    json_decref(core);
    drop_folder(&written);
    sources.page_count = 2;
    cr_expect_not(write_folder(&written, made.results, 1, &sources));
    cr_expect(strstr(written.message, "is the page \"findings\" already"), "%s", written.message);
    drop_folder(&written);
    cr_expect_eq(remove(files[0]), 0);
    drop(&made);
}

/* What lies beside the viewer. */

static void put(struct arena *arena, const char *root, const char *name, const char *content)
{
    struct text text = TEXT_EMPTY;
    const char *message = "";
    text_append(&text, content);
    cr_assert(save(arena, arena_printf(arena, "%s/%s", root, name), &text, &message), "%s", message);
    text_free(&text);
}

/* An installation with the real spec and a viewer of two files. What the report says of it, "" if it could be written.
 */
static char *told_of(struct arena *arena, const struct spec *spec, const char *page, const char *template)
{
    char root[] = "/tmp/ibid-root-XXXXXX";
    cr_assert_not_null(mkdtemp(root));
    const char *message = "";
    cr_assert(make_folder(arena, arena_printf(arena, "%s/reports/viewer", root), &message));
    put(arena, root, "reports/viewer/app.js", "\"use strict\";\n");
    put(arena, root, "reports/viewer/tour.json", page);
    put(arena, root, "reports/viewer/idioms.json",
        "{\"groups\": [{\"idioms\": [{\"id\": \"update\", \"holds\": [\"name.assignment/a-list\"]}]}]}");
    put(arena, root, "reports/viewer/index.html", template);
    put(arena, root, "reports/compat.schema.json", "{}\n");
    setenv("IBID_ROOT", root, 1);
    struct made made;
    struct written written;
    struct report_sources sources = {.spec = spec};
    make(&made);
    bool fine = write_folder(&written, made.results, 1, &sources);
    char *told = fine ? arena_strdup(arena, "") : arena_strdup(arena, written.message);
    drop_folder(&written);
    drop(&made);
    unsetenv("IBID_ROOT");
    remove_folder(root);
    return told;
}

static struct spec *installed_spec(struct arena *arena)
{
    const char *path = arena_printf(arena, "%s/spec", place_root(arena));
    struct spec_mistake *mistakes;
    size_t mistake_count;
    struct spec *spec = spec_load(&path, 1, &mistakes, &mistake_count);
    cr_assert_eq(mistake_count, 0);
    return spec;
}

static const char template[] = "<html>\n<!--ibid:numbers-->\n</html>\n";

static void expect_tour(struct arena *arena, const struct spec *spec, const char *page, const char *told)
{
    char *all = told_of(arena, spec, page, template);
    cr_expect(told[0] == '\0' ? all[0] == '\0' : strstr(all, told) != NULL, "%s: %s", page, all);
    cr_expect(told[0] == '\0' || strstr(all, "reports/viewer/tour.json: ") != NULL, "%s", all);
}

Test(folder, what_a_page_names_has_to_exist)
{
    struct arena *arena = arena_new();
    struct spec *spec = installed_spec(arena);
    expect_tour(arena, spec, "{\"parts\": [{\"case\": \"name.assignment/a-list\"}, {\"idiom\": \"update\"}]}", "");
    expect_tour(arena, spec, "{\"parts\": [{\"choice\": \"array_iadd\", \"say\": \"name.none/there\"}]}", "");
    expect_tour(arena, spec, "{\"parts\": [{\"case\": \"array.iadd.identity/a-0-d-array\"}]}", "");
    expect_tour(arena, spec, "{\"parts\": [{\"case\": \"name.none/there\"}]}",
                "\"case\" names the case \"name.none/there\", which neither the spec nor a results file has");
    expect_tour(arena, spec,
                "{\"parts\": [{\"deep\": {\"holds\": [\"name.assignment/a-list\", \"name.none/there\"]}}]}",
                "\"holds\" names the case \"name.none/there\"");
    expect_tour(arena, spec, "{\"choices\": [\"array_iadds\"]}", "\"choices\" names the choice \"array_iadds\"");
    expect_tour(arena, spec, "{\"idiom\": \"updates\"}", "\"idiom\" names the idiom \"updates\"");
    expect_tour(arena, spec, "{\"case\": 7}", "\"case\" has to be the id of a case, or a list of such");
    spec_free(spec);
    arena_free(arena);
}

Test(folder, a_template_asks_for_what_there_is)
{
    struct arena *arena = arena_new();
    struct spec *spec = installed_spec(arena);
    char *told = told_of(arena, spec, "{}", "<html>\n<!--ibid:number-->\n</html>\n");
    cr_expect(strstr(told, "reports/viewer/index.html:2: there is no <!--ibid:number-->: expected numbers, "), "%s",
              told);
    told = told_of(arena, spec, "{}", "<html>\n<!--ibid:numbers");
    cr_expect(strstr(told, "reports/viewer/index.html:2: there is no <!--ibid:-->"), "%s", told);
    told = told_of(arena, spec, "{\n\n  oops}", template);
    cr_expect(strstr(told, "reports/viewer/tour.json:3:6: not JSON: "), "%s", told);
    spec_free(spec);
    arena_free(arena);
}
