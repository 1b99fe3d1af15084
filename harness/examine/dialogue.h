/* Inside examine: one driver process and us, line by line, with nothing that is not noticed. */
#ifndef IBID_EXAMINE_DIALOGUE_H
#define IBID_EXAMINE_DIALOGUE_H

#include <stdbool.h>
#include <stddef.h>

struct dialogue;

/* NULL and *message, the caller's to free, if there is no such program. Environment: more variables, or NULL. */
struct dialogue *dialogue_start(const char *const *command, const char *const *environment, char **message);
/* Queues bytes for the driver; a line ends in a newline. */
void dialogue_send(struct dialogue *dialogue, const char *bytes, size_t count);
/* Lets time pass, so that what was sent arrives before what is sent next. */
void dialogue_pause(struct dialogue *dialogue, unsigned milliseconds);
/*
 * The next line that the driver wrote: true and *line, borrowed until the dialogue ends. Else false, and
 * dialogue_trouble says why.
 */
bool dialogue_line(struct dialogue *dialogue, unsigned timeout_ms, const char **line, size_t *bytes);
/* Whether nothing is said for a while; else dialogue_line has it. */
bool dialogue_is_quiet(struct dialogue *dialogue, unsigned milliseconds);
/* What the driver did instead of writing a line: "exited with status 3", with the end of standard error. */
const char *dialogue_trouble(const struct dialogue *dialogue);
/* Whether nothing can be said to it any more: its process has ended, or was silent for too long. */
bool dialogue_is_over(const struct dialogue *dialogue);
bool dialogue_has_ended(const struct dialogue *dialogue);
/* How much it wrote to standard error, as far as it is kept, and the last of it. Borrowed. */
size_t dialogue_error_bytes(const struct dialogue *dialogue);

/*
 * Closes the driver's input and waits for its end. True if it came by itself in time, with status 0, and
 * left no process behind; else false and dialogue_trouble says what happened.
 */
bool dialogue_end(struct dialogue *dialogue, unsigned timeout_ms);
/* Ends it whatever state it is in. NULL is fine. */
void dialogue_free(struct dialogue *dialogue);

#endif
