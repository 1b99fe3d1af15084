"""Each answer that the model can give, alone among NumPy's: no clause fails it that presupposes another answer."""
import concurrent.futures
import json
import os
import unittest

import user

# Exit statuses of `ibid run`: consistent; the implementation did not start, since it lacks what was asked of it.
CONSISTENT, REFUSED = 0, 3


class Answers(user.UserTest):
    def run_of(self, answer):
        return answer, self.ibid("run", "--impl", "model:" + answer)

    def test_every_answer(self):
        choices = [json.loads(line) for line in self.ibid("list", "choices", "--json")[1].splitlines()]
        # One with a comma cannot be asked for; it is the only one that the model has, and so in every run.
        answers = ["%s=%s" % (choice["id"], answer) for choice in choices for answer in choice["answers"]
                   if "," not in answer]
        given = 0
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as executor:
            for answer, (status, out, err) in executor.map(self.run_of, answers):
                with self.subTest(answer):
                    if status == REFUSED:
                        self.assertIn("the model ", err)
                        continue
                    given += 1
                    self.assertEqual(status, CONSISTENT, out + err)
        print("%d of %d answers, each held to itself" % (given, len(answers)))
        # Each choice has an answer of NumPy's, and most have another that the model can give as well.
        self.assertGreater(given, len(choices))


if __name__ == "__main__":
    unittest.main()
