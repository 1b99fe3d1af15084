/*
 * Native text with places for arguments: "tf.zeros({shape}, {dtype})". What stands between the outer
 * commas of the last call is left out at the end where its argument is missing, else it is `undefined`.
 */
"use strict";

/* How strongly an expression binds: the places of the language's grammar, from loose to tight. */
const [ASSIGNMENT, BIT_OR, BIT_XOR, BIT_AND, EQUALITY, RELATION, SHIFT, SUM, TERM, POWER, UNARY, NUMBER, MEMBER] =
  Array(13).keys();

const PLACE = /\{(\w+)\}/g;

class Template {
  constructor(pattern) {
    this.pattern = pattern;
    const opening = pattern.endsWith(")") ? openingOf(pattern) : pattern.length;
    this.head = pattern.slice(0, opening + 1);
    this.parts = opening < pattern.length ? splitAtCommas(pattern.slice(opening + 1, -1)) : [];
    this.tail = opening < pattern.length ? ")" : "";
    this.places = [...new Set([...pattern.matchAll(PLACE)].map((match) => match[1]))];
    this.level = isMember(pattern) ? MEMBER : ASSIGNMENT;
  }

  /* The text with its places filled: `given` has the names of the arguments, write(name, level) gives their text. */
  fill(given, write) {
    const filled = (text) =>
      text.replace(PLACE, (place, name, offset) => write(name, levelOfPlace(text, offset, place)));
    const parts = this.parts.map((part) => {
      const names = [...part.matchAll(PLACE)].map((match) => match[1]);
      return names.length === 1 && !given.has(names[0]) ? "undefined" : filled(part);
    });
    while (parts.length > 0 && parts[parts.length - 1] === "undefined") parts.pop();
    return filled(this.head) + parts.join(", ") + this.tail;
  }
}

function openingOf(pattern) {
  let depth = 0;
  for (let index = pattern.length - 1; ; index--) {
    if (pattern[index] === ")") depth++;
    if (pattern[index] === "(" && --depth === 0) return index;
  }
}

/* Whether the text is a chain of names, calls and indices, which binds as strongly as anything. */
function isMember(pattern) {
  return /^(new )?[\w.{}]*[([.]/.test(pattern) && !outermost(pattern.replace(/^new /, "")).includes(" ");
}

/* What stands outside of all parentheses. */
function outermost(text) {
  let depth = 0;
  return [...text]
    .filter((character) => {
      if ("([".includes(character)) depth++;
      if (")]".includes(character)) depth--;
      return depth === 0;
    })
    .join("");
}

function splitAtCommas(text) {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if ("([{".includes(character)) depth++;
    if (")]}".includes(character)) depth--;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/* How strongly an argument has to bind in its place: x.f({y}) takes anything, {x}.f() and {x} * 2 do not. */
function levelOfPlace(text, offset, place) {
  const [before, after] = [text[offset - 1], text[offset + place.length]];
  if (after === "." || after === "[") return MEMBER;
  return before !== " " && (after === undefined || after === ")" || after === ",") ? ASSIGNMENT : UNARY;
}

module.exports = {
  Template,
  ASSIGNMENT,
  BIT_OR,
  BIT_XOR,
  BIT_AND,
  EQUALITY,
  RELATION,
  SHIFT,
  SUM,
  TERM,
  POWER,
  UNARY,
  NUMBER,
  MEMBER,
};
