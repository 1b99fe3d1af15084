/* The matrix for other people's programs: compat.json, whose form reports/compat.schema.json has. */
#ifndef IBID_REPORT_COMPAT_H
#define IBID_REPORT_COMPAT_H

#include "report/matrix.h"

/* A new reference. */
json_t *compat_new(const struct matrix *matrix);

#endif
