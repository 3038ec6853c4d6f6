import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { toast } from "../../components/ui/toast.ts";
import { live } from "../../live/live.ts";

/** What an event tells of one edit, or of many that were found at once. */
interface Told {
  id?: unknown;
  file?: unknown;
  group_size?: unknown;
  lines_added?: unknown;
  lines_removed?: unknown;
}

/** Says at once that somebody changed files around patchctl, whatever screen one is on. Draws nothing of its own. */
export function EditToasts(): null {
  const navigate = useNavigate();
  useEffect(
    () =>
      live.subscribe("workspace", (events) => {
        const told = events.flatMap(({ type, payload }) => (type === "out_of_band" ? [payload as Told] : []));
        const [first] = told;
        if (first === undefined) return;
        const files = told.reduce(
          (sum, { file, group_size }) => sum + (typeof file === "string" ? 1 : Number(group_size)),
          0,
        );
        const one = files === 1 && typeof first.file === "string";
        const lines =
          typeof first.lines_added === "number" ? `+${first.lines_added} −${first.lines_removed}, b` : "B";
        toast({
          tone: "error",
          title: one
            ? `${first.file} was changed around patchctl`
            : `${files} files were changed around patchctl`,
          text: one ? `${lines}y nobody on record.` : "By nobody on record.",
          action: {
            label: "Look",
            run: () =>
              void navigate({
                to: "/custody",
                search: one && typeof first.id === "string" ? { edit: first.id } : {},
              }),
          },
        });
      }),
    [navigate],
  );
  return null;
}
