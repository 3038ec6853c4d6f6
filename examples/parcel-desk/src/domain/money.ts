/** An amount in whole cents, so that sums never drift. */
export interface Money {
  cents: number;
  currency: "EUR" | "USD";
}

export function euro(cents: number): Money {
  return { cents, currency: "EUR" };
}

export function add(a: Money, b: Money): Money {
  return { cents: a.cents + b.cents, currency: a.currency };
}

export function times(money: Money, factor: number): Money {
  return { cents: money.cents * factor, currency: money.currency };
}

export function format(money: Money): string {
  return (money.cents / 100).toFixed(2) + " " + money.currency;
}
