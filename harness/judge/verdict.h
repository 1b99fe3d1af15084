/* What can be said of a case once it ran, or did not. */
#ifndef IBID_JUDGE_VERDICT_H
#define IBID_JUDGE_VERDICT_H

enum verdict {
    VERDICT_PASS,
    VERDICT_FAIL,
    VERDICT_DIFFERS,        /* lawful, not the profile's answer: choices only */
    VERDICT_INCONCLUSIVE,   /* cannot be observed */
    VERDICT_UNSUPPORTED,    /* the implementation lacks something that the program needs */
    VERDICT_NOT_APPLICABLE, /* guarded by an answer that the implementation or the profile does not give */
    VERDICT_ERROR,          /* setup, driver, crash, timeout */
    VERDICT_COUNT,
};

/* "pass", "not applicable", … Static. */
const char *verdict_name(enum verdict verdict);

#endif
