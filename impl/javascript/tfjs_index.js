/*
 * What x[…] is for a tensor: slice(begin, size), stridedSlice(begin, end, strides) where there is a step,
 * gather for a single index or a list of them. slice counts from the start, so x[-2:] needs the length of
 * x, by its name.
 */
"use strict";

const { Unsupported, is } = require("./ibid_call");
const { MEMBER } = require("./ibid_template");

function isTensor(call, node) {
  return ["array", "variable"].includes(call.kind(node));
}

function needName(call, native) {
  if (!/^\w+$/.test(native)) call.refuse("the length of the axis is needed, and what it is the length of has no name");
  return native;
}

/* One axis of an index: `begin` and `size` for slice, or `begin`, `end` and `step` for stridedSlice. */
class Axis {
  constructor(call, native, number, index) {
    Object.assign(this, { call, native, number, step: 1 });
    this.isSingle = !is(index, "make slice");
    if (this.isSingle) {
      this.begin = this.fromStart(this.bound(index));
      this.size = "1";
      return;
    }
    const [start, stop, step] = index.args.map((node) => (node === null ? undefined : this.bound(node)));
    this.isWhole = start === undefined && stop === undefined;
    if (step === undefined || step === 1) {
      this.begin = this.fromStart(start || 0);
      this.size = this.sizeBetween(start || 0, stop);
    } else {
      this.step = step;
      this.begin = start !== undefined ? String(start) : step > 0 ? "0" : `${this.length()} - 1`;
      this.end = stop !== undefined ? String(stop) : step > 0 ? this.length() : undefined;
    }
  }

  length() {
    return `${needName(this.call, this.native)}.shape[${this.number}]`;
  }

  bound(node) {
    const known = this.call.known(node);
    if (known !== undefined && Number.isInteger(known.value)) return known.value;
    this.call.write(node); // which may say why
    return this.call.refuse("the bounds of a slice have to be known before it is taken");
  }

  fromStart(position) {
    return position < 0 ? `${this.length()} - ${-position}` : String(position);
  }

  sizeBetween(start, stop) {
    if (stop === undefined) return "-1"; // all that is left
    if (start < 0 === stop < 0) return String(Math.max(stop - start, 0));
    return stop < 0 ? `${this.length()} - ${start - stop}` : `${stop - start} - ${this.length()}`;
  }
}

function listed(items) {
  return `[${items.join(", ")}]`;
}

function sliced(axes) {
  const sizes = axes.map(({ size }) => size);
  const begins = listed(axes.map(({ begin }) => begin));
  return sizes.every((size) => size === "-1") ? `.slice(${begins})` : `.slice(${begins}, ${listed(sizes)})`;
}

function stridden(axes) {
  if (axes.length === 1 && axes[0].step === -1 && axes[0].isWhole) return ".reverse(0)";
  if (axes.some(({ step }) => step === 1)) {
    throw new Unsupported("slice with a step", "the driver writes a step for every axis or for none");
  }
  const open = axes.reduce((mask, { end }, axis) => mask | (end === undefined ? 1 << axis : 0), 0);
  const bounds = [axes.map(({ begin }) => begin), axes.map(({ end }) => end || "0"), axes.map(({ step }) => step)];
  return `.stridedSlice(${bounds.map(listed).join(", ")}${open === 0 ? "" : `, 0, ${open}`})`;
}

/* The unit axes that None puts between the axes that are left. */
function expanded(subscripts) {
  const left = subscripts.filter((node) => node === null || is(node, "make slice"));
  return left.map((node, axis) => (node === null ? `.expandDims(${axis})` : "")).join("");
}

function gathered(call, native, subscripts) {
  const [index] = subscripts;
  if (subscripts.length > 1) throw new Unsupported("index list", "TensorFlow.js gathers along a single axis");
  const mayBeMask = is(index, "make list")
    ? index.args.some((node) => call.kind(node) === "bool")
    : call.known(index) === undefined || call.known(index).value.dtype === "bool";
  if (mayBeMask) throw new Unsupported("index mask", "TensorFlow.js takes masks in booleanMaskAsync only");
  if (!is(index, "make list")) return `.gather(${call.write(index)})`;
  return `.gather(${listed(index.args.map((node) => new Axis(call, native, 0, node).begin))})`;
}

function getOfTensor(call) {
  const [base, index] = call.args;
  const native = call.write(base, MEMBER);
  const chain = (text) => ({ text: native + text, level: MEMBER });
  const subscripts = is(index, "make tuple") ? index.args : [index];
  if (subscripts.length === 0) throw new Unsupported("index of nothing", "TensorFlow.js has no index without subscripts");
  if (subscripts.some((node) => node !== null && node.ellipsis)) {
    throw new Unsupported("index ellipsis", "TensorFlow.js has no ... in an index");
  }
  if (subscripts.some((node) => is(node, "make list") || ["list", "array", "variable"].includes(call.kind(node)))) {
    return chain(gathered(call, native, subscripts));
  }
  const axes = subscripts.filter((node) => node !== null).map((node, number) => new Axis(call, native, number, node));
  if (subscripts.length === 1 && axes.length === 1 && axes[0].isSingle) return chain(`.gather(${axes[0].begin})`);
  const part = axes.length === 0 ? "" : axes.every(({ step }) => step === 1) ? sliced(axes) : stridden(axes);
  const singles = axes.filter(({ isSingle }) => isSingle).map(({ number }) => number);
  return chain(part + (singles.length === 0 ? "" : `.squeeze(${listed(singles)})`) + expanded(subscripts));
}

module.exports = { getOfTensor, isTensor, needName };
