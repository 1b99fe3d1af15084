/* Inside the rehearsal: what its files tell each other. */
#ifndef IBID_RUN_REHEARSED_H
#define IBID_RUN_REHEARSED_H

#include "run/rehearsal.h"
#include "run/run.h"

/* What is known of a case so far. */
struct part {
    const struct test_case *test_case;
    bool played;   /* some dialect executed it: it need not be executed again */
    bool possible; /* some profile's answers let it run */
};

/* What is known of a choice so far. */
struct question {
    bool asked;      /* some profile's answers fulfil what it requires */
    bool observable; /* the model could show something: exchange with another system, it cannot */
    bool *shown;     /* beside the choice's answers: the model has shown this one */
};

struct stage {
    const struct spec *spec;
    const char *model; /* selector */
    struct mistakes *mistakes;
    struct rehearsal *rehearsal;
    const char *failure; /* NULL, or why the model could not be started: nothing is known then, and all ends */
    const struct profile *profile;   /* whose answers the model gives now; or NULL: as it is */
    const struct profile **dialects; /* those that it could give, in the order of the spec */
    size_t dialect_count;
    struct question *questions; /* of all choices, in the order of the spec */
    struct part *parts;         /* of all cases, in the order of the spec */
    struct part **selected;     /* those of them that this dialect is asked for */
    size_t next, selected_count;
};

/*
 * Starts the model as a selector says, "model:torch". NULL if it says that it has no such dialect, choice or answer;
 * and if it cannot be started for another reason, which is then the stage's failure.
 */
struct pool *stage_start(struct stage *stage, const char *selector);
/* "the model", or "the model, answering as torch does,". In the mistakes' arena. */
const char *stage_player(const struct stage *stage);

/* For run_options: which cases are still to be played, and what is to be said of those that were. */
bool stage_wants(void *data, const struct test_case *test_case);
void stage_judged(void *data, size_t number, const struct test_case *test_case, const struct judgement *judgement,
                  const struct expected_entry *expected, const struct executed *executed);

/* What the model showed of the choices under the stage's profile. */
void stage_hold_choices(const struct stage *stage, const struct fingerprint *fingerprint);
/* What no profile answers, and the model can be told to: it must show that as well. After all dialects. */
void stage_try_answers(struct stage *stage);

#endif
