import { type Fuzz, judged } from "./chunks.ts";
import { diskDriver } from "./disk-driver.ts";
import { anyRequest } from "./garbage.ts";
import { garbageFolder } from "./garbage-folder.ts";
import { render } from "./hand-file.ts";
import { planDriver } from "./plan-driver.ts";
import { openStory, play } from "./play.ts";
import { anyRevertStory, openRevertStory, playReverts } from "./revert-story.ts";
import { anySpanStory, openSpanStory, playSpans } from "./span-story.ts";
import { anyStory } from "./story.ts";
import { newTally, tallied } from "./tally.ts";

/** Every kind of case there is. */
export const allFuzzes = (): Fuzz[] => [
  plannedStories(),
  plannedReverts(),
  followedSpans(),
  storiesOnDisk(),
  revertsOnDisk(),
  garbage(),
];

/** Several agents on one file, by the planner alone. */
function plannedStories(): Fuzz {
  const tally = newTally();
  return {
    name: "plan",
    oneIn: 1,
    property: () =>
      judged(anyStory(), async (drawn) => {
        const story = openStory(drawn);
        return play(story, planDriver(Buffer.from(story.bom + render(story.file))), tally);
      }),
    figures: () => tallied(tally),
  };
}

/** Edits taken back in any order, by the pure part alone. */
function plannedReverts(): Fuzz {
  const tally = newTally();
  return {
    name: "undo",
    oneIn: 5,
    property: () =>
      judged(anyRevertStory, async (story) => {
        const file = openRevertStory(story);
        return playReverts(story, file, planDriver(Buffer.from(render(file))), tally);
      }),
    figures: () => tallied(tally),
  };
}

/** A task's span while its own agent and others edit, by the planner alone. */
function followedSpans(): Fuzz {
  const tally = newTally();
  return {
    name: "spans",
    oneIn: 5,
    property: () =>
      judged(anySpanStory, async (drawn) => {
        const story = openSpanStory(drawn);
        const driver = planDriver(Buffer.from(render(story.file)), { start: story.from + 1, end: story.to });
        return playSpans(drawn, story, driver, tally);
      }),
    figures: () => tallied(tally),
  };
}

/** The same stories through the whole engine, on files. */
function storiesOnDisk(): Fuzz {
  const tally = newTally();
  return {
    name: "disk",
    oneIn: 200,
    property: () =>
      judged(anyStory(), async (drawn) => {
        const story = openStory(drawn);
        const driver = diskDriver(Buffer.from(story.bom + render(story.file)));
        try {
          return await play(story, driver, tally);
        } finally {
          await driver.dispose();
        }
      }),
    figures: () => tallied(tally),
  };
}

function revertsOnDisk(): Fuzz {
  const tally = newTally();
  return {
    name: "revert",
    oneIn: 400,
    property: () =>
      judged(anyRevertStory, async (story) => {
        const file = openRevertStory(story);
        const driver = diskDriver(Buffer.from(render(file)));
        try {
          return await playReverts(story, file, driver, tally);
        } finally {
          await driver.dispose();
        }
      }),
    figures: () => tallied(tally),
  };
}

/** Requests from nonsense to nearly right: none throws, none writes what it does not say. */
function garbage(): Fuzz {
  const tally = newTally();
  return {
    name: "garbage",
    oneIn: 50,
    property: () =>
      judged(anyRequest, async (request) => {
        const folder = garbageFolder();
        try {
          return await folder.send(request, tally);
        } finally {
          await folder.dispose();
        }
      }),
    figures: () => tallied(tally),
  };
}
