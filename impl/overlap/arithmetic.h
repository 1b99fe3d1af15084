/* Arithmetic of 64-bit integers whose intermediate results need more: 128 bits, which 64-bit gcc and clang have. */
#ifndef IBID_OVERLAP_ARITHMETIC_H
#define IBID_OVERLAP_ARITHMETIC_H

#include <stdint.h>

__extension__ typedef __int128 wide;

static inline int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static inline int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* From 0 to modulus - 1. */
static inline int64_t modulo(wide a, int64_t modulus)
{
    int64_t rest = (int64_t)(a % modulus);
    return rest < 0 ? rest + modulus : rest;
}

/* a / b rounded up; b > 0. */
static inline int64_t divided_up(int64_t a, int64_t b)
{
    return a / b + (a % b > 0);
}

/* Greatest common divisor; 0 or more each. */
static inline int64_t common_divisor(int64_t a, int64_t b)
{
    uint64_t big = (uint64_t)a, small = (uint64_t)b;
    while (small) {
        uint64_t rest = big % small;
        big = small;
        small = rest;
    }
    return (int64_t)big;
}

/* The x from 0 to modulus - 1 with a * x congruent to 1; a and modulus have no common divisor. */
static inline int64_t inverse(int64_t a, int64_t modulus)
{
    int64_t big = modulus, small = a % modulus, of_big = 0, of_small = 1;
    while (small > 0) {
        int64_t quotient = big / small, rest = big - quotient * small, of_rest = of_big - quotient * of_small;
        big = small, small = rest;
        of_big = of_small, of_small = of_rest;
    }
    return modulus == 1 ? 0 : of_big < 0 ? of_big + modulus : of_big;
}

/* a and b are 0 or more. */
static inline int64_t product_modulo(int64_t a, int64_t b, int64_t modulus)
{
    if ((a | b) <= INT32_MAX)
        return a * b % modulus;
    return (int64_t)((wide)a * b % modulus);
}

#endif
