/* How long something takes. */
#ifndef IBID_BASE_CLOCK_H
#define IBID_BASE_CLOCK_H

/* Seconds since some moment, by a clock that nobody sets. */
double clock_seconds(void);

#endif
