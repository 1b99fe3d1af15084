-- Every case is run traced too: ibid run --mode traced puts each act through jax.jit, torch.compile or tf.function.

chapter "tracing" {
  number = 16,
  title  = "Tracing",
  about  = "Libraries that trace or compile functions promise that a function means what it means without. " ..
           "So the clauses of all chapters hold for traced acts as well: `ibid run --mode traced`.",
}

clause "traced.same" {
  should  = "A statement that goes through the library's tracer has the content, the aliases and the errors that it has without.",
  why     = "A program should not change its results when a function of it is compiled: of aliases that is not so everywhere.",
  source  = { "ibid",
              "JAX documentation, FAQ, jit changes the behavior of my function: perhaps it uses global state, or has side-effects" },
  pending = "it has no case of its own: each case of every chapter is its case, with ibid run --mode traced",
}
