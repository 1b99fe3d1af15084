#include "drive/ending.h"

#include <signal.h>

#include "drive/leftovers.h"

static const int numbers[ENDING_SIGNALS] = {SIGINT, SIGTERM, SIGHUP};

static void on_signal(uv_signal_t *handle, int number)
{
    struct ending *ending = handle->data;
    ending->abandon(ending->owner);
    kill_leftovers(NULL, true);
    ending_stop(ending);
    raise(number);
}

void ending_init(struct ending *ending, uv_loop_t *loop, void (*abandon)(void *owner), void *owner)
{
    ending->abandon = abandon;
    ending->owner = owner;
    for (int index = 0; index < ENDING_SIGNALS; index++) {
        uv_signal_init(loop, &ending->signals[index]);
        uv_unref((uv_handle_t *)&ending->signals[index]);
        ending->signals[index].data = ending;
    }
}

void ending_watch(struct ending *ending)
{
    for (int index = 0; index < ENDING_SIGNALS; index++) {
        struct sigaction action;
        if (sigaction(numbers[index], NULL, &action) == 0 && action.sa_handler == SIG_DFL)
            uv_signal_start(&ending->signals[index], on_signal, numbers[index]);
    }
}

void ending_stop(struct ending *ending)
{
    for (int index = 0; index < ENDING_SIGNALS; index++)
        uv_signal_stop(&ending->signals[index]);
}

void ending_close(struct ending *ending)
{
    for (int index = 0; index < ENDING_SIGNALS; index++)
        uv_close((uv_handle_t *)&ending->signals[index], NULL);
}
