#include "kernels.inc"

template struct ibid::Kernels<std::int32_t>;
