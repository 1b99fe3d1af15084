/*
 * Usage: overlap-bench speed | answers [PAIRS]. Measures the overlap solver, beside isl where there is one, and prints
 * "name: value" lines. All times are of this process on the processor, so that other processes do not count; each is
 * the best of the medians of three runs. isl's time is that of deciding whether a set is empty, without making it.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "overlap/enumeration.h"
#include "overlap/instances.h"
#include "overlap/isl_oracle.h"
#include "timing.h"

enum { RUNS = 3 };

/* One call takes about as long as looking at the clock, so that several are timed together. */
static double our_seconds_once(const struct instance_pair *pair, int calls)
{
    struct ibid_strided x = instance_array(&pair->x), y = instance_array(&pair->y);
    double start = seconds_of_thread();
    for (int i = 0; i < calls; i++)
        ibid_overlap(&x, &y, NULL);
    return (seconds_of_thread() - start) / calls;
}

static double our_seconds(const struct instance_pair *pair, int repetitions, int calls)
{
    double best = INFINITY;
    for (int run = 0; run < RUNS; run++) {
        double seconds[101];
        for (int i = 0; i < repetitions; i++)
            seconds[i] = our_seconds_once(pair, calls);
        best = fmin(best, median(seconds, repetitions));
    }
    return best;
}

#ifdef HAVE_ISL
static double isl_seconds(struct isl_oracle *oracle, const struct instance_pair *pair, int repetitions)
{
    struct ibid_strided x = instance_array(&pair->x), y = instance_array(&pair->y);
    double best = INFINITY;
    for (int run = 0; run < RUNS; run++) {
        double seconds[101];
        for (int i = 0; i < repetitions; i++)
            isl_oracle_overlap(oracle, &x, &y, 0, &seconds[i]);
        best = fmin(best, median(seconds, repetitions));
    }
    return best;
}

/* Sets of 6 to 12 coefficients, of shapes from those that no tuple solves to those that many do. */
static void compare_market_splits(struct isl_oracle *oracle)
{
    static const int64_t shapes[] = {2, 3, 4, 6, 8, 12, 16, 32};
    struct numbers numbers = numbers_from_seed();
    double sum_of_logarithms = 0, worst = INFINITY, ours_slowest = 0;
    int pairs = 0, disjoint = 0;
    for (int coefficients = 6; coefficients <= 12; coefficients++)
        for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
            struct instance_pair pair = market_split_pair(&numbers, coefficients, shapes[i]);
            struct ibid_strided x = instance_array(&pair.x), y = instance_array(&pair.y);
            double ours = our_seconds(&pair, 5, 10), ratio = isl_seconds(oracle, &pair, 3) / ours;
            sum_of_logarithms += log(ratio);
            worst = fmin(worst, ratio);
            ours_slowest = fmax(ours_slowest, ours);
            pairs++;
            disjoint += ibid_overlap(&x, &y, NULL) == IBID_OVERLAP_NO;
        }
    printf("overlap_market_split_vs_isl: %.1f\n", exp(sum_of_logarithms / pairs));
    printf("overlap_market_split_vs_isl_worst: %.1f\n", worst);
    printf("overlap_market_split_slowest_us: %.1f\n", 1e6 * ours_slowest);
    printf("overlap_market_split_disjoint: %d of %d\n", disjoint, pairs);
}

static void compare_with_isl(double hard_seconds)
{
    struct isl_oracle *oracle = isl_oracle_new();
    struct instance_pair hard = documented_hard_pair();
    double theirs = isl_seconds(oracle, &hard, 21);
    printf("overlap_hard_isl_us: %.1f\n", 1e6 * theirs);
    printf("overlap_hard_vs_isl: %.1f\n", theirs / hard_seconds);
    compare_market_splits(oracle);
    isl_oracle_free(oracle);
}
#else
static void compare_with_isl(double hard_seconds)
{
    (void)hard_seconds;
    puts("overlap_hard_vs_isl: skipped, libisl-dev was not there when this was built");
    puts("overlap_market_split_vs_isl: skipped, libisl-dev was not there when this was built");
}
#endif

/* Slices of one parent of 1 to 4 dimensions: each pair by itself, and in turn, which makes branches hard to foresee. */
static void measure_slices(void)
{
    enum { PAIRS = 1024 };
    static struct instance_pair pairs[PAIRS];
    static double seconds[PAIRS];
    struct numbers numbers = numbers_from_seed();
    double in_turn = INFINITY, by_itself = INFINITY;
    for (int i = 0; i < PAIRS; i++)
        pairs[i] = slices_of_one_parent(&numbers, 1 + i % 4);
    for (int run = 0; run < RUNS; run++) {
        double sweeps[21];
        for (int sweep = 0; sweep < 21; sweep++) {
            double start = seconds_of_thread();
            for (int i = 0; i < PAIRS; i++) {
                struct ibid_strided x = instance_array(&pairs[i].x), y = instance_array(&pairs[i].y);
                ibid_overlap(&x, &y, NULL);
            }
            sweeps[sweep] = (seconds_of_thread() - start) / PAIRS;
        }
        in_turn = fmin(in_turn, median(sweeps, 21));
        for (int i = 0; i < PAIRS; i++)
            seconds[i] = our_seconds_once(&pairs[i], 100);
        by_itself = fmin(by_itself, median(seconds, PAIRS));
    }
    printf("overlap_easy_ns: %.1f\n", 1e9 * by_itself);
    printf("overlap_easy_in_turn_mean_ns: %.1f\n", 1e9 * in_turn);
}

static void measure_speed(void)
{
    struct instance_pair hard = documented_hard_pair();
    double hard_seconds = our_seconds(&hard, 101, 10);
    measure_slices();
    printf("overlap_hard_us: %.2f\n", 1e6 * hard_seconds);
    compare_with_isl(hard_seconds);
}

/* What one process found. */
struct tally {
    long pairs, undecided, wrong, enumerated, asked_isl, unknown;
    double slowest_seconds;
};

static enum ibid_overlap_answer ask_isl(struct isl_oracle *oracle, const struct ibid_strided *x,
                                        const struct ibid_strided *y)
{
#ifdef HAVE_ISL
    return isl_oracle_overlap(oracle, x, y, 100000000, NULL);
#else
    (void)oracle, (void)x, (void)y;
    return IBID_OVERLAP_UNDECIDED;
#endif
}

/*
 * A yes is proved by its certificate, and so are most noes. The others are held against enumeration, or isl where that
 * would take long; and so is every tenth of all whatever its certificate.
 */
static void judge(struct tally *tally, struct isl_oracle *oracle, const struct instance_pair *pair, bool ask)
{
    struct ibid_strided x = instance_array(&pair->x), y = instance_array(&pair->y);
    struct ibid_overlap_certificate certificate;
    double start = seconds_of_thread();
    enum ibid_overlap_answer answer = ibid_overlap(&x, &y, NULL);
    double seconds = seconds_of_thread() - start;
    tally->slowest_seconds = fmax(tally->slowest_seconds, seconds);
    tally->pairs++;
    if (answer != IBID_OVERLAP_YES && answer != IBID_OVERLAP_NO) {
        tally->undecided++;
        return;
    }
    bool agrees = ibid_overlap(&x, &y, &certificate) == answer;
    agrees = agrees && (certificate.reason == IBID_OVERLAP_MEET) == (answer == IBID_OVERLAP_YES);
    enum ibid_overlap_check check = ibid_overlap_check(&x, &y, &certificate);
    if (!agrees || check == IBID_OVERLAP_FALSE) {
        tally->wrong++;
        return;
    }
    if (!ask && check == IBID_OVERLAP_HOLDS)
        return;
    enum ibid_overlap_answer expected = searched_overlap(&x, &y, 100000);
    if (expected == IBID_OVERLAP_UNDECIDED) {
        expected = ask_isl(oracle, &x, &y);
        tally->asked_isl += expected != IBID_OVERLAP_UNDECIDED;
    } else {
        tally->enumerated++;
    }
    if (expected == IBID_OVERLAP_UNDECIDED)
        tally->unknown++;
    else
        tally->wrong += expected != answer;
}

static struct instance_pair adversarial_pair(struct numbers *numbers, long trial)
{
    if (trial % 2)
        return near_multiples_pair(numbers);
    return market_split_pair(numbers, (int)number_from(numbers, 6, 12), number_from(numbers, 2, 30));
}

static struct tally judge_share(struct numbers numbers, long pairs, long adversarial)
{
    struct tally tally = {0};
    struct isl_oracle *oracle = NULL;
#ifdef HAVE_ISL
    oracle = isl_oracle_new();
#endif
    for (long trial = 0; trial < pairs; trial++) {
        struct instance_pair pair = random_pair(&numbers, 1 + (int)(trial % 8));
        judge(&tally, oracle, &pair, trial % 10 == 0);
    }
    for (long trial = 0; trial < adversarial; trial++) {
        struct instance_pair pair = adversarial_pair(&numbers, trial);
        judge(&tally, oracle, &pair, true);
    }
#ifdef HAVE_ISL
    isl_oracle_free(oracle);
#endif
    return tally;
}

/* A share to each of as many processes as there are processors; they tell through pipes. */
static int judge_answers(long pairs, long adversarial)
{
    struct numbers numbers = numbers_from_seed();
    int workers = (int)sysconf(_SC_NPROCESSORS_ONLN);
    if (workers < 1 || workers > 64)
        workers = workers < 1 ? 1 : 64;
    int ends[64];
    for (int i = 0; i < workers; i++) {
        int both[2];
        numbers.state += 2 * (uint64_t)i + 2;
        if (pipe(both) != 0)
            return perror("overlap-bench: pipe"), 1;
        pid_t child = fork();
        if (child < 0)
            return perror("overlap-bench: fork"), 1;
        if (child == 0) {
            struct tally tally = judge_share(numbers, (pairs + i) / workers, (adversarial + i) / workers);
            _exit(write(both[1], &tally, sizeof tally) == sizeof tally ? 0 : 1);
        }
        close(both[1]);
        ends[i] = both[0];
    }
    struct tally total = {0};
    for (int i = 0; i < workers; i++) {
        struct tally tally;
        if (read(ends[i], &tally, sizeof tally) != sizeof tally)
            return fputs("overlap-bench: a worker ended before it had told what it found\n", stderr), 1;
        total.pairs += tally.pairs;
        total.undecided += tally.undecided;
        total.wrong += tally.wrong;
        total.enumerated += tally.enumerated;
        total.asked_isl += tally.asked_isl;
        total.unknown += tally.unknown;
        total.slowest_seconds = fmax(total.slowest_seconds, tally.slowest_seconds);
    }
    while (wait(NULL) > 0)
        continue;
    printf("overlap_undecided: %ld\n", total.undecided + total.wrong);
    printf("overlap_pairs: %ld\n", total.pairs);
    printf("overlap_pairs_enumerated: %ld\n", total.enumerated);
    printf("overlap_pairs_put_to_isl: %ld\n", total.asked_isl);
    printf("overlap_pairs_neither_could_judge: %ld\n", total.unknown);
    printf("overlap_slowest_ms: %.2f\n", 1e3 * total.slowest_seconds);
    return 0;
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    if (argc == 2 && strcmp(argv[1], "speed") == 0)
        return measure_speed(), 0;
    if ((argc == 2 || argc == 3) && strcmp(argv[1], "answers") == 0) {
        long pairs = argc == 3 ? strtol(argv[2], NULL, 10) : 1000000;
        return judge_answers(pairs, pairs < 1000 ? pairs : 1000);
    }
    fputs("usage: overlap-bench speed | answers [PAIRS]\n", stderr);
    return 2;
}
