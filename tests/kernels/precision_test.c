/* exp, log, sin and cos are right within 1 ULP, for every argument that is tried. */
#include <criterion/criterion.h>
#include <math.h>

#include "precision.h"

TestSuite(precision);

static void stays_within_one(enum kernel_unary operation)
{
    char message[KERNELS_MESSAGE_BYTES];
    const struct kernels *kernels = kernels_choose(NULL, message);
    for (int dtype = KERNEL_FLOAT32; dtype <= KERNEL_FLOAT64; dtype++) {
        double where = NAN;
        const double worst = precision_worst_ulp(kernels, operation, (enum kernel_dtype)dtype, 100000, &where);
        cr_assert_leq(worst, 1.0, "%g ULP at %a, dtype %d", worst, where, dtype);
        /* An oracle that agreed with everything would show no error at all. */
        cr_assert_gt(worst, 0.5);
    }
}

Test(precision, exp)
{
    stays_within_one(KERNEL_EXP);
}

Test(precision, log)
{
    stays_within_one(KERNEL_LOG);
}

Test(precision, sin)
{
    stays_within_one(KERNEL_SIN);
}

Test(precision, cos)
{
    stays_within_one(KERNEL_COS);
}
