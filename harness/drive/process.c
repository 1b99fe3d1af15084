#include "drive/process.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "drive/leftovers.h"
#include "drive/pipes.h"

enum {
    READ_BYTES = 64 * 1024,
    ERROR_TAIL_BYTES = 4 * 1024,
    DRAIN_GRACE_MS = 300,  /* dead: for what is still in the pipes, when someone else holds them open */
    CLOSED_GRACE_MS = 500, /* closed its output: to exit */
    KILL_GRACE_MS = 2000,  /* killed: to be gone; what hangs in the kernel is given up */
};

struct process {
    struct process *next; /* of all that are alive */
    struct process_options options;
    uv_process_t handle;
    uv_pipe_t input, output, errors; /* the child's stdin, stdout and stderr */
    uv_timer_t grace;
    unsigned open_handles;
    bool exited, killed, muted, ended;
    bool input_open, output_open, errors_open;
    bool silenced; /* closed its output before it was killed */
    int64_t exit_status;
    int term_signal;
    size_t left_behind;

    struct text waiting; /* to be written next */
    struct text writing; /* being written: belongs to `write` while write_active */
    uv_write_t write;
    bool write_active;

    struct text incoming; /* standard output since the last newline */
    char *error_block;
    struct text error_tail;
    char mark[64]; /* the variable by which descendants are known */
};

static struct process *living;

static void forget(struct process *process)
{
    for (struct process **link = &living; *link != NULL; link = &(*link)->next) {
        if (*link == process) {
            *link = process->next;
            return;
        }
    }
}

static void kill_group(const struct process *process)
{
    if (process->handle.pid > 0)
        uv_kill(-process->handle.pid, SIGKILL);
}

/* Whoever has lost its parent may belong to any of those that live: then it lasts as long as they do. */
static size_t kill_descendants(const struct process *process)
{
    size_t killed = kill_leftovers(process->mark, living == NULL);
    kill_group(process);
    return killed;
}

static void count_closed(uv_handle_t *handle)
{
    struct process *process = handle->data;
    if (--process->open_handles > 0)
        return;
    text_free(&process->waiting);
    text_free(&process->writing);
    text_free(&process->incoming);
    text_free(&process->error_tail);
    free(process->error_block);
    free(process);
}

static void close_handle(uv_handle_t *handle)
{
    if (!uv_is_closing(handle))
        uv_close(handle, count_closed);
}

static void close_input(struct process *process)
{
    process->input_open = false;
    close_handle((uv_handle_t *)&process->input);
}

static void end(struct process *process)
{
    if (process->ended)
        return;
    process->ended = true;
    uv_timer_stop(&process->grace);
    uv_read_stop((uv_stream_t *)&process->output);
    uv_read_stop((uv_stream_t *)&process->errors);
    if (!process->exited) {
        forget(process);
        kill_descendants(process);
    }
    process->options.watcher->ended(process->options.owner);
}

static void on_grace_over(uv_timer_t *timer)
{
    struct process *process = timer->data;
    if (process->exited || process->killed)
        end(process);
    else
        process_kill(process);
}

static void end_if_complete(struct process *process)
{
    if (process->exited && !process->output_open && !process->errors_open)
        end(process);
}

static void on_process_exit(uv_process_t *handle, int64_t exit_status, int term_signal)
{
    struct process *process = handle->data;
    process->exited = true;
    process->exit_status = exit_status;
    process->term_signal = term_signal;
    /* Its children may go on and hold the pipes open. */
    forget(process);
    process->left_behind = kill_descendants(process);
    uv_timer_start(&process->grace, on_grace_over, DRAIN_GRACE_MS, 0);
    end_if_complete(process);
}

static void deliver_lines(struct process *process, size_t searched_bytes)
{
    struct text *incoming = &process->incoming;
    size_t line_start = 0;
    for (char *newline; !process->muted && !process->ended; searched_bytes = line_start) {
        newline = memchr(incoming->data + searched_bytes, '\n', incoming->bytes - searched_bytes);
        size_t line_end = newline == NULL ? incoming->bytes : (size_t)(newline - incoming->data);
        if (line_end - line_start > process->options.line_limit_bytes) {
            process->muted = true;
            process->options.watcher->line_too_long(process->options.owner);
            break;
        }
        if (newline == NULL)
            break;
        process->options.watcher->line(process->options.owner, incoming->data + line_start, line_end - line_start);
        line_start = line_end + 1;
    }
    incoming->bytes -= line_start;
    memmove(incoming->data, incoming->data + line_start, incoming->bytes);
}

static void make_room(uv_handle_t *handle, size_t suggested_bytes, uv_buf_t *buffer)
{
    (void)suggested_bytes;
    struct process *process = handle->data;
    struct text *incoming = &process->incoming;
    if (incoming->capacity_bytes - incoming->bytes < READ_BYTES) {
        incoming->capacity_bytes = 2 * incoming->capacity_bytes + READ_BYTES;
        incoming->data = checked_realloc(incoming->data, incoming->capacity_bytes);
    }
    *buffer = uv_buf_init(incoming->data + incoming->bytes, READ_BYTES);
}

static void on_output(uv_stream_t *stream, ssize_t bytes, const uv_buf_t *buffer)
{
    (void)buffer;
    struct process *process = stream->data;
    if (bytes > 0 && !process->muted) {
        size_t searched_bytes = process->incoming.bytes;
        process->incoming.bytes += (size_t)bytes;
        deliver_lines(process, searched_bytes);
    } else if (bytes < 0) {
        process->output_open = false;
        uv_read_stop(stream);
        /* One that has been asked to finish has time for that already. */
        if (!process->exited && !process->killed && process->input_open)
            uv_timer_start(&process->grace, on_grace_over, CLOSED_GRACE_MS, 0);
        end_if_complete(process);
    }
}

static void make_error_room(uv_handle_t *handle, size_t suggested_bytes, uv_buf_t *buffer)
{
    (void)suggested_bytes;
    struct process *process = handle->data;
    *buffer = uv_buf_init(process->error_block, READ_BYTES);
}

static void on_errors(uv_stream_t *stream, ssize_t bytes, const uv_buf_t *buffer)
{
    struct process *process = stream->data;
    if (bytes < 0) {
        process->errors_open = false;
        uv_read_stop(stream);
        end_if_complete(process);
        return;
    }
    struct text *tail = &process->error_tail;
    text_append_bytes(tail, buffer->base, (size_t)bytes);
    /* One byte more than is shown tells whether the first line is whole. */
    if (tail->bytes > ERROR_TAIL_BYTES + 1) {
        size_t surplus_bytes = tail->bytes - (ERROR_TAIL_BYTES + 1);
        tail->bytes -= surplus_bytes;
        memmove(tail->data, tail->data + surplus_bytes, tail->bytes);
    }
}

static void write_waiting(struct process *process);

static void on_written(uv_write_t *write, int status)
{
    struct process *process = write->data;
    process->write_active = false;
    if (status < 0)
        text_clear(&process->waiting);
    else
        write_waiting(process);
}

static void write_waiting(struct process *process)
{
    if (process->write_active || process->waiting.bytes == 0 || !process->input_open)
        return;
    struct text swapped = process->writing;
    process->writing = process->waiting;
    process->waiting = swapped;
    text_clear(&process->waiting);
    uv_buf_t buffer = uv_buf_init(process->writing.data, (unsigned)process->writing.bytes);
    process->write.data = process;
    process->write_active = true;
    if (uv_write(&process->write, (uv_stream_t *)&process->input, &buffer, 1, on_written) < 0)
        process->write_active = false;
}

static void adopt_pipe(struct process *process, uv_pipe_t *pipe, uv_file end)
{
    uv_pipe_init(process->grace.loop, pipe, 0);
    pipe->data = process;
    uv_pipe_open(pipe, end);
    process->open_handles++;
}

struct process *process_start(uv_loop_t *loop, const struct process_options *options, int *error_number)
{
    static unsigned long started;
    uv_file ends[3][2];
    *error_number = open_pipes(ends);
    if (*error_number < 0)
        return NULL;
    adopt_orphans();

    struct process *process = checked_malloc(sizeof *process);
    *process = (struct process){.options = *options};
    process->error_block = checked_malloc(READ_BYTES);
    snprintf(process->mark, sizeof process->mark, "IBID_WORKER=%ld.%lu.%llu", (long)getpid(), started++,
             (unsigned long long)uv_hrtime());
    options->environment[0] = process->mark;

    uv_timer_init(loop, &process->grace);
    process->grace.data = process->handle.data = process;
    adopt_pipe(process, &process->input, ends[0][0]);
    adopt_pipe(process, &process->output, ends[1][0]);
    adopt_pipe(process, &process->errors, ends[2][0]);
    process->open_handles += 2;
    process->input_open = process->output_open = process->errors_open = true;

    uv_stdio_container_t streams[3];
    for (int stream = 0; stream < 3; stream++)
        streams[stream] = (uv_stdio_container_t){.flags = UV_INHERIT_FD, .data.fd = ends[stream][1]};
    uv_process_options_t spawn = {
        .file = options->command[0],
        .args = (char **)options->command,
        .env = (char **)options->environment,
        .flags = UV_PROCESS_DETACHED,
        .stdio_count = 3,
        .stdio = streams,
        .exit_cb = on_process_exit,
    };
    *error_number = uv_spawn(loop, &process->handle, &spawn);
    for (int stream = 0; stream < 3; stream++)
        close(ends[stream][1]);
    if (*error_number < 0) {
        process->ended = true;
        process_free(process);
        return NULL;
    }
    process->next = living;
    living = process;
    uv_read_start((uv_stream_t *)&process->output, make_room, on_output);
    uv_read_start((uv_stream_t *)&process->errors, make_error_room, on_errors);
    return process;
}

void process_write(struct process *process, const char *bytes, size_t count)
{
    text_append_bytes(&process->waiting, bytes, count);
    write_waiting(process);
}

void process_finish(struct process *process, unsigned grace_ms)
{
    close_input(process);
    if (!process->exited && !process->killed)
        uv_timer_start(&process->grace, on_grace_over, grace_ms, 0);
}

void process_kill(struct process *process)
{
    process->muted = true;
    if (process->killed)
        return;
    process->killed = true;
    process->silenced = !process->output_open;
    kill_group(process);
    if (!process->exited)
        uv_timer_start(&process->grace, on_grace_over, KILL_GRACE_MS, 0);
}

void process_abandon(const struct process *process)
{
    kill_group(process);
    kill_leftovers(process->mark, false);
}

bool process_exited(const struct process *process)
{
    return process->exited && !process->killed && process->term_signal == 0;
}

bool process_succeeded(const struct process *process)
{
    return process_exited(process) && process->exit_status == 0;
}

size_t process_left_behind(const struct process *process)
{
    return process->left_behind;
}

void process_describe_end(const struct process *process, struct text *text)
{
    if (process->killed)
        text_append(text, process->silenced ? "closed its standard output and had to be killed" : "had to be killed");
    else if (process->term_signal != 0)
        text_printf(text, "was ended by signal %d (%s)", process->term_signal, strsignal(process->term_signal));
    else
        text_printf(text, "exited with status %lld", (long long)process->exit_status);
}

const char *process_unfinished_line(const struct process *process, size_t *bytes)
{
    *bytes = process->incoming.bytes;
    return process->incoming.data;
}

const char *process_error_tail(const struct process *process, size_t *bytes)
{
    const struct text *tail = &process->error_tail;
    *bytes = tail->bytes;
    if (tail->bytes <= ERROR_TAIL_BYTES)
        return text_string(tail);
    const char *newline = memchr(tail->data, '\n', tail->bytes);
    size_t skipped_bytes = newline != NULL && newline + 1 < tail->data + tail->bytes
                               ? (size_t)(newline - tail->data) + 1
                               : tail->bytes - ERROR_TAIL_BYTES;
    *bytes -= skipped_bytes;
    return tail->data + skipped_bytes;
}

void process_free(struct process *process)
{
    close_handle((uv_handle_t *)&process->handle);
    close_handle((uv_handle_t *)&process->input);
    close_handle((uv_handle_t *)&process->output);
    close_handle((uv_handle_t *)&process->errors);
    close_handle((uv_handle_t *)&process->grace);
}
