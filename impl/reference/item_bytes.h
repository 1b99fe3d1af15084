/*
 * FOR_ITEM_BYTES(item_bytes, function, …): calls function(item_bytes, …) with the usual numbers of bytes as constants,
 * if the function is ALWAYS_INLINE. Loops that move items take several times as long where the compiler does not know
 * it.
 */
#ifndef IBID_REFERENCE_ITEM_BYTES_H
#define IBID_REFERENCE_ITEM_BYTES_H

#define ALWAYS_INLINE static inline __attribute__((always_inline))

#define FOR_ITEM_BYTES(item_bytes, function, ...)                                                                      \
    switch (item_bytes) {                                                                                              \
    case 1:                                                                                                            \
        function(1, __VA_ARGS__);                                                                                      \
        break;                                                                                                         \
    case 2:                                                                                                            \
        function(2, __VA_ARGS__);                                                                                      \
        break;                                                                                                         \
    case 4:                                                                                                            \
        function(4, __VA_ARGS__);                                                                                      \
        break;                                                                                                         \
    case 8:                                                                                                            \
        function(8, __VA_ARGS__);                                                                                      \
        break;                                                                                                         \
    case 16:                                                                                                           \
        function(16, __VA_ARGS__);                                                                                     \
        break;                                                                                                         \
    default: /* with fields, or several items at once */                                                               \
        function(item_bytes, __VA_ARGS__);                                                                             \
    }

#endif
