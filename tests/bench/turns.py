"""Times of calls that take turns, so that what slows the machine down slows all of them."""
import math
import statistics
import sys


def times_for(run, seconds):
    """How often to call for a measurement of about so many seconds."""
    times = 1
    while True:
        taken = run(times)
        if taken < 0:
            sys.exit("a call that was to be measured failed")
        if taken >= seconds / 4 or taken * times > 1:
            return max(1, int(times * seconds / max(taken, 1e-9)))
        times *= 4


def best_of_medians(calls, runs, rounds, seconds):
    """Seconds of each call: of so many runs the best median of so many rounds. A call is a function of how often, that gives
    the seconds that took, or less than 0 where it failed."""
    times = [times_for(run, seconds) for run in calls]
    best = [math.inf] * len(calls)
    for _ in range(runs):
        taken = [[] for _ in calls]
        for _ in range(rounds):
            for i, run in enumerate(calls):
                taken[i].append(run(times[i]) / times[i])
        best = [min(best[i], statistics.median(taken[i])) for i in range(len(calls))]
    return best
