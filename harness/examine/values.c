/* Values of every kind but arrays, identities, and the kinds of common errors. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "examine/compare.h"
#include "examine/examination.h"
#include "notation/operations.h"

/* Whether `is` and the numbers agree, whatever the implementation makes of either. */
static void check_is(struct examination *examination, const struct check *check)
{
    static const char *const pairs[][3] = {{"same", "a", "b"}, {"other", "a", "c"}};
    const struct observation *observation = ask_script(examination, check->script, PERMIT_NOTHING);
    if (observation == NULL)
        return;
    if (observation->error != NULL) {
        report_wrong(examination, NULL, "step %zu failed: %s", observation->error->step,
                     error_words(examination->arena, observation->error));
        return;
    }
    const struct snapshot *snapshot = &observation->reads[0];
    for (size_t i = 0; i < 2; i++) {
        const struct object *answer = snapshot_find(snapshot, pairs[i][0]);
        if (answer == NULL || answer->kind != IBID_BOOL) {
            report_wrong(examination, arena_printf(examination->arena, "%s: a bool", pairs[i][0]), "%s is %s",
                         pairs[i][0], answer == NULL ? "missing" : "no bool");
            return;
        }
        bool one = snapshot_index(snapshot, pairs[i][1]) == snapshot_index(snapshot, pairs[i][2]);
        if (one != answer->truth)
            report_wrong(examination, "one number exactly where `is` is true",
                         "%s and %s have %s, and `%s is %s` is %s", pairs[i][1], pairs[i][2],
                         one ? "one number" : "different numbers", pairs[i][1], pairs[i][2],
                         answer->truth ? "True" : "False");
    }
}

static void check_other(struct examination *examination, const struct check *check)
{
    const struct observation *observation = ask_script(examination, check->script, PERMIT_NOTHING);
    if (observation == NULL)
        return;
    const struct object *x = snapshot_find(&observation->reads[0], "x");
    if (x == NULL || x->kind != IBID_OTHER || x->text[0] == '\0')
        report_wrong(examination, "{\"kind\": \"other\", \"type\": \"…\"}", "x is %s",
                     x == NULL               ? "missing"
                     : x->kind == IBID_OTHER ? "of no type"
                                             : "taken for what it is not");
}

static void check_deep(struct examination *examination, const struct check *check)
{
    enum { DEPTH = 1500 };
    (void)check;
    struct text script = TEXT_EMPTY;
    text_append(&script, "do l = []\n");
    for (int i = 0; i < DEPTH; i++)
        text_append(&script, "do l = [l]\n");
    text_append(&script, "read");
    const struct observation *observation = ask_script(examination, text_string(&script), PERMIT_NOTHING);
    text_free(&script);
    if (observation != NULL && observation->error != NULL)
        report_wrong(examination, NULL, "step %zu failed: %s", observation->error->step,
                     error_words(examination->arena, observation->error));
    else if (observation != NULL && observation->reads[0].object_count != DEPTH + 1)
        report_wrong(examination, "1501 lists", "there are %zu objects", observation->reads[0].object_count);
}

/* check->expected are the kinds that fit, separated by spaces. */
static void check_error_kind(struct examination *examination, const struct check *check)
{
    const struct observation *observation = ask_script(examination, check->script, PERMIT_NOTHING);
    if (observation == NULL)
        return;
    const struct step_error *error = observation->error;
    if (error == NULL) {
        report_not_possible(examination, "no error here");
        return;
    }
    const char *kind = error_kind_name(error->kind);
    const char *found = strstr(check->expected, kind);
    size_t bytes = strlen(kind);
    if (error->kind == IBID_ERROR_OTHER)
        report_not_possible(examination, "%s: tell it by its class and a part of its message, and give it the kind %s",
                            error_words(examination->arena, error), check->expected);
    else if (found == NULL || (found[bytes] != '\0' && found[bytes] != ' '))
        report_wrong(examination, arena_printf(examination->arena, "a kind of: %s", check->expected), "the error is %s",
                     error_words(examination->arena, error));
}

#define VALUES "Values"
#define ROW(name, title, rule, statement, object)                                                                      \
    {                                                                                                                  \
        "values." name, title, VALUES, rule, perform_script, "do x = " statement "\nread",                             \
            "{'reads':[{'names':{'x':0},'objects':[" object "]}]}", false                                              \
    }
#define INTEGER(value) "{'kind':'int','value':'" value "'}"
#define FLOAT(value)   "{'kind':'float','value':'" value "'}"
#define NUMBERING      "objects are numbered from 0 in the order in which they are met"
#define IDENTITY       "Two names, or a name and an item, have the same number exactly if they are one object."
#define ERROR(name, title, script, kinds)                                                                              \
    {                                                                                                                  \
        "errors." name, title, "run", "one of the kinds of error (`ibid list errors`)", check_error_kind, script,      \
            kinds, false                                                                                               \
    }

const struct check value_checks[] = {
    ROW("none", "None", "{\"kind\": \"none\"}", "None", "{'kind':'none'}"),
    ROW("bool", "a truth value", "`\"True\"` or `\"False\"`", "True", "{'kind':'bool','value':'True'}"),
    ROW("int", "an integer", "decimal, any size", "12", INTEGER("12")),
    ROW("negative-int", "a negative integer", "decimal, any size", "-12", INTEGER("-12")),
    ROW("wide-int", "an integer beyond 64 bits", "decimal, any size", "1000000000000000000000000000001",
        INTEGER("1000000000000000000000000000001")),
    ROW("float", "a float, exactly", "hexadecimal as C's `%a` and Python's `float.hex()`", "0.1",
        FLOAT("0x1.999999999999ap-4")),
    ROW("small-float", "the smallest float", "hexadecimal as C's `%a` and Python's `float.hex()`", "5e-324",
        FLOAT("0x0.0000000000001p-1022")),
    ROW("negative-zero", "negative zero", "hexadecimal as C's `%a` and Python's `float.hex()`", "-0.0",
        FLOAT("-0x0p+0")),
    ROW("infinity", "infinity", "or `nan`, `inf`, `-inf`", "-1e400", FLOAT("-inf")),
    ROW("nan", "not a number", "or `nan`, `inf`, `-inf`", "1e400 - 1e400", FLOAT("nan")),
    ROW("complex", "a complex number", "real and imaginary part", "2.5j",
        "{'kind':'complex','value':['0x0p+0','0x1.4p+1']}"),
    ROW("str", "text with everything that needs an escape", "{\"kind\": \"str\", \"value\": \"text\"}",
        "\"a\\\"b\\\\c\\n\\td\"", "{'kind':'str','value':'a\\\"b\\\\c\\n\\td'}"),
    ROW("empty-str", "empty text", "{\"kind\": \"str\", \"value\": \"text\"}", "\"\"", "{'kind':'str','value':''}"),
    ROW("list", "a list", "numbers of objects; a list may contain itself", "[5, 6]",
        "{'kind':'list','items':[1,2]}," INTEGER("5") "," INTEGER("6")),
    ROW("empty-list", "an empty list", "numbers of objects; a list may contain itself", "[]",
        "{'kind':'list','items':[]}"),
    ROW("tuple", "tuples, with one item and with none", "{\"kind\": \"tuple\", \"items\": []}", "(5, (6,), ())",
        "{'kind':'tuple','items':[1,2,4]}," INTEGER("5") ",{'kind':'tuple','items':[3]}," INTEGER(
            "6") ",{'kind':'tuple','items':[]}"),
    {"values.itself", "a list that contains itself", VALUES, "numbers of objects; a list may contain itself",
     perform_script, "do l = [5]\ndo l.append(l)\nread",
     "{'reads':[{'names':{'l':0},'objects':[{'kind':'list','items':[1,0]}," INTEGER("5") "]}]}", false},
    {"values.numbering", "objects are numbered as they are met, depth first", VALUES, NUMBERING, perform_script,
     "do z = [7]\ndo a = [[z], z, 8]\nread",
     "{'reads':[{'names':{'a':0,'z':2},'objects':[{'kind':'list','items':[1,2,4]},{'kind':'list','items':[2]},"
     "{'kind':'list','items':[3]}," INTEGER("7") "," INTEGER("8") "]}]}",
     false},
    {"values.shared", "an object that stands in several places has one number", VALUES, IDENTITY, perform_script,
     "do a = []\ndo b = [a, a, []]\nread",
     "{'reads':[{'names':{'a':0,'b':1},'objects':[{'kind':'list','items':[]},{'kind':'list','items':[0,0,2]},"
     "{'kind':'list','items':[]}]}]}",
     false},
    {"values.equal", "equal objects are not one", VALUES, IDENTITY, perform_script, "do a = [5]\ndo b = [5]\nread",
     "{'reads':[{'names':{'a':0,'b':2},'objects':[{'kind':'list','items':[1]}," INTEGER(
         "5") ",{'kind':'list','items':[3]}," INTEGER("5") "]}]}",
     false},
    {"values.is", "numbers agree with `is`", VALUES, IDENTITY, check_is,
     "do a = [5]\ndo b = a\ndo c = [5]\ndo same = a is b\ndo other = a is c\nread", NULL, false},
    {"values.twice", "reading changes nothing", "The driver protocol, version 1",
     "It never judges, never writes on its own account", perform_script, "do l = [[], 5]\nread\nread",
     "{'reads':[{'names':{'l':0},'objects':[{'kind':'list','items':[1,2]},{'kind':'list','items':[]}," INTEGER(
         "5") "]},{'names':{'l':0},'objects':[{'kind':'list','items':[1,2]},{'kind':'list','items':[]}"
              "," INTEGER("5") "]}]}",
     false},
    {"values.then", "a read shows values as they are then", "run", "the values that names have now", perform_script,
     "do l = [5]\nread\ndo l.append(6)\nread",
     "{'reads':[{'names':{'l':0},'objects':[{'kind':'list','items':[1]}," INTEGER(
         "5") "]},{'names':{'l':0},'objects':[{'kind':'list','items':[1,2]}," INTEGER("5") "," INTEGER("6") "]}]}",
     false},
    {"values.other", "anything else is told by its type", VALUES, "anything else", check_other,
     "do x = operand(iadd=\"self\")\nread", NULL, false},
    {"values.deep", "lists 1500 levels deep", VALUES, NUMBERING, check_deep, NULL, NULL, false},
    ERROR("index", "an index that is out of range has the kind index", "do l = [5]\ndo x = l[3]\nread", "index"),
    ERROR("zero", "a division by zero has the kind zero", "do x = 5\ndo y = x / 0\nread", "zero"),
    ERROR("type", "a sum of a number and a list has the kind type", "do x = 5\ndo y = x + [6]\nread", "type"),
    ERROR("value", "text that is no number has the kind value", "do x = int(\"five\")\nread", "value"),
    ERROR("immutable", "an item of a tuple that is written has the kind immutable", "do t = (5, 6)\ndo t[0] = 7\nread",
          "immutable"),
    {0},
};
