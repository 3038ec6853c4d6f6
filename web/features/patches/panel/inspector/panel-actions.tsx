import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { PatchDetail } from "../../../../../shared/models/patch-record.ts";
import { workspaceQuery } from "../../../../api/workspace-query.ts";
import { Button } from "../../../../components/ui/button.tsx";
import { CopyButton } from "../../../../components/ui/copy-button.tsx";
import { Tooltip } from "../../../../components/ui/tooltip.tsx";
import { RevertDialog } from "./revert-dialog.tsx";
import { revertOffer } from "./revert-offer.ts";

/** What can be done with a patch. What cannot be done stays in its place and says why. */
export function PanelActions({
  patch,
  diff,
  onOpenPatch,
}: {
  patch: PatchDetail;
  diff: string;
  onOpenPatch: (patchId: string) => void;
}) {
  const [asking, setAsking] = useState(false);
  const role = useQuery(workspaceQuery).data?.caller.role;
  const offer = revertOffer(patch, role);
  return (
    <div className="flex flex-wrap gap-2">
      {diff !== "" && (
        <CopyButton text={diff} label="Copy diff">
          Copy diff
        </CopyButton>
      )}
      <CopyButton text={() => location.href} label="Copy link">
        Copy link
      </CopyButton>
      <span className="ml-auto">
        {offer.offered ? (
          <Button variant="danger" onClick={() => setAsking(true)}>
            Revert
          </Button>
        ) : (
          <Tooltip text={offer.why} side="top">
            <Button variant="danger" aria-disabled aria-description={offer.why}>
              Revert
            </Button>
          </Tooltip>
        )}
      </span>
      <RevertDialog patch={patch} open={asking} onOpenChange={setAsking} onOpenPatch={onOpenPatch} />
    </div>
  );
}
