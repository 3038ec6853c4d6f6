import type { ReplayPlan } from "../../../shared/models/replay.ts";
import { factoriesQuery } from "../../api/factories-query.ts";
import { planKey } from "../../api/replay-query.ts";
import { useLiveFactories } from "../../components/frame/use-live-factories.ts";
import { FactoriesLink } from "../../components/ui/factories-link.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import type { ReplayChoice } from "./choice-store.ts";
import { FactoryList } from "./factory-list.tsx";
import { NoFactory } from "./no-factory.tsx";
import { paceWords } from "./replay-words.ts";
import { RoleNote } from "./role-note.tsx";
import { SkippedList } from "./skipped-list.tsx";

/** Whom a live replay of this trace would call, or why there is nobody. */
export function LivePart({ plan, choice }: { plan: ReplayPlan | undefined; choice: ReplayChoice }) {
  useLiveFactories(planKey, factoriesQuery.queryKey);
  const takes = plan && paceWords(choice.pace, choice.speed, plan.duration_us);
  return (
    <div className="flex flex-col gap-2 text-12 text-ink-2">
      <RoleNote
        needs="reviewer"
        what="A live replay has other programs work, so it"
        instead="A dry run calls nobody."
      />
      {plan === undefined ? (
        <div role="status" aria-label="Asking who can be called" className="flex flex-col gap-2">
          <Skeleton className="h-3 w-full" />
          <Skeleton className="h-3 w-3/5" />
        </div>
      ) : plan.factories.length === 0 ? (
        <NoFactory skipped={plan.skipped} />
      ) : (
        <>
          <p>
            These factories do their part again, each call after those that had ended before it
            {takes ? `, over ${takes} or longer` : ""}.
          </p>
          <FactoryList factories={plan.factories} />
          <p>
            A token that one of them asks for is set in <FactoriesLink>Factories</FactoriesLink>.
          </p>
          <SkippedList skipped={plan.skipped} />
        </>
      )}
    </div>
  );
}
