/* Requests to run: steps, errors, what is unsupported. */
#include <stdlib.h>
#include <string.h>

#include "examine/compare.h"
#include "examine/examination.h"
#include "examine/requests.h"
#include "notation/operations.h"

static bool announces(const json_t *start, const char *name)
{
    size_t index;
    json_t *announced;
    json_array_foreach(json_object_get(start, "operations"), index, announced)
    {
        if (json_is_string(announced) && strcmp(json_string_value(announced), name) == 0)
            return true;
    }
    return false;
}

/* A function of the table that the driver does not have, or NULL. */
static const struct operation *lacking(const struct examination *examination)
{
    if (!json_is_array(json_object_get(examination->start, "operations")))
        return NULL;
    size_t count;
    const struct operation *operations = operations_all(&count);
    for (size_t i = count; i-- > 0;)
        if (operations[i].form == FORM_FUNCTION && operations[i].minimum_arguments == 1 &&
            !announces(examination->start, operations[i].name))
            return &operations[i];
    return NULL;
}

/* x = 1, then y = NAME(x) as a step of that key, then z = 3 and a read. */
static json_t *request_with_call_new(struct examination *examination, const char *key, const char *name)
{
    json_t *request = request_of_script_new(examination->arena, "do x = 1\ndo z = 3\nread", false);
    const char *text = arena_printf(examination->arena, "y = %s(x)", name);
    json_t *step = json_pack("{s:{s:s,s:[{s:s}],s:{s:s,s:[{s:s}]}},s:s}", key, "statement", "bind", "targets", "name",
                             "y", "value", "op", name, "args", "name", "x", "text", text);
    json_array_insert_new(json_object_get(request, "steps"), 1, step);
    return request;
}

static void check_unsupported_do(struct examination *examination, const struct check *check)
{
    (void)check;
    const struct operation *operation = lacking(examination);
    if (operation == NULL) {
        report_not_possible(examination, "the answer to start does not say what the driver lacks");
        return;
    }
    const char *expected = arena_printf(
        examination->arena, "\"unsupported\": {\"step\": 1, \"what\": \"op %s\", \"reason\": …}", operation->name);
    const struct observation *observation =
        ask(examination, request_with_call_new(examination, "do", operation->name), PERMIT_UNSUPPORTED);
    if (observation == NULL)
        return;
    if (observation->unsupported == NULL)
        report_wrong(examination, expected,
                     "the driver does not list \"%s\", and did not answer that it is unsupported", operation->name);
    else if (observation->unsupported_step != 1)
        report_wrong(examination, expected, "unsupported.step is %zu", observation->unsupported_step);
    else if (strstr(observation->unsupported, operation->name) == NULL)
        report_wrong(examination, expected, "unsupported.what does not name %s", operation->name);
}

static void check_unsupported_try(struct examination *examination, const struct check *check)
{
    (void)check;
    const struct operation *operation = lacking(examination);
    if (operation == NULL) {
        report_not_possible(examination, "the answer to start does not say what the driver lacks");
        return;
    }
    const struct observation *observation =
        ask(examination, request_with_call_new(examination, "try", operation->name), PERMIT_UNSUPPORTED);
    if (observation == NULL)
        return;
    if (observation->unsupported != NULL)
        report_wrong(examination,
                     "the other steps performed, and \"tries\": [{\"step\": 1, \"kind\": \"unsupported\", …}]",
                     "the whole program is unsupported for the sake of a try step");
    else
        compare_with_expected(examination, observation,
                              "{'tries':['unsupported'],'reads':[{'names':{'x':0,'z':1},'objects':["
                              "{'kind':'int','value':'1'},{'kind':'int','value':'3'}]}]}");
}

static void check_unknown_operation(struct examination *examination, const struct check *check)
{
    (void)check;
    const struct observation *observation =
        ask(examination, request_with_call_new(examination, "do", "frobnicate"), PERMIT_UNSUPPORTED | PERMIT_BROKEN);
    if (observation != NULL && observation->unsupported == NULL && observation->broken == NULL)
        report_wrong(examination, "unsupported, or broken", "an operation that no one has heard of was executed");
}

static void check_nothing_kept(struct examination *examination, const struct check *check)
{
    (void)check;
    if (ask_script(examination, "do kept = 1\nread", PERMIT_NOTHING) == NULL)
        return;
    const struct observation *observation = ask_script(examination, "read\ntry x = kept\nread", PERMIT_NOTHING);
    if (observation != NULL)
        compare_with_expected(examination, observation,
                              "{'tries':['name'],'reads':[{'names':{},'objects':[]},{'names':{},'objects':[]}]}");
}

static void check_after_error(struct examination *examination, const struct check *check)
{
    (void)check;
    const struct observation *observation = ask_script(examination, "do x = nobody\nread", PERMIT_NOTHING);
    if (observation == NULL || !compare_with_expected(examination, observation, "{'error':{'step':0,'kind':'name'}}"))
        return;
    observation = ask_script(examination, "do x = 1\nread", PERMIT_NOTHING);
    if (observation != NULL)
        compare_with_expected(examination, observation,
                              "{'error':null,'reads':[{'names':{'x':0},'objects':[{'kind':'int','value':'1'}]}]}");
}

/*
 * Whether a second name means the same list or a copy of it is the implementation's affair; but what a write
 * to one shows in the other must agree with their numbers.
 */
static void check_names(struct examination *examination, const struct check *check)
{
    const struct observation *observation = ask_script(examination, check->script, PERMIT_NOTHING);
    if (observation == NULL)
        return;
    if (observation->error != NULL) {
        report_wrong(examination, "no error", "step %zu failed: %s", observation->error->step,
                     error_words(examination->arena, observation->error));
        return;
    }
    const struct snapshot *snapshot = &observation->reads[0];
    long l = snapshot_index(snapshot, "l"), m = snapshot_index(snapshot, "m");
    if (l < 0 || m < 0) {
        report_wrong(examination, "the names l and m", "the name %s is missing", l < 0 ? "l" : "m");
        return;
    }
    bool written = observation->tries[0] == NULL || observation->tries[1] == NULL;
    bool shown = object_equal(snapshot, (size_t)l, snapshot, (size_t)m);
    if (written && shown != (l == m))
        report_wrong(examination, shown ? "one number for l and m" : "a number of its own for each",
                     shown ? "a write to m shows in l, and they have different numbers"
                           : "a write to m does not show in l, and they have one number");
    examination->lists_are_values = l != m && !(written && shown);
    if (examination->lists_are_values)
        examination->note = "assignment copies lists here";
}

/* What follows an error need not have a text, since a driver may write it only when it comes to that. */
static void check_native(struct examination *examination, const struct check *check)
{
    enum { EXECUTED = 2 };
    const struct observation *observation = ask_script(examination, check->script, PERMIT_NOTHING);
    for (size_t i = 0; observation != NULL && i < EXECUTED; i++)
        if (observation->native[i][0] == '\0')
            report_wrong(examination, "what was executed, as in \"x = 1\"", "native[%zu] is empty", i);
}

#define INTEGER(value) "{'kind':'int','value':'" value "'}"

const struct check run_checks[] = {
    {"run.nothing", "a program of nothing has no names", "run", "Every request starts without any name bound.",
     perform_script, "read", "{'reads':[{'names':{},'objects':[]}]}", false},
    {"run.bind", "a name is bound and read", "run", "Steps are performed in order", perform_script, "do x = 7\nread",
     "{'reads':[{'names':{'x':0},'objects':[" INTEGER("7") "]}]}", false},
    {"run.order", "reads happen where they stand", "run", "Steps are performed in order", perform_script,
     "do x = 7\nread\ndo x = 8\nread",
     "{'reads':[{'names':{'x':0},'objects':[" INTEGER("7") "]},{'names':{'x':0},'objects':[" INTEGER("8") "]}]}",
     false},
    {"run.names", "what names share agrees with their numbers", "Values",
     "Two names, or a name and an item, have the same number exactly if they are one object.", check_names,
     "do l = [5]\ndo m = l\ntry m.append(6)\ntry m[0] = 7\nread", NULL, false},
    {"run.targets", "several targets get one object", "The tree", "{\"statement\": \"bind\", \"targets\": [T, …]",
     perform_script, "do a = b = [1]\nread",
     "{'reads':[{'names':{'a':0,'b':0},'objects':[{'kind':'list','items':[1]}," INTEGER("1") "]}]}", false},
    {"run.update", "an update is performed", "The tree", "{\"statement\": \"update\", \"op\": \"+=\"", perform_script,
     "do l = [1]\ndo l += [2]\nread",
     "{'reads':[{'names':{'l':0},'objects':[{'kind':'list','items':[1,2]}," INTEGER("1") "," INTEGER("2") "]}]}",
     false},
    {"run.delete", "a name is deleted", "The tree", "{\"statement\": \"delete\", \"targets\": [T, …]}", perform_script,
     "do a = 1\ndo b = 2\ndo del a\nread", "{'reads':[{'names':{'b':0},'objects':[" INTEGER("2") "]}]}", false},
    {"run.item", "an item is written", "The tree", "T is a name, a `{\"op\": \"get item\", …}` or an attribute",
     perform_script, "do l = [1, 2]\ndo l[0] = 3\nread",
     "{'reads':[{'names':{'l':0},'objects':[{'kind':'list','items':[1,2]}," INTEGER("3") "," INTEGER("2") "]}]}",
     false},
    {"run.expression", "an expression is a statement", "The tree", "{\"statement\": \"expression\", \"value\": E}",
     perform_script, "do x = 7\ndo x\nread", "{'reads':[{'names':{'x':0},'objects':[" INTEGER("7") "]}]}", false},
    {"run.read-names", "names are read in the order asked for, without those that are not bound", "run",
     "a list, in which names that are not bound are left out", perform_script,
     "do a = 1\ndo b = 2\ndo c = 3\nread c nobody a",
     "{'reads':[{'names':{'c':0,'a':1},'objects':[" INTEGER("3") "," INTEGER("1") "]}]}", false},
    {"run.error", "an error ends the program; try and read steps still happen", "run",
     "When one fails, `error` says so and all later `do` steps are skipped", perform_script,
     "do a = 1\ndo b = nobody\ndo c = 3\nread\ntry d = 4\nread",
     "{'error':{'step':1,'kind':'name'},'tries':[null],'reads':[{'names':{'a':0},'objects':[" INTEGER(
         "1") "]},{'names':{'a':0,'d':1},'objects':[" INTEGER("1") "," INTEGER("4") "]}]}",
     false},
    {"run.try", "a try step may fail without consequences", "run", "a statement that may fail without consequences",
     perform_script, "do a = 1\ntry b = nobody\ntry c = 2\ndo d = 3\nread",
     "{'error':null,'tries':['name',null],'reads':[{'names':{'a':0,'c':1,'d':2},'objects':[" INTEGER("1") "," INTEGER(
         "2") "," INTEGER("3") "]}]}",
     false},
    {"run.whole", "a program is compiled together", "run",
     "all `do` steps are compiled together as the body of one function", perform_script,
     "do a = 1\ndo b = a\nread\ntry c = 2\nread",
     "{'tries':[null],'reads':[{'names':{'a':0,'b':1},'objects':[" INTEGER("1") "," INTEGER(
         "1") "]},{'names':{'a':0,'b':0,'c':1},'objects':[" INTEGER("1") "," INTEGER("2") "]}]}",
     true},
    {"run.whole-error", "an error in the middle of a function leaves its names", "run",
     "When one fails, `error` says so and all later `do` steps are skipped", perform_script,
     "do a = 1\ndo b = nobody\ndo c = 3\nread",
     "{'error':{'step':1,'kind':'name'},'reads':[{'names':{'a':0},'objects':[" INTEGER("1") "]}]}", true},
    {"run.native", "native has a text for each do step", "run", "`native` has, for each `do` step, what was executed",
     check_native, "do x = 1\ndo y = nobody\ndo z = x\nread", NULL, false},
    {"run.unsupported", "what the driver lacks stops a program before it starts", "run",
     "A program that uses an operation which the driver lacks is not executed at all", check_unsupported_do, NULL, NULL,
     false},
    {"run.unsupported-try", "what a try step lacks is its error", "run",
     "A `try` step that the driver lacks has the error kind \"unsupported\"", check_unsupported_try, NULL, NULL, false},
    {"run.unknown-operation", "an operation of the future does no harm", "run",
     "A program that uses an operation which the driver lacks is not executed at all", check_unknown_operation, NULL,
     NULL, false},
    {"run.nothing-kept", "nothing is left for the next request", "run", "Every request starts without any name bound.",
     check_nothing_kept, NULL, NULL, false},
    {"run.after-error", "a request after an error is answered as any other", "run",
     "Every request starts without any name bound.", check_after_error, NULL, NULL, false},
    {0},
};
