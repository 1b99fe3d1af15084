"""Mistakes that somebody makes in a first clause: each message says where, what was wrong and what to write."""
import re

import user

CLAUSE = 'clause "a.b" {\n  must = "m", source = "ibid",\n%s\n}\n'
CASE = CLAUSE % '  case "t" { %s },'
CHOICE = ('choice "slice_kind" { asks = "a", source = "ibid", probes = { probe { "x = [1]", "y = x[:]" } },\n'
          '  answers = { view = { identity = { "x is y" } }, copy = { identity = { "x is not y" } } } }\n')
GOOD = '"x = 1", content = { x = 1 }'


class Newcomers(user.UserTest):
    def told(self, text, *mistakes):
        """Each mistake: the place, "3:5" or "3", and parts of its message. No other mistake is told."""
        path = self.write("mine.lua", text)
        status, out, err = self.ibid("check", path)
        self.assertEqual((status, out), (4, ""), err)
        found = re.findall("^%s:([0-9:]+): (.*)$" % re.escape(path), err, re.M)
        self.assertEqual([place for place, message in found], [mistake[0] for mistake in mistakes], err)
        for (place, message), mistake in zip(found, mistakes):
            for part in mistake[1:]:
                self.assertIn(part, message)

    def test_misspelt_keys(self):
        self.told('clause "a.b" {\n  must = "m",\n  sources = "ibid",\n  case "t" { "x = 1", contents = { x = 1 } },\n}',
                  ("3:3", 'a clause has no key "sources"', 'did you mean "source"?'),
                  ("4:23", 'a case has no key "contents"', 'did you mean "content"?'))
        self.told('choice "k" { ask = "a", source = "ibid", probes = { probe { "x = 1" } },\n'
                  '  answers = { view = { mean = "s", raises = true } } }',
                  ("1", 'this choice has no "asks"', 'write: asks = "…"'),
                  ("1:14", 'no key "ask"', 'did you mean "asks"?'), ("2:24", 'no key "mean"', 'did you mean "means"?'))

    def test_outcomes_that_do_not_exist(self):
        self.told(CASE % '"x = 1", value = { x = 1 }', ("3:23", 'no key "value"', "identity content view copy raises dtype"))

    def test_programs(self):
        self.told(CLAUSE % '  case "t" {\n    "x = \'abc",\n    content = { x = 1 } },', ("4:10", "this string lacks its closing '"))
        self.told(CLAUSE % '  case "t" {\n    "x = [1, 2",\n    "y = 1",\n    content = { x = 1 } },',
                  ("4:15", 'expected "," or "]", found the end of the text'))
        for program, column, words in (
                ("x = numpy.array([1])", 25, "did you mean the function array(data, dtype=, order=, copy=)?"),
                ("x = aray([1])", 19, "unknown function aray: did you mean array?"),
                ("x = [1].apend(2)", 23, "did you mean .append?"),
                ("x = y", 19, '"y" is not bound here: no statement before gives it a value'),
                ("for i in x: pass", 15, "without conditions, loops and definitions"),
                ("x = array([1], dtyp='int8')", 30, "no keyword \"dtyp\": it is array(data, dtype=, order=, copy=)")):
            self.told(CASE % ('"%s", content = { x = 1 }' % program), ("3:%d" % column, "not a statement", words))

    def test_programs_of_another_form(self):
        self.told(CLAUSE % '  case "t" { content = { x = 1 } },', ("3", "this case has no statement", '"x = 1", …'))
        self.told(CASE % ('5, ' + GOOD), ("3", 'a statement is a string, such as "x = 1", but here stands a number'))
        self.told(CASE % ('x = 1, ' + GOOD), ("3:14", 'a case has no key "x"'))
        self.told(CASE % 'act "x = 1", act "y = 2", content = { x = 1, y = 2 }',
                  ("3:32", "act marks a second statement", "leave act away from the other"))
        self.told(CLAUSE % '  "x = 1",\n  case "t" { "x = 1", content = { x = 1 } },',
                  ("1", "a clause holds cases; here stands a string", 'write: case "TITLE"'))
        self.told(CLAUSE % '  case "t" "x = 1",', ("3", "case is given a string", 'write: case "TITLE" { … }'))
        self.told(CLAUSE % '  case { "x = 1" },', ("3", "case is given a table", 'write: case "TITLE" { … }'))

    def test_values_of_the_wrong_type(self):
        for outcome, column, words in (
                ('content = "x = 1"', 32, '"content" is a string; expected a table'),
                ('content = { x = ipairs }', 44, "has in it a function; a value is a number, a string"),
                ('identity = "x is x"', 32, '"identity" is a string; expected a list of strings'),
                ('identity = { 3 }', 32, '"identity" has in it a number; expected strings such as "x is a"'),
                ('identity = { x = 1 }', 45, '"identity" has no key "x": it is a list'),
                ('identity = { "x == a" }', 46, 'expected "x is a", "x is not a" or "x kept"'),
                ('view = { x = 5 }', 41, '"x" is a number; expected an expression, as a string'),
                ('view = { x = "a +" }', 46, 'expected an expression, found the end'),
                ('dtype = { x = 1 }', 42, '"x" is a number; expected the name of a dtype'),
                ('dtype = { x = "int46" }', 47, '"int46" is no dtype; did you mean "int16"?'),
                ('dtype = { x = "decimal" }', 47, '"decimal" is no dtype; there are: bool int8'),
                ('raises = 7', 32, "expected true, a kind of error or a list of kinds"),
                ('raises = {}', 32, '"raises" names no kind of error; raises = true stands for any'),
                ('raises = { true }', 32, '"raises" has in it true; expected kinds of error'),
                ('raises = "indx"', 42, 'did you mean "index"?'),
                ('undefined = { 3 }', 32, '"undefined" has in it a number; expected names'),
                ('allocates = "0"', 32, "expected bytes, a whole number from 0"),
                ('allocates = -1', 32, "expected bytes, a whole number from 0"),
                ('unchanged = "yes"', 32, '"unchanged" is a string; expected true or false'),
                ('unit = "hole"', 32, '"unit" is "hole"; expected "whole", or nothing'),
                ('where = "k"', 32, "expected a table from choices to answers"),
                ('where = { k = 1 }', 42, '"k" is a number; expected one of the choice\'s answers')):
            self.told(CASE % ('"x = array([1])", ' + outcome), ("3:%d" % column, words))
        self.told('clause "a.b" { must = 3, source = 7, case "t" { %s } }' % GOOD, ("1:16", '"must" is a number; expected a string'),
                  ("1:26", '"source" is or has in it a number; expected a string or a list of strings'))

    def test_the_normative_sentence(self):
        self.told('clause "a.b" {\n  must = "m",\n  should = "s", source = "ibid",\n  case "t" { %s } }' % GOOD,
                  ("3:3", 'has both "must" and "should"; keep one of them'))
        self.told('clause "a.b" { source = "ibid", case "t" { %s } }' % GOOD,
                  ("1", 'has neither "must" nor "should"', 'must = "…"'))

    def test_lua_that_cannot_be_read(self):
        for text, place, words in (
                ('clause "a.b" {\n  must = "m"\n  source = "ibid",\n}', "3", "is a comma, or a closing }, missing before this?"),
                ('clause "a.b" {\n  case "t" { "x = 1" content = {} },\n}', "2", "is a comma, or a closing }, missing before this?"),
                ('clause "a.b" {\n  case "t" { },\n', "3", "the file ends too early; is a closing } or ) or end missing?"),
                ('clause "a.b" {\n  must = "m,\n}', "2", "close the string with the quote that it begins with"),
                ('clause "a.b" {\n  must: "m",\n}', "2", "a field is written NAME = VALUE"),
                ('clause "a.b" {\n  case "t" { content = { x = [1, 2] } } }', "2", "a list is written with braces, { 1, 2 }"),
                ('clause = "a.b" {\n}', "1", "docs/spec-language.md shows how clauses are written")):
            self.told(text, (place, words))

    def test_names_that_lua_does_not_know(self):
        self.told(CASE % '"x = 1", content = { x = True }', ("3:39", '"True" is not defined; did you mean "true"?'))
        self.told(CLAUSE % '  cas "t" { "x = 1" },', ("3:3", '"cas" is not defined; did you mean "case"?'))
        self.told(CASE % '"x = 1", content = { x = sizes }', ("3:39", '"sizes" is not defined', "a spec may use local names and the words: None act at_most case"))
        self.told('clause "a.b" { each({ 1 }, function (n)\n  case "t" { %s }\nend) }' % GOOD, ("1", "is a return missing?"))

    def test_choices_that_do_not_exist(self):
        self.told(CHOICE + CLAUSE % ('  where = { slice_knd = "view" },\n  case "t" { %s },' % GOOD),
                  ("6", 'there is no choice "slice_knd", did you mean "slice_kind"?'))
        self.told(CHOICE + CASE % (GOOD + ', where = { slice_kind = "views" }'),
                  ("5", 'the choice "slice_kind" has no answer "views", did you mean "view"?'))
        self.told(CASE % (GOOD + ', where = { array_iadd = "in place" }'),
                  ("3", 'there is no choice "array_iadd"', "name the file or folder that declares it as well"))

    def test_what_is_named_so_is_found(self):
        path = self.write("mine.lua", CASE % ('"x = array([1])", "x += 1", content = { x = { 2 } }, where = { array_iadd = "in place" }'))
        status, out, err = self.ibid("check", path, user.ROOT + "/spec")
        self.assertEqual((status, err), (0, ""))


user.main()
