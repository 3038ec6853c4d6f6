/** The task whose span is followed. */
export const spanTask = "the-task";
