"""Bad specs: each gets file, line and what was expected, and exit 4."""
import json
import os

import user

CASE = 'clause "c" { must = "m", source = "ibid", case "t" { %s } }\n'


class BadSpecs(user.UserTest):
    def refused(self, text, *expected, **where):
        path = self.write("bad.lua", text, **({"mode": "wb"} if isinstance(text, bytes) else {}))
        for command in ("check", "run"):
            status, out, err = self.ibid(command, path)
            self.assertEqual(status, 4, out + err)
            self.assertIn("%s:%d:" % (path, where.get("line", 1)), err)
            for words in expected:
                self.assertIn(words, err)

    def test_syntax_error(self):
        self.refused('\nclause "a" {\n', "<eof>", line=3)

    def test_unknown_key(self):
        self.refused(CASE % '"x = 1", content = { x = 1 }, contents = 3', 'no key "contents"', 'did you mean "content"?')

    def test_undefined_name(self):
        self.refused('\nclaus "a" {}', "claus", "clause", line=2)

    def test_duplicate_id(self):
        self.refused((CASE % '"x = 1", content = { x = 1 }') * 2, "ids are unique", line=2)

    def test_endless_loop(self):
        self.refused("while true do end", "steps")

    def test_memory_bomb(self):
        self.refused('local s = "ab"\nwhile true do s = s .. s end', line=2)

    def test_bytecode(self):
        self.refused(b"\x1bLua\x54\x00", "compiled Lua")

    def test_statement_outside_the_notation(self):
        self.refused('clause "c" {\n must = "m", source = "ibid",\n case "t" {\n  "x = 1",\n  "import os",\n'
                     '  content = { x = 1 } } }\n', "import os", "^", line=5)

    def test_how_often_and_how_much(self):
        for times in ("0", "1.5", "1001", "'x'"):
            self.refused(CASE % ('"x = 1", content = { x = 1 }, times = %s' % times), "from 1 to 1000")
        for bytes_ in ("-1", "1.5", "'x'", "at_most(-1)"):
            self.refused(CASE % ('"x = 1", allocates = %s' % bytes_), "a whole number from 0, or at_most(BYTES)")
        self.refused(CASE % '"x = 1", allocates = at_most("x")', "at_most needs a whole number")
        self.refused(CASE % '"x = 1", allocates = 8, unit = "whole"', "of the act alone")
        self.refused(CASE % '"x = 1", content = { x = 1 }, traced = true, unit = "whole"', "of the act alone")
        self.refused(CASE % '"x = 1", content = { x = 1 }, traced = "yes"', "traced")

    def test_nothing_of_the_system_is_there(self):
        for name in ("os", "io", "require", "load", "dofile", "pcall", "setmetatable", "coroutine", "string"):
            self.refused("local x = %s" % name, name)

    def test_strings_have_no_methods(self):
        for method in ("rep(1000000000)", "find('a')", "dump()"):
            self.refused('local x = ("a"):' + method, "")

    def test_what_would_swallow_the_end_of_steps(self):
        self.refused("local x = setmetatable({}, { __gc = function () while true do end end })", "setmetatable")
        self.refused("for i = 1, 10 do each({ 1 }, function () while true do end end) end", "steps")

    def test_no_case_and_no_source(self):
        self.refused('clause "c" { must = "m" }', "cites no source", "has no case")

    def test_outcome_of_a_name_that_is_never_bound(self):
        self.refused(CASE % '"x = 1", content = { y = 1 }', "never binds")

    def test_kept_without_a_second_name(self):
        self.refused(CASE % '"l = [1]", "l += [2]", identity = { "l kept" }', "second name")

    def test_unknown_choice_and_answer(self):
        self.refused('clause "c" { must = "m", source = "ibid", where = { nosuch = "x" },\n'
                     ' case "t" { "x = 1", content = { x = 1 } } }', 'no choice "nosuch"', line=2)

    def test_a_pending_clause_needs_a_reason_and_a_source_and_no_case(self):
        self.refused('clause "c" {\n must = "m", source = "ibid",\n pending = "" }', '"pending" says nothing', line=3)
        self.refused('clause "c" { must = "m", pending = "no word for devices" }', "cites no source")
        self.refused('clause "c" { must = "m", source = "ibid", pending = "no word for devices",\n'
                     ' case "t" { "x = 1", content = { x = 1 } } }', "is pending", 'remove "pending"', line=2)
        self.refused('clause "c" { must = "m", source = "ibid", pending = "no word for devices",\n'
                     ' where = { nosuch = "x" } }', 'no choice "nosuch"')
    def test_chapters(self):
        good = 'chapter "c" { number = 1, title = "t" }\n'
        self.refused(good + good, 'defined already, in', 'write only: chapter "c"', line=2)
        self.refused(good + 'chapter "d" { number = 1, title = "t" }', "the same number, 1", line=2)
        self.refused('chapter "c" { title = "t" }', 'no "number"')
        self.refused('chapter "c" { number = 0.5 }', "whole number from 1", 'no "title"')
        self.refused(good + 'chapter "chap"\nchapter "cc"', 'no chapter "cc", did you mean "c"?', line=3)
        self.refused('chapter "c" { number = 1, title = "t", abut = "" }', 'did you mean "about"?')
        self.refused('chapter { number = 1 }', 'write: chapter "ID" { … }')

    def test_a_part_that_stands_nowhere(self):
        good = CASE % '"x = 1", content = { x = 1 }'
        self.refused(good + 'local lost = case "lost" { "x = 1", content = { x = 1 } }', "this case stands in no clause",
                     "put it into the table of its clause", line=2)
        self.refused(good + 'probe { "x = 1" }', "this probe stands in no choice", line=2)
        self.refused(good + '\nact "x = 1"', "this act stands in no case", line=3)

    CHOICE = ('choice "k" { asks = "a", source = "ibid", probes = { probe { "x = [1]", "a = x", "x += [2]" } }, answers = {\n'
              '  first = { %s }, second = { %s } } }\n')

    def test_answers_that_can_hold_both(self):
        overlapping = [('identity = { "x is a" }', 'identity = { "x is a" }'),
                       ('identity = { "x is a" }', 'identity = { "x is a" }, content = { x = { 1, 2 } }'),
                       ('identity = { "x is a" }', 'content = { a = { 1, 2 } }'),
                       ('content = { a = { 1 } }', 'content = { x = { 1, 2 } }'),
                       ('raises = true', 'raises = "type"'),
                       ('raises = { "type", "value" }', 'raises = { "immutable", "value" }'),
                       ('allocates = 8', 'allocates = at_most(8)'), ('allocates = at_most(8)', 'allocates = at_most(16)'),
                       ('view = { a = "x" }', 'identity = { "x is a" }'),
                       ('view = { a = "x" }', 'view = { a = "x[:1]" }')]
        for pair in overlapping:
            self.refused(self.CHOICE % pair, 'the answers "first" and "second" can hold both', "the other contradicts")

    def test_answers_that_cannot_hold_both(self):
        for pair in [('identity = { "x is a" }', 'identity = { "a is not x" }'),
                     ('identity = { "x is a" }', 'copy = { x = "a" }'),
                     ('content = { a = { 1 } }', 'content = { a = { 1, 2 } }'),
                     ('allocates = 8', 'allocates = 16'), ('allocates = 16', 'allocates = at_most(8)'),
                     ('raises = "value"', 'raises = { "immutable", "type" }'),
                     ('raises = true', 'content = { a = { 1 } }'),
                     ('view = { a = "x[:1]" }', 'copy = { a = "x[:1]" }'),
                     ('view = { a = "x.T[:1]" }', 'copy = { a = "x" }'),
                     ('dtype = { a = "int64" }', 'dtype = { a = "int32" }')]:
            path = self.write("good.lua", self.CHOICE % pair)
            self.assertEqual(self.ibid("plan", path), (0, "", ""), pair)

    def test_a_change_that_no_outcome_mentions(self):
        changes = [("x = [1]", "a = x", "x += [2]", "x"), ("x = [1]", "a = x", "x[0] = 2", "x"),
                   ("x = [[1]]", "a = x", "x[0][0] = 2", "x"), ("x = [1]", "a = x", "del x[0]", "x"),
                   ("x = [1]", "a = x", "a = y = x", "y")]
        for first, second, act, name in changes:
            self.refused(CASE % ('"%s", "%s", "%s", content = { a = { 1 } }' % (first, second, act)),
                         'the act "%s" changes %s, and no outcome of the case "t" mentions it' % (act, name))

    def test_changes_that_need_no_mention(self):
        for program in ('"x = 1", act "y = x", "z = y", "del y", content = { z = 1 }',
                        '"x = (1,)", "x[0] = 2", raises = true',
                        '"x = [1]", "a = x", "del x", content = { a = { 1 } }, unchanged = true'):
            status, out, err = self.ibid("plan", self.write("good.lua", CASE % program))
            self.assertEqual((status, err), (0, ""), program)

    def test_conditions_that_exclude_each_other(self):
        self.refused(self.CHOICE % ('identity = { "x is a" }', 'identity = { "x is not a" }') +
                     'clause "c" { must = "m", source = "ibid", where = { k = "first" },\n'
                     ' case "t" { where = { k = "second" }, "x = 1", content = { x = 1 } } }',
                     'the case "t" never runs', 'presupposes k = "second" and its clause "first"', line=4)

    def test_an_answer_of_a_profile_without_source(self):
        self.refused(self.CHOICE % ('identity = { "x is a" }', 'identity = { "x is not a" }') +
                     'profile "p" { title = "P", answers = {\n  k = "first" } }',
                     'the answer "first" to k cites no source', 'write: k = { "first", source = "…" }', line=4)
    def test_topics(self):
        clause = 'clause "c.one" { must = "m", source = "ibid", case "t" { "x = [1]", content = { x = { 1 } } } }\n'
        topic = 'topic(1, "t") { clauses = { "c.one" }, vocabulary = "make list" }\n'
        self.refused(clause + 'topic(1, "t") { clauses = { "c.noe" } }', 'no clause "c.noe", did you mean "c.one"?',
                     line=2)
        self.refused(clause + 'topic(1, "t") { clauses = "c.one", choices = "d" }', 'no choice "d"', line=2)
        self.refused(clause + 'topic(1, "t") { clauses = "c.one", vocabulary = "make lst" }',
                     'no operation "make lst", did you mean "make list"?', line=2)
        self.refused(clause + 'topic(1, "t") { clauses = "c.one", vocabulary = "set item" }',
                     'topic 1 names uses "set item"', line=2)
        self.refused(clause + topic + topic, "topic 1 is there already", line=3)
        self.refused(clause + topic.replace("1", "2"), "topic 1 is missing", line=2)
        self.refused(clause + topic + topic.replace("1", "4"), "topics 2 to 3 are missing", line=3)
        self.refused('topic(1, "t") {}', "topic 1 has no clause", '"why_not"')
        self.refused('topic(0, "t") {}', "whole number from 1")
        self.refused('topic("t") {}', 'write: topic(1, "TITLE") { … }')

    def test_a_file_that_is_not_there(self):
        status, out, err = self.ibid("check", "/nonexistent/x.lua")
        self.assertEqual(status, 4)
        self.assertIn("/nonexistent/x.lua", err)

    def test_all_mistakes_are_told(self):
        path = self.write("two.lua", CASE % '"x = 1", contents = {}, view = 3')
        status, out, err = self.ibid("check", path)
        self.assertIn("contents", err)
        self.assertIn('"view" is', err)


class SpecsAgainstTheModel(user.UserTest):
    """What only running a case on the model tells: check says it, and run is free to go on."""
    def refused(self, text, *expected, **where):
        path = self.write("bad.lua", text)
        status, out, err = self.ibid("check", path)
        self.assertEqual((status, out), (4, ""), err)
        self.assertIn("%s:%d: " % (path, where.get("line", 1)), err)
        for words in expected:
            self.assertIn(words, err)
        self.assertIn("ibid: %d mistake" % where.get("count", 1), err)

    def accepted(self, text, *expected):
        status, out, err = self.ibid("check", self.write("good.lua", text))
        self.assertEqual((status, err), (0, ""))
        for words in expected:
            self.assertIn(words, out)

    def test_a_change_behind_the_back_of_the_outcomes(self):
        self.refused(CASE % '"x = [1]", "a = x", "x += [2]", identity = { "x is a" }',
                     'the act "x += [2]" changes a, and no outcome of the case "t" says so: without it [1], with it [1, 2]',
                     "add what a is afterwards")
        self.refused(CASE % '"x = [[1]]", "y = x[0]", act "y.append(2)", content = { y = { 1, 2 } }', "changes x")
        self.accepted(CASE % '"x = [[1]]", "y = x[0]", act "y.append(2)", content = { x = { { 1, 2 } }, y = { 1, 2 } }')

    def test_outcomes_that_hold_without_the_act(self):
        idle = '"x = [1]", "a = x", "x = x", identity = { "x is a" }'
        self.refused(CASE % idle, 'the case "t" cannot fail', 'without the act "x = x" as well', "unchanged = true")
        self.accepted(CASE % (idle + ", unchanged = true"), "1 of the cases hold on the model")

    def test_an_act_that_says_it_has_no_effect_and_has_one(self):
        self.refused(CASE % '"x = [1]", "x += [2]", content = { x = { 1, 2 } }, unchanged = true',
                     'the case "t" says unchanged = true, but its outcomes do not hold without the act "x += [2]"',
                     "remove unchanged")

    def test_twins(self):
        twins = ('clause "c" { must = "m", source = "ibid",\n  case "one" { "x = 1", content = { x = 1 } %s },\n'
                 '  case "two" { "x=1", content = { x = 1.0 } %s } }\n')
        self.refused(twins % ("", ""), 'the case "two" runs and expects what c/one does', "line 2", "remove one", line=3)
        path = self.write("twins.lua", twins % ("", ""))
        self.assertEqual(self.ibid("run", path)[0], 0, "which is no reason not to run them")
        one, other = ', where = { k = "one" }', ', where = { k = "other" }'
        self.refused(self.GOOD + twins % (one, ""), "runs and expects what", line=6)
        self.accepted(self.GOOD + twins % (one, other))

    def test_a_case_that_the_model_fails(self):
        self.refused(CASE % '"x = array([1])", "x += 1", content = { x = { 3 } }',
                     'the model fails the case "t": expected x == [3], but saw [2]')

    def test_a_program_that_fails_before_its_act(self):
        self.refused(CASE % '"x = array([1])", "y = x.reshape((3, 3))", "x += 1", content = { x = { 2 } }',
                     'the case "t" cannot be judged', "y = x.reshape((3, 3)) raised shape")

    UPDATE = ('choice "k" { asks = "a", source = "ibid", probes = {\n  probe { "x = array([1])", "a = x", "x += 1" } },\n'
              '  answers = { one = { %s }, other = { %s } } }\n')
    PROFILE = 'profile "%s" { title = "P", answers = { %s = { "%s", source = "ibid" } } }\n'
    GOOD = UPDATE % ('identity = { "x is a" }', 'identity = { "x is not a" }')

    def test_a_profile_that_the_model_contradicts(self):
        self.accepted(self.GOOD + self.PROFILE % ("jax", "k", "other"))
        self.refused(self.GOOD + self.PROFILE % ("jax", "k", "one"),
                     'the model, answering as jax does, answers "other" to "k", but the profile says "one"')

    def test_a_probe_that_no_answer_fits(self):
        self.refused(self.UPDATE % ('content = { x = { 3 } }', 'content = { x = { 4 } }'), 'the model gives no answer to "k"')

    def test_a_probe_that_cannot_tell_answers_apart(self):
        self.refused('choice "k" { asks = "a", source = "ibid", probes = {\n  probe { "x = zeros(0)", "y = x.copy()" } },\n'
                     '  answers = { one = { view = { y = "x" } }, other = { copy = { y = "x" } } } }',
                     'this probe of "k" shows both "one" and "other"', line=2)

    def test_an_answer_that_the_model_can_give_and_does_not_show(self):
        choice = ('choice "array_iadd" { asks = "a", source = "ibid", probes = { probe { "x = array([1])", "a = x", "x += 1" } },\n'
                  '  answers = { ["in place"] = { content = { a = { 2 } } }, rebinds = { content = { a = { %d } } } } }\n')
        self.accepted(choice % 1)
        self.refused(choice % 3, 'told to answer "rebinds" to "array_iadd", the model shows "none"')

    def test_a_case_that_never_runs(self):
        case = ('clause "c" { must = "m", source = "ibid", where = { k = "other" },\n'
                '  case "t" { "x = 1", "x += 1", content = { x = 2 } } }\n')
        self.refused(self.GOOD + case + self.PROFILE % ("numpy", "k", "one"), "no profile gives these answers",
                     'the case "t" never runs: k = "other"', line=5)
        self.accepted(self.GOOD + case + self.PROFILE % ("numpy", "k", "one") + self.PROFILE % ("jax", "k", "other"),
                      "1 of the cases hold on the model")
        self.accepted(self.GOOD + case + self.PROFILE % ("numpy", "k", "one") + self.PROFILE % ("toy", "k", "other"),
                      "0 of the cases hold on the model, which has no dialect for: toy")

    def test_a_model_that_cannot_be_started(self):
        """Nothing is known then of the spec, and nothing is said of it."""
        path = self.write("good.lua", self.GOOD + self.PROFILE % ("numpy", "k", "one"))
        os.mkdir(os.path.join(self.folder.name, "impl"))
        for registry, words in ({}, "there is no implementation 'model:numpy'"), ({"model": dict(
                user.registered("model"), plugin="nosuch.so")}, "nosuch.so, is missing: build ibid again"):
            self.write("impl/implementations.json", json.dumps(registry))
            status, out, err = self.ibid("check", path, environment={"IBID_ROOT": self.folder.name})
            self.assertEqual((status, out), (3, ""), err)
            self.assertIn("the spec cannot be held against the model: ", err)
            self.assertIn(words, err)

    def test_a_profile_that_is_silent_leaves_it_to_what_is_measured(self):
        case = ('clause "c" { must = "m", source = "ibid", where = { k = "%s" },\n'
                '  case "t" { "x = 1", "x += 1", content = { x = 2 } } }\n')
        silent = 'profile "torch" { title = "P", answers = {} }'
        self.accepted(self.GOOD + case % "one" + silent, "1 of the cases hold")
        self.refused(self.GOOD + case % "other" + silent, "no profile gives these answers", line=5)

    def test_a_choice_that_is_never_asked(self):
        second = self.GOOD.replace('"k"', '"l"').replace("asks =", 'requires = { k = "other" }, asks =')
        self.refused(self.GOOD + second + self.PROFILE % ("numpy", "k", "one"),
                     'no profile gives the answers that the choice "l" requires, so it is never asked: k = "other"', line=4)


class GoodSpecs(user.UserTest):
    def test_the_own_spec(self):
        status, out, err = self.ibid("check")
        self.assertEqual((status, err), (0, ""))
        self.assertIn("no mistakes", out)
        self.assertNotIn("ibid check --update-ids", out, "these ids have to be written down before they are published")

    def test_pending_clauses_are_counted_and_not_run(self):
        path = self.write("pending.lua", 'clause "a.first" { must = "m", source = "ibid", pending = "no word for devices" }\n'
                          'clause "b.second" { must = "m", source = "ibid", case "t" { "x = 1", content = { x = 1 } } }\n'
                          'clause "c.third" { should = "m", source = "ibid", pending = "no mode for it" }\n')
        status, out, err = self.ibid("check", path)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("3 clauses (2 pending), 1 cases, 0 choices, 0 profiles: no mistakes", out)
        results = os.path.join(self.folder.name, "results.jsonl")
        self.assertEqual(self.ibid("run", path, "--out", results)[0], 0)
        told = [(record["id"], record["cases"], record.get("pending"))
                for record in self.results(results) if record["record"] == "clause"]
        self.assertEqual(told, [("a.first", 0, "no word for devices"), ("b.second", 1, None), ("c.third", 0, "no mode for it")])
        status, out, err = self.ibid("report", results, "--markdown", "-")
        self.assertIn("| `a.first` | \u22ef |", out)
        self.assertIn('<skipped message="pending: no word for devices"/>', self.ibid("report", results, "--junit", "-")[1])
        self.assertEqual(self.ibid("run", path, "--filter", "[bc].*", "--out", results)[0], 0)
        self.assertEqual([record["id"] for record in self.results(results) if record["record"] == "clause"],
                         ["b.second", "c.third"])
    def test_chapters_are_listed_by_number(self):
        status, out, err = self.ibid("list", "chapters", "--json")
        chapters = [json.loads(line) for line in out.splitlines()]
        self.assertEqual([chapter["number"] for chapter in chapters],
                         sorted(set(chapter["number"] for chapter in chapters)))
        self.assertIn("views", [chapter["id"] for chapter in chapters])
        self.assertGreater(min(chapter["clauses"] for chapter in chapters), 0)

    def test_the_table_of_topics_is_complete(self):
        self.assertEqual(self.read(os.path.join(user.ROOT, "spec", "topics.lua")).count("\ntopic("), 68)

    def test_what_a_topic_uses(self):
        """An assignment to an item reads nothing, and outcomes compare identities."""
        path = self.write("topics.lua", 'clause "c" { must = "m", source = "ibid", case "t" { "l = [1]", "m = l", "l[0] = 2",'
                          ' "del l[0]", identity = { "l is m" }, content = { l = {}, m = {} } } }\n'
                          'topic(1, "t") { clauses = "c", vocabulary = { "set item", "delete item", "make list", "is" } }')
        self.assertEqual(self.ibid("check", path)[0::2], (0, ""))

    def test_an_outside_spec_needs_no_chapter(self):
        path = self.write("outside.lua", CASE % '"x = 1", content = { x = 1 }')
        status, out, err = self.ibid("check", path)
        self.assertEqual((status, err), (0, ""))

    def test_ibids_own_files_name_their_chapters(self):
        os.mkdir(os.path.join(self.folder.name, "spec"))
        path = self.write("spec/nowhere.lua", CASE % '"x = 1", content = { x = 1 }')
        status, out, err = self.ibid("check", environment={"IBID_ROOT": self.folder.name})
        self.assertEqual(status, 4, err)
        self.assertIn(path + ":1: this file names no chapter", err)


user.main()
