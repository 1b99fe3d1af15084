/*
 * The spec as data: what the loader makes of the files under spec/. Everything lives in the spec's arena, and
 * nothing of Lua is left once it is loaded.
 */
#ifndef IBID_SPEC_SPEC_H
#define IBID_SPEC_SPEC_H

#include "base/arena.h"
#include "base/text.h"
#include "notation/ir.h"

struct place {
    const char *file; /* as given by the caller, or relative to the spec's folder */
    size_t line;      /* 1-based */
};

/* A part of the spec's text. Clauses and choices belong to the chapter that was named last in their file. */
struct chapter {
    const char *id;
    struct place place; /* where it is defined; else where it was first named */
    size_t number;
    const char *title;
    const char *about;   /* a sentence or two for people, or NULL */
    bool defined;        /* else the title is the id and the number comes after all others */
    bool implied;        /* by a file that has clauses or choices and names no chapter: its id is the file's name */
    struct clause **clauses; /* by number: those of the file that defines the chapter first, then by files */
    size_t clause_count;
    struct choice **choices; /* likewise */
    size_t choice_count;
};

/* A value that an outcome expects. Compared by value: see observe/content.h. */
struct expected_value {
    enum { EXPECT_NONE, EXPECT_BOOL, EXPECT_NUMBER, EXPECT_STRING, EXPECT_SEQUENCE } kind;
    bool truth;
    const char *number; /* canonical text, see observe/content.h: canonical_number */
    const char *string;
    struct expected_value *items; /* SEQUENCE */
    size_t item_count;
};

enum outcome_kind {
    OUTCOME_IDENTITY, /* relation left right: "x is a", "x is not a", "x kept" */
    OUTCOME_CONTENT,  /* name has this value */
    OUTCOME_VIEW,     /* name's elements are those of expression, proved by writing */
    OUTCOME_COPY,     /* name has equal content and no element in common with expression */
    OUTCOME_RAISES,   /* the act fails, with one of these kinds of error; any if there are none */
    OUTCOME_DTYPE,    /* name has this dtype */
    OUTCOME_UNDEFINED, /* a source leaves name's content undefined: it may change, and is not judged */
    OUTCOME_ALLOCATES, /* so many bytes of array memory, of all executions of the act together */
    OUTCOME_LIFETIME,
    OUTCOME_LAYOUT,
};

/* A name, or an item of what it is bound to: "x", "l[0]", "l[0][1]". */
struct reference {
    const char *name;
    size_t *indices;
    size_t index_count;
    const char *text;
};

struct outcome {
    enum outcome_kind kind;
    const char *text; /* for people: "x is a", "v = view of x[1:3]", "raises casting" */
    struct reference left, right;
    enum { IDENTITY_SAME, IDENTITY_DIFFERENT, IDENTITY_KEPT } relation; /* IDENTITY */
    const char *name;                                                   /* CONTENT, VIEW, COPY, DTYPE, UNDEFINED */
    struct expected_value *value;                                       /* CONTENT */
    const struct node *expression; /* VIEW, COPY: a name with indexing, attributes and derivations */
    enum ibid_error_kind *error_kinds; /* RAISES */
    size_t error_kind_count;
    const char *dtype; /* DTYPE */
    long long bytes;   /* ALLOCATES */
    bool at_most;      /* ALLOCATES: or fewer */
};

struct outcomes {
    struct outcome *items; /* in the order of enum outcome_kind, then by name */
    size_t count;
};

/* "array_iadd" answered "in place" */
struct answer_condition {
    const char *choice;
    const char *answer;
};

struct test_case {
    const char *id; /* CLAUSE/slug-of-the-title, or CHOICE/probe-N for a probe */
    const char *title;
    struct place place;
    struct program program;
    size_t act;       /* index of the statement that the case is about; the last unless marked */
    size_t times;     /* how often the act is executed, at least 1 */
    bool whole;       /* unit = "whole": compiled together */
    bool traced;      /* the act goes through the implementation's tracer, whatever the mode of the run */
    bool unchanged;   /* the outcomes hold without the act too, on purpose */
    struct outcomes outcomes;
    struct answer_condition *where; /* of the clause and of the case */
    size_t where_count;
    const struct clause *clause; /* NULL for a probe */
    const char **was;            /* ids that it had before */
    size_t was_count;
};

/* The first statement that runs even where one before it failed, or 0: that behind an act which is to raise. */
size_t first_tried(const struct test_case *test_case);

struct clause {
    const char *id;
    struct place place;
    struct chapter *chapter;
    size_t number;     /* in its chapter, from 1: it moves when others come */
    bool must;         /* MUST, else SHOULD */
    const char *text;  /* the normative sentence */
    const char *why;   /* or NULL */
    const char *pending; /* why it has no case as yet, or NULL */
    const char **sources;
    size_t source_count;
    struct answer_condition *where;
    size_t where_count;
    struct test_case **cases;
    size_t case_count;
    const char **was; /* ids that it had before */
    size_t was_count;
};

struct answer {
    const char *name;
    const char *means;        /* a sentence for people, or NULL */
    bool depends;             /* given as a string: what an answer that differs within the family depends on */
    bool declared;            /* a profile may give it, with a source; it is never measured, and has no outcomes */
    struct outcomes outcomes; /* what every probe of the family shows, unless depends or declared */
};

struct choice {
    const char *id;
    struct place place;
    struct chapter *chapter;
    const char *asks;
    const char **sources;
    size_t source_count;
    struct answer_condition *requires;
    size_t requires_count;
    struct test_case **probes; /* without outcomes */
    size_t probe_count;
    struct answer *answers; /* sorted by name, those without outcomes last */
    size_t answer_count;
    const char *otherwise; /* the answer that an implementation which shows none of them is held to, or NULL */
};

struct profile {
    const char *id;
    struct place place;
    const char *title;
    struct answer_condition *answers; /* sorted by choice */
    const char **answer_sources;      /* beside answers: where that is written */
    size_t answer_count;
};

/* A question of the field, and where this spec treats it. */
struct topic {
    size_t number; /* 1, 2, … without a gap */
    struct place place;
    const char *title;
    const char **vocabulary; /* names of operations */
    size_t vocabulary_count;
    const char **clauses; /* ids */
    size_t clause_count;
    const char **choices; /* ids */
    size_t choice_count;
    const char *why_not; /* why no clause says more, or NULL */
};

struct spec {
    struct arena *arena;
    struct chapter **chapters; /* by number */
    size_t chapter_count;
    struct clause **clauses; /* in the order of files (sorted by name) and of the text */
    size_t clause_count;
    size_t pending_count; /* of the clauses: those without a case as yet */
    struct choice **choices; /* ordered so that each stands after those that it requires */
    size_t choice_count;
    struct profile **profiles;
    size_t profile_count;
    struct topic **topics; /* by number */
    size_t topic_count;
    size_t case_count;  /* of all clauses */
    const char *digest; /* 32 hex digits, over ids, programs and outcomes */
};

/* A mistake in a spec. Printed as "FILE:LINE:COLUMN: message" and the excerpt. */
struct spec_mistake {
    struct place place;
    size_t column;       /* 1-based; 0 if not known */
    const char *message; /* what is wrong, what was expected, what to do */
    const char *excerpt; /* the source line and a caret, or NULL */
};

/* "FILE:LINE:COLUMN: message", a newline, and the excerpt. */
void spec_mistake_print(struct text *text, const struct spec_mistake *mistake);

/*
 * Loads files and folders (all *.lua below, sorted). Always returns a spec, the caller's: with
 * mistakes, it holds what could be loaded. Mistakes are ordered by file, line and column and live in
 * the spec's arena. Loading runs in a sandbox with bounded memory and steps: see spec/sandbox.h.
 */
struct spec *spec_load(const char *const *paths, size_t path_count, struct spec_mistake **mistakes,
                       size_t *mistake_count);
void spec_free(struct spec *spec);

const struct clause *spec_clause(const struct spec *spec, const char *id);
const struct test_case *spec_case(const struct spec *spec, const char *id);
const struct choice *spec_choice(const struct spec *spec, const char *id);
const struct profile *spec_profile(const struct spec *spec, const char *id);
/* What is called otherwise now: the id of the clause or the case that says that it was `old`, or NULL. */
const char *spec_renamed(const struct spec *spec, const char *old);
/* The id of a clause, a case or a choice that a typing mistake or two makes of `id`, or NULL. */
const char *spec_nearest_id(struct arena *arena, const struct spec *spec, const char *id);
/* The profile's answer to a choice, or NULL. */
const char *profile_answer(const struct profile *profile, const char *choice);

#endif
