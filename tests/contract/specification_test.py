"""The spec as a document: what stands in it, and that docs/specification.md is what the spec says today."""
import os
import re
import shutil
import subprocess

import user

SCRIPT = os.path.join(user.ROOT, "script", "specification")
PAGE = os.path.join(user.ROOT, "docs", "specification.md")

SPEC = r'''
chapter "second" { number = 2, title = "Second", about = "About *this*." }

clause "b.one" {
  must   = "x is `[1]`, not *this* | <that>.",
  why    = "because",
  source = { "a document", "another" },
  where  = { kind = "left" },
  case "act in the middle" {
    "x = [1]", "y = x", act "x += [2]", "z = x",
    identity = { "x kept" }, content = { x = { 1, 2 }, y = { 1, 2 }, z = { 1, 2 } },
  },
  each({ 1, 2, 3, 4 }, function (number)
    return case("number " .. number) { "x = " .. number, content = { x = number } }
  end),
  each({ "left", "right" }, function (answer)
    return case("for those on the " .. answer) { "x = 5", content = { x = 5 }, unit = "whole", where = { other = answer } }
  end),
}
clause "b.two" { should = "later.", source = "ibid", pending = "no notation" }

choice "kind" {
  asks = "Which?", source = "s",
  probes = { probe { "x = [1]" }, probe { "x = [2]" } },
  answers = { left = { means = "this", content = { x = { 1 } } }, right = { content = { x = { 2 } } },
              depends = "on the weather", unspecified = { declared = true } },
  otherwise = "left",
}
choice "other" {
  asks = "What else?", source = "s", requires = { kind = "left" },
  probes = { probe { "x = [1]" } },
  answers = { left = { content = { x = { 1 } } }, right = { content = { x = { 2 } } } },
}
profile "p" { title = "Product", answers = { kind = { "right", source = "its manual" } } }
profile "q" { title = "Quiet", answers = {} }
topic(1, "a question") { clauses = "b.one", choices = "kind", vocabulary = { "+=", "make list" } }
topic(2, "a riddle") { why_not = "nobody knows" }
'''
FIRST = ('chapter "second"\nclause "a" { must = "m", source = "ibid", case "t" { "x = 1", content = { x = 1 } } }\n'
         'chapter "first" { number = 1, title = "First" }\n'
         'clause "c" { must = "m", source = "ibid", case "t" { "x = 1", content = { x = 1 } } }')


class Document(user.UserTest):
    def document(self):
        paths = [self.write("a.lua", FIRST), self.write("b.lua", SPEC)]
        status, out, err = self.ibid("spec", *paths)
        self.assertEqual((status, err), (0, ""))
        return out

    def test_clauses_are_numbered_by_chapter(self):
        """The file that defines the chapter comes first in it, whatever the names of the files."""
        headings = re.findall(r"^##+ ([0-9.]+) (?:<.*></a>)(.*)$", self.document(), re.M)
        self.assertEqual(headings, [("1.", "First"), ("1.1", "c"), ("2.", "Second"), ("2.1", "b.one"), ("2.2", "b.two"),
                                    ("2.3", "a")])

    def test_a_clause(self):
        text = self.document()
        for line in ("**MUST**: x is `[1]`, not \\*this\\* \\| &lt;that&gt;.", "**SHOULD**: later.", "*Why*: because",
                     "Applies *where* [`kind`](#choice-kind) is “left”.", "*Sources*:\n\n- a document\n- another",
                     "*Pending*, without a case as yet: no notation", "About \\*this\\*."):
            self.assertIn("\n" + line + "\n", text)

    def test_a_case(self):
        self.assertIn("*Example*: act in the middle\n\n```python\nx = [1]\ny = x\nx += [2]  # the act\nz = x\n"
                      "# → x kept\n# → x == [1, 2]\n# → y == [1, 2]\n# → z == [1, 2]\n```\n", self.document())

    def test_a_family_is_shown_by_one_of_it(self):
        text = self.document()
        self.assertIn("And 3 more like it: number 2; number 3; number 4.\n", text)
        self.assertNotIn("x = 3", text)
        for side in ("left", "right"):
            self.assertIn("*Example*, *where* [`other`](#choice-other) is “%s”: for those on the %s "
                          "(compiled as a whole)\n" % (side, side), text)

    def test_many_cases_are_named(self):
        single = 'case "number %d" { "x = %d", content = { x = %d } },\n'
        cases = "".join(single % (number, number, number) for number in range(5))
        family = 'each({ 1, 2, 3 }, function (n) return case("of " .. n) { "x = " .. n, content = { x = n } } end),\n'
        path = self.write("many.lua", 'clause "m" { must = "m", source = "s",\n%s%s}' % (cases, family))
        text = self.ibid("spec", path)[1]
        self.assertEqual(text.count("*Example*"), 4)
        self.assertIn("*Example*: number 3\n\n```python\nx = 3\n# → x == 3\n```\n\n"
                      "And 4 more, which `ibid explain` shows: number 4; of 1; of 2; of 3.\n\n", text)

    def test_a_choice(self):
        text = self.document()
        self.assertIn("- **left**: this Shown by `x == [1]`.\n- **right**: Shown by `x == [2]`.\n"
                      "  - [`p`](#profile-p): its manual\n- **depends** on the weather: the probes answer differently.\n"
                      "- **unspecified**: A profile declares this; it is never measured.\n", text)
        self.assertIn("held to “left”", text)
        self.assertIn("and 1 more; an answer has to hold for all.", text)

    def test_profiles_and_topics(self):
        text = self.document()
        self.assertIn("- [`kind`](#choice-kind): right\n", text)
        self.assertIn("| <a id=\"topic-1\"></a>1 | a question | `+=` `make list` | [2.1 `b.one`](#clause-b.one); "
                      "choices [`kind`](#choice-kind) |\n", text)
        self.assertIn("2 | a riddle |  | nobody knows |\n", text)

    def test_a_wrong_spec_and_a_place_that_cannot_be_written(self):
        self.assertEqual(self.ibid("spec", self.write("bad.lua", "clause"))[0], 4)
        status, out, err = self.ibid("spec", "--markdown", "/nonexistent/x.md")
        self.assertEqual(status, 2)
        self.assertIn("/nonexistent/x.md", err)


class OwnDocument(user.UserTest):
    def script(self, script, *arguments):
        done = subprocess.run([script] + list(arguments), env=dict(os.environ, IBID_PROGRAM=user.IBID, IBID_ROOT=user.ROOT),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=100)
        return done.returncode, done.stderr.decode()

    def test_it_is_what_the_spec_says(self):
        status, err = self.script(SCRIPT, "--check")
        self.assertEqual(status, 0, err)

    def test_a_stale_document_is_refused(self):
        for folder in ("script", "docs"):
            os.mkdir(os.path.join(self.folder.name, folder))
        script = shutil.copy(SCRIPT, os.path.join(self.folder.name, "script"))
        page = self.write("docs/specification.md", self.read(PAGE).replace("MUST", "MAY", 5))
        status, err = self.script(script, "--check")
        self.assertEqual(status, 1)
        self.assertIn("run script/specification", err)
        self.assertIn("-**MAY**", err)
        self.assertEqual(self.script(script), (0, ""))
        self.assertEqual(self.read(page), self.read(PAGE))
        self.assertEqual(self.script(script, "--check"), (0, ""))
        self.assertEqual(self.script(script, "--other")[0], 2)

    def test_all_links_lead_somewhere(self):
        text = self.read(PAGE)
        targets = re.findall(r'<a id="([^"]+)">', text)
        self.assertEqual(len(targets), len(set(targets)))
        self.assertLessEqual(set(re.findall(r"\]\(#([^)]+)\)", text)), set(targets))

    def test_numbers_have_no_gaps(self):
        numbers = [tuple(map(int, number.split("."))) for number in
                   re.findall(r"^### (\d+\.\d+) ", self.read(PAGE), re.M)]
        self.assertEqual(numbers, sorted(set(numbers)))
        for before, number in zip(numbers, numbers[1:]):
            self.assertEqual(number[1], before[1] + 1 if number[0] == before[0] else 1)

    def test_every_clause_says_why_and_where_from(self):
        clauses = re.split(r"^### \d+\.\d+ ", self.read(PAGE), flags=re.M)[1:]
        self.assertGreater(len(clauses), 60)
        self.assertEqual([clause.split("</a>")[1].split("\n")[0] for clause in clauses
                          if "\n*Why*: " not in clause or "\n*Source" not in clause], [])

    def test_github_renders_it(self):
        """Markdown of more than 512 KiB is shown as plain text."""
        self.assertLess(os.path.getsize(PAGE), 512 * 1024)


user.main()
