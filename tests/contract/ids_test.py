"""ids.lock: an id goes on to mean what it meant, and never comes back with another meaning."""
import os

import user

CLAUSE = 'clause "%s" { must = "m", source = "ibid",%s\n%s}\n'
CASE = '  case "%s" { "x = %d", content = { x = %d }, %s },\n'
CHOICE = ('choice "k" { asks = "a", source = "ibid", probes = { probe { "x = array([1])", "a = x", "x += 1" } }, answers = {\n'
          '  ["%s"] = { identity = { "x is a" } }, rebinds = { identity = { "x is not a" } } } }\n')


def case(title, number=1, more=""):
    return CASE % (title, number, number, more)


class Ids(user.UserTest):
    def setUp(self):
        super().setUp()
        os.mkdir(os.path.join(self.folder.name, "spec"))
        self.spec = os.path.join(self.folder.name, "spec")
        self.lock = os.path.join(self.spec, "ids.lock")
        self.file = os.path.join(self.spec, "a.lua")

    def check(self, text, *options):
        self.write("spec/a.lua", text)
        return self.ibid("check", self.spec, *options)

    def updated(self, text, told, *options):
        status, out, err = self.check(text, "--update-ids", *options)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("%s: %s\n" % (self.lock, told), out)
        status, out, err = self.check(text)
        self.assertEqual((status, err), (0, ""))
        self.assertNotIn("new", out)

    def refused(self, text, *expected, **settings):
        before = self.read(self.lock) if os.path.exists(self.lock) else None
        status, out, err = self.check(text, *settings.get("options", ()))
        self.assertEqual((status, out), (settings.get("status", 4), ""), err)
        for words in expected:
            self.assertIn(words, err)
        self.assertEqual(self.read(self.lock) if os.path.exists(self.lock) else None, before)

    def records(self):
        return [tuple(line.split("\t")) for line in self.read(self.lock).splitlines() if not line.startswith("#")]

    def test_a_spec_without_the_file_is_not_checked(self):
        self.assertEqual(self.check(CLAUSE % ("c", "", case("one")))[0], 0)
        self.assertEqual(self.check(CLAUSE % ("c", "", case("two")))[0], 0)
        self.assertFalse(os.path.exists(self.lock))

    def test_what_is_written(self):
        profile = 'profile "numpy" { title = "N", answers = { k = { "in place", source = "ibid" } } }\n'
        self.updated(CLAUSE % ("c", "", case("two", 2) + case("one")) + CHOICE % "in place" + profile, "6 ids added, 0 renamed, 0 retired")
        records = self.records()
        self.assertEqual([record[:2] for record in records],
                         [("c", "clause"), ("c/one", "case"), ("c/two", "case"), ("k = in place", "answer"),
                          ("k = rebinds", "answer"), ("numpy", "profile")])
        self.assertEqual([len(record[2]) for record in records], [1, 16, 16, 1, 1, 1])

    def test_new_ids_have_to_be_written_down(self):
        self.updated(CLAUSE % ("c", "", case("one")), "2 ids added, 0 renamed, 0 retired")
        more = CLAUSE % ("c", "", case("one") + case("two", 2))
        status, out, err = self.check(more)
        self.assertEqual((status, err), (0, ""))
        self.assertIn("1 new and 0 renamed ids are not in %s yet; write them down: ibid check --update-ids %s\n"
                      % (self.lock, self.spec), out)
        self.updated(more, "1 ids added, 0 renamed, 0 retired")

    def test_what_does_not_count_as_a_change(self):
        self.updated(CLAUSE % ("c", "", '  case "one" { "x = [1]", "a = x", act "x += [2]",\n'
                               '    identity = { "x is a", "a is x" }, content = { x = { 1, 2 } } },\n'), "2 ids added, 0 renamed, 0 retired")
        self.assertEqual(self.check(CLAUSE % ("c", 'why = "w",', '  case "One!" { "x=[1]; a = x", "x += [ 2 ]",\n'
                                    '    identity = { "a is x", "x is a" }, content = { x = { 1.0, 2 } } },\n'))[0], 0)

    def test_a_changed_case(self):
        self.updated(CLAUSE % ("c", "", case("one")), "2 ids added, 0 renamed, 0 retired")
        self.refused(CLAUSE % ("c", "", case("one", 2)), self.file + ":2: results know this case as c/one",
                     "give it another title", "--retire 'c/one'", options=["--update-ids"])
        self.refused(CLAUSE % ("c", "", case("one", 1, 'unchanged = true')), "results know this case as c/one")
        self.refused(CLAUSE % ("c", "", case("uno", 2)), self.lock + ":4: the case c/one is gone", 'was = "c/one"',
                     "--retire 'c/one'", options=["--update-ids"])
        self.updated(CLAUSE % ("c", "", case("uno", 2)), "1 ids added, 0 renamed, 1 retired", "--retire", "c/one")
        self.assertEqual([record[3:] for record in self.records()], [(), ("retired",), ()])

    def test_a_retired_id_does_not_come_back(self):
        self.updated(CLAUSE % ("c", "", case("one") + case("two", 2)), "3 ids added, 0 renamed, 0 retired")
        self.updated(CLAUSE % ("c", "", case("one")), "0 ids added, 0 renamed, 1 retired", "--retire", "c/t*")
        self.refused(CLAUSE % ("c", "", case("one") + case("two", 2)), self.file + ":3: the id c/two was used before",
                     "ids.lock line 5: retired", "ids are never reused", options=["--update-ids"])

    def test_a_renamed_case(self):
        self.updated(CLAUSE % ("c", "", case("one")), "2 ids added, 0 renamed, 0 retired")
        renamed = CLAUSE % ("c", "", case("uno", 1, 'was = "c/one"'))
        self.assertIn("1 new and 1 renamed ids are not in", self.check(renamed)[1])
        self.updated(renamed, "1 ids added, 1 renamed, 0 retired")
        self.assertIn(("c/one", "case", self.records()[1][2], "is c/uno"), self.records())
        self.assertEqual(self.check(CLAUSE % ("c", "", case("uno")))[0], 0, "it is written down already")
        self.refused(CLAUSE % ("c", "", case("uno") + case("one", 2)), "the id c/one was used before", "is c/uno")
        self.refused(CLAUSE % ("c", "", case("uno") + case("duo", 2, 'was = "c/one"')), 'says "is c/uno"', 'remove this "was"')

    def test_a_renamed_case_is_the_same_case(self):
        self.updated(CLAUSE % ("c", "", case("one")), "2 ids added, 0 renamed, 0 retired")
        self.refused(CLAUSE % ("c", "", case("uno", 2, 'was = "c/one"')), self.file + ":2: this case says that it was c/one",
                     "a changed case is a new one", options=["--update-ids"])
        self.refused(CLAUSE % ("c", "", case("one") + case("uno", 1, 'was = "c/one"')), "which is still there")
        self.refused(CLAUSE % ("c", "", case("one") + case("uno", 1, 'was = "c/onne"')), "which no case ever was",
                     'did you mean "c/one"?')
        both = case("uno", 1, 'was = "c/one"') + case("duo", 1, 'was = "c/one"')
        self.refused(CLAUSE % ("c", "", both), "it can have become one only")

    def test_a_renamed_clause_takes_its_cases_with_it(self):
        self.updated(CLAUSE % ("c", "", case("one") + case("two", 2)), "3 ids added, 0 renamed, 0 retired")
        self.updated(CLAUSE % ("d", 'was = "c",', case("one") + case("zwei", 2, 'was = { "c/two" }')), "3 ids added, 3 renamed, 0 retired")
        self.assertEqual([(record[0], record[3]) for record in self.records() if len(record) == 4],
                         [("c", "is d"), ("c/one", "is d/one"), ("c/two", "is d/zwei")])

    def test_an_answer_that_is_gone(self):
        self.updated(CHOICE % "in place", "2 ids added, 0 renamed, 0 retired")
        self.refused(CHOICE % "updates", "the answer k = in place is gone", "bring it back, or retire it")
        self.updated(CHOICE % "updates", "1 ids added, 0 renamed, 1 retired", "--retire", "k = in place")

    def test_only_what_is_gone_is_retired(self):
        self.updated(CLAUSE % ("c", "", case("one")), "2 ids added, 0 renamed, 0 retired")
        self.refused(CLAUSE % ("c", "", case("one")), "no id that matches 'c/one' is gone", status=2,
                     options=["--update-ids", "--retire", "c/one"])
        self.refused(CLAUSE % ("c", "", case("one")), "give both", status=2, options=["--retire", "c/one"])

    def test_a_wrong_spec_writes_nothing(self):
        self.refused(CLAUSE % ("c", "", '  case "one" { "x = 1", "x += 1", content = { x = 3 } },'), "the model fails",
                     options=["--update-ids"])

    def test_a_file_that_was_merged_badly(self):
        self.updated(CLAUSE % ("c", "", case("one")), "2 ids added, 0 renamed, 0 retired")
        good = self.read(self.lock)
        self.write("spec/ids.lock", good + "<<<<<<< HEAD\n")
        self.refused(CLAUSE % ("c", "", case("one")), self.lock + ":5: this is no line of a file of ids", options=["--update-ids"])
        self.write("spec/ids.lock", good + "\0")
        self.refused(CLAUSE % ("c", "", case("one")), "has a zero byte in it", options=["--update-ids"])
        self.write("spec/ids.lock", good + good.splitlines()[2] + "\n")
        self.refused(CLAUSE % ("c", "", case("one")), "the clause c has a line already")

    def test_single_files_have_no_ids_to_miss(self):
        self.updated(CLAUSE % ("c", "", case("one")), "2 ids added, 0 renamed, 0 retired")
        other = self.write("spec/b.lua", CLAUSE % ("d", "", case("one")))
        self.assertEqual(self.ibid("check", other)[0], 0)
        status, out, err = self.ibid("check", "--update-ids", other)
        self.assertEqual(status, 2)
        self.assertIn("takes the folder of a whole spec", err)


user.main()
