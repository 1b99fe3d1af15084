/* Why two arrays are disjoint, in a form that can be checked. */
#ifndef IBID_OVERLAP_CERTIFICATE_H
#define IBID_OVERLAP_CERTIFICATE_H

#include "arrays.h"

/* For arrays that are disjoint: the reason RESIDUES if one is found, else EXHAUSTED. */
void find_residues(const struct common_bytes *bytes, const struct ibid_strided *x, const struct ibid_strided *y,
                   struct ibid_overlap_certificate *certificate);

#endif
