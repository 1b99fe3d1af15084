#include "kernels.inc"

template struct ibid::Kernels<float>;
