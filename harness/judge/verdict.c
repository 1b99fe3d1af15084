#include "judge/verdict.h"

const char *verdict_name(enum verdict verdict)
{
    static const char *const names[VERDICT_COUNT] = {
        "pass", "fail", "differs", "inconclusive", "unsupported", "not applicable", "error",
    };
    return names[verdict];
}
