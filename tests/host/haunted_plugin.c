/*
 * The plugin that the environment's INNER_PLUGIN names, until `x *= y` is called: then it does what HAUNT says, which
 * no plugin should, and goes on if it can.
 */
#include <ibid/plugin.h>

#include <dlfcn.h>
#include <fcntl.h>
#include <fenv.h>
#include <locale.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct ibid_plugin *inner;

static void crash(void)
{
    static volatile int *nowhere;
    *nowhere = 1;
}

static void leave_by_exit(void)
{
    exit(0);
}

static void leave_at_once(void)
{
    _exit(0);
}

static void hang(void)
{
    for (;;)
        pause();
}

static void stop(void)
{
    raise(SIGSTOP);
}

static volatile int depth;

static int recurse(int level)
{
    volatile char frame[4096];
    frame[0] = (char)level;
    depth = level;
    return recurse(level + 1) + frame[0];
}

static void overflow_the_stack(void)
{
    recurse(0);
}

/* Everything that malloc gave to anyone near, a little before and much behind. */
static void scribble(void)
{
    char *block = malloc(64);
    memset(block - 4096, 0x5a, 64 * 1024);
}

/* What the host's own functions have on the stack, far above. */
static void scribble_on_the_stack(void)
{
    char here;
    memset(&here, 0x5a, 16 * 1024);
}

static void leak(void)
{
    for (int i = 0; i < 4; i++) {
        char *block = malloc(64 << 20);
        if (block != NULL)
            memset(block, 1, 64 << 20);
    }
}

static void take_all_memory(void)
{
    for (size_t bytes = (size_t)1 << 30; bytes > 16;)
        if (malloc(bytes) == NULL)
            bytes /= 2;
}

static void ignore(int number)
{
    (void)number;
}

static void handle_all_signals(void)
{
    for (int number = 1; number < 32; number++)
        signal(number, ignore);
}

/* Returns to the faulting instruction for ever. */
static void handle_all_signals_and_crash(void)
{
    handle_all_signals();
    crash();
}

static void block_all_signals_and_hang(void)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    hang();
}

static void set_a_locale_with_a_comma(void)
{
    if (setlocale(LC_ALL, "de_DE.UTF-8") == NULL)
        abort();
    uselocale(LC_GLOBAL_LOCALE);
}

static void round_upwards(void)
{
    fesetround(FE_UPWARD);
}

static void fork_and_both_return(void)
{
    fork();
}

static void fork_and_stay(void)
{
    if (fork() == 0)
        hang();
}

/* Away from our group, our environment and our parent. */
static void fork_and_leave(void)
{
    pid_t pid = fork();
    if (pid == 0) {
        setsid();
        if (fork() > 0)
            _exit(0);
        execle("/bin/sleep", "sleep", "600", (char *)NULL, (char *[]){NULL});
        _exit(1);
    }
    waitpid(pid, NULL, 0);
}

static void close_everything(void)
{
    for (int descriptor = 0; descriptor < 64; descriptor++)
        close(descriptor);
}

static void write_everywhere(void)
{
    for (int descriptor = 0; descriptor < 64; descriptor++)
        if (write(descriptor, "boo\n", 4) != 4)
            continue;
}

static void leave_the_folder(void)
{
    if (chdir("/") != 0)
        abort();
}

static void clear_the_environment(void)
{
    extern char **environ;
    static char *nothing[] = {NULL};
    environ = nothing;
}

static void set_limits_to_nothing(void)
{
    const int limits[] = {RLIMIT_NOFILE, RLIMIT_FSIZE, RLIMIT_NPROC};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        setrlimit((__typeof__(RLIMIT_NOFILE))limits[i], &(struct rlimit){0, 0});
}

static void set_an_alarm(void)
{
    alarm(1);
}

static void hang_at_exit(void)
{
    atexit(hang);
}

static void *crash_soon(void *data)
{
    usleep(50 * 1000);
    crash();
    return data;
}

static void start_a_thread_that_crashes(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, crash_soon, NULL);
    pthread_detach(thread);
}

static jmp_buf gone;

static void prepare_jump(void)
{
    if (setjmp(gone) != 0)
        abort();
}

static void jump_to_where_no_one_is(void)
{
    prepare_jump();
    longjmp(gone, 1);
}

static const struct haunt {
    const char *name;
    void (*perform)(void);
} haunts[] = {
    {"nothing", NULL},
    {"crash", crash},
    {"abort", abort},
    {"exit", leave_by_exit},
    {"exit at once", leave_at_once},
    {"hang", hang},
    {"stop", stop},
    {"overflow the stack", overflow_the_stack},
    {"scribble", scribble},
    {"scribble on the stack", scribble_on_the_stack},
    {"leak", leak},
    {"take all memory", take_all_memory},
    {"handle all signals", handle_all_signals},
    {"handle all signals and crash", handle_all_signals_and_crash},
    {"block all signals and hang", block_all_signals_and_hang},
    {"comma", set_a_locale_with_a_comma},
    {"round upwards", round_upwards},
    {"fork and both return", fork_and_both_return},
    {"fork and stay", fork_and_stay},
    {"fork and leave", fork_and_leave},
    {"close everything", close_everything},
    {"write everywhere", write_everywhere},
    {"leave the folder", leave_the_folder},
    {"clear the environment", clear_the_environment},
    {"set limits to nothing", set_limits_to_nothing},
    {"set an alarm", set_an_alarm},
    {"hang at exit", hang_at_exit},
    {"start a thread that crashes", start_a_thread_that_crashes},
    {"jump to where no one is", jump_to_where_no_one_is},
};

static enum ibid_status call(ibid_instance *instance, enum ibid_operation operation, const ibid_handle *arguments,
                             size_t argument_count, const struct ibid_keyword *keywords, size_t keyword_count,
                             ibid_handle *result)
{
    static const struct haunt *haunt;
    if (haunt == NULL) {
        for (size_t i = 0; i < sizeof haunts / sizeof *haunts; i++)
            if (strcmp(haunts[i].name, getenv("HAUNT")) == 0)
                haunt = &haunts[i];
        if (haunt == NULL)
            abort();
    }
    if (operation == IBID_OP_UPDATE_MULTIPLY && haunt->perform != NULL)
        haunt->perform();
    return inner->call(instance, operation, arguments, argument_count, keywords, keyword_count, result);
}

const struct ibid_plugin *ibid_plugin(void)
{
    static struct ibid_plugin haunted;
    void *library = dlopen(getenv("INNER_PLUGIN"), RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) {
        fprintf(stderr, "haunted plugin: %s\n", dlerror());
        return NULL;
    }
    const struct ibid_plugin *(*of_library)(void);
    *(void **)&of_library = dlsym(library, "ibid_plugin");
    inner = of_library();
    haunted = *inner;
    haunted.call = call;
    return &haunted;
}
