const numbers = new WeakMap<object, number>();
let last = 0;

/** A number for an object, the same for as long as it lives: what cannot be spelled can so be part of a query's key. */
export function numberOf(object: object): number {
  let number = numbers.get(object);
  if (number === undefined) {
    last += 1;
    number = last;
    numbers.set(object, number);
  }
  return number;
}
