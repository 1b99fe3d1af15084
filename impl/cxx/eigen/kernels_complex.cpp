#include "kernels.inc"

template struct ibid::Kernels<std::complex<double>>;
