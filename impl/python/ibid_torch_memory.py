"""How many bytes PyTorch's tensors were given on the CPU: what its allocator reports to PyTorch's own profiler."""
import torch.autograd.profiler


class Counter(object):
    """allocated() is the bytes since its first call; until then, and after stop(), nothing is profiled."""

    def __init__(self):
        self.bytes = 0
        self.running = None

    def start(self):
        pass

    def stop(self):
        """Ends the profile, whose events are the allocations; those with fewer than no bytes are what was freed."""
        if self.running is None:
            return
        self.running.__exit__(None, None, None)
        for event in self.running.kineto_results.events():
            if event.name() == "[memory]" and event.nbytes() > 0:
                self.bytes += event.nbytes()
        self.running = None

    def allocated(self):
        self.stop()
        self.running = torch.autograd.profiler.profile(profile_memory=True)
        self.running.__enter__()
        return self.bytes
