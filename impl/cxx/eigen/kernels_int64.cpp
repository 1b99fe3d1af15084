#include "kernels.inc"

template struct ibid::Kernels<std::int64_t>;
