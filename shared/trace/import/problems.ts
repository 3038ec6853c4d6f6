/** What is wrong with a file, where; few of them are kept, all are counted. */
export interface Problems {
  /** Answers an empty list: what has a problem is nothing. */
  add: (at: string, what: string) => [];
  readonly first: readonly string[];
  readonly count: number;
}

export function newProblems(most = 5): Problems {
  const first: string[] = [];
  let count = 0;
  return {
    first,
    get count() {
      return count;
    },
    add(at, what) {
      count += 1;
      if (first.length < most) first.push(`${at} ${what}`);
      return [];
    },
  };
}
