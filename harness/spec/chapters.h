/* The chapters of a spec: naming and defining them in files, and their order once all files are read. */
#ifndef IBID_SPEC_CHAPTERS_H
#define IBID_SPEC_CHAPTERS_H

#include "spec/walk.h"

/* The chapter of this id, which may still be to be defined. */
struct chapter *chapter_named(struct arena *arena, struct spec *spec, const char *id, struct place place);

/* The chapter that what is declared now belongs to: one called as the file if the file has named none. */
struct chapter *chapter_here(struct walk *walk, struct spec *spec);

/* Defines the walk's chapter by the table on top of the stack. */
void chapter_define(struct walk *walk, const struct subject *subject, struct place place);

/*
 * Orders chapters by number, gives numbers to those that a file only implies, and fills each with its clauses, which
 * are numbered, and its choices.
 * Chapters that are named and nowhere defined are mistakes, unless there are others; so are numbers that two have.
 */
void order_chapters(struct spec *spec, struct mistakes *mistakes);

#endif
